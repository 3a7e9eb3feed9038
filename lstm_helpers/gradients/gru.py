"""The gated recurrent unit, forwards over a sequence and one step backwards."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import GRUWeights, sigmoid
from lstm_helpers.gradients.slopes import sigmoid_slope, tanh_slope
from lstm_helpers.gradients.step import StepGradients


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class GRUForward:
    """What the way back needs of the way there; all of shape (T, H).

    ``remembered`` is h U + d in the candidate's third: what the reset gate lets through.
    """

    update: np.ndarray
    reset: np.ndarray
    candidate: np.ndarray
    remembered: np.ndarray
    hidden_before: np.ndarray


def forward(weights: GRUWeights, inputs: np.ndarray, hidden: np.ndarray) -> GRUForward:
    """Read the sequence as `gru_step` does, and keep what it computes at each timestep."""
    units, (input_bias, recurrent_bias) = weights.units, weights.bias
    from_inputs = inputs @ weights.kernel + input_bias
    kept = np.zeros((5, len(inputs), units), np.result_type(from_inputs, hidden))
    for t, from_input in enumerate(from_inputs):
        from_hidden = hidden @ weights.recurrent_kernel + recurrent_bias
        gates = sigmoid(from_input[: 2 * units] + from_hidden[: 2 * units])
        update, reset, remembered = gates[:units], gates[units:], from_hidden[2 * units :]
        candidate = np.tanh(from_input[2 * units :] + reset * remembered)
        kept[:, t] = update, reset, candidate, remembered, hidden
        hidden = update * hidden + (1 - update) * candidate
    return GRUForward(*kept)


def backward_step(
    weights: GRUWeights, kept: GRUForward, t: int, hidden: np.ndarray
) -> StepGradients:
    """Go back through h' = z ⊙ h + (1 − z) ⊙ g, g = tanh(x W + b + r ⊙ (h U + d)).

    `hidden` is ∂L/∂h'.
    """
    update, reset, candidate = kept.update[t], kept.reset[t], kept.candidate[t]

    z_update = hidden * (kept.hidden_before[t] - candidate) * sigmoid_slope(update)
    z_candidate = hidden * (1 - update) * tanh_slope(candidate)
    z_reset = z_candidate * kept.remembered[t] * sigmoid_slope(reset)
    from_input = np.concatenate([z_update, z_reset, z_candidate])
    from_hidden = np.concatenate([z_update, z_reset, z_candidate * reset])
    before = hidden * update + from_hidden @ weights.recurrent_kernel.T
    return StepGradients(from_input, from_hidden, (hidden,), (before,))
