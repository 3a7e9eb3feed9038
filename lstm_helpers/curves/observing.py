"""What the curves of a training say, worked out from their figures by stated rules."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from numbers import Real

from lstm_helpers import _validate
from lstm_helpers.history import History

FLAT = 0.02  # a loss that moves by less than this share of itself stands still
WORSE_THAN_GUESSING = 1.02  # times the loss of guessing evenly: beyond it a training diverges
NOT_LEARNT = 0.5  # of that loss: a training loss above it has learned too little
RISEN = 1.1  # times the lowest validation loss: beyond it a training overfits
_FAR = 100  # times the lowest validation loss: beyond it a share says nothing

_MOVES = {-1: "falls", 0: "stands still", 1: "rises"}
_BOTH = {
    "falls": "fall",
    "stands still": "stand still",
    "rises": "rise",
    "is no number": "are no numbers",
}


@dataclass(frozen=True)
class Diagnosis:
    """What ails a training, or that nothing does.

    Attributes
    ----------
    word : {"diverges", "underfits", "overfits", "fits"}
        The verdict.
    because : str
        The rule that led to it, with its figures.

    Examples
    --------
    >>> Diagnosis("fits", "").word
    'fits'
    """

    word: str
    because: str


def observe(history: History) -> list[str]:
    """Say of each epoch how its losses have moved since the one before.

    Parameters
    ----------
    history : History
        Of any training, also of one that was stopped.

    Returns
    -------
    list of str
        One for each finished epoch. A loss that moves by less than 2% of itself *stands still*.

    Raises
    ------
    ValueError
        If `history` is something else.

    Examples
    --------
    >>> from lstm_helpers.history import Epoch
    >>> figures = [(0.9, 0.8), (0.5, 0.6), (0.3, 0.6), (0.2, 0.7)]
    >>> epochs = [Epoch(i + 1, a, 0.5, b, 0.5, 1.0) for i, (a, b) in enumerate(figures)]
    >>> for words in observe(History(tuple(epochs))):
    ...     print(words)
    the start
    both fall
    training falls, validation stands still
    training falls, validation rises
    """
    _validate.instance("history", history, History)
    losses = [epoch.loss for epoch in history.epochs]
    kept = [epoch.validation_loss for epoch in history.epochs]
    return movements(losses, None if None in kept else kept)


def movements(
    losses: Sequence[float], validation_losses: Sequence[float] | None = None
) -> list[str]:
    """Say for each epoch how the losses have moved, as `observe` does.

    Parameters
    ----------
    losses : sequence of float, length N
        The training loss of each epoch.
    validation_losses : sequence of float, length N, optional
        The loss on what was kept back.

    Returns
    -------
    list of str, length N

    Examples
    --------
    >>> movements([0.9, 0.5, 0.496])
    ['the start', 'training falls', 'training stands still']
    """
    both = list(zip(losses, validation_losses or losses, strict=True))
    kept = validation_losses is not None
    said = [_movement(*pair, kept) for pair in pairwise(both)]
    return ["the start", *said][: len(both)]


def _movement(before: tuple[float, float], after: tuple[float, float], kept: bool) -> str:
    training, validation = map(_move, before, after)
    if not kept:
        return f"training {training}"
    if training == validation:
        return f"both {_BOTH[training]}"
    return f"training {training}, validation {validation}"


def _move(before: float, after: float) -> str:
    if not math.isfinite(after):
        return "is no number"
    change = after - before
    return _MOVES[0 if abs(change) < FLAT * abs(before) else int(math.copysign(1, change))]


def diagnose(
    losses: Sequence[float], validation_losses: Sequence[float], guess: float
) -> Diagnosis:
    """Say what ails a training, by its losses up to an epoch.

    Parameters
    ----------
    losses, validation_losses : sequence of float, length N
        Mean training loss of each epoch, and the loss on what was kept back, in nats; N from 1.
    guess : float
        The loss of guessing evenly, log C for C classes.

    Returns
    -------
    Diagnosis
        The first of these that holds:

        - *diverges*: a loss is no number, or the last training loss is above 1.02 · `guess`;
        - *underfits*: the last training loss is above half of `guess`;
        - *overfits*: the last validation loss is above 1.1 times the lowest one;
        - *fits*: none of these.

    Raises
    ------
    ValueError
        If there is no epoch, the lengths differ, a loss is below 0, or `guess` is not above 0.

    Examples
    --------
    >>> diagnose([0.8, 0.4, 0.1], [0.7, 0.5, 0.8], guess=1.1).word
    'overfits'
    >>> diagnose([1.09, 1.08], [1.09, 1.08], guess=1.1).because
    'the training loss is still 1.08, above 0.55, half of what guessing costs'
    """
    losses, kept = _figures("losses", losses), _figures("validation_losses", validation_losses)
    if not losses:
        raise ValueError("losses must hold at least one epoch; got none")
    if len(losses) != len(kept):
        raise ValueError(
            f"validation_losses must hold one for each of the {len(losses)} epochs; got {len(kept)}"
        )
    if _validate.number("guess", guess) <= 0:
        raise ValueError(f"guess must be more than 0; got {guess:g}")
    if not all(map(math.isfinite, [*losses, *kept])):
        return Diagnosis("diverges", "a loss is no number any more")
    if losses[-1] > WORSE_THAN_GUESSING * guess:
        loss, bound = _apart(losses[-1], WORSE_THAN_GUESSING * guess)
        return Diagnosis(
            "diverges", f"the training loss is {loss}, above {bound}: worse than guessing"
        )
    if losses[-1] > NOT_LEARNT * guess:
        loss, bound = _apart(losses[-1], NOT_LEARNT * guess)
        return Diagnosis(
            "underfits",
            f"the training loss is still {loss}, above {bound}, half of what guessing costs",
        )
    lowest = min(kept)
    if kept[-1] > RISEN * lowest:
        above = f"{kept[-1] / lowest - 1:.0%}" if kept[-1] < _FAR * lowest else "far"
        return Diagnosis(
            "overfits",
            f"the validation loss is {kept[-1]:.2f}, {above} above its lowest, "
            f"{lowest:.2f} in epoch {kept.index(lowest) + 1}",
        )
    return Diagnosis(
        "fits",
        f"the training loss is down to {losses[-1]:.2f}, and the validation loss, {kept[-1]:.2f}, "
        f"within {RISEN - 1:.0%} of its lowest",
    )


def _apart(value: float, bound: float) -> tuple[str, str]:
    """Write two numbers with as many decimals as tell them apart, at least two."""
    digits = next((d for d in range(2, 16) if f"{value:.{d}f}" != f"{bound:.{d}f}"), 16)
    return f"{value:.{digits}f}", f"{bound:.{digits}f}"


def _figures(name: str, values: object) -> list[float]:
    found = _validate.entries(name, values, "a list with a loss for each epoch")
    try:
        if not all(isinstance(value, Real) for value in found):
            raise TypeError
        figures = [float(value) for value in found]
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must hold numbers only; got {_validate.brief(found)}") from None
    if any(figure < 0 for figure in figures):  # nan is not: it is what a loss can become
        raise ValueError(f"{name} must hold numbers from 0 up; got {_validate.brief(found)}")
    return figures
