"""The mistakes that learners make when they diagnose curves, each carried out."""

import math
from collections.abc import Callable

from lstm_helpers.curves import diagnose
from lstm_helpers.exercises.mistake import Mistake

Losses = tuple[list[float], list[float], float]  # training, validation, guess

NAMES = ("diverges", "underfits", "overfits", "fits")

# Each case: the four of the lesson first, then those that tell one rule from another.
CASES: list[Losses] = [
    ([0.80, 0.45, 0.33, 0.28], [0.50, 0.41, 0.38, 0.37], 1.10),  # fits
    ([0.70, 0.30, 0.10, 0.04], [0.60, 0.50, 0.62, 0.80], 1.10),  # overfits
    ([1.09, 1.07, 1.05, 1.02], [1.08, 1.06, 1.04, 1.02], 1.10),  # underfits
    ([1.70, 1.30, 1.50, 1.40], [1.20, 1.40, 1.30, 1.50], 1.10),  # diverges
    ([0.60, 0.40, math.nan], [0.50, 0.45, math.nan], 1.10),  # diverges, with no number
    ([0.90, 0.50, 0.20], [0.60, 0.50, 0.53], 1.10),  # fits: a rise of 6% is none yet
    ([0.50, 0.20, 0.05, 0.01], [0.70, 0.45, 0.52, 0.55], 1.10),  # overfits slowly, below the start
    ([0.68, 0.45, 0.40], [0.66, 0.62, 0.61], 0.69),  # underfits: of two classes, half is 0.35
    ([0.95, 0.80, 0.70], [0.60, 0.70, 0.80], 1.10),  # underfits, though validation rises
    ([2.60, 1.40, 1.25, 1.20], [2.00, 1.50, 1.45, 1.43], 2.30),  # underfits: ten classes
    ([0.40, 0.10, 0.05, 0.02], [0.45, 0.55, 0.60, 0.62], 1.10),  # overfits from the start
    ([0.30, 0.10, 0.03], [0.55, 0.54, 0.55], 1.10),  # fits: a gap alone is no rise
    ([0.70, 0.50, 0.40], [0.60, 0.90, math.inf], 1.10),  # diverges, though training has a number
    ([0.90, 0.50, 0.70], [0.60, 0.55, 0.58], 1.10),  # underfits: it was better, and has lost it
    ([1.60, 0.40, 0.10], [2.00, 1.90, 2.05], 2.30),  # fits: a rise of 0.15 is less than 10% here
    ([0.60, 0.40, 0.30], [0.50, math.inf, 0.45], 1.10),  # diverges, though it ends in numbers
    ([0.60, math.inf, 0.30], [0.50, 0.47, 0.45], 1.10),  # the same in training
    ([1.15, 1.12, 1.11], [1.12, 1.11, 1.10], 1.10),  # underfits: 1% above guessing is not 2%
    ([0.40, 0.05, 0.01], [0.70, 0.90, 1.30], 1.10),  # overfits, in the end worse than guessing
]


def right_word(losses: list[float], kept: list[float], guess: float) -> str:
    """Return the diagnosis by the rule of the course.

    Examples
    --------
    >>> [right_word(*case) for case in CASES[:4]]
    ['fits', 'overfits', 'underfits', 'diverges']
    """
    return diagnose(losses, kept, guess).word


def _numbers(values: list[float]) -> bool:
    return all(map(math.isfinite, values))


def _last(values: list[float]) -> float:
    return values[-1]


def _judging(
    losses: list[float],
    kept: list[float],
    guess: float,
    asked: Callable[[list[float], list[float]], list[float]] = lambda losses, kept: losses + kept,
    even: float | None = None,
    half_of: float | None = None,
    worst: Callable[[list[float]], float] = _last,
    reached: Callable[[list[float]], float] = _last,
    ended: Callable[[list[float]], float] = _last,
    lowest: Callable[[list[float]], float] = min,
    risen: float = 1.1,
    more: float = 0.0,
    gap: bool = False,
    overfits_first: bool = False,
    by_validation: bool = False,
    margin: float = 1.02,
    validation_too: bool = False,
) -> str:
    """Diagnose by the rule of the course, but for what is changed."""
    guess = guess if even is None else even
    if not _numbers(asked(losses, kept)) or worst(losses) > margin * guess:
        return "diverges"
    if validation_too and kept[-1] > margin * guess:
        return "diverges"
    base = losses[-1] if gap else lowest(kept)
    rises = ended(kept) > risen * base + more
    if overfits_first and rises:
        return "overfits"
    judged = kept if by_validation else losses
    if reached(judged) > 0.5 * (guess if half_of is None else half_of):
        return "underfits"
    return "overfits" if rises else "fits"


def _changed(**rule: object) -> Callable[[list[float], list[float], float], str]:
    return lambda losses, kept, guess: _judging(losses, kept, guess, **rule)


# Each takes the losses in training and validation and the loss of guessing, returns a word.
MISTAKES: tuple[Mistake[Callable[[list[float], list[float], float], str]], ...] = (
    Mistake(
        _changed(asked=lambda losses, kept: []),
        "nan slips through. Every comparison with nan is False, so no bound catches it; ask "
        "math.isfinite first.",
    ),
    Mistake(
        _changed(asked=lambda losses, kept: losses),
        "only the training losses are asked whether they are numbers. A validation loss may become "
        "inf or nan as well.",
    ),
    Mistake(
        _changed(asked=lambda losses, kept: [losses[-1], kept[-1]]),
        "only the last losses are asked whether they are numbers. One that was inf or nan on the "
        "way counts as well.",
    ),
    Mistake(
        _changed(asked=lambda losses, kept: [x for x in losses + kept if not math.isinf(x)]),
        "inf slips through. math.isnan finds nan alone; math.isfinite is False for both.",
    ),
    Mistake(
        _changed(margin=1.0),
        "a training loss a little above guess counts as diverging. The rule allows 2%: only one "
        "above 1.02 · guess does.",
    ),
    Mistake(
        _changed(validation_too=True),
        "the validation loss is compared with guess as well. Overfitting may raise it above that "
        "too; of finite losses only the training loss tells divergence.",
    ),
    Mistake(
        _changed(worst=max),
        "any training loss above 1.02 · guess counts, be it the first. A training may begin badly "
        "and recover; the last one decides.",
    ),
    Mistake(
        _changed(reached=min),
        "the lowest training loss is compared with half of guess. It may have risen since; the "
        "last one decides.",
    ),
    Mistake(
        _changed(even=1.10),
        "1.10 is used in place of `guess`. That is log 3, right for three classes alone.",
    ),
    Mistake(
        _changed(half_of=1.10),
        "half of 1.10 is taken for every task. Half of `guess` is meant: with two classes guessing "
        "costs 0.69, with ten 2.30.",
    ),
    Mistake(
        _changed(lowest=lambda kept: kept[0]),
        "the last validation loss is compared with the first one. It may lie below the start and "
        "yet have risen for epochs; compare with the lowest.",
    ),
    Mistake(
        _changed(lowest=lambda kept: kept[-2]),
        "the last validation loss is compared with the one before. Compare with the lowest of all.",
    ),
    Mistake(
        _changed(risen=1.0),
        "any rise of the validation loss counts. It wavers from epoch to epoch; the rule allows "
        "10% above the lowest.",
    ),
    Mistake(
        _changed(risen=1.0, more=0.1),
        "0.1 is added to the lowest validation loss. The rule says 10% above it: 1.1 times.",
    ),
    Mistake(
        _changed(ended=max),
        "the highest validation loss is compared with the lowest. It may have been the first of "
        "all; the last one decides.",
    ),
    Mistake(
        _changed(gap=True),
        "validation is compared with training. Training loss is nearly always the lower one; "
        "overfitting is told by the validation loss rising above its own lowest.",
    ),
    Mistake(
        _changed(overfits_first=True),
        "overfitting is asked before underfitting. Who has not learned the training sentences has "
        "not learned them by heart either; keep the order of the rule.",
    ),
    Mistake(
        _changed(by_validation=True),
        "underfitting is judged by the validation loss. Whether enough was learned shows on the "
        "training sentences.",
    ),
    Mistake(
        lambda losses, kept, guess: {
            "overfits": "underfits", "underfits": "overfits"
        }.get(right_word(losses, kept, guess), right_word(losses, kept, guess)),
        "underfits and overfits have changed places. Under: too little learned. Over: learned by "
        "heart.",
    ),
    Mistake(
        lambda losses, kept, guess: (
            "diverges" if not _numbers(losses + kept) else "underfits"
            if losses[-1] > 0.5 * guess
            else "overfits" if kept[-1] > 1.1 * min(kept) else "fits"
        ),
        "only nan and inf count as diverging. A training loss above 1.02 · guess does as well: "
        "that is worse than guessing.",
    ),
    Mistake(
        lambda losses, kept, guess: "fits" if losses[-1] <= 0.5 * guess else "underfits",
        "only the training loss is looked at. It can't tell learning from learning by heart.",
    ),
)  # fmt: skip


def likely_mistake(answers: list[str]) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    answers : list of str
        What came for each of `CASES`.

    Returns
    -------
    Mistake or None
        None if no known mistake explains all answers.

    Examples
    --------
    >>> likely_mistake([right_word(*case) for case in CASES]) is None
    True
    """
    return next(
        (mistake for mistake in MISTAKES if [mistake.does(*case) for case in CASES] == answers),
        None,
    )
