"""The simple recurrent cell, forwards over a sequence and one step backwards."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import RNNWeights
from lstm_helpers.gradients.slopes import tanh_slope
from lstm_helpers.gradients.step import StepGradients


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class RNNForward:
    """What the way back needs of the way there; both of shape (T, H)."""

    hidden: np.ndarray
    hidden_before: np.ndarray


def forward(weights: RNNWeights, inputs: np.ndarray, hidden: np.ndarray) -> RNNForward:
    """Read the sequence as `rnn_step` does, and keep the hidden state around each timestep."""
    from_inputs = inputs @ weights.kernel + weights.bias
    states = np.zeros((len(inputs) + 1, weights.units), np.result_type(from_inputs, hidden))
    states[0] = hidden
    for t, from_input in enumerate(from_inputs):
        states[t + 1] = np.tanh(from_input + states[t] @ weights.recurrent_kernel)
    return RNNForward(hidden=states[1:], hidden_before=states[:-1])


def backward_step(
    weights: RNNWeights, kept: RNNForward, t: int, hidden: np.ndarray
) -> StepGradients:
    """Go back through h' = tanh(z), z = x W + h U + b; `hidden` is ∂L/∂h'."""
    z = hidden * tanh_slope(kept.hidden[t])
    before = z @ weights.recurrent_kernel.T
    return StepGradients(z, z, (hidden,), (before,))
