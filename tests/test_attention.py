"""Attention over states: Keras is the judge."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import attend


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 6), st.integers(2, 9), st.integers(0, 99))
def test_it_is_that_of_keras(units, timesteps, seed):
    rng = np.random.default_rng(seed)
    query, states = rng.normal(size=units), rng.normal(size=(timesteps, units))
    mask = rng.random(timesteps) < 0.7
    mask[rng.integers(timesteps)] = True
    found = attend(query, states, mask)
    context, weights = keras.layers.Attention()(
        [query[None, None].astype("float32"), states[None].astype("float32")],
        mask=[None, mask[None]],
        return_attention_scores=True,
    )
    np.testing.assert_allclose(found.context, context[0, 0], atol=1e-5)
    np.testing.assert_allclose(found.weights, weights[0, 0], atol=1e-5)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights[~mask] == 0).all()


def test_large_scores_do_not_overflow():
    found = attend([1000.0], [[1.0], [2.0]])
    assert found.weights.tolist() == [0.0, 1.0]


def test_what_stands_at_padding_is_no_matter():
    states, mask = np.random.default_rng(0).normal(size=(5, 3)), [True, True, True, False, False]
    other = states.copy()
    other[3:] = 1e6
    np.testing.assert_array_equal(
        attend(states[2], states, mask).context, attend(states[2], other, mask).context
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1.0, 2.0], [[1.0]]), "query must have shape"),
        (([1.0], [1.0]), "states must have shape"),
        (([1.0], [[1.0], [2.0]], [True]), "mask must have one entry for each of the 2 timesteps"),
        (([1.0], [[1.0]], [False]), "mask must be True for at least one timestep; got none"),
        (([1.0], np.zeros((0, 1))), "mask must be True for at least one timestep"),
        (([float("nan")], [[1.0]]), "query"),
    ],
    ids=["query", "states", "mask", "all padding", "no timestep", "nan"],
)
def test_what_cannot_be_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        attend(*arguments)
