"""What an LSTM returns, beside the Keras layer with the same flags and weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import LSTMWeights, keras_lstm, lstm_returns, trace_lstm

FLAGS = [(False, False), (False, True), (True, False), (True, True)]


def traced(timesteps=4, features=3, units=2, seed=0, mask=None):
    rng = np.random.default_rng(seed)
    weights = LSTMWeights(
        rng.normal(size=(features, 4 * units)),
        rng.normal(size=(units, 4 * units)),
        rng.normal(size=4 * units),
    )
    inputs = rng.normal(size=(timesteps, features)).astype(np.float32)
    return weights, inputs, trace_lstm(weights, inputs, mask=mask)


@pytest.mark.parametrize(("sequences", "state"), FLAGS)
@settings(max_examples=8)
@given(timesteps=st.integers(1, 6), units=st.integers(1, 4), seed=st.integers(0, 99))
def test_keras_returns_the_same_tensors(sequences, state, timesteps, units, seed):
    weights, inputs, trace = traced(timesteps, 3, units, seed)
    ours = list(lstm_returns(trace, sequences, state).values())
    layer = keras_lstm(weights, return_sequences=sequences, return_state=state)
    theirs = layer(inputs[None])
    theirs = list(theirs) if state else [theirs]
    assert [one.shape for one in ours] == [tuple(other.shape) for other in theirs]
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, np.asarray(other), atol=1e-6)


@pytest.mark.parametrize("mask", [[True, True, False, False], [False, True, True, False]])
def test_keras_returns_the_same_under_a_mask(mask):
    weights, inputs, trace = traced(mask=mask)
    layer = keras_lstm(weights, return_sequences=True, return_state=True)
    theirs = layer(inputs[None], mask=np.array([mask]))
    for one, other in zip(lstm_returns(trace, True, True).values(), theirs, strict=True):
        np.testing.assert_allclose(one, np.asarray(other), atol=1e-6)


def test_names_come_in_keras_s_order():
    trace = traced()[2]
    assert list(lstm_returns(trace)) == ["output"]
    assert list(lstm_returns(trace, return_state=True)) == ["output", "hidden", "cell"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((np.zeros((2, 3)),), "trace must be of type GateTrace; got array"),
        ((traced(timesteps=0)[2],), "trace must hold at least one timestep; got none"),
        ((traced()[2], 1), "return_sequences must be True or False; got 1"),
        ((traced()[2], True, "yes"), "return_state must be True or False; got 'yes'"),
    ],
)
def test_what_cannot_be_returned_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        lstm_returns(*arguments)
