"""One sentence before two judges: the numbers are those of the judges themselves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from lstm_helpers import load_corpus, load_review_model, review_bag, sentiment_view

SENTENCES = [
    "The start was dull, but the ending was great.",
    "It's good, good, GOOD - and well-made (they say).",
    "zorblish",
    "a i",
    "Été 2024: not bad!",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_judges_say_what_they_say_by_themselves(sentence):
    model, bag = load_review_model(), review_bag()
    view = sentiment_view(sentence, model, bag)
    assert view.probability == model.read(sentence).probabilities[-1]
    text = " ".join(view.tokens)
    assert view.bag_probability == pytest.approx(bag.predict_proba([text])[0, 1])
    assert view.start + view.steps.sum() == pytest.approx(view.reading.logits[-1])
    assert len(view.shares) == len(view.steps) == len(view.tokens)


def test_the_bag_hears_the_same_text_as_the_lstm():
    model, bag = load_review_model(), review_bag()
    texts = load_corpus("reviews").select("test").texts[:150]
    views = [sentiment_view(text, model, bag) for text in texts]
    np.testing.assert_allclose(
        [view.bag_probability for view in views], bag.predict_proba(texts)[:, 1]
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8))
def test_no_swap_moves_the_bag(word, other):
    view = sentiment_view(
        SENTENCES[0], load_review_model(), review_bag(), "swap", word=word, other=other
    )
    if word == other:
        assert view.before is None
        return
    assert sorted(view.tokens) == sorted(view.before.tokens)
    assert view.tokens[word] == view.before.tokens[other]
    assert view.changed == tuple(sorted((word, other)))
    assert view.bag_probability == pytest.approx(view.before.bag_probability)


def test_not_stands_before_the_word():
    view = sentiment_view("It is good", load_review_model(), review_bag(), "not", word=2)
    assert view.tokens == ["it", "is", "not", "good"]
    assert view.changed == (2,)
    assert view.before.tokens == ["it", "is", "good"]
    assert view.probability < 0.5 < view.before.probability


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": " ! "}, "sentence must hold at least one word; got ' ! '"),
        ({"sentence": 3}, "sentence must be text"),
        ({"model": "lstm"}, "model must be of type ReviewModel; got 'lstm'"),
        ({"bag": "bag"}, "bag must be a fitted pipeline of TfidfVectorizer"),
        ({"bag": make_pipeline(TfidfVectorizer(), LogisticRegression())}, "bag must be a fitted"),
        ({"change": "turn"}, "change must be one of none, not, swap; got 'turn'"),
        ({"word": 3}, "word must be a whole number from 0 to 2; got 3"),
        ({"other": -1}, "other must be a whole number from 0 to 2; got -1"),
    ],
    ids=[*("no word", "a number", "model", "bag", "unfitted bag", "change", "word", "other")],
)
def test_what_cannot_be_is_refused_in_words(change, words):
    good = {"sentence": "a dull film", "model": load_review_model(), "bag": review_bag()}
    with pytest.raises(ValueError, match=words):
        sentiment_view(**good | change)


def test_a_bag_of_pairs_or_of_three_classes_is_refused():
    texts, labels = ["good film", "bad film", "a film"] * 2, ["p", "n", "o"] * 2
    pairs = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression())
    three = make_pipeline(TfidfVectorizer(), LogisticRegression())
    for bag in (pairs.fit(texts, [1, 0, 0] * 2), three.fit(texts, labels)):
        with pytest.raises(ValueError, match="bag must be a fitted pipeline"):
            sentiment_view("good", load_review_model(), bag)
