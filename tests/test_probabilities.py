import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lstm_helpers import sigmoid, softmax

LOGITS = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=3), elements=st.floats(-1e6, 1e6, width=64)
)


@given(LOGITS)
def test_it_gives_positive_numbers_that_add_up_to_one(logits):
    probabilities = softmax(logits)
    assert probabilities.shape == logits.shape
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=-1), 1)


@given(LOGITS, st.floats(-1e3, 1e3))
def test_adding_the_same_to_all_logits_changes_nothing(logits, shift):
    np.testing.assert_allclose(softmax(logits + shift), softmax(logits), atol=1e-7)


@given(arrays(np.float32, (4, 3), elements=st.floats(-50, 50, width=32)))
def test_it_is_that_of_keras(logits):
    import keras

    expected = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
    np.testing.assert_allclose(softmax(logits), expected, atol=1e-6)
    assert softmax(logits).dtype == np.float32


def test_of_two_classes_it_is_the_sigmoid_of_their_difference():
    z = np.linspace(-9, 9, 19)
    np.testing.assert_allclose(softmax(np.stack([z, 0 * z], axis=1))[:, 0], sigmoid(z))


def test_the_axis_of_the_classes_can_be_another():
    logits = np.arange(6.0).reshape(3, 2)
    np.testing.assert_allclose(softmax(logits, axis=0), softmax(logits.T).T)


@pytest.mark.parametrize(
    ("logits", "axis", "words"),
    [
        (3.0, -1, "logits must have an axis of classes; got a single number"),
        ([], -1, r"logits must hold at least one class; got shape \(0,\)"),
        ([1.0, np.nan], -1, "logits must hold finite numbers only"),
        ([[1.0], [1.0, 2.0]], -1, "logits must be an array of numbers with equal rows"),
        (["a"], -1, "logits must be an array of numbers"),
        ([1.0], 1, "axis must be a whole number from -1 to 0; got 1"),
        ([1.0], None, "axis must be a whole number"),
    ],
)
def test_what_has_no_softmax_is_refused_in_words(logits, axis, words):
    with pytest.raises(ValueError, match=words):
        softmax(logits, axis)
