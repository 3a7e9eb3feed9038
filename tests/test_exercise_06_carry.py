"""The carry exercise: reading in two pieces, with Keras as the judge of its layer."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers import LSTMWeights, keras_lstm
from lstm_helpers.exercises.carry_mistakes import MISTAKES
from lstm_helpers.exercises.lesson_06_carry import _cases, my_reading, numpy_layer


@pytest.fixture
def said(told):
    return partial(told, "06_carry")


def test_its_layer_is_that_of_keras():
    rng = np.random.default_rng(0)
    weights = LSTMWeights(rng.normal(size=(4, 12)), rng.normal(size=(3, 12)), rng.normal(size=12))
    inputs = rng.normal(size=(2, 5, 4)).astype(np.float32)
    states = [rng.normal(size=(2, 3)).astype(np.float32) for _ in range(2)]
    keras_layer = keras_lstm(weights, return_sequences=True, return_state=True)
    for options in ({}, {"initial_state": states}):
        ours, theirs = numpy_layer(weights)(inputs, **options), keras_layer(inputs, **options)
        for one, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(one, np.asarray(other), atol=1e-6)


def test_the_solution_reads_as_in_one_piece():
    for case in _cases():
        for found, wanted in zip(my_reading(**case.arguments()), case.whole(), strict=True):
            np.testing.assert_allclose(found, wanted, atol=1e-12)


def test_right_answers_of_other_kinds_are_right(said):
    def by_stacking(layer, first, second):
        early, *states = layer(first)
        late, *states = layer(second, states)
        return [np.hstack([early, late]), *states]

    def word_by_word(layer, first, second):
        states, outputs = None, []
        for piece in (first, second):
            for t in range(piece.shape[1]):
                output, *states = layer(piece[:, t : t + 1], initial_state=states)
                outputs.append(output)
        return np.concatenate(outputs, axis=1), *states

    assert said(by_stacking).startswith("Right. For 3 layers")
    assert said(word_by_word).startswith("Right. For 3 layers")


def test_pieces_joined_before_they_are_read_carry_no_state(said):
    def in_one_go(layer, first, second):
        return layer(np.concatenate([first, second], axis=1))

    assert said(in_one_go).startswith("The pieces were joined before they were read.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(lambda layer, first, second: mistake.does(layer, first, second))
    assert out.startswith("Not yet, with a batch of ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_causes_read_the_same():
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)


def joined(axis):
    def reading(layer, first, second):
        early, hidden, cell = layer(first)
        late, hidden, cell = layer(second, initial_state=[hidden, cell])
        return np.concatenate([early, late], axis=axis), hidden, cell

    return reading


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda layer, first, second: layer(second), "only the second piece's output"),
        (lambda layer, first, second: layer(first), "only the first piece's output"),
        (joined(0), "Timesteps are axis 1: np.concatenate([early, late], axis=1)"),
        (joined(2), "or along the last axis. Timesteps are axis 1"),
        (
            lambda layer, first, second: (layer(second)[1], *layer(second)[1:]),
            "the last output alone",
        ),
        (
            lambda layer, first, second: (
                my_reading(layer, first, second)[0], layer(second)[0], layer(second)[2]
            ),
            "hidden is not the last state",
        ),
        (lambda layer, first, second: my_reading(layer, first, second)[0], "Return 3 values"),
        (lambda layer, first, second: my_reading(layer, first, second)[:2], "Yours returned 2."),
        (
            lambda layer, first, second: layer(second, initial_state=layer(first)),
            "initial_state must be a list of two arrays, [hidden, cell]",
        ),
        (
            lambda layer, first, second: layer(second, initial_state=[layer(first)[0]] * 2),
            "each state must have shape (batch, units) = (2, 6); got (2, 3, 6)",
        ),
        (lambda layer, first, second: layer(first[0]), "the layer reads (batch, timesteps, fea"),
        (
            lambda layer, first, second: tuple(a + 0.5 for a in my_reading(layer, first, second)),
            "Follow the states: zeros go into the first piece",
        ),
        (lambda layer, first, second: 1 / 0, "ZeroDivisionError"),
        (lambda layer, first, second: "done", "Yours returned one value of type str"),
        (lambda layer, first: None, "must take 3 parameters"),
    ],
)  # fmt: skip
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)
