"""The simple recurrent cell."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells.weights import CellWeights


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class RNNWeights(CellWeights):
    """The weights of one simple recurrent layer, named as in Keras.

    Attributes
    ----------
    kernel : ndarray, shape (D, H)
        From the D input features to the pre-activations.
    recurrent_kernel : ndarray, shape (H, H)
        From the previous hidden state to the same.
    bias : ndarray, shape (H,)
        Added to the same.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or a value is not finite.

    Examples
    --------
    >>> weights = RNNWeights(np.zeros((5, 3)), np.zeros((3, 3)), np.zeros(3))
    >>> weights.features, weights.units, weights.parameters
    (5, 3, 27)
    """

    blocks: ClassVar[int] = 1


def rnn_step(weights: RNNWeights, x: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """Read one input vector: compute the new hidden state.

    Parameters
    ----------
    weights : RNNWeights
        The layer's weights, D features and H units.
    x : array_like, shape (D,)
        The input vector at this timestep.
    hidden : array_like, shape (H,)
        The hidden state after the previous timestep.

    Returns
    -------
    ndarray, shape (H,)
        The new hidden state, in (−1, 1); float32 if all arrays are, else float64.

    Raises
    ------
    ValueError
        If a shape does not fit the weights, a value is not finite, or `weights` is something else.

    Notes
    -----
    | h' = tanh(x W + h U + b)

    Elman, *Finding structure in time*, 1990, with tanh where he has a sigmoid, as in Keras.

    Examples
    --------
    >>> weights = RNNWeights(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1))
    >>> rnn_step(weights, x=[1.0], hidden=[-0.5]).round(2)
    array([0.46])
    """
    _validate.instance("weights", weights, RNNWeights)
    x = _validate.array("x", x, ("features",), (weights.features,))
    hidden = _validate.array("hidden", hidden, ("units",), (weights.units,))

    return np.tanh(x @ weights.kernel + hidden @ weights.recurrent_kernel + weights.bias)
