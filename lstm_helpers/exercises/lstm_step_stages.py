"""Finds the mistakes behind a wrong `lstm_step`: each one is carried out and compared."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import sigmoid
from lstm_helpers.exercises.comparison import TOLERANCE
from lstm_helpers.exercises.mistake import StageMistake, one_or_two_stages

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


# The stages, done rightly; a mistake takes and returns what its stage does.
_RIGHT = {
    "z": lambda case: case.x @ case.kernel + case.hidden @ case.recurrent_kernel + case.bias,
    "gates": activated,
    "cell": lambda i, f, g, o, cell: f * cell + i * g,
    "hidden": lambda o, new, old: o * np.tanh(new),
    "returned": lambda hidden, cell, case: (hidden, cell),
}


def carry_out(case: Case, mistakes: tuple[StageMistake, ...] = ()) -> Answer:
    """Compute one LSTM step with some mistakes in it.

    Parameters
    ----------
    case : Case
        The arguments.
    mistakes : tuple of StageMistake
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
    known: tuple[StageMistake, ...], cases: list[Case], answers: list[Answer]
) -> tuple[StageMistake, ...]:
    """Find the one or two mistakes that give exactly these answers.

    Parameters
    ----------
    known : tuple of StageMistake
        Those to try, the likeliest first.
    cases : list of Case
        The arguments of each call.
    answers : list of tuple of two ndarray
        What each call returned.

    Returns
    -------
    tuple of StageMistake
        Empty if no known mistake, alone or with one other, explains the answers.

    Examples
    --------
    >>> case = Case(np.ones((1, 4)), np.ones((1, 4)), np.ones(4), *np.ones((3, 1)))
    >>> swap = StageMistake("returned", lambda hidden, cell, case: (cell, hidden), "swapped")
    >>> likely_mistakes((swap,), [case], [carry_out(case)[::-1]]) == (swap,)
    True
    """
    return next(
        (
            mistakes
            for mistakes in one_or_two_stages(known)
            if all(
                _same(carry_out(case, mistakes), answer)
                for case, answer in zip(cases, answers, strict=True)
            )
        ),
        (),
    )


def _same(expected: Answer, found: Answer) -> bool:
    return all(
        np.shape(wanted) == came.shape and np.abs(wanted - came).max() <= TOLERANCE
        for wanted, came in zip(expected, found, strict=True)
    )
