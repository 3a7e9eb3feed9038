"""The shapes exercise: Keras is the judge, and every typical wrong answer is told its own cause."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers._backend import keras
from lstm_helpers.exercises.lesson_06_shapes import _CASES
from lstm_helpers.exercises.shape_mistakes import MISTAKES, Sizes, likely_mistake, right_shapes


@pytest.fixture
def said(told):
    return partial(told, "06_shapes")


def answering(does):
    def my_shapes(batch, timesteps, features, units, return_sequences, return_state):
        return does(Sizes(batch, timesteps, features, units, return_sequences, return_state))

    return my_shapes


@pytest.mark.parametrize("sizes", _CASES)
def test_the_right_shapes_are_those_of_keras(sizes):
    layer = keras.layers.LSTM(
        sizes.units, return_sequences=sizes.return_sequences, return_state=sizes.return_state
    )
    returned = layer(np.zeros((sizes.batch, sizes.timesteps, sizes.features), dtype=np.float32))
    tensors = returned if sizes.return_state else [returned]
    assert [tuple(tensor.shape) for tensor in tensors] == right_shapes(sizes)


def test_all_four_combinations_are_asked():
    assert {(case.return_sequences, case.return_state) for case in _CASES} == {
        (False, False), (False, True), (True, False), (True, True)
    }  # fmt: skip


@pytest.mark.parametrize(
    "function",
    [
        answering(right_shapes),
        answering(lambda sizes: tuple(list(shape) for shape in right_shapes(sizes))),
        answering(lambda sizes: [np.array(shape) for shape in right_shapes(sizes)]),
        answering(
            lambda sizes: right_shapes(sizes) if sizes.return_state else right_shapes(sizes)[0]
        ),
    ],
    ids=["list of tuples", "tuple of lists", "arrays", "one shape without a list"],
)
def test_right_answers_of_other_kinds_are_right(function, said):
    assert said(function).startswith("Right. For 6 layers, all four combinations")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(answering(mistake.does))
    assert out.startswith("Not yet, for batch=")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_mistakes_answer_or_read_the_same():
    answers = [[mistake.does(case) for case in _CASES] for mistake in MISTAKES]
    assert all(answers.count(answer) == 1 for answer in answers)
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)
    assert likely_mistake(_CASES, [right_shapes(case) for case in _CASES]) is None


def sums(batch, timesteps, features, units, return_sequences, return_state):
    return [batch + units]


def shouting(batch, timesteps, features, units, return_sequences, return_state):
    raise KeyError("no shape")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (answering(lambda s: 3), "Yours returned a value of type int"),
        (answering(lambda s: "(1, 3)"), "Yours returned a value of type str"),
        (answering(lambda s: [(None, s.units)]), "(None, 3) holds None"),
        (answering(lambda s: [(s.batch, float(s.units))]), "(1, 3.0) holds 3.0, float"),
        (answering(lambda s: [(s.batch, True)]), "(1, True) holds True, bool"),
        (answering(lambda s: ["(1, 3)"]), "one of yours is '(1, 3)', of type str"),
        (answering(lambda s: []), "Yours describes 0; Keras returns 1 tensor."),
        (answering(lambda s: [(9, 9)] * (1 + 2 * s.return_state)), "The shape of the output diff"),
        (answering(lambda s: None), "returned nothing (None)"),
        (sums, "The shape of the output differs; it should be (1, 3)"),
        (shouting, "KeyError: 'no shape'"),
        (lambda batch: [], "must take 6 parameters"),
        (right_shapes(_CASES[0]), "check wants the function itself"),
    ],
)
def test_what_cannot_be_shapes_is_told_in_words(function, words, said):
    assert words in said(function)
