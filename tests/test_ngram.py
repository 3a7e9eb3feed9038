"""The counting model: its probabilities, its losses, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import fit_ngram_model

TEXT = "the tide comes in, the tide goes out. "


def by_hand(text, characters, k, context, character):
    """Return the formula of `fit_ngram_model`, the counts taken by looking everywhere."""
    shorter = context[1:]
    below = by_hand(text, characters, k, shorter, character) if context else 1 / len(characters)
    places = [p for p in range(len(text) - len(context)) if text[p:].startswith(context)]
    followed = sum(text[p + len(context)] == character for p in places)
    return (followed + k * below) / (len(places) + k)


@given(
    st.text("abc ", min_size=3, max_size=40).filter(lambda text: len(set(text)) > 1),
    st.integers(1, 4),
    st.floats(0.1, 30),
    st.text("abc ", max_size=6),
)
@settings(max_examples=80, deadline=None)
def test_probabilities_are_those_of_the_formula(text, order, k, prompt):
    model = fit_ngram_model(text, order, k, characters=" abc")
    found = model.next_probabilities(prompt)
    assert found.sum() == pytest.approx(1)
    assert found.min() > 0
    context = prompt[len(prompt) - min(order - 1, len(prompt)) :]
    wanted = [by_hand(text, " abc", k, context, character) for character in " abc"]
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


def test_the_loss_is_the_mean_of_what_the_probabilities_say():
    model, text = fit_ngram_model(TEXT, 3, 2.0), "the tide in"
    wanted = [
        -np.log(model.next_probabilities(text[:place])[model.characters.index(text[place])])
        for place in range(1, len(text))
    ]
    assert model.loss(text) == pytest.approx(np.mean(wanted))


def test_orders_0_and_1_look_at_nothing():
    assert fit_ngram_model(TEXT, 0).loss("tide") == pytest.approx(np.log(len(set(TEXT))))
    frequencies = fit_ngram_model(TEXT, 1).next_probabilities("the")
    np.testing.assert_array_equal(frequencies, fit_ngram_model(TEXT, 1).next_probabilities(""))


def test_a_longer_memory_spells_better():
    losses = [fit_ngram_model(TEXT * 9, order, 0.5).loss(TEXT) for order in range(6)]
    assert losses == sorted(losses, reverse=True)


def test_its_name_is_short():
    assert repr(fit_ngram_model(TEXT, 3, 2.5)) == "NgramModel(order=3, k=2.5)"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fit_ngram_model(5), "text must be text"),
        (lambda: fit_ngram_model("aaa"), "at least two different characters"),
        (lambda: fit_ngram_model("ab", characters="aa"), "each character once only"),
        (lambda: fit_ngram_model("abc", characters="ab"), "text must hold characters .*; got 'c'"),
        (lambda: fit_ngram_model("ab", order=-1), "order must be a whole number at least 0"),
        (lambda: fit_ngram_model("ab", k=0), "k must be more than 0; got 0"),
        (lambda: fit_ngram_model("ab").loss("a"), "text must hold at least 2 characters; got 1"),
        (lambda: fit_ngram_model("ab").next_probabilities("x"), "prompt must hold characters"),
    ],
)
def test_bad_input_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
