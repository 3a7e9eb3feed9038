"""The cell of the long short-term memory."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells.activation import sigmoid
from lstm_helpers.cells.weights import CellWeights


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class LSTMWeights(CellWeights):
    """The weights of one LSTM layer, named and ordered as in Keras.

    Attributes
    ----------
    kernel : ndarray, shape (D, 4H)
        From the D input features to the pre-activations of the four gates.
    recurrent_kernel : ndarray, shape (H, 4H)
        From the previous hidden state to the same.
    bias : ndarray, shape (4H,)
        Added to the same. Along 4H stand input, forget, candidate, output, H columns each.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or a value is not finite.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((5, 12)), np.zeros((3, 12)), np.zeros(12))
    >>> weights.features, weights.units, weights.parameters
    (5, 3, 108)
    """

    blocks: ClassVar[int] = 4


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class LSTMStep:
    """What one LSTM timestep computed; each field has shape (H,).

    Attributes
    ----------
    input, forget, output : ndarray
        The gates, in (0, 1): how much is written, kept and shown.
    candidate : ndarray
        What could be written, in (−1, 1).
    cell, hidden : ndarray
        The new cell and hidden state.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    >>> lstm_step(weights, x=[1.0], hidden=[0.0], cell=[2.0]).input
    array([0.5])
    """

    input: np.ndarray
    forget: np.ndarray
    candidate: np.ndarray
    output: np.ndarray
    cell: np.ndarray
    hidden: np.ndarray


def lstm_step(
    weights: LSTMWeights, x: np.ndarray, hidden: np.ndarray, cell: np.ndarray
) -> LSTMStep:
    """Read one input vector: compute the gates, then the new cell and hidden state.

    Parameters
    ----------
    weights : LSTMWeights
        The layer's weights, D features and H units.
    x : array_like, shape (D,)
        The input vector at this timestep.
    hidden : array_like, shape (H,)
        The hidden state after the previous timestep.
    cell : array_like, shape (H,)
        The cell state after the previous timestep.

    Returns
    -------
    LSTMStep
        input, forget and output in (0, 1), candidate in (−1, 1), the new cell and hidden state.

    Raises
    ------
    ValueError
        If a shape does not fit the weights, a value is not finite, or `weights` is something else.

    Notes
    -----
    With σ the sigmoid and ⊙ the elementwise product:

    | i, f, o = σ(x W + h U + b), each with its own quarter of W, U and b
    | g = tanh(x W + h U + b)
    | c' = f ⊙ c + i ⊙ g
    | h' = o ⊙ tanh(c')

    Hochreiter and Schmidhuber, *Long short-term memory*, 1997; the forget gate f: Gers,
    Schmidhuber and Cummins, *Learning to forget*, 2000.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    >>> step = lstm_step(weights, x=[1.0], hidden=[0.0], cell=[2.0])
    >>> step.forget, step.cell
    (array([0.5]), array([1.]))
    """
    _validate.instance("weights", weights, LSTMWeights)
    x = _validate.array("x", x, ("features",), (weights.features,))
    hidden = _validate.array("hidden", hidden, ("units",), (weights.units,))
    cell = _validate.array("cell", cell, ("units",), (weights.units,))

    z = x @ weights.kernel + hidden @ weights.recurrent_kernel + weights.bias
    z_input, z_forget, z_candidate, z_output = np.split(z, 4)
    input_gate = sigmoid(z_input)
    forget_gate = sigmoid(z_forget)
    candidate = np.tanh(z_candidate)
    output_gate = sigmoid(z_output)
    cell = forget_gate * cell + input_gate * candidate
    hidden = output_gate * np.tanh(cell)
    return LSTMStep(input_gate, forget_gate, candidate, output_gate, cell, hidden)
