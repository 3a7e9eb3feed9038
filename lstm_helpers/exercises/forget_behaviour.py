"""Reads test sequences with a learner's weights and finds the first timestep that goes wrong.

The memory has one unit and two features: a value (−1, 0 or +1) and a cue (0 or 1). It must store
a value when one comes, keep it through empty timesteps, and drop it at the cue.
"""

from dataclasses import dataclass
from itertools import groupby, permutations

import numpy as np

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.trace import GateTrace, trace_lstm

STORED = 0.5  # a stored value is at least this far from 0, on its own side
KEPT = 0.9  # and this share of it is left after any of the waits, and 1 / KEPT at most
DROPPED = 0.05  # nothing is held if the cell is nearer to 0 than this
LONG = 100  # empty timesteps in the longest wait

_INPUTS = {"+": (1.0, 0.0), "-": (-1.0, 0.0), ".": (0.0, 0.0), "c": (0.0, 1.0)}
_WORDS = {"+": "value +1", "-": "value -1", "c": "cue"}

# From the simplest on, so that the first failure is the first thing to mend.
_SEQUENCES = (
    *("+", "-"),
    *("+.....", "-....."),
    *("+..c..", "-..c.."),
    *("..+", "c.-.", "+c-c", "-.c.+..c.-...", "+.c.c.-."),
    *("+" + "." * LONG, "-" + "." * LONG + "c"),
)


@dataclass(frozen=True)
class Failure:
    """The first timestep at which a memory does not do what it must.

    Attributes
    ----------
    behaviour : str
        ``"store"``, ``"keep"``, ``"drop"`` or ``"stay empty"``.
    sequence : str
        What was read: ``+`` and ``-`` a value, ``.`` nothing, ``c`` the cue.
    timestep : int
        Where it failed, counted from 0.
    trace : GateTrace
        The whole sequence.
    stored : float
        What the cell held when the last value had come; 0 if nothing should be held.
    """

    behaviour: str
    sequence: str
    timestep: int
    trace: GateTrace
    stored: float

    @property
    def before(self) -> float:
        """The cell before this timestep."""
        return float(self.trace.cell[self.timestep - 1, 0]) if self.timestep else 0.0

    def at(self, name: str) -> float:
        """Return a gate or state of the trace at this timestep.

        Parameters
        ----------
        name : str
            A field of `GateTrace`, such as ``"forget"``.

        Returns
        -------
        float
        """
        return float(getattr(self.trace, name)[self.timestep, 0])


def first_failure(weights: LSTMWeights) -> Failure | None:
    """Read the test sequences, the simplest first, and stop at the first failure.

    Parameters
    ----------
    weights : LSTMWeights
        2 features, 1 unit.

    Returns
    -------
    Failure or None
        None if the memory passes.

    Examples
    --------
    >>> failure = first_failure(LSTMWeights(np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4)))
    >>> failure.behaviour, failure.sequence, failure.timestep
    ('store', '+', 0)
    """
    failures = (_failure(weights, sequence) for sequence in _SEQUENCES)
    return next(filter(None, failures), None)


def after_long_wait(weights: LSTMWeights) -> float:
    """Return the share of a stored +1 that is left after `LONG` empty timesteps.

    Parameters
    ----------
    weights : LSTMWeights
        2 features, 1 unit.

    Returns
    -------
    float
        1 if nothing is lost.

    Examples
    --------
    >>> keep = LSTMWeights([[0, 0, 9, 0], [0, 0, 0, 0]], np.zeros((1, 4)), [9, 99, 0, 0])
    >>> after_long_wait(keep)
    1.0
    """
    cell = _trace(weights, "+" + "." * LONG).cell[:, 0]
    return float(cell[-1] / cell[0])


def forget_gate_at(weights: LSTMWeights, event: str) -> float:
    """Return where the forget gate stands in the middle of a sequence.

    Parameters
    ----------
    weights : LSTMWeights
        2 features, 1 unit.
    event : {".", "c"}
        An empty timestep, or the cue.

    Returns
    -------
    float
        From 0 to 1, after one stored value.

    Examples
    --------
    >>> forget_gate_at(LSTMWeights(np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4)), "c")
    0.5
    """
    return float(_trace(weights, f"+{event}").forget[-1, 0])


def working_order(weights: LSTMWeights) -> tuple[int, ...] | None:
    """Find an order of the four gates' columns in which the same numbers would pass.

    Parameters
    ----------
    weights : LSTMWeights
        Weights that fail.

    Returns
    -------
    tuple of int or None
        Which column input, forget, candidate and output would have to take; None if no order helps.

    Examples
    --------
    >>> swapped = LSTMWeights([[0, 0, 9, 0], [-99, 0, 0, 0]], np.zeros((1, 4)), [50, 9, 0, 0])
    >>> working_order(swapped)
    (1, 0, 2, 3)
    """
    # Fewest columns moved first.
    orders = sorted(permutations(range(4)), key=lambda order: sum(map(int.__ne__, order, range(4))))
    for order in map(list, orders):
        moved = LSTMWeights(
            weights.kernel[:, order], weights.recurrent_kernel[:, order], weights.bias[order]
        )
        if first_failure(moved) is None:
            return tuple(order)
    return None


def described(sequence: str) -> str:
    """Put a sequence into words.

    Parameters
    ----------
    sequence : str
        ``+`` and ``-`` a value, ``.`` nothing, ``c`` the cue.

    Returns
    -------
    str

    Examples
    --------
    >>> described("+...c")
    'value +1, 3 empty timesteps, cue'
    """
    said = []
    for event, run in groupby(sequence):
        count = len(list(run))
        if event == ".":
            said.append(f"{count} empty timestep{'s' * (count > 1)}")
        else:
            said += [_WORDS[event]] * count
    return ", ".join(said)


def _trace(weights: LSTMWeights, sequence: str) -> GateTrace:
    return trace_lstm(weights, np.array([_INPUTS[event] for event in sequence]))


def _failure(weights: LSTMWeights, sequence: str) -> Failure | None:
    trace = _trace(weights, sequence)
    stored = 0.0
    for timestep, (event, cell) in enumerate(zip(sequence, trace.cell[:, 0], strict=True)):
        if event in "+-":
            behaviour, stored = "store", float(cell)
            fine = cell * _INPUTS[event][0] >= STORED
        elif event == "c":
            behaviour, stored = "drop" if stored else "stay empty", 0.0
            fine = abs(cell) < DROPPED
        elif stored:
            behaviour = "keep"
            fine = KEPT <= cell / stored <= 1 / KEPT
        else:
            behaviour = "stay empty"
            fine = abs(cell) < DROPPED
        if not fine:
            return Failure(behaviour, sequence, timestep, trace, stored)
    return None
