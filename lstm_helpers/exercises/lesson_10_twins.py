"""Lesson 10, exercise 1: the share of order pairs of which both texts are judged rightly."""

from numbers import Real
from typing import NamedTuple

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import TOLERANCE
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.twin_mistakes import MISTAKES, right_share


class _Case(NamedTuple):
    right: np.ndarray
    pairs: list[str]


def _case(right: str, pairs: str) -> _Case:
    ids = ["" if pair == "-" else f"p{pair}" for pair in pairs.split()]
    return _Case(np.array([mark == "1" for mark in right.split()]), ids)


_CASES = (
    _case("1 1 1 0 0 0 1 1", "1 1 2 2 3 3 4 4"),
    _case("1 0 1 1 0 1 1 1 1 0 1", "1 2 - 1 2 3 3 - 4 - 4"),  # twins apart, some without
    _case("0 0 0 1 1 0 0 1 1", "5 5 6 6 7 7 - 8 8"),  # the first of a pair is wrong, or the last
    _case("1 1 0", "- - -"),  # no pair at all
)


def share_of_pairs(right, pairs):
    """Return the share of pairs of which both texts were judged rightly; 0 if there is none."""
    # Step 1. All decisions of a pair, under its id. An empty id is no pair.
    together = {}
    for one, pair in zip(right, pairs, strict=True):
        if pair:
            together.setdefault(pair, []).append(one)
    # Step 2. The pairs whose decisions are all right, over the pairs there are.
    if not together:
        return 0.0
    return sum(all(twins) for twins in together.values()) / len(together)


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, case) for case in _CASES]
    for case, answer in zip(_CASES, answers, strict=True):
        expected = right_share(*case)
        if abs(answer - expected) > TOLERANCE:
            raise AnswerError(
                f"Not yet, {_named(case)}:\n    yours    {answer:.3f}\n    expected {expected:.3f}"
                f"\n{_cause(answers)}"
            )
    return (
        f"Right. It holds in {len(_CASES)} cases. A judge that can't see order "
        "gets one twin of each pair right and the other wrong; by this measure it has 0."
    )


def _answer(attempt: Attempt, case: _Case) -> float:
    try:
        value = attempt.call(**case._asdict())
    except AnswerError as error:
        if "ZeroDivisionError" in str(error):
            raise AnswerError(f"Not yet, {_named(case)}:\n{error}\n{_EMPTY}") from None
        raise
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise AnswerError(
            f"Return one number from 0 to 1; yours is of type {type(value).__name__}."
        )
    if np.isnan(value):
        raise AnswerError(f"Not yet, {_named(case)}: the share is nan. {_EMPTY}")
    return float(value)


_EMPTY = "Where there is no pair, the share is 0 / 0; return 0 there."


def _cause(answers: list[float]) -> str:
    for mistake in MISTAKES:
        does = [mistake.does(*case) for case in _CASES]
        if np.allclose(answers, does, rtol=0, atol=TOLERANCE):
            return f"Likely cause: {mistake.cause}"
    return "Write down the decisions of each pair, side by side, and count those with two rights."


def _named(case: _Case) -> str:
    texts = sum(bool(pair) for pair in case.pairs)
    return f"with {len(case.pairs)} texts, {texts} of them in pairs"


EXERCISE = Exercise(
    name="10_twins",
    objectives=("task.baseline",),
    prompt=(
        "Write share_of_pairs(right, pairs). right is an array of True (judged rightly) and False, "
        'pairs a list with the id of each text\'s pair, "" for a text without one. Return the '
        "share of pairs of which both texts were judged rightly, from 0 to 1; 0 if there is "
        "no pair."
    ),
    reference=share_of_pairs,
    review=_review,
    hints=(
        "Twins share an id, and need not stand side by side. What could hold the decisions of each "
        "id?",
        "A dict from id to a list of decisions: together.setdefault(pair, []).append(one), where "
        "pair is not empty.",
        "all(decisions) is True if each of them is. Sum that over together.values(), and divide by "
        "len(together), if there is any.",
    ),
    imports="",
)
