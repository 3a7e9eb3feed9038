"""The LSTM, forwards over a sequence and one step backwards."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.gradients.slopes import sigmoid_slope, tanh_slope
from lstm_helpers.gradients.step import StepGradients
from lstm_helpers.trace import GateTrace, trace_lstm


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class LSTMForward:
    """What the way back needs of the way there; all of shape (T, H)."""

    trace: GateTrace
    hidden_before: np.ndarray
    cell_before: np.ndarray


def forward(
    weights: LSTMWeights, inputs: np.ndarray, hidden: np.ndarray, cell: np.ndarray
) -> LSTMForward:
    """Read the sequence, and keep every gate and the states before and after each timestep."""
    trace = trace_lstm(weights, inputs, initial_state=(hidden, cell))
    return LSTMForward(
        trace=trace,
        hidden_before=np.vstack([hidden, trace.hidden])[:-1],
        cell_before=np.vstack([cell, trace.cell])[:-1],
    )


def backward_step(
    weights: LSTMWeights, kept: LSTMForward, t: int, hidden: np.ndarray, cell: np.ndarray
) -> StepGradients:
    """Go back through c' = f ⊙ c + i ⊙ g and h' = o ⊙ tanh(c').

    `hidden` is ∂L/∂h', `cell` what reaches c' from the timesteps after this one.
    """
    trace = kept.trace
    i, f, g, o = (getattr(trace, gate)[t] for gate in ("input", "forget", "candidate", "output"))
    shown = np.tanh(trace.cell[t])

    cell = cell + hidden * o * tanh_slope(shown)
    z_input = cell * g * sigmoid_slope(i)
    z_forget = cell * kept.cell_before[t] * sigmoid_slope(f)
    z_candidate = cell * i * tanh_slope(g)
    z_output = hidden * shown * sigmoid_slope(o)
    z = np.concatenate([z_input, z_forget, z_candidate, z_output])
    before = z @ weights.recurrent_kernel.T, cell * f
    return StepGradients(z, z, (hidden, cell), before)
