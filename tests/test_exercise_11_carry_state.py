"""The writing exercise: a toy model, each known mistake, and answers that nobody foresaw."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers.exercises.lesson_11_carry_state import _cases, my_writing
from lstm_helpers.exercises.state_mistakes import MISTAKES


@pytest.fixture
def said(told):
    return partial(told, "11_carry_state")


def test_not_attempted(said):
    def stub(step, characters, prompt, length):
        return ...

    assert said(stub).startswith("Not attempted yet")


def test_the_solution_is_right(said):
    assert said(my_writing).startswith("Right. 3 models wrote")


def test_reading_all_again_from_nothing_is_slow_but_right(said):
    def slowly(step, characters, prompt, length):
        text = prompt
        while len(text) < len(prompt) + length:
            state = None
            for character in text:
                logits, state = step(character, state)
            text += characters[int(logits.argmax())]
        return text

    assert said(slowly).startswith("Right.")


def test_every_mistake_writes_something_of_its_own():
    def written(function):
        return tuple(function(**case.arguments()) for case in _cases())

    texts = [written(my_writing), *(written(mistake.does) for mistake in MISTAKES)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    def answer(step, characters, prompt, length):
        return mistake.does(step, characters, prompt, length)

    out = said(answer)
    assert out.startswith("Not yet, with the prompt ")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda step, characters, prompt, length: prompt, "Its length is 4; expected 16"),
        (lambda step, characters, prompt, length: prompt + "a" * length, "They differ first at"),
        (lambda step, characters, prompt, length: list(prompt), "put the characters together"),
        (lambda step, characters, prompt, length: [0, 1], "a value of type list"),
        (lambda step, characters, prompt, length: 5, "a value of type int"),
        (lambda step, characters, prompt, length: step(prompt, None), "step reads one character"),
        (lambda step, characters, prompt, length: step("a", 3), "state must be None or what step"),
        (lambda step, characters, prompt, length: step("a", None)[1][0], "of type ndarray"),
        (lambda step, characters, prompt, length: 1 / 0, "ZeroDivisionError"),
        (lambda step, characters, prompt: prompt, "must take 4 parameters"),
    ],
)
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)


def test_the_models_differ_and_do_not_stand_still():
    texts = [my_writing(**case.arguments()) for case in _cases()]
    assert all(len(np.unique(list(text))) >= 4 for text in texts), texts
