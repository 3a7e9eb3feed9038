"""The diagnosis exercise: `diagnose` is the judge, and each mistake is told its cause."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers import diagnose
from lstm_helpers.exercises.diagnosis_mistakes import (
    CASES,
    MISTAKES,
    NAMES,
    likely_mistake,
    right_word,
)
from lstm_helpers.exercises.lesson_08_diagnose import my_diagnosis


@pytest.fixture
def said(told):
    return partial(told, "08_diagnose")


@pytest.mark.parametrize("case", CASES)
def test_the_solution_says_what_the_package_says(case):
    assert my_diagnosis(*case) == diagnose(*case).word == right_word(*case)


def test_every_word_is_wanted_somewhere():
    assert {right_word(*case) for case in CASES} == set(NAMES)


def test_right_answers_of_other_kinds_are_right(said):
    assert said(my_diagnosis).startswith("Right. You diagnose 19 trainings")
    assert said(lambda a, b, c: np.array([my_diagnosis(a, b, c)])[0]).startswith("Right.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(
        lambda losses, validation_losses, guess: mistake.does(losses, validation_losses, guess)
    )
    assert out.startswith("Not yet, for losses=[")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_mistakes_answer_or_read_the_same():
    answers = [[mistake.does(*case) for case in CASES] for mistake in MISTAKES]
    assert all(answers.count(answer) == 1 for answer in answers)
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)
    assert likely_mistake([right_word(*case) for case in CASES]) is None


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda a, b, c: ..., "Not attempted yet"),
        (lambda a, b, c: None, "returned nothing (None)"),
        (lambda a, b, c: True, "Yours returned a value of type bool"),
        (lambda a, b, c: "overfitting", "yours returned 'overfitting'"),
        (lambda a, b, c: "fits", "Ask the four questions in the order of the rule"),
        (lambda a, b, c: a / b, "TypeError"),
        (lambda a, b: "fits", "must take 3 parameters"),
        (7, "check wants the function itself"),
    ],
)
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)
