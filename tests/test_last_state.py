"""Sequences read together end in the states in which each ends by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.last_state import last_hidden
from lstm_helpers.surgery import Intervention
from lstm_helpers.trace import trace_lstm


def random_weights(random, features, units):
    shapes = ((features, 4 * units), (units, 4 * units), (4 * units,))
    return LSTMWeights(*(random.normal(size=shape) for shape in shapes))


@given(
    st.integers(0, 5), st.integers(0, 7), st.integers(1, 4), st.integers(1, 5), st.integers(0, 9)
)
def test_it_agrees_with_the_trace_of_each_sequence(number, timesteps, features, units, seed):
    random = np.random.default_rng(seed)
    weights = random_weights(random, features, units)
    inputs = random.normal(size=(number, timesteps, features))
    mask = random.random((number, timesteps)) < 0.7
    surgery = random.choice(
        [None, Intervention(forget=0.9, units=[0]), Intervention(forget_bias=2)]
    )
    found = last_hidden(weights, inputs, mask, surgery)
    assert found.shape == (number, units)
    for row in range(number):
        trace = trace_lstm(weights, inputs[row], mask=mask[row], intervention=surgery)
        wanted = trace.hidden[-1] if timesteps else np.zeros(units)
        np.testing.assert_allclose(found[row], wanted, atol=1e-12)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"inputs": np.zeros((3, 4))}, r"= \(N, T, 2\); got \(3, 4\)"),
        ({"inputs": [[[1, 2]], [[1, 2], [3, 4]]]}, "inputs must be an array of numbers"),
        ({"mask": np.ones((3, 5), bool)}, r"mask must hold True or False in shape .* = \(3, 4\)"),
        ({"mask": np.full((3, 4), 0.5)}, "mask must hold True or False"),
        ({"weights": None}, "weights must be of type LSTMWeights; got None"),
        ({"intervention": "shut"}, "intervention must be of type Intervention; got 'shut'"),
        ({"intervention": Intervention(timesteps=[4])}, "timesteps must be .* 0 to 3; got 4"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(change, words):
    given = {
        "weights": random_weights(np.random.default_rng(0), 2, 3),
        "inputs": np.zeros((3, 4, 2)),
        "mask": np.ones((3, 4), bool),
    }
    with pytest.raises(ValueError, match=words):
        last_hidden(**given | change)
