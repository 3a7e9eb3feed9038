"""The counting model: its probabilities, its losses, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import fit_ngram_model

TEXT = "the tide comes in, the tide goes out. "


def by_hand(text, characters, order, discount, context, character):
    """Return the formula of `fit_ngram_model`, the counts taken by looking everywhere."""

    def count(piece):
        places = [p for p in range(len(text)) if text[p:].startswith(piece)]
        if len(piece) == order:
            return len(places)
        # Those before it, as far as a longest piece with it stands in the text.
        reach = order - len(piece)
        return len({text[p - 1] for p in places if p >= reach})

    below = 1 / len(characters)
    if context:
        below = by_hand(text, characters, order, discount, context[1:], character)
    followers = {c: count(context + c) for c in characters}
    total = sum(followers.values())
    if not total:
        return below
    freed = discount * sum(n > 0 for n in followers.values())
    return (max(followers[character] - discount, 0) + freed * below) / total


@given(
    st.text("abc ", min_size=3, max_size=40).filter(lambda text: len(set(text)) > 1),
    st.integers(1, 4),
    st.floats(0.01, 0.99),
    st.text("abc ", max_size=6),
)
@settings(max_examples=80, deadline=None)
def test_probabilities_are_those_of_the_formula(text, order, discount, prompt):
    model = fit_ngram_model(text, order, discount, characters=" abc")
    found = model.next_probabilities(prompt)
    assert found.sum() == pytest.approx(1)
    assert found.min() > 0
    context = prompt[len(prompt) - min(order - 1, len(prompt)) :]
    wanted = [by_hand(text, " abc", order, discount, context, character) for character in " abc"]
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


def test_a_letter_that_stands_in_one_place_alone_is_expected_in_no_other():
    """What makes it Kneser–Ney: *z* is frequent, but only after *q*."""
    model = fit_ngram_model("qz" * 9 + "abacbc", order=2, discount=0.5)
    after_new = dict(zip(model.characters, model.next_probabilities("c"), strict=True))
    assert after_new["z"] < after_new["a"]


def test_the_loss_is_the_mean_of_what_the_probabilities_say():
    model, text = fit_ngram_model(TEXT, 3, 0.6), "the tide in"
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
    losses = [fit_ngram_model(TEXT * 9, order).loss(TEXT) for order in range(6)]
    assert losses == sorted(losses, reverse=True)


def test_its_name_is_short():
    assert repr(fit_ngram_model(TEXT, 3, 0.5)) == "NgramModel(order=3, discount=0.5)"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fit_ngram_model(5), "text must be text"),
        (lambda: fit_ngram_model("aaa"), "at least two different characters"),
        (lambda: fit_ngram_model("ab", characters="aa"), "each character once only"),
        (lambda: fit_ngram_model("abc", characters="ab"), "text must hold characters .*; got 'c'"),
        (lambda: fit_ngram_model("ab", order=-1), "order must be a whole number at least 0"),
        (lambda: fit_ngram_model("ab", discount=0), "more than 0 and less than 1; got 0"),
        (lambda: fit_ngram_model("ab", discount=1), "more than 0 and less than 1; got 1"),
        (lambda: fit_ngram_model("ab").loss("a"), "text must hold at least 2 characters; got 1"),
        (lambda: fit_ngram_model("ab").next_probabilities("x"), "prompt must hold characters"),
    ],
)
def test_bad_input_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
