"""A whole sequence through an LSTM, every gate of every timestep kept."""

from dataclasses import dataclass, fields

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.surgery import Intervention, Surgery, gates_of


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class GateTrace:
    """Everything an LSTM computed over T timesteps; each field has shape (T, H).

    At a timestep that the mask skips no gate acts: ``input``, ``forget``, ``candidate`` and
    ``output`` are NaN there, and ``cell`` and ``hidden`` repeat the state before.

    Attributes
    ----------
    input, forget, output : ndarray
        The gates at each timestep, in (0, 1) unless clamped.
    candidate : ndarray
        What could be written at each timestep, in (−1, 1).
    cell, hidden : ndarray
        The states after each timestep.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4))
    >>> trace_lstm(weights, np.zeros((3, 1)), mask=[True, False, True]).forget.ravel()
    array([0.5, nan, 0.5])
    """

    input: np.ndarray
    forget: np.ndarray
    candidate: np.ndarray
    output: np.ndarray
    cell: np.ndarray
    hidden: np.ndarray


def trace_lstm(
    weights: LSTMWeights,
    inputs: np.ndarray,
    mask: np.ndarray | None = None,
    initial_state: tuple[np.ndarray, np.ndarray] | None = None,
    intervention: Intervention | None = None,
) -> GateTrace:
    """Read a sequence of vectors and keep every gate and state on the way.

    Parameters
    ----------
    weights : LSTMWeights
        D features, H units.
    inputs : array_like, shape (T, D)
        One vector a timestep; T may be 0.
    mask : array_like of bool, shape (T,), optional
        False where a timestep is padding and is skipped.
    initial_state : tuple of two array_like, each of shape (H,), optional
        Hidden and cell state before the first timestep; zeros if left out.
    intervention : Intervention, optional
        Gates to clamp or shift.

    Returns
    -------
    GateTrace
        Six arrays of shape (T, H), float32 if weights, inputs and initial state are, else float64.

    Raises
    ------
    ValueError
        If a shape does not fit the weights, a value is not finite, or the intervention lies beyond
        the sequence or the layer.

    Notes
    -----
    The equations are those of `lstm_step`. The products of all inputs with the kernel are taken
    in one multiplication, for they do not depend on the state; only h U must wait its turn.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((1, 4)), np.zeros((1, 4)), np.array([9.0, 0.0, 9.0, 9.0]))
    >>> trace_lstm(weights, np.zeros((3, 1))).cell.round(2).ravel()
    array([1.  , 1.5 , 1.75])
    >>> keep = Intervention(forget=1.0)
    >>> trace_lstm(weights, np.zeros((3, 1)), intervention=keep).cell.round(2).ravel()
    array([1., 2., 3.])
    """
    _validate.instance("weights", weights, LSTMWeights)
    inputs = _validate.array("inputs", inputs, ("timesteps", "features"), ("T", weights.features))
    timesteps, units = len(inputs), weights.units
    read = (
        np.ones(timesteps, dtype=bool) if mask is None else _validate.mask("mask", mask, timesteps)
    )
    hidden, cell = _initial_state(initial_state, weights)
    from_inputs = inputs @ weights.kernel + weights.bias
    surgery = None
    if intervention is not None:
        _validate.instance("intervention", intervention, Intervention)
        surgery = Surgery(intervention, intervention.region(timesteps, units))

    dtype = np.result_type(from_inputs, hidden, cell)
    trace = {f.name: np.full((timesteps, units), np.nan, dtype) for f in fields(GateTrace)}
    for t in range(timesteps):
        if read[t]:
            z = from_inputs[t] + hidden @ weights.recurrent_kernel
            gates = gates_of(z) if surgery is None else surgery.gates(z, t)
            for name, value in gates.items():
                trace[name][t] = value
            cell = gates["forget"] * cell + gates["input"] * gates["candidate"]
            hidden = gates["output"] * np.tanh(cell)
        trace["cell"][t], trace["hidden"][t] = cell, hidden
    return GateTrace(**trace)


def _initial_state(
    state: tuple[np.ndarray, np.ndarray] | None, weights: LSTMWeights
) -> tuple[np.ndarray, np.ndarray]:
    if state is None:
        zeros = np.zeros(weights.units, dtype=weights.kernel.dtype)
        return zeros, zeros
    if not isinstance(state, tuple | list) or len(state) != 2:
        raise ValueError(f"initial_state must be a pair (hidden, cell); got {type(state).__name__}")
    hidden, cell = (
        _validate.array(f"initial_state's {name}", value, ("units",), (weights.units,))
        for name, value in zip(("hidden", "cell"), state, strict=True)
    )
    return hidden, cell
