"""The mistakes that learners make when they stop a training early, each carried out."""

import math
from collections.abc import Callable

from lstm_helpers.exercises.mistake import Mistake

Epochs = tuple[int, int]

CASES: list[tuple[list[float], int]] = [
    ([0.9, 0.6, 0.5, 0.55, 0.6, 0.7], 2),  # turns, and goes on rising
    ([0.9, 0.6, 0.7, 0.65, 0.62, 0.5, 0.6], 2),  # falls again, but never below the lowest
    ([0.9, 0.8, 0.6, 0.7, 0.5, 0.6, 0.7, 0.8], 3),  # a bump that patience survives
    ([0.8, 0.7, 0.7, 0.7, 0.7], 2),  # equal is not lower
    ([0.9, 0.5, 0.6, 0.7, 0.8, 0.4], 2),  # the lowest of all would come too late
    ([0.9, 0.7, 0.6, 0.5, 0.45], 3),  # never stops early
    ([0.5, 0.6, 0.7], 1),  # the first epoch was the best
    ([0.7], 4),
    ([0.9, 0.6, 0.7, 0.5, 0.6, 0.7], 2),  # a new lowest where patience would have run out
]


def right_epochs(losses: list[float], patience: int) -> Epochs:
    """Return where to stop, and the best epoch, both counted from 1.

    Examples
    --------
    >>> right_epochs([0.9, 0.5, 0.6, 0.7], patience=2)
    (4, 2)
    """
    return _stopping(losses, patience)


def _stopping(
    losses: list[float],
    patience: int,
    late: int = 0,
    equal_is_gain: bool = False,
    against_previous: bool = False,
) -> Epochs:
    best, lowest, waited, previous = 0, math.inf, 0, math.inf
    for epoch, loss in enumerate(losses, start=1):
        gain = loss < (previous if against_previous else lowest)
        waited = 0 if gain or (equal_is_gain and loss == lowest) else waited + 1
        if loss < lowest or (equal_is_gain and loss == lowest):
            best, lowest = epoch, loss
        if waited >= patience + late:
            return epoch, best
        previous = loss
    return len(losses), best


def _overall(losses: list[float], patience: int) -> Epochs:
    stop, _ = right_epochs(losses, patience)
    return stop, losses.index(min(losses)) + 1


def _last_lowest_overall(losses: list[float], patience: int) -> Epochs:
    best = losses.index(min(losses)) + 1
    return min(best + patience, len(losses)), best


def _total_rises(losses: list[float], patience: int) -> Epochs:
    best, lowest, rises = 0, math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < lowest:
            best, lowest = epoch, loss
        else:
            rises += 1
        if rises >= patience:
            return epoch, best
    return len(losses), best


def _asked_first(losses: list[float], patience: int) -> Epochs:
    best, lowest = 0, math.inf
    for epoch, loss in enumerate(losses, start=1):
        if best and epoch - best >= patience:
            return epoch, best
        if loss < lowest:
            best, lowest = epoch, loss
    return len(losses), best


def _shifted(by_stop: int, by_best: int) -> Callable[[list[float], int], Epochs]:
    def does(losses: list[float], patience: int) -> Epochs:
        stop, best = right_epochs(losses, patience)
        return stop + by_stop, best + by_best

    return does


# Each takes the losses and the patience, returns stop and best.
MISTAKES: tuple[Mistake[Callable[[list[float], int], Epochs]], ...] = (
    Mistake(
        _shifted(-1, -1),
        "epochs are counted from 0. Count from 1: enumerate(validation_losses, start=1).",
    ),
    Mistake(
        _shifted(0, -1),
        "the best epoch is counted from 0, as list.index and argmin do. Add 1.",
    ),
    Mistake(
        lambda losses, patience: right_epochs(losses, patience)[::-1],
        "the two numbers have changed places: first the epoch after which it stops, then the best.",
    ),
    Mistake(
        lambda losses, patience: (right_epochs(losses, patience)[0],) * 2,
        "the last epoch is taken for the best. Its weights are the ones that patience gave up on; "
        "kept are those of the lowest loss.",
    ),
    Mistake(
        lambda losses, patience: (right_epochs(losses, patience)[1],) * 2,
        "it stops at the best epoch. While it trains nobody knows that a loss is the lowest; only "
        "`patience` epochs without a gain tell.",
    ),
    Mistake(
        lambda losses, patience: _stopping(losses, patience, late=1),
        "it stops one epoch too late: the test is > where >= belongs. With patience 2, two epochs "
        "without a gain are enough.",
    ),
    Mistake(
        lambda losses, patience: (
            _stopping(losses, max(patience, 1), late=-1)
            if patience > 1
            else _stopping(losses, patience)
        ),
        "it stops one epoch too early. With patience 2, one epoch without a gain is still "
        "forgiven.",
    ),
    Mistake(
        lambda losses, patience: _stopping(losses, patience, against_previous=True),
        "each loss is compared with the one before. A loss that falls a little after a rise is no "
        "gain; compare with the lowest so far.",
    ),
    Mistake(
        lambda losses, patience: _stopping(losses, patience, equal_is_gain=True),
        "an equal loss counts as a gain (<= where < belongs). Then a loss that stands still would "
        "train for ever.",
    ),
    Mistake(
        _total_rises,
        "all epochs without a gain are added up. A new lowest loss sets the count back to nothing.",
    ),
    Mistake(
        _asked_first,
        "patience is asked for before the new loss is looked at. An epoch that reaches a new "
        "lowest loss is a gain: update first, then ask.",
    ),
    Mistake(
        _overall,
        "the best epoch is looked up in all the losses, those after the stop among them. They were "
        "never computed.",
    ),
    Mistake(
        _last_lowest_overall,
        "the lowest loss of the whole list is looked up first. A training can't look ahead: go "
        "through the epochs one by one, and stop at the first one where patience has run out.",
    ),
    Mistake(
        lambda losses, patience: (len(losses), _overall(losses, patience)[1]),
        "patience is never used: it always trains to the end.",
    ),
)


def likely_mistake(answers: list[Epochs]) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    answers : list of (int, int)
        What came for each of `CASES`.

    Returns
    -------
    Mistake or None
        None if no known mistake explains all answers.

    Examples
    --------
    >>> backwards = [right_epochs(*case)[::-1] for case in CASES]
    >>> likely_mistake(backwards).cause[:33]
    'the two numbers have changed plac'
    """
    return next(
        (mistake for mistake in MISTAKES if [mistake.does(*case) for case in CASES] == answers),
        None,
    )
