"""Finds the mistakes behind a wrong `lstm_step`: each one is carried out and compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lstm_helpers.cells import sigmoid
from lstm_helpers.exercises.comparison import TOLERANCE

Answer = tuple[np.ndarray, np.ndarray]  # hidden, cell


@dataclass(frozen=True)
class Case:
    """The arguments of one call of `lstm_step`: D features, H units."""

    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray
    x: np.ndarray
    hidden: np.ndarray
    cell: np.ndarray


@dataclass(frozen=True)
class Mistake:
    """One stage of the step done wrongly.

    Attributes
    ----------
    stage : str
        ``"z"`` (from the case), ``"gates"`` (from z: input, forget, candidate, output), ``"cell"``
        (from the four gates and the old cell), ``"hidden"`` (from the output gate, the new and
        the old cell) or ``"returned"`` (from the new hidden state, the new cell and the case).
    does : function
        The stage with the mistake in it.
    cause : str
        What to tell the learner.
    """

    stage: str
    does: Callable
    cause: str


def activated(z: np.ndarray, order: tuple[int, ...] = (0, 1, 2, 3)) -> tuple[np.ndarray, ...]:
    """Return input, forget, candidate and output; `order` says which quarter of z each takes.

    Parameters
    ----------
    z : ndarray, shape (4H,)
        The pre-activations.
    order : tuple of int
        For each of the four, in that order, its quarter, counted from 0.

    Returns
    -------
    tuple of four ndarray
        Each of shape (H,).

    Examples
    --------
    >>> activated(np.array([0.0, 0.0, 0.0, 99.0]), order=(0, 1, 3, 2))
    (array([0.5]), array([0.5]), array([1.]), array([0.5]))
    """
    i, f, g, o = (np.split(z, 4)[quarter] for quarter in order)
    return sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)


_RIGHT = {
    "z": lambda case: case.x @ case.kernel + case.hidden @ case.recurrent_kernel + case.bias,
    "gates": activated,
    "cell": lambda i, f, g, o, cell: f * cell + i * g,
    "hidden": lambda o, new, old: o * np.tanh(new),
    "returned": lambda hidden, cell, case: (hidden, cell),
}


def carry_out(case: Case, mistakes: tuple[Mistake, ...] = ()) -> Answer:
    """Compute one LSTM step with some mistakes in it.

    Parameters
    ----------
    case : Case
        The arguments.
    mistakes : tuple of Mistake
        At most one for each stage.

    Returns
    -------
    tuple of two ndarray
        What a function with those mistakes returns.

    Examples
    --------
    >>> case = Case(np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(4), *np.ones((3, 1)))
    >>> hidden, cell = carry_out(case)
    >>> cell
    array([0.5])
    """
    stages = _RIGHT | {mistake.stage: mistake.does for mistake in mistakes}
    gates = stages["gates"](stages["z"](case))
    cell = stages["cell"](*gates, case.cell)
    hidden = stages["hidden"](gates[3], cell, case.cell)
    return stages["returned"](hidden, cell, case)


def likely_mistakes(
    known: tuple[Mistake, ...], cases: list[Case], answers: list[Answer]
) -> tuple[Mistake, ...]:
    """Find the one or two mistakes that give exactly these answers.

    Parameters
    ----------
    known : tuple of Mistake
        Those to try, the likeliest first.
    cases : list of Case
        The arguments of each call.
    answers : list of tuple of two ndarray
        What each call returned.

    Returns
    -------
    tuple of Mistake
        Empty if no known mistake, alone or with one other, explains the answers.

    Examples
    --------
    >>> case = Case(np.ones((1, 4)), np.ones((1, 4)), np.ones(4), *np.ones((3, 1)))
    >>> swap = Mistake("returned", lambda hidden, cell, case: (cell, hidden), "swapped")
    >>> likely_mistakes((swap,), [case], [carry_out(case)[::-1]]) == (swap,)
    True
    """
    return next(
        (
            mistakes
            for mistakes in _combinations(known)
            if all(
                _same(carry_out(case, mistakes), answer)
                for case, answer in zip(cases, answers, strict=True)
            )
        ),
        (),
    )


def _combinations(known: tuple[Mistake, ...]) -> Iterator[tuple[Mistake, ...]]:
    yield from ((mistake,) for mistake in known)
    yield from ((one, two) for one, two in combinations(known, 2) if one.stage != two.stage)


def _same(expected: Answer, found: Answer) -> bool:
    return all(
        np.shape(wanted) == came.shape and np.abs(wanted - came).max() <= TOLERANCE
        for wanted, came in zip(expected, found, strict=True)
    )
