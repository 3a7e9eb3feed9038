import errno
import gc
import importlib.util
import logging
import sys

import keras
import numpy as np
import pytest

from lstm_helpers import GRUWeights, RNNWeights, _backend, weights_from_keras
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


@pytest.mark.parametrize(
    ("layer", "weights_class", "shape"),
    [
        (keras.layers.SimpleRNN, RNNWeights, (2,)),
        (keras.layers.GRU, GRUWeights, (2, 6)),
    ],
)
@pytest.mark.parametrize("use_bias", [True, False])
def test_each_recurrent_layer_gives_the_weights_of_its_own_cell(
    layer, weights_class, shape, use_bias
):
    built = layer(2, use_bias=use_bias, bias_initializer="ones")
    built.build((None, None, 3))
    weights = weights_from_keras(built)
    assert type(weights) is weights_class
    kernel, recurrent_kernel = built.get_weights()[:2]
    np.testing.assert_array_equal(weights.kernel, kernel)
    np.testing.assert_array_equal(weights.recurrent_kernel, recurrent_kernel)
    np.testing.assert_array_equal(weights.bias, np.full(shape, float(use_bias)))


def test_a_gru_that_resets_before_the_product_is_refused():
    layer = keras.layers.GRU(2, reset_after=False)
    layer.build((None, None, 3))
    with pytest.raises(ValueError, match="a GRU with reset_after=True, the default; got False"):
        weights_from_keras(layer)


def test_padding_after_the_sentence_does_not_change_the_network_s_answer():
    network = review_network(size=20, features=4, units=3)
    short, padded = np.array([[4, 7, 9]]), np.array([[4, 7, 9, 0, 0, 0]])
    np.testing.assert_allclose(network(short), network(padded), atol=1e-7)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (
            keras.layers.Dense(2),
            r"layer must be a keras\.layers\.LSTM, SimpleRNN or GRU; got Dense",
        ),
        (keras.layers.LSTM(2), "layer must have weights"),
        (keras.layers.GRU(2), "layer must have weights"),
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


def test_what_keras_can_do_without_is_hidden_from_its_import_alone():
    with _backend._hidden("this", "errno"), _backend._nothing_thrown_away():
        assert not gc.isenabled()
        with pytest.raises(ImportError):
            importlib.import_module("this")
        assert importlib.import_module("errno") is errno  # in use already
    assert gc.isenabled()
    assert "this" not in sys.modules
    assert importlib.util.find_spec("this") is not None


def test_tensorflow_is_quiet_about_lengths_and_says_the_rest(caplog):
    logger = logging.getLogger("tensorflow")
    for notice in ("5 out of the last 5 calls triggered tf.function retracing.", "something else"):
        with caplog.at_level("WARNING"):
            logger.handle(logger.makeRecord(logger.name, 30, "", 0, notice, (), None))
    assert [record.message for record in caplog.records] == ["something else"]


def test_other_activations_are_refused():
    layer = keras.layers.LSTM(2, activation="relu")
    layer.build((None, None, 3))
    with pytest.raises(ValueError, match="activations tanh and sigmoid; got relu and sigmoid"):
        weights_from_keras(layer)


def test_a_simple_rnn_with_another_activation_is_refused():
    layer = keras.layers.SimpleRNN(2, activation="relu")
    layer.build((None, None, 3))
    with pytest.raises(ValueError, match="layer must use the activation tanh; got relu"):
        weights_from_keras(layer)
