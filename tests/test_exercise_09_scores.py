"""The scores exercise: scikit-learn is the judge, and every typical mistake is told its cause."""

import warnings
from functools import partial

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from lstm_helpers.exercises.lesson_09_scores import _CASES, my_scores
from lstm_helpers.exercises.score_mistakes import MISTAKES, right_scores


@pytest.fixture
def said(told):
    return partial(told, "09_scores")


def by_scikit_learn(labels, probabilities, threshold):
    called = probabilities > threshold
    return precision_recall_fscore_support(labels, called, average="binary", zero_division=0)[:3]


def in_plain_python(labels, probabilities, threshold):
    pairs = [(bool(y), p > threshold) for y, p in zip(labels, probabilities, strict=True)]
    found, missed = pairs.count((True, True)), pairs.count((True, False))
    lost = pairs.count((False, True))
    precision = found / (found + lost) if found + lost else 0
    recall = found / (found + missed) if found + missed else 0
    return [precision, recall, 2 * found / (2 * found + lost + missed) if found + lost else 0]


@pytest.mark.parametrize("case", _CASES)
def test_the_right_scores_are_those_of_scikit_learn(case):
    np.testing.assert_allclose(right_scores(*case), by_scikit_learn(*case))
    np.testing.assert_allclose(my_scores(*case), by_scikit_learn(*case))


@pytest.mark.parametrize(
    "function",
    [by_scikit_learn, in_plain_python, lambda *case: np.array(my_scores(*case))],
    ids=["scikit-learn", "plain Python", "an array"],
)
def test_right_answers_of_other_kinds_are_right(function, said):
    def answer(labels, probabilities, threshold):
        return function(labels, probabilities, threshold)

    assert said(answer).startswith("Right. In 5 cases")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    def answer(labels, probabilities, threshold):
        return mistake.does(labels, probabilities, threshold)

    out = said(answer)
    assert out.startswith("Not yet, with ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_mistakes_answer_or_read_the_same():
    answers = [[tuple(mistake.does(*case)) for case in _CASES] for mistake in MISTAKES]
    assert all(answers.count(answer) == 1 for answer in answers)
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)


def test_a_rounded_measure_never_looks_like_the_one_expected(said):
    out = said(lambda y, p, t: tuple(round(value, 3) for value in my_scores(y, p, t)))
    assert "yours precision 0.6, recall 0.5, f1 0.545 expected" in out
    assert "expected precision 0.6, recall 0.5, f1 0.54545 " in out
    assert "the measures are rounded, to 0.001." in out


def divides_by_zero(labels, probabilities, threshold):
    called = [p > threshold for p in probabilities]
    found = sum(bool(y and c) for y, c in zip(labels, called, strict=True))
    return found / sum(map(int, called)), found / int(labels.sum()), 0.0


def silent_nan(labels, probabilities, threshold):
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        called = probabilities > threshold
        found = np.sum(labels & called)
        precision, recall = found / called.sum(), found / labels.sum()
        return precision, recall, 2 * precision * recall / (precision + recall)


def fails(labels, probabilities, threshold):
    raise KeyError("no label")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (divides_by_zero, "ZeroDivisionError: division by zero Likely cause: a division of 0 by 0"),
        (silent_nan, "precision is nan. Likely cause: a division of 0 by 0"),
        (fails, "KeyError: 'no label'"),
        (lambda y, p, t: 0.5, "Return 3 values: return precision, recall, f1. Yours returned one"),
        (lambda y, p, t: (0.5, 0.5), "Yours returned 2."),
        (lambda y, p, t: (0.5, 0.5, True), "f1 must be one number from 0 to 1; it came with type"),
        (lambda y, p, t: ("0.5", 0.5, 0.5), "precision must be one number"),
        (lambda y, p, t: (p > t, 0.5, 0.5), "precision must be one number"),
        (lambda y, p, t: (*my_scores(y, p, t)[:2], 0.123), "What differs: f1."),
        (lambda y, p, t: None, "returned nothing (None)"),
        (lambda y, p: (0, 0, 0), "must take 3 parameters (labels, probabilities, threshold)"),
    ],
)
def test_what_cannot_be_right_is_told_in_words(function, words, said):
    assert words in said(function)
