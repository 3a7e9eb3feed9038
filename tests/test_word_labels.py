import numpy as np
import pytest

from lstm_helpers import Vocabulary, count_labels, load_corpus, tokenize
from lstm_helpers.corpus import Corpus
from lstm_helpers.word_labels import WordLabels

VOCABULARY = Vocabulary(("", "[UNK]", "film", "good"))


def corpus(*labelled):
    texts, labels = zip(*labelled, strict=True)
    return Corpus(texts, labels, ("train",) * len(texts), ("",) * len(texts))


def test_a_sentence_counts_once_for_each_of_its_words():
    found = count_labels(
        corpus(("Good good film", "positive"), ("A film.", "neutral"), ("meh", "negative")),
        VOCABULARY,
    )
    assert found.positive.tolist() == [0, 0, 1, 1]
    assert found.neutral.tolist() == [0, 1, 1, 0]
    assert found.negative.tolist() == [0, 1, 0, 0]
    assert found.sentences.tolist() == [0, 2, 2, 1]
    assert found.opinions.tolist() == [0, 1, 1, 1]


def test_counts_are_those_of_a_plain_loop_over_the_reviews():
    train = load_corpus("reviews").select("train")
    vocabulary = Vocabulary.from_texts(train.texts)
    found = count_labels(train, vocabulary)
    for word in ("wonderful", "film", "not"):
        (id_,) = vocabulary.encode(word)
        for label in ("positive", "negative", "neutral"):
            holding = [
                word in tokenize(text)
                for text, each in zip(train.texts, train.labels, strict=True)
                if each == label
            ]
            assert getattr(found, label)[id_] == sum(holding)
    assert found.sentences[0] == 0


def test_a_word_leans_from_three_of_four():
    positive, negative = np.array([3, 2, 0, 1, 0, 75]), np.array([1, 1, 0, 3, 4, 26])
    found = WordLabels(positive, negative, np.array([9, 9, 9, 9, 9, 9]))
    assert found.leaning.tolist() == [1, 0, 0, -1, -1, 0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((["a film"], VOCABULARY), "corpus must be of type Corpus"),
        ((corpus(("a", "positive")), ["a"]), "vocabulary must be of type Vocabulary"),
        ((corpus(("a", "spam")), VOCABULARY), "each label of corpus must be one of .*; got 'spam'"),
    ],
)
def test_a_wrong_argument_is_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        count_labels(*arguments)
