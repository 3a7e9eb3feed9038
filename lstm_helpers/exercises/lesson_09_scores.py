"""Lesson 09, exercise 1: precision, recall and F1 from labels, probabilities and a threshold."""

from numbers import Real
from typing import NamedTuple

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import TOLERANCE, parts
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.score_mistakes import MISTAKES, Scores, right_scores


class _Case(NamedTuple):
    labels: np.ndarray
    probabilities: np.ndarray
    threshold: float


def _case(positives: list[float], negatives: list[float], threshold: float) -> _Case:
    labels = np.array([True] * len(positives) + [False] * len(negatives))
    order = np.random.default_rng(len(labels)).permutation(len(labels))
    return _Case(labels[order], np.array(positives + negatives)[order], threshold)


_CASES = (
    _case([0.9, 0.8, 0.7, 0.35, 0.2, 0.1], [0.95, 0.65, 0.3, 0.25, 0.1, 0.05, 0.02], 0.5),
    _case([0.8, 0.6, 0.45, 0.25], [0.55, 0.5, 0.42, 0.35, 0.32, 0.2, 0.1], 0.3),
    _case([0.9, 0.7, 0.7, 0.4], [0.8, 0.7, 0.5, 0.3, 0.2], 0.7),  # some at the threshold itself
    _case([0.6, 0.4, 0.3], [0.5, 0.4, 0.2, 0.1], 0.9),  # nothing is called positive
    _case([], [0.9, 0.4, 0.3, 0.2], 0.5),  # nothing is positive
)


def my_scores(labels, probabilities, threshold):
    """Return precision, recall and F1 of calling positive what lies above the threshold."""
    # Step 1. What is called positive, and what of it rightly.
    called = probabilities > threshold
    found = np.sum(labels & called)
    # Step 2. The same count over what was called, and over what is positive. 0 / 0 counts as 0.
    precision = found / called.sum() if called.any() else 0.0
    recall = found / labels.sum() if labels.any() else 0.0
    # Step 3. The harmonic mean, which is 0 if one of them is.
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, case) for case in _CASES]
    for case, answer in zip(_CASES, answers, strict=True):
        expected = right_scores(*case)
        if not _same(answer, expected):
            raise AnswerError(
                f"Not yet, {_named(case)}:\n    yours    {_listed(answer)}\n    expected "
                f"{_listed(expected)}\n{_cause(answers, answer, expected)}"
            )
    return (
        f"Right. In {len(_CASES)} cases, one where nothing is called positive and one where "
        "nothing is, your measures are those of scikit-learn."
    )


def _answer(attempt: Attempt, case: _Case) -> Scores:
    try:
        value = attempt.call(**case._asdict())
    except AnswerError as error:
        if "ZeroDivisionError" in str(error) or "RuntimeWarning: invalid value" in str(error):
            raise AnswerError(f"Not yet, {_named(case)}:\n{error}\n{_EMPTY}") from None
        raise
    found = []
    for name, part in zip(Scores._fields, parts(value, Scores._fields), strict=True):
        if isinstance(part, np.ndarray) and part.size == 1:
            part = part.item()
        if isinstance(part, bool | np.bool_) or not isinstance(part, Real):
            raise AnswerError(
                f"{name} must be one number from 0 to 1; it came with type {type(part).__name__}."
            )
        if np.isnan(part):
            raise AnswerError(f"Not yet, {_named(case)}: {name} is nan. {_EMPTY}")
        found.append(float(part))
    return Scores(*found)


_EMPTY = (
    "Likely cause: a division of 0 by 0. Where nothing is called positive, or nothing is "
    "positive, the measure counts as 0; ask before you divide."
)


def _cause(answers: list[Scores], answer: Scores, expected: Scores) -> str:
    for mistake in MISTAKES:
        if all(
            _same(answer, mistake.does(*case)) for case, answer in zip(_CASES, answers, strict=True)
        ):
            return f"Likely cause: {mistake.cause}"
    wrong = [
        name
        for name, found, wanted in zip(Scores._fields, answer, expected, strict=True)
        if abs(found - wanted) > TOLERANCE
    ]
    return (
        f"What differs: {', '.join(wrong)}. Count by hand what is found, what is called positive "
        "and what is positive, and compare."
    )


def _same(one: Scores, other: Scores) -> bool:
    return bool(np.allclose(one, other, rtol=0, atol=TOLERANCE))


def _listed(scores: Scores) -> str:
    return ", ".join(f"{name} {value:.5g}" for name, value in scores._asdict().items())


def _named(case: _Case) -> str:
    called = int((case.probabilities > case.threshold).sum())
    return (
        f"with {int(case.labels.sum())} positives of {len(case.labels)} and a threshold of "
        f"{case.threshold:g}, above which {called} lie"
    )


EXERCISE = Exercise(
    name="09_scores",
    objectives=("metric.confusion", "metric.precision", "metric.f1"),
    prompt=(
        "Write my_scores(labels, probabilities, threshold). labels is an array of True (positive) "
        "and False, probabilities an array of P(positive). A probability above the threshold is "
        "called positive; one that equals it is not. Return precision, recall and F1, as shares "
        "from 0 to 1. 0 / 0 counts as 0."
    ),
    reference=my_scores,
    review=_review,
    hints=(
        "Three counts are enough: what is called positive, what is positive, and what is both. "
        "Which of them does precision divide by, and which recall?",
        "called = probabilities > threshold is an array of True and False, and so is labels & "
        "called. The sum of such an array counts its True.",
        "precision = found / called.sum() and recall = found / labels.sum(), each only if what it "
        "is divided by is not 0. F1 is 2 · precision · recall / (precision + recall).",
        "found = np.sum(labels & called); precision = found / called.sum() if called.any() else "
        "0.0; recall = found / labels.sum() if labels.any() else 0.0; then F1 in the same way.",
    ),
    imports="import numpy as np",
)
