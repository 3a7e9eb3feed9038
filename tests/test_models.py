import errno

import keras
import numpy as np
import pytest

from lstm_helpers import _backend, weights_from_keras
from lstm_helpers.models import keras_classifier, keras_lstm, keras_states, review_network
from tests.test_cells import random_weights


def test_weights_survive_the_way_to_keras_and_back():
    weights = random_weights(np.random.default_rng(3), features=5, units=4)
    again = weights_from_keras(keras_lstm(weights))
    np.testing.assert_array_equal(again.kernel, weights.kernel)
    np.testing.assert_array_equal(again.recurrent_kernel, weights.recurrent_kernel)
    np.testing.assert_array_equal(again.bias, weights.bias)


def test_a_layer_without_bias_has_a_bias_of_zeros():
    layer = keras.layers.LSTM(2, use_bias=False)
    layer.build((None, None, 3))
    np.testing.assert_array_equal(weights_from_keras(layer).bias, np.zeros(8))


def test_padding_after_the_sentence_does_not_change_the_network_s_answer():
    network = review_network(size=20, features=4, units=3)
    short, padded = np.array([[4, 7, 9]]), np.array([[4, 7, 9, 0, 0, 0]])
    np.testing.assert_allclose(network(short), network(padded), atol=1e-7)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (keras.layers.GRU(2), r"layer must be a keras\.layers\.LSTM; got GRU"),
        (keras.layers.LSTM(2), "layer must have weights"),
    ],
)
def test_a_layer_that_does_not_fit_is_refused(layer, words):
    with pytest.raises(ValueError, match=words):
        weights_from_keras(layer)


def test_an_activation_without_a_name_is_refused_too():
    layer = keras.layers.LSTM(2, activation=keras.layers.LeakyReLU())
    layer.build((None, None, 3))
    with pytest.raises(ValueError, match="layer must use the activations tanh and sigmoid; got"):
        weights_from_keras(layer)


def test_keras_states_of_nothing_are_empty():
    weights = random_weights(np.random.default_rng(3), features=5, units=4)
    hidden, cell = keras_states(weights, np.zeros((0, 5)))
    assert hidden.shape == cell.shape == (0, 4)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda weights: keras_lstm("weights"), "weights must be of type LSTMWeights"),
        (lambda weights: keras_classifier(weights), "model must be of type ReviewModel"),
        (lambda weights: keras_states(weights, np.zeros((2, 4))), r"inputs must have .* \(T, 5\)"),
        (lambda weights: keras_states(weights, np.full((2, 5), np.nan)), "inputs must hold finite"),
    ],
)
def test_a_wrong_argument_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(random_weights(np.random.default_rng(3), features=5, units=4))


def test_keras_can_be_imported_where_there_is_no_standard_error(monkeypatch):
    def closed(descriptor):
        raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr(_backend.os, "dup", closed)
    with _backend._standard_error_covered():
        reached = True
    assert reached


def test_other_activations_are_refused():
    layer = keras.layers.LSTM(2, activation="relu")
    layer.build((None, None, 3))
    with pytest.raises(ValueError, match="activations tanh and sigmoid; got relu and sigmoid"):
        weights_from_keras(layer)
