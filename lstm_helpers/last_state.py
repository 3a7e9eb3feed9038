"""A batch of sequences read in one go, where the last state alone is wanted."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.surgery import Intervention, Surgery, gates_of


def last_hidden(
    weights: LSTMWeights,
    inputs: np.ndarray,
    mask: np.ndarray,
    intervention: Intervention | None = None,
) -> np.ndarray:
    """Return the hidden state after the last timestep that is read, for each sequence.

    Parameters
    ----------
    weights : LSTMWeights
        D features, H units.
    inputs : array_like, shape (N, T, D)
        N sequences of one length.
    mask : array_like of bool, shape (N, T)
        Where it is False, state and cell are carried on as they are.
    intervention : Intervention, optional
        Gates to clamp or shift, in every sequence.

    Returns
    -------
    ndarray, shape (N, H)
        Zeros for a sequence of which nothing is read. The numbers are `trace_lstm`'s, up to the
        rounding of sums; many short sequences are read far faster than one after the other.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or the intervention lies beyond T or H.

    Examples
    --------
    >>> weights = LSTMWeights(np.ones((1, 4)), np.zeros((1, 4)), np.zeros(4))
    >>> mask = [[True, True], [True, False]]
    >>> last_hidden(weights, [[[1.0], [2.0]], [[1.0], [9.0]]], mask).round(2)
    array([[0.77],
           [0.37]])
    """
    _validate.instance("weights", weights, LSTMWeights)
    axes, sizes = ("sequences", "timesteps", "features"), ("N", "T", weights.features)
    inputs = _validate.array("inputs", inputs, axes, sizes)
    number, timesteps, _ = inputs.shape
    read = _grid(mask)
    if read.shape != (number, timesteps) or read.dtype != bool:
        raise ValueError(
            f"mask must hold True or False in shape (sequences, timesteps) = "
            f"({number}, {timesteps}); got {_validate.brief(mask)}"
        )
    surgery = None
    if intervention is not None:
        _validate.instance("intervention", intervention, Intervention)
        surgery = Surgery(intervention, intervention.region(timesteps, weights.units))
    from_inputs = inputs @ weights.kernel + weights.bias
    hidden = cell = np.zeros((number, weights.units), dtype=from_inputs.dtype)
    for t in range(timesteps):
        z = from_inputs[:, t] + hidden @ weights.recurrent_kernel
        gates = gates_of(z) if surgery is None else surgery.gates(z, t)
        here = read[:, t, None]
        cell = np.where(here, gates["forget"] * cell + gates["input"] * gates["candidate"], cell)
        hidden = np.where(here, gates["output"] * np.tanh(cell), hidden)
    return hidden


def _grid(mask: object) -> np.ndarray:
    """Return the mask as an array; one without axes where its rows differ in length."""
    _validate.unmasked("mask", mask)
    try:
        return np.asarray(mask)
    except ValueError:
        return np.array(None)
