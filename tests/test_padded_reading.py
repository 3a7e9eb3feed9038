"""A padded reading says what Keras says, with its mask and without."""

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import classify, keras_classifier, load_review_model, pad, read_padded

MODEL = load_review_model()
sides = st.sampled_from(["pre", "post"])


@pytest.fixture(scope="module")
def networks():
    """Return the Keras network with its mask, and the same weights without one."""
    masked = keras_classifier(MODEL)
    unmasked = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(*MODEL.embedding.shape),
            keras.layers.LSTM(MODEL.lstm.units),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    unmasked.set_weights(masked.get_weights())
    return {True: masked, False: unmasked}


@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize("where", ["pre", "post"])
@pytest.mark.parametrize("truncate", ["pre", "post"])
def test_the_answer_is_that_of_keras(networks, where, truncate, masked):
    sentences = ["I loved every minute of it.", "The zorblish plot was not good at all", "Dull."]
    for length in (1, 4, 9, 40):
        options = {"where": where, "truncate": truncate}
        ids = [MODEL.vocabulary.encode(sentence) for sentence in sentences]
        oracle = networks[masked](pad(ids, length, **options).ids)
        for sentence, expected in zip(sentences, np.asarray(oracle)[:, 0], strict=True):
            reading = read_padded(MODEL, sentence, length, masked=masked, **options)
            assert reading.probability == pytest.approx(float(expected), abs=1e-5)


@given(
    words=st.lists(st.sampled_from(["good", "dull", "not", "zorblish"]), max_size=9),
    length=st.integers(1, 12),
    where=sides,
    truncate=sides,
    masked=st.booleans(),
)
def test_what_is_kept_is_in_the_row_and_the_numbers_add_up(words, length, where, truncate, masked):
    reading = read_padded(MODEL, " ".join(words), length, where, truncate, masked)
    kept = reading.tokens[reading.kept]
    assert reading.ids[reading.mask].tolist() == MODEL.vocabulary.encode(" ".join(kept))
    assert reading.tokens == words
    assert len(kept) + reading.lost == len(words)
    assert len(kept) + reading.zeros == reading.length == length
    assert reading.unpadded == pytest.approx(classify(MODEL, [" ".join(words)])[0])
    if masked and not reading.lost:
        assert reading.probability == pytest.approx(reading.unpadded, abs=1e-6)


def test_a_masked_reading_stays_as_it_is_over_zeros():
    reading = read_padded(MODEL, "A dull film", length=9, where="post")
    assert len(set(reading.probabilities[2:].tolist())) == 1


def test_an_empty_sentence_is_a_row_of_zeros():
    reading = read_padded(MODEL, "?!", length=3)
    assert (reading.zeros, reading.lost, reading.tokens) == (3, 0, [])
    assert reading.probability == pytest.approx(reading.unpadded)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"length": 0}, "length must be a whole number at least 1; got 0"),
        ({"where": "left"}, "where must be one of pre, post; got 'left'"),
        ({"truncate": 5}, "truncate must be one of pre, post; got 5"),
        ({"masked": "yes"}, "masked must be True or False; got 'yes'"),
        ({"sentence": 7}, "sentence must be text"),
        ({"model": None}, "model must be of type ReviewModel; got None"),
    ],
)
def test_bad_arguments_are_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        read_padded(**({"model": MODEL, "sentence": "A film", "length": 3} | arguments))
