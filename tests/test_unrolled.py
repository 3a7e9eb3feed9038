"""The small network that the unrolled figure and the return explorer show."""

import numpy as np
import pytest

from lstm_helpers import Vocabulary, keras_lstm, load_review_model, small_network, unroll

WORDS = Vocabulary(("", "[UNK]", "good", "day"))


@pytest.mark.parametrize("units", range(1, 7))
@pytest.mark.parametrize("masked", [False, True])
def test_its_numbers_are_those_of_keras(units, masked):
    scene = unroll("Good day, zorblish!", WORDS, units, timesteps=5, masked=masked,
                   return_sequences=True, return_state=True)  # fmt: skip
    _, weights = small_network(units)
    layer = keras_lstm(weights, return_sequences=True, return_state=True)
    theirs = layer(scene.inputs[None], mask=scene.mask[None])
    for one, other in zip(scene.returned.values(), theirs, strict=True):
        np.testing.assert_allclose(one, np.asarray(other), atol=1e-6)


def test_the_same_network_comes_every_time_and_cannot_be_spoilt():
    embedding, weights = small_network(3)
    assert (embedding.shape, embedding.dtype) == ((50_000, 5), np.float32)
    assert (weights.features, weights.units, weights.parameters) == (5, 3, 108)
    np.testing.assert_array_equal(weights.bias, np.repeat([0, 1, 0, 0], 3))
    assert small_network(3)[1] is weights
    assert small_network(4)[0] is embedding
    with pytest.raises(ValueError, match="read-only"):
        embedding[0] = 0


def test_no_number_of_good_day_is_lost_in_two_decimals():
    trace = unroll("Good Day", load_review_model().vocabulary).trace
    assert (np.abs(np.concatenate([trace.hidden, trace.cell])) >= 0.05).all()


def test_words_are_left_out_and_padding_is_added_at_the_end():
    cut = unroll("good zorblish day", WORDS, timesteps=2)
    assert (cut.tokens, cut.ids.tolist(), cut.tokens_left_out) == (("good", "zorblish"), [2, 1], 1)
    longer = unroll("good day", WORDS, timesteps=4)
    assert (longer.tokens, longer.ids.tolist()) == (("good", "day", "", ""), [2, 3, 0, 0])
    assert (longer.tokens_left_out, longer.mask.all()) == (0, True)


def test_a_mask_holds_the_state_and_no_mask_does_not():
    alone = unroll("good day", WORDS).trace.hidden[-1]
    held = unroll("good day", WORDS, timesteps=5, masked=True).trace.hidden
    drifted = unroll("good day", WORDS, timesteps=5).trace.hidden
    np.testing.assert_array_equal(held[1:], np.repeat(alone[None], 4, axis=0))
    assert np.abs(drifted[-1] - alone).max() > 0.01


def test_its_call_is_written_as_in_keras():
    scene = unroll("good", WORDS, units=2, return_sequences=True, return_state=True)
    assert scene.call == "LSTM(2, return_sequences=True, return_state=True)"
    assert unroll("good", WORDS).call == "LSTM(3)"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": "?!"}, r"sentence must hold at least one word; got '\?!'"),
        ({"sentence": ["good"]}, "sentence must be text"),
        ({"vocabulary": ["good"]}, "vocabulary must be of type Vocabulary"),
        ({"units": 0}, "units must be a whole number at least 1; got 0"),
        ({"units": [3]}, r"units must be a whole number at least 1; got \[3\]"),
        ({"timesteps": 0}, "timesteps must be a whole number at least 1; got 0"),
        ({"timesteps": 2.5}, "timesteps must be a whole number"),
        ({"masked": 1}, "masked must be True or False; got 1"),
        ({"return_sequences": None}, "return_sequences must be True or False"),
        ({"return_state": "no"}, "return_state must be True or False"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change, words):
    with pytest.raises(ValueError, match=words):
        unroll(**({"sentence": "good day", "vocabulary": WORDS} | change))


def test_a_network_without_units_is_refused():
    with pytest.raises(ValueError, match="units must be a whole number at least 1; got -1"):
        small_network(-1)
