"""The temperature exercise: each known mistake, and answers that nobody foresaw."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers import softmax
from lstm_helpers.exercises.lesson_11_temperature import my_softmax
from lstm_helpers.exercises.temperature_mistakes import MISTAKES


@pytest.fixture
def said(told):
    return partial(told, "11_temperature")


def test_not_attempted(said):
    assert said(lambda logits, temperature: ...).startswith("Not attempted yet")


def test_the_solution_is_right(said):
    assert said(my_softmax).startswith("Right. In 6 cases, one of them very cold")


def test_right_answers_of_other_kinds_are_right(said):
    def by_powers(logits, temperature):
        shares = softmax(logits)
        powers = (shares / shares.max()) ** (1 / temperature)
        return (powers / powers.sum()).tolist()

    def in_float32(logits, temperature):
        return softmax((logits / temperature).astype(np.float32))

    assert said(by_powers).startswith("Right.")
    assert said(in_float32).startswith("Right.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(mistake.does)
    assert out.startswith("Not yet, with logits ")
    assert f"Likely cause: {mistake.cause}" in out


def test_overflow_is_told_where_all_else_is_right(said):
    def overflows(logits, temperature):
        with np.errstate(over="ignore", invalid="ignore"):  # warnings are errors in these tests
            weights = np.exp(logits / temperature)
            return weights / weights.sum()

    out = said(overflows)
    assert "at temperature 0.01" in out
    assert "exp of 800 is more than a float can hold: subtract the greatest" in out


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda logits, temperature: softmax(logits / temperature)[::-1], "They add up to 1."),
        (lambda logits, temperature: 0.5 * softmax(logits / temperature), "add up to 0.5, 0.5,"),
        (lambda logits, temperature: int(np.argmax(logits)), "Was a class drawn already?"),
        (lambda logits, temperature: logits.max() / temperature, "Was a class drawn already?"),
        (lambda logits, temperature: np.zeros((2, 4)), "shape (4,); yours has shape (2, 4)"),
        (lambda logits, temperature: logits / 0, "finite numbers"),
        (lambda logits, temperature: "cold", "the answer must be an array of numbers"),
        (lambda logits, temperature: None, "returned nothing"),
        (lambda logits, temperature: 1 / 0, "ZeroDivisionError"),
        (lambda logits: logits, "must take 2 parameters"),
        (softmax(np.zeros(3)), "check wants the function itself"),
    ],
)
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)
