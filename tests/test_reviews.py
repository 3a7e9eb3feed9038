"""What data/README.md claims of the review corpus, counted."""

from collections import Counter, defaultdict

import pytest

from lstm_helpers import load_corpus, tokenize


@pytest.fixture(scope="module")
def reviews():
    return load_corpus("reviews")


@pytest.fixture(scope="module")
def tokens(reviews):
    return [tokenize(text) for text in reviews.texts]


def test_there_are_enough_of_each_label(reviews):
    counts = Counter(reviews.labels)
    assert len(reviews) >= 2400
    assert counts["negative"] >= 800
    assert counts["neutral"] >= 500
    assert counts["positive"] >= 800
    assert set(counts) == {"negative", "neutral", "positive"}


def test_sentences_are_short_and_many_are_very_short(tokens):
    lengths = list(map(len, tokens))
    assert min(lengths) >= 4
    assert max(lengths) <= 25
    assert sum(length <= 10 for length in lengths) >= 1000


def test_the_language_is_varied(tokens):
    assert len({token for sentence in tokens for token in sentence}) >= 2500
    trigrams = Counter(
        trigram
        for sentence in tokens
        for trigram in zip(sentence, sentence[1:], sentence[2:], strict=False)
    )
    once = sum(count == 1 for count in trigrams.values())
    assert once / len(trigrams) >= 0.70


def test_no_sentence_is_repeated(tokens):
    assert [words for words, count in Counter(map(tuple, tokens)).items() if count > 1] == []


def test_pairs_have_two_labels_one_split_and_nearly_the_same_words(reviews):
    pairs = defaultdict(list)
    for text, label, split, pair in zip(
        reviews.texts, reviews.labels, reviews.splits, reviews.pairs, strict=True
    ):
        if pair:
            pairs[pair].append((label, split, Counter(tokenize(text))))
    assert 2 * len(pairs) >= 200
    same_bag = 0
    for pair, twins in pairs.items():
        (label, split, bag), (other_label, other_split, other_bag) = twins
        assert {label, other_label} == {"negative", "positive"}, pair
        assert split == other_split, pair
        shared = 2 * (bag & other_bag).total() / (bag.total() + other_bag.total())
        assert shared >= 0.5, f"{pair}: only {shared:.0%} of the words are shared"
        same_bag += bag == other_bag
    assert same_bag / len(pairs) > 0.5


def test_the_splits_are_all_large_and_balanced(reviews):
    for split, least in [("train", 0.6), ("validation", 0.05), ("test", 0.15)]:
        part = reviews.select(split)
        assert len(part) >= least * len(reviews)
        counts = Counter(part.labels)
        assert 0.9 < counts["negative"] / counts["positive"] < 1.1


def test_texts_are_plain(reviews):
    for text in reviews.texts:
        assert text.isascii()
        assert text == " ".join(text.split())
