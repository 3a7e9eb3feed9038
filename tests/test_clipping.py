"""The limit on a gradient's length, against Keras's own."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import backpropagate, clip_by_norm, global_norm
from tests.test_cells import KINDS, random_weights


def gradient(kind=KINDS[0], dtype=np.float64):
    rng = np.random.default_rng(2)
    weights = random_weights(rng, 3, 4, kind, dtype)
    shape = (5, 3), (5, 4)
    return backpropagate(weights, *(rng.normal(size=each).astype(dtype) for each in shape)).weights


def arrays(weights):
    return [weights.kernel, weights.recurrent_kernel, weights.bias]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("limit", [0.01, 1.0, 1000.0])
def test_the_update_is_that_of_keras_with_global_clipnorm(kind, limit):
    before = gradient(kind, np.float32)
    variables = [keras.Variable(np.zeros_like(array)) for array in arrays(before)]
    optimiser = keras.optimizers.SGD(learning_rate=1.0, global_clipnorm=limit)
    optimiser.apply(arrays(before), variables)
    ours = clip_by_norm(before, limit)
    assert type(ours) is kind
    for variable, array in zip(variables, arrays(ours), strict=True):
        np.testing.assert_allclose(-np.asarray(variable), array, rtol=1e-6)


@settings(deadline=None)
@given(
    parts=st.lists(
        st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=4).map(np.array), max_size=4
    ),
    limit=st.floats(1e-3, 1e3),
)
def test_the_result_is_no_longer_than_the_limit_and_points_the_same_way(parts, limit):
    before, clipped = global_norm(parts), clip_by_norm(parts, limit)
    after = global_norm(clipped)
    assert after <= limit * (1 + 1e-9)
    assert after == pytest.approx(min(before, limit), rel=1e-9)
    for old, new in zip(parts, clipped, strict=True):
        np.testing.assert_allclose(
            new, old * (after / before if before else 1), rtol=1e-6, atol=1e-300
        )


def test_what_is_within_the_limit_stays_to_the_last_bit():
    before = gradient()
    for old, new in zip(arrays(before), arrays(clip_by_norm(before, 1e9)), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_stays(dtype):
    assert clip_by_norm(gradient(dtype=dtype), 0.1).kernel.dtype == dtype


def test_nothing_has_no_length():
    assert global_norm([]) == 0.0
    assert clip_by_norm([], 1.0) == []
    assert clip_by_norm([np.zeros((0, 3)), 5.0], 1.0)[1] == 1.0


@pytest.mark.parametrize(
    ("given_arrays", "limit", "words"),
    [
        ([np.ones(2)], 0, "limit must be greater than 0; got 0"),
        ([np.ones(2)], -1.0, "limit must be greater than 0; got -1"),
        ([np.ones(2)], np.nan, "limit must be a finite number"),
        ([np.ones(2)], "1", "limit must be a finite number; got '1'"),
        (3.0, 1.0, "arrays must be a list of arrays, or weights of a cell"),
        ("kernel", 1.0, "arrays must be a list of arrays, or weights of a cell"),
        ([np.ones(2), [[1.0], [2.0, 3.0]]], 1.0, r"arrays\[1\] must be an array of numbers"),
        ([np.array([np.inf])], 1.0, r"arrays\[0\] must hold finite numbers only"),
        ([None], 1.0, r"arrays\[0\] must"),
    ],
)
def test_a_wrong_argument_is_named(given_arrays, limit, words):
    with pytest.raises(ValueError, match=words):
        clip_by_norm(given_arrays, limit)


def test_the_gradients_themselves_are_not_taken_for_their_weights():
    weights = random_weights(np.random.default_rng(0), 1, 1, KINDS[0])
    found = backpropagate(weights, np.zeros((1, 1)), np.zeros((1, 1)))
    with pytest.raises(ValueError, match=r"weights of a cell such as the \.weights of Gradients"):
        clip_by_norm(found, 1.0)
