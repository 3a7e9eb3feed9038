from functools import partial

import numpy as np
import pytest

from lstm_helpers import softmax
from lstm_helpers.exercises.lesson_07_softmax import _MISTAKES


@pytest.fixture
def said(told):
    return partial(told, "07_softmax")


def naive(logits):
    with np.errstate(all="ignore"):
        exponentials = np.exp(logits)
        return exponentials / exponentials.sum(axis=1, keepdims=True)


@pytest.mark.parametrize(
    "function",
    [
        lambda logits: softmax(logits),
        lambda logits: softmax(logits).tolist(),
        lambda logits: softmax(logits.astype(np.float32)),
        lambda logits: np.array([softmax(row) for row in logits]),
    ],
    ids=["the course's own", "lists", "float32", "row by row"],
)
def test_right_answers_of_other_kinds_are_right(function, said):
    assert said(function).startswith("Right. On 4 batches")


@pytest.mark.parametrize(("does", "cause"), _MISTAKES, ids=[cause[:30] for _, cause in _MISTAKES])
def test_a_wrong_softmax_is_told_its_cause(does, cause, said):
    out = said(lambda logits: does(logits))
    assert out.startswith("Not yet, for logits")
    assert f"Likely cause: {cause}" in out


def test_no_two_causes_read_the_same():
    assert len({cause for _, cause in _MISTAKES}) == len(_MISTAKES)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (naive, "Take the greatest logit of each row away first."),
        (lambda logits: ..., "Not attempted yet"),
        (lambda logits: "overflow" if logits.max() > 700 else softmax(logits), "array of numbers"),
        (lambda logits: logits.argmax(axis=1) * 1.0, "one number a text"),
        (lambda logits: softmax(logits).T, "rows and columns are exchanged"),
        (lambda logits: softmax(logits)[0], "only one text is taken"),
        (lambda logits: logits.argmax(axis=1), "one number a text"),
        (lambda logits: logits.argmax(axis=1, keepdims=True), "whole numbers"),
        (lambda logits: np.exp(logits) / np.exp(logits).sum(axis=1), "has lost its axis"),
        (lambda logits: "high", "must be an array of numbers"),
        (lambda logits: 0.9 * softmax(logits), "The rows add up to 0.9, 0.9; wanted 1 each."),
        (lambda logits: softmax(2 * logits), "not in the ratio of the exponentials"),
        (lambda logits: logits[7], "IndexError"),
        (lambda logits: 0 * logits / 0, "RuntimeWarning"),  # an error here, for tests are strict
    ],
)
def test_other_wrong_answers_are_told_in_words(function, words, said):
    assert words in said(function)
