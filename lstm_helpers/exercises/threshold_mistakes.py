"""The mistakes that learners make when they choose a threshold, each carried out."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake

Choose = Callable[[np.ndarray, np.ndarray, float], float]
OFF = 1.0  # the threshold above which nothing lies


def right_threshold(labels: np.ndarray, probabilities: np.ndarray, precision: float) -> float:
    """Return the lowest threshold whose calls are precise enough; 1 if there is none.

    Parameters
    ----------
    labels : ndarray of bool, shape (N,)
        True where the answer is positive.
    probabilities : ndarray, shape (N,)
        The predicted probability of positive.
    precision : float
        At least so precise.

    Returns
    -------
    float
        0, one of the probabilities, or 1.

    Examples
    --------
    >>> right_threshold(np.array([False, True, True]), np.array([0.2, 0.6, 0.9]), 0.7)
    0.2
    """
    return _lowest(labels, probabilities, precision, _precision)


def _precision(labels: np.ndarray, called: np.ndarray) -> float:
    return float(labels[called].mean()) if called.any() else 0.0


def _recall(labels: np.ndarray, called: np.ndarray) -> float:
    return float(called[labels].mean())


def _accuracy(labels: np.ndarray, called: np.ndarray) -> float:
    return float(np.mean(labels == called))


def _candidates(probabilities: np.ndarray) -> np.ndarray:
    return np.unique([0.0, *probabilities])


def _lowest(
    labels: np.ndarray,
    probabilities: np.ndarray,
    wanted: float,
    measure: Callable[[np.ndarray, np.ndarray], float],
    candidates: np.ndarray | None = None,
) -> float:
    candidates = _candidates(probabilities) if candidates is None else candidates
    enough = (each for each in candidates if measure(labels, probabilities > each) >= wanted)
    return float(next(enough, OFF))


def _measuring(measure: Callable[[np.ndarray, np.ndarray], float]) -> Choose:
    return lambda y, p, wanted: _lowest(y, p, wanted, measure)


def _stepping(step: float) -> Choose:
    grid = np.arange(0, 1 + step / 2, step)
    return lambda y, p, wanted: _lowest(y, p, wanted, _precision, grid)


def _without_zero(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    return _lowest(y, p, wanted, _precision, np.unique(p))


def _included(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    values = np.unique(p)
    return float(next((t for t in values if _precision(y, p >= t) >= wanted), OFF))


def _strictly(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    return _lowest(y, p, np.nextafter(wanted, 2.0), _precision)


def _ties_split(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    ranked = sorted(zip(p, y, strict=True))
    enough = (k for k in range(len(y)) if np.mean([one for _, one in ranked[k:]]) >= wanted)
    first = next(enough, None)
    if first is None:
        return OFF
    return float(ranked[first - 1][0]) if first else 0.0


def _highest(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    enough = [t for t in _candidates(p) if _precision(y, p > t) >= wanted]
    return float(enough[-1]) if enough else OFF


def _from_above(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    chosen = OFF
    for threshold in _candidates(p)[::-1][1:]:  # at the highest one nothing is called
        if _precision(y, p > threshold) < wanted:
            break
        chosen = float(threshold)
    return chosen


def _most_precise(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    values = _candidates(p)
    return float(values[int(np.argmax([_precision(y, p > t) for t in values]))])


def _best_f1(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    values = _candidates(p)
    f1 = [2 * (y & (p > t)).sum() / (y.sum() + (p > t).sum()) for t in values]
    return float(values[int(np.argmax(f1))])


def _place(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    chosen = right_threshold(y, p, wanted)
    return float(np.searchsorted(np.sort(p), chosen))


def _nothing_is_precise(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    chosen = right_threshold(y, p, wanted)
    return float(p.max()) if chosen == OFF else chosen


def _all_if_none(y: np.ndarray, p: np.ndarray, wanted: float) -> float:
    chosen = right_threshold(y, p, wanted)
    return 0.0 if chosen == OFF else chosen


# Each takes labels, probabilities and the precision wanted, returns a threshold.
MISTAKES: tuple[Mistake[Choose], ...] = (
    Mistake(
        _included,
        "what equals the threshold is called as well (>=). Here a probability has to lie above it "
        "(>), so the lowest threshold is the probability below.",
    ),
    Mistake(
        _strictly,
        "a precision that is reached exactly is refused (>). Wanted is at least that much (>=).",
    ),
    Mistake(
        _highest,
        "the highest threshold that is precise enough is returned. It finds the least; the lowest "
        "one finds the most.",
    ),
    Mistake(
        _from_above,
        "the search goes down from the top and stops at the first threshold that fails. Precision "
        "goes up and down along the way, so a lower one may be precise enough again.",
    ),
    Mistake(
        _most_precise,
        "the threshold with the highest precision is returned, whatever was wanted. The lowest "
        "one that is precise enough finds more.",
    ),
    Mistake(
        _measuring(_recall),
        "recall is compared with the precision that is wanted.",
    ),
    Mistake(
        _measuring(_accuracy),
        "accuracy is compared with the precision that is wanted.",
    ),
    Mistake(
        _best_f1,
        "the threshold with the highest F1 is returned. It balances precision and recall, and "
        "promises neither.",
    ),
    Mistake(
        _without_zero,
        "0 is never tried. Where all calls together are precise enough, the lowest threshold is 0.",
    ),
    *(
        Mistake(
            _stepping(step),
            f"thresholds are tried in steps of {step:g}. The lowest one may lie between two steps; "
            "try 0 and each of the probabilities, where the calls change.",
        )
        for step in (0.1, 0.05, 0.01, 0.001)
    ),
    Mistake(
        _ties_split,
        "examples of the same probability are taken apart. Above a threshold lie all of them or "
        "none: try each *different* probability, as np.unique gives them.",
    ),
    Mistake(
        _nothing_is_precise,
        "where no threshold is precise enough, the highest probability is returned. Nothing lies "
        "above it, and 0 / 0 is not precise; 1 is wanted then.",
    ),
    Mistake(
        _all_if_none,
        "where no threshold is precise enough, 0 is returned, at which everything is called. 1 is "
        "wanted then, at which nothing is.",
    ),
    Mistake(
        _place,
        "the place of the threshold is returned. Wanted is the threshold itself.",
    ),
)


def likely_mistake(
    cases: list[tuple[np.ndarray, np.ndarray, float]], answers: list[float]
) -> Mistake | None:
    """Find the mistake that gives these answers.

    Parameters
    ----------
    cases : list of (ndarray, ndarray, float)
        Labels, probabilities and the precision wanted, as they were asked.
    answers : list of float
        What came for each.

    Returns
    -------
    Mistake or None
        None if no known mistake explains all of them.

    Examples
    --------
    >>> case = np.array([False, True, True]), np.array([0.2, 0.6, 0.9]), 0.7
    >>> likely_mistake([case], [0.6]) is MISTAKES[0]
    True
    """
    return next(
        (
            mistake
            for mistake in MISTAKES
            if np.allclose([mistake.does(*case) for case in cases], answers, rtol=0, atol=1e-9)
        ),
        None,
    )
