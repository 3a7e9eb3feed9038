"""The mistakes that learners make when they measure a filter, each carried out."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lstm_helpers.exercises.mistake import Mistake


class Scores(NamedTuple):
    """What is wanted, in order; from 0 to 1."""

    precision: float
    recall: float
    f1: float


Measure = Callable[[np.ndarray, np.ndarray, float], Scores]


def right_scores(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
    """Measure as it is wanted: above the threshold is called positive, 0 / 0 counts as 0.

    Parameters
    ----------
    labels : ndarray of bool, shape (N,)
        True where the answer is positive.
    probabilities : ndarray, shape (N,)
        The predicted probability of positive.
    threshold : float
        From 0 to 1.

    Returns
    -------
    Scores

    Examples
    --------
    >>> right_scores(np.array([True, True, False]), np.array([0.9, 0.5, 0.7]), 0.5)
    Scores(precision=0.5, recall=0.5, f1=0.5)
    """
    return _from_calls(labels, probabilities > threshold)


def _from_calls(labels: np.ndarray, called: np.ndarray, empty: float = 0.0) -> Scores:
    found, all_called, positives = (int(part.sum()) for part in (labels & called, called, labels))
    precision = found / all_called if all_called else empty
    recall = found / positives if positives else empty
    both = precision + recall
    return Scores(precision, recall, 2 * precision * recall / both if both else 0.0)


def _calling(call: Callable[[np.ndarray, float], np.ndarray]) -> Measure:
    """Return the right measures of calls that are made in another way."""
    return lambda labels, probabilities, threshold: _from_calls(
        labels, call(probabilities, threshold)
    )


def _with_f1(f1: Callable[[float, float], float]) -> Measure:
    """Return right precision and recall, and another F1 of them."""

    def measure(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
        precision, recall, _ = right_scores(labels, probabilities, threshold)
        return Scores(precision, recall, f1(precision, recall))

    return measure


def _with_shares(
    shares: Callable[[np.ndarray, np.ndarray], tuple[float, float]],
) -> Measure:
    """Return other shares of labels and calls for precision and recall, and their F1."""

    def measure(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
        precision, recall = map(float, shares(labels, probabilities > threshold))
        both = precision + recall
        return Scores(precision, recall, 2 * precision * recall / both if both else 0.0)

    return measure


def _swapped(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
    precision, recall, f1 = right_scores(labels, probabilities, threshold)
    return Scores(recall, precision, f1)


def _of_negatives(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
    return _from_calls(~labels, probabilities <= threshold)


def _macro(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
    kinds = (right_scores, _of_negatives)
    return Scores(*np.mean([kind(labels, probabilities, threshold) for kind in kinds], axis=0))


def _percent(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
    return Scores(*(100 * value for value in right_scores(labels, probabilities, threshold)))


def _rounded(digits: int) -> Measure:
    return lambda *case: Scores(*(round(value, digits) for value in right_scores(*case)))


def _empty_is_one(labels: np.ndarray, probabilities: np.ndarray, threshold: float) -> Scores:
    return _from_calls(labels, probabilities > threshold, empty=1.0)


# Each takes labels, probabilities and a threshold, returns `Scores`.
MISTAKES: tuple[Mistake[Measure], ...] = (
    Mistake(
        _swapped,
        "precision and recall have changed places. Precision divides by all that was *called* "
        "positive, recall by all that *is* positive.",
    ),
    Mistake(
        _with_shares(lambda y, called: (np.mean(y == called), right_recall(y, called))),
        "accuracy stands where the precision belongs: all right decisions over all examples. "
        "Precision looks only at what was called positive.",
    ),
    Mistake(
        _with_shares(lambda y, called: (right_precision(y, called), np.mean(y == called))),
        "accuracy stands where the recall belongs: all right decisions over all examples. Recall "
        "looks only at what is positive.",
    ),
    Mistake(
        _with_shares(
            lambda y, called: (
                right_precision(y, called),
                np.mean(~called[~y]) if (~y).any() else 0.0,
            )
        ),
        "your recall is that of the negatives, the share of them that was let through. Recall is "
        "the share of the positives that was found.",
    ),
    Mistake(
        _with_shares(lambda y, called: (np.mean(y & called), np.mean(y & called))),
        "what was found is divided by the number of all examples. Precision divides it by what "
        "was called positive, recall by what is positive.",
    ),
    Mistake(
        _calling(lambda p, threshold: p >= threshold),
        "a probability equal to the threshold is called positive (>=). Here it has to lie above "
        "it (>).",
    ),
    Mistake(
        _calling(lambda p, threshold: p < threshold),
        "the calls are turned round: a probability *below* the threshold is called positive (<).",
    ),
    Mistake(
        _calling(lambda p, threshold: p > 0.5),
        "0.5 is used whatever the threshold is. Compare with the argument threshold.",
    ),
    Mistake(
        _of_negatives,
        "the negatives are measured: the share of right calls among what was let through, and "
        "among what is negative. Wanted are the positives, where labels is True.",
    ),
    Mistake(
        _macro,
        "the mean over both kinds is taken (macro average). Here only the positives are measured; "
        "the mean hides how the rare kind fares.",
    ),
    Mistake(
        _with_f1(lambda p, r: (p + r) / 2),
        "F1 is the plain mean of precision and recall. Wanted is the harmonic mean, which is near "
        "the lower of the two: 2 · precision · recall / (precision + recall).",
    ),
    Mistake(
        _with_f1(lambda p, r: p * r / (p + r) if p + r else 0.0),
        "F1 lacks its factor 2: 2 · precision · recall / (precision + recall).",
    ),
    Mistake(
        _with_f1(lambda p, r: (p * r) ** 0.5),
        "F1 is the geometric mean, a square root. Wanted is the harmonic mean: 2 · precision · "
        "recall / (precision + recall).",
    ),
    Mistake(
        _with_f1(lambda p, r: p * r),
        "F1 is the product of the two. Divide by their mean: 2 · precision · recall / (precision + "
        "recall).",
    ),
    Mistake(
        _empty_is_one,
        "0 / 0 is counted as 1. A filter that calls nothing has found nothing; here 0 / 0 counts "
        "as 0.",
    ),
    Mistake(
        _percent,
        "the measures are percentages. Return shares from 0 to 1.",
    ),
    *(
        Mistake(
            _rounded(digits),
            f"the measures are rounded, to {10**-digits:g}. Return them as they are; round where "
            "you print.",
        )
        for digits in (1, 2, 3, 4)
    ),
)


def right_precision(labels: np.ndarray, called: np.ndarray) -> float:
    """Return the precision of calls; 0 / 0 counts as 0."""
    return _from_calls(labels, called).precision


def right_recall(labels: np.ndarray, called: np.ndarray) -> float:
    """Return the recall of calls; 0 / 0 counts as 0."""
    return _from_calls(labels, called).recall
