"""The gated recurrent unit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells.activation import sigmoid
from lstm_helpers.cells.weights import CellWeights


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class GRUWeights(CellWeights):
    """The weights of one GRU layer, named and ordered as in Keras.

    Attributes
    ----------
    kernel : ndarray, shape (D, 3H)
        From the D input features to the pre-activations of both gates and the candidate.
    recurrent_kernel : ndarray, shape (H, 3H)
        From the previous hidden state to the same.
    bias : ndarray, shape (2, 3H)
        Row 0 is added to what comes from the input, row 1 to what comes from the hidden state.
        Along 3H stand update, reset, candidate, H columns each.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or a value is not finite.

    Examples
    --------
    >>> weights = GRUWeights(np.zeros((5, 9)), np.zeros((3, 9)), np.zeros((2, 9)))
    >>> weights.features, weights.units, weights.parameters
    (5, 3, 90)
    """

    blocks: ClassVar[int] = 3
    biases: ClassVar[int] = 2


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class GRUStep:
    """What one GRU timestep computed; each field has shape (H,).

    Attributes
    ----------
    update, reset : ndarray
        The gates, in (0, 1): how much of the old state is kept, and how much of it the candidate
        sees.
    candidate : ndarray
        What could replace the old state, in (−1, 1).
    hidden : ndarray
        The new hidden state.

    Examples
    --------
    >>> weights = GRUWeights(np.zeros((1, 3)), np.zeros((1, 3)), np.zeros((2, 3)))
    >>> gru_step(weights, x=[1.0], hidden=[2.0]).update
    array([0.5])
    """

    update: np.ndarray
    reset: np.ndarray
    candidate: np.ndarray
    hidden: np.ndarray


def gru_step(weights: GRUWeights, x: np.ndarray, hidden: np.ndarray) -> GRUStep:
    """Read one input vector: compute the gates, then the new hidden state.

    Parameters
    ----------
    weights : GRUWeights
        The layer's weights, D features and H units.
    x : array_like, shape (D,)
        The input vector at this timestep.
    hidden : array_like, shape (H,)
        The hidden state after the previous timestep.

    Returns
    -------
    GRUStep
        update and reset in (0, 1), candidate in (−1, 1), the new hidden state.

    Raises
    ------
    ValueError
        If a shape does not fit the weights, a value is not finite, or `weights` is something else.

    Notes
    -----
    With σ the sigmoid, ⊙ the elementwise product, b row 0 and d row 1 of the bias:

    | z, r = σ(x W + b + h U + d), each with its own third of W, U, b and d
    | g = tanh(x W + b + r ⊙ (h U + d))
    | h' = z ⊙ h + (1 − z) ⊙ g

    Cho et al., *Learning phrase representations using RNN encoder–decoder for statistical machine
    translation*, 2014. There r acts on h before the product with U; here, as in Keras by default
    (``reset_after=True``) and on graphics cards, after it.

    Examples
    --------
    >>> weights = GRUWeights(np.zeros((1, 3)), np.zeros((1, 3)), np.zeros((2, 3)))
    >>> gru_step(weights, x=[1.0], hidden=[2.0]).hidden
    array([1.])
    """
    _validate.instance("weights", weights, GRUWeights)
    x = _validate.array("x", x, ("features",), (weights.features,))
    hidden = _validate.array("hidden", hidden, ("units",), (weights.units,))

    input_bias, recurrent_bias = weights.bias
    from_input = np.split(x @ weights.kernel + input_bias, 3)
    from_hidden = np.split(hidden @ weights.recurrent_kernel + recurrent_bias, 3)
    update = sigmoid(from_input[0] + from_hidden[0])
    reset = sigmoid(from_input[1] + from_hidden[1])
    candidate = np.tanh(from_input[2] + reset * from_hidden[2])
    hidden = update * hidden + (1 - update) * candidate
    return GRUStep(update, reset, candidate, hidden)
