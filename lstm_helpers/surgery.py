"""The gates of an LSTM at one timestep, as they were learned and as someone wants them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid


@dataclass(frozen=True)
class Intervention:
    """Surgery on the gates of a running LSTM.

    Parameters
    ----------
    forget, input, output : float, optional
        A value in [0, 1] that replaces the gate's own. None leaves the gate as learned.
    forget_bias : float
        Added to the forget gate's pre-activation, before the sigmoid; a clamped forget gate
        ignores it.
    timesteps, units : iterable of int, optional
        Where to intervene, counted from 0. None means everywhere.

    Raises
    ------
    ValueError
        If a clamp lies outside [0, 1], the bias is not finite, or an index is negative.

    Examples
    --------
    >>> Intervention(forget=1.0, timesteps=[3])
    Intervention(forget=1.0, input=None, output=None, forget_bias=0.0, timesteps=(3,), units=None)
    """

    forget: float | None = None
    input: float | None = None
    output: float | None = None
    forget_bias: float = 0.0
    timesteps: Iterable[int] | None = None
    units: Iterable[int] | None = None

    def __post_init__(self) -> None:
        for gate in ("forget", "input", "output"):
            value = getattr(self, gate)
            if value is not None:
                object.__setattr__(self, gate, _validate.number(gate, value, 0.0, 1.0))
        bias = _validate.number("forget_bias", self.forget_bias)
        object.__setattr__(self, "forget_bias", bias)
        for axis in ("timesteps", "units"):
            value = getattr(self, axis)
            if value is not None:
                object.__setattr__(self, axis, _validate.indices(axis, value))

    def region(self, timesteps: int, units: int) -> np.ndarray:
        """Return where this acts, over a sequence and a layer.

        Parameters
        ----------
        timesteps, units : int
            T, the length of the sequence, and H, the units of the layer; from 0 up.

        Returns
        -------
        ndarray of bool, shape (T, H)

        Raises
        ------
        ValueError
            If an index lies beyond the sequence or the layer, or a size is no such number.

        Examples
        --------
        >>> Intervention(forget=0.0, units=[1]).region(timesteps=2, units=2)
        array([[False,  True],
               [False,  True]])
        """
        timesteps = _validate.whole("timesteps", timesteps, low=0)
        units = _validate.whole("units", units, low=0)
        _validate.room("timesteps", timesteps, max(1, units))
        _validate.room("units", units)
        rows, columns = np.ones(timesteps, dtype=bool), np.ones(units, dtype=bool)
        for axis, chosen, member in (
            ("timesteps", self.timesteps, rows),
            ("units", self.units, columns),
        ):
            if chosen is not None:
                indices = _validate.indices(axis, chosen, len(member))
                member[:] = False
                member[list(indices)] = True
        return np.outer(rows, columns)


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Surgery:
    """An intervention laid out over the timesteps and units of sequences of one length.

    Parameters
    ----------
    intervention : Intervention
        What is done.
    region : ndarray of bool, shape (T, H)
        Where, as `Intervention.region` gives it.

    Examples
    --------
    >>> closed = Intervention(forget=0.0)
    >>> Surgery(closed, closed.region(1, 1)).gates(np.zeros(4), 0)["forget"]
    array([0.])
    """

    intervention: Intervention
    region: np.ndarray

    def gates(self, z: np.ndarray, t: int) -> dict[str, np.ndarray]:
        """Return `gates_of` the pre-activations of timestep t, shape (…, 4H), as wanted there."""
        units = z.shape[-1] // 4
        here = self.region[t]
        shifted = z.copy()
        shifted[..., units : 2 * units] += np.where(here, self.intervention.forget_bias, 0.0)
        gates = gates_of(shifted)
        for name in ("forget", "input", "output"):
            clamp = getattr(self.intervention, name)
            if clamp is not None:
                gates[name] = np.where(here, clamp, gates[name])
        return gates


def gates_of(z: np.ndarray) -> dict[str, np.ndarray]:
    """Turn pre-activations into the three gates and the candidate.

    Parameters
    ----------
    z : ndarray, shape (…, 4H)
        Input, forget, candidate and output side by side.

    Returns
    -------
    dict of str to ndarray, each of shape (…, H)

    Examples
    --------
    >>> {name: float(value[0]) for name, value in gates_of(np.zeros(4)).items()}
    {'input': 0.5, 'forget': 0.5, 'candidate': 0.0, 'output': 0.5}
    """
    units = z.shape[-1] // 4
    valves = sigmoid(z)  # the candidate's quarter is wasted; one call is faster than three
    return {
        "input": valves[..., :units],
        "forget": valves[..., units : 2 * units],
        "candidate": np.tanh(z[..., 2 * units : 3 * units]),
        "output": valves[..., 3 * units :],
    }
