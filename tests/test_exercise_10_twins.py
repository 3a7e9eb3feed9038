"""The twins exercise: right answers of all kinds pass, every typical mistake is told its cause."""

from collections import Counter
from functools import partial

import numpy as np
import pytest

from lstm_helpers.exercises.lesson_10_twins import _CASES, share_of_pairs
from lstm_helpers.exercises.twin_mistakes import MISTAKES, right_share


@pytest.fixture
def said(told):
    return partial(told, "10_twins")


def by_counting(right, pairs):
    counts = Counter(pair for one, pair in zip(right, pairs, strict=True) if pair and one)
    number = len({pair for pair in pairs if pair})
    return np.float64(sum(count == 2 for count in counts.values()) / number) if number else 0


@pytest.mark.parametrize("case", range(len(_CASES)))
def test_two_ways_to_count_agree(case):
    assert right_share(*_CASES[case]) == pytest.approx(by_counting(*_CASES[case]))
    assert share_of_pairs(*_CASES[case]) == pytest.approx(by_counting(*_CASES[case]))


@pytest.mark.parametrize("function", [share_of_pairs, by_counting])
def test_a_right_answer_is_right(function, said):
    def answer(right, pairs):
        return function(right, pairs)

    assert said(answer).startswith("Right. It holds in 4 cases.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    def answer(right, pairs):
        return mistake.does(right, pairs)

    out = said(answer)
    assert out.startswith("Not yet, with ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_mistakes_answer_alike():
    answers = [tuple(mistake.does(*case) for case in _CASES) for mistake in MISTAKES]
    assert len(set(answers)) == len(MISTAKES)
    assert all(np.abs(np.subtract(one, [right_share(*c) for c in _CASES])).max() > 0.01
               for one in answers)  # fmt: skip


def divides_by_zero(right, pairs):
    ids = {pair for pair in pairs if pair}
    return sum(right) / len(ids) if len(pairs) > 3 else 1 // len(ids)


def fails(right, pairs):
    raise KeyError("p1")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda right, pairs: ..., "Not attempted yet"),
        (lambda right, pairs: None, "returned nothing (None)"),
        (lambda right, pairs: [0.5], "Return one number from 0 to 1; yours is of type list"),
        (lambda right, pairs: True, "yours is of type bool"),
        (lambda right, pairs: float("nan"), "the share is nan. Where there is no pair"),
        (lambda right, pairs: 0.123, "Write down the decisions of each pair"),
        (lambda right: 0.5, "must take 2 parameters (right, pairs)"),
        (divides_by_zero, "ZeroDivisionError"),
        (fails, "KeyError: 'p1'"),
    ],
)
def test_what_cannot_be_right_is_told_in_words(function, words, said):
    assert words in said(function)
