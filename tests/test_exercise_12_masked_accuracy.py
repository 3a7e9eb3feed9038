"""The masked accuracy exercise: every typical wrong answer is told its own cause."""

from functools import partial

import keras
import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from lstm_helpers.exercises.accuracy_mistakes import MISTAKES, right_accuracy
from lstm_helpers.exercises.lesson_12_masked_accuracy import _cases, my_accuracy


@pytest.fixture
def said(told):
    return partial(told, "12_masked_accuracy")


def test_the_solution_is_scikit_learn_s_accuracy_of_the_tokens():
    for targets, predicted, mask in _cases():
        expected = accuracy_score(targets[mask], predicted[mask])
        assert my_accuracy(targets, predicted, mask) == pytest.approx(expected)


def test_right_answers_of_other_kinds_are_right(said):
    def weighted(targets, predicted, mask):
        return np.average(targets == predicted, weights=mask)

    def counted(targets, predicted, mask):
        right = sum(t == p for t, p, m in zip(targets.flat, predicted.flat, mask.flat) if m)  # noqa: B905
        return right / mask.sum()

    def in_keras(targets, predicted, mask):
        right = keras.ops.cast((targets == predicted)[mask], "float64")
        return keras.ops.mean(right)

    assert said(my_accuracy).startswith("Right. On 3 padded batches")
    assert said(weighted).startswith("Right.")
    assert said(in_keras).startswith("Right.")
    assert said(counted).startswith("Right.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(lambda targets, predicted, mask: mistake.does(targets, predicted, mask))
    assert out.startswith("Not yet, for ")
    assert f"Likely cause: {mistake.cause}" in out


def test_a_rounded_share_never_looks_like_the_one_expected(said):
    out = said(lambda t, p, m: round(my_accuracy(t, p, m), 4))
    assert "yours 0.6364 expected 0.636364 " in out
    assert "the share is rounded" in out


def test_no_two_mistakes_answer_alike_and_none_is_right():
    ways = [*(mistake.does for mistake in MISTAKES), right_accuracy]
    found = {tuple(round(way(*case), 6) for case in _cases()) for way in ways}
    assert len(found) == len(ways)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda targets, predicted, mask: ..., "Not attempted yet"),
        (lambda targets, predicted, mask: None, "returned nothing (None)"),
        (lambda targets, predicted, mask: "0.5", "Yours returned a value of type str"),
        (lambda targets, predicted, mask: True, "Yours returned a value of type bool"),
        (
            lambda targets, predicted, mask: (targets == predicted).mean(axis=1),
            "mean() with an axis",
        ),
        (lambda targets, predicted, mask: [0.5, 0.5], "Yours returned 2 parts"),
        (lambda targets, predicted, mask: float("nan"), "a division by zero"),
        (lambda targets, predicted, mask: 0.123, "Count by hand: how many tokens are real"),
        (lambda targets, predicted, mask: 1 / 0, "ZeroDivisionError"),
        (lambda targets, predicted: 1.0, "must take 3 parameters"),
    ],
)
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)
