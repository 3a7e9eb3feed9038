"""The threshold exercise: every answer is checked by trying all thresholds."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers.exercises.lesson_09_threshold import _CASES, my_threshold
from lstm_helpers.exercises.threshold_mistakes import MISTAKES, right_threshold


@pytest.fixture
def said(told):
    return partial(told, "09_threshold")


def precise_enough(labels, probabilities, precision, threshold):
    called = probabilities > threshold
    return called.any() and labels[called].mean() >= precision


@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 19)), min_size=1, max_size=12),
    st.floats(0.05, 1),
)
def test_the_right_threshold_is_enough_and_none_below_is(examples, precision):
    labels, twentieths = map(np.array, zip(*examples, strict=True))
    chosen = right_threshold(labels, twentieths / 20, precision)
    assert chosen == my_threshold(labels, twentieths / 20, precision)
    enough = [
        precise_enough(labels, twentieths / 20, precision, threshold)
        for threshold in np.linspace(0, 1, 401)
    ]
    assert any(enough) == (chosen < 1)
    if any(enough):
        assert chosen == pytest.approx(np.linspace(0, 1, 401)[enough.index(True)], abs=1 / 400)


def counting(labels, probabilities, precision):
    best = 1
    for threshold in sorted({0, *probabilities.tolist()}, reverse=True):
        called = [y for y, p in zip(labels, probabilities, strict=True) if p > threshold]
        if called and sum(map(int, called)) / len(called) >= precision:
            best = threshold
    return best


@pytest.mark.parametrize("function", [counting, my_threshold], ids=["plain Python", "NumPy"])
def test_right_answers_of_other_kinds_are_right(function, said):
    assert said(function).startswith("Right. In 5 cases, one of them hopeless")


@pytest.mark.parametrize("steps", [100, 1000, 10_000, 100_000])
def test_a_grid_of_thresholds_is_never_right(steps, said):
    def grid(labels, probabilities, precision):
        tried = (np.linspace(0, 1, steps + 1), np.arange(0, 1, 1 / steps))
        return min(_first(labels, probabilities, precision, each) for each in tried)

    def _first(labels, probabilities, precision, tried):
        falling = np.argsort(-probabilities)
        right, called = np.cumsum(labels[falling]), np.arange(1, len(labels) + 1)
        counts = (probabilities[:, None] > tried).sum(axis=0)
        enough = (counts > 0) & ((right / called)[counts - 1] >= precision)
        return float(tried[enough.argmax()]) if enough.any() else 1.0

    assert said(grid).startswith("Not yet, where a precision of ")


@pytest.mark.parametrize("kind", ["stable", "quicksort"])
@pytest.mark.parametrize("turned", [False, True], ids=["given order", "turned round"])
def test_examples_of_one_probability_are_not_to_be_taken_apart(kind, turned, said):
    def ranked(labels, probabilities, precision):
        order = np.argsort(probabilities[::-1] if turned else probabilities, kind=kind)
        order = len(order) - 1 - order if turned else order
        called = np.arange(len(order), 0, -1)
        enough = np.cumsum(labels[order][::-1])[::-1] / called >= precision
        if not enough.any():
            return 1.0
        first = enough.argmax()
        return probabilities[order[first - 1]] if first else 0.0

    assert "examples of the same probability are taken apart" in said(ranked)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:60])
def test_a_mistake_is_told_its_cause(mistake, said):
    def answer(labels, probabilities, precision):
        return mistake.does(labels, probabilities, precision)

    out = said(answer)
    assert out.startswith("Not yet, where a precision of ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_mistakes_answer_or_read_the_same():
    answers = [[mistake.does(**_named(case)) for case in _CASES] for mistake in MISTAKES]
    assert all(answers.count(answer) == 1 for answer in answers)
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)


def _named(case):
    return dict(zip(("y", "p", "wanted"), case.values(), strict=True))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda y, p, w: "0.5", "Return one number, the threshold. Yours returned a value of type"),
        (lambda y, p, w: p > 0.5, "Yours returned a value of type ndarray"),
        (lambda y, p, w: True, "Yours returned a value of type bool"),
        (lambda y, p, w: float("nan"), "yours returned nan, which is no threshold"),
        (lambda y, p, w: 0.7, "a precision of 1.000. That is enough, but a lower threshold is"),
        (lambda y, p, w: 0.3, "a precision of 0.8"),
        (lambda y, p, w: 0.95, "Above 0.95 there is nothing to be called."),
        (lambda y, p, w: None, "returned nothing (None)"),
        (lambda y, p, w: 1 / 0, "ZeroDivisionError"),
        (lambda y: 0.5, "must take 3 parameters (labels, probabilities, precision)"),
    ],
)
def test_what_cannot_be_right_is_told_in_words(function, words, said):
    assert words in said(function)
