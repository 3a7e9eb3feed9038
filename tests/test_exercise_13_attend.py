"""The attention exercise: Keras is the judge, and every typical mistake is told its cause."""

from functools import partial

import keras
import numpy as np
import pytest

from lstm_helpers.exercises.attend_mistakes import MISTAKES, right_attention
from lstm_helpers.exercises.lesson_13_attend import _cases, my_attention


@pytest.fixture
def said(told):
    return partial(told, "13_attend")


def by_keras(query, states, mask):
    parts = [query[None, None].astype("float32"), states[None].astype("float32")]
    context, weights = keras.layers.Attention()(
        parts, mask=[None, mask[None]], return_attention_scores=True
    )
    return np.asarray(weights)[0, 0], np.asarray(context)[0, 0]


@pytest.mark.parametrize("number", range(len(_cases())))
def test_the_right_answer_is_that_of_keras(number):
    case = _cases()[number]
    for ours, solution, theirs in zip(
        right_attention(*case), my_attention(*case), by_keras(*case), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(ours, solution)


def masked_powers(query, states, mask):
    powers = np.exp(states @ query - (states @ query)[mask].max()) * mask
    return powers / powers.sum(), (powers / powers.sum()) @ states


def in_a_loop(query, states, mask):
    weights, _ = my_attention(query, states, mask)
    total = np.zeros(len(query))
    for weight, state in zip(weights, states, strict=True):
        total += weight * state
    return list(weights), total


@pytest.mark.parametrize("function", [masked_powers, in_a_loop])
def test_right_answers_of_other_kinds_are_right(function, said):
    def answer(query, states, mask):
        return function(query, states, mask)

    assert said(answer).startswith("Right. In 6 cases")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    def answer(query, states, mask):
        return mistake.does(query, states, mask)

    out = said(answer)
    assert out.startswith("Not yet, with ")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize("number", [-20, -100, -999, -1000])
def test_a_low_number_in_place_of_minus_infinity_is_told_its_cause(number, said):
    def answer(query, states, mask):
        scores = np.where(mask, states @ query, number)
        powers = np.exp(scores - scores.max())
        return powers / powers.sum(), powers / powers.sum() @ states

    assert "Likely cause: padding gets a low number as its score" in said(answer)


def test_no_two_mistakes_answer_alike():
    answers = [
        np.concatenate([part for case in _cases() for part in mistake.does(*case)])
        for mistake in MISTAKES
    ]
    for place, one in enumerate(answers):
        assert not any(np.allclose(one, other, rtol=0, atol=1e-4) for other in answers[:place])


def test_no_two_mistakes_read_the_same():
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)


def overflows(query, states, mask):
    with np.errstate(all="ignore"):
        powers = np.exp(states @ query) * mask
        weights = powers / powers.sum()
        return weights, weights @ states


def fails(query, states, mask):
    raise KeyError("no state")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (overflows, "weights hold NaN. Likely cause: exp of a large score is infinite"),
        (fails, "KeyError: 'no state'"),
        (lambda q, s, m: (my_attention(q, s, m)[0], s), "not added up along the timesteps"),
        (lambda q, s, m: (my_attention(q, s, m)[0][m], q), "padding was cut out"),
        (lambda q, s, m: my_attention(q, s, m)[::-1], "Likely cause: the context came first"),
        (lambda q, s, m: my_attention(q, s, m)[1], "Return 2 values: return weights, context."),
        (lambda q, s, m: (my_attention(q, s, m)[0], q * 0), "Do your weights add up to 1?"),
        (lambda q, s, m: ("a", "b"), "weights must be an array of numbers"),
        (lambda q, s, m: (["a", "b"], q), "weights must be an array of numbers"),
        (lambda q, s, m: ([s @ q, q], q), "weights must be one array of numbers; its rows differ"),
        (lambda q, s, m: None, "returned nothing (None)"),
        (lambda q, s: (q, q), "must take 3 parameters (query, states, mask)"),
        (lambda q, s, m: ..., "Not attempted yet"),
    ],
    ids=[
        "overflow",
        "raises",
        "not summed",
        "cut",
        "swapped",
        "one",
        "other",
        "text",
        "texts",
        "ragged",
        "none",
        "two",
        "stub",
    ],
)
def test_what_cannot_be_right_is_told_in_words(function, words, said):
    assert words in said(function)
