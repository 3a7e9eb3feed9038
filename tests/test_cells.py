import inspect

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import (
    GRUWeights,
    LSTMWeights,
    RNNWeights,
    gru_step,
    lstm_step,
    rnn_step,
    sigmoid,
    weights_from_keras,
)

KINDS = [RNNWeights, LSTMWeights, GRUWeights]
STEPS = {RNNWeights: rnn_step, LSTMWeights: lstm_step, GRUWeights: gru_step}
LAYERS = {
    RNNWeights: keras.layers.SimpleRNN,
    LSTMWeights: keras.layers.LSTM,
    GRUWeights: keras.layers.GRU,
}


def random_weights(rng, features, units, kind=LSTMWeights, dtype=np.float32):
    scale = 1 / np.sqrt(units)
    shapes = weight_shapes(kind, features, units)
    return kind(*(rng.uniform(-scale, scale, shape).astype(dtype) for shape in shapes))


def weight_shapes(kind, features, units):
    width = kind.blocks * units
    return (features, width), (units, width), (width,) if kind.biases == 1 else (2, width)


def test_step_equals_keras_cell_over_random_shapes():
    rng = np.random.default_rng(5)
    greatest = 0.0
    for _ in range(25):
        features, units = rng.integers(1, 40, size=2)
        weights = random_weights(rng, features, units)
        cell_layer = keras.layers.LSTMCell(int(units))
        cell_layer.build((None, int(features)))
        cell_layer.set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
        x, hidden, cell = (rng.normal(size=n).astype(np.float32) for n in (features, units, units))
        _, (keras_hidden, keras_cell) = cell_layer(x[None], [hidden[None], cell[None]])
        step = lstm_step(weights, x, hidden, cell)
        greatest = max(
            greatest,
            np.abs(step.hidden - keras_hidden[0]).max(),
            np.abs(step.cell - keras_cell[0]).max(),
        )
    print(f"lstm_step against keras.layers.LSTMCell: greatest difference {greatest:.1e}")
    assert greatest <= 1e-6


@pytest.mark.parametrize("kind", [RNNWeights, GRUWeights])
def test_step_equals_the_keras_layer_over_random_shapes(kind):
    rng = np.random.default_rng(6)
    greatest = 0.0
    for _ in range(15):
        features, units, timesteps = (int(size) for size in rng.integers(1, (40, 40, 12)))
        weights = random_weights(rng, features, units, kind)
        layer = LAYERS[kind](units, return_sequences=True)
        layer.build((None, None, features))
        layer.set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
        inputs = rng.normal(size=(timesteps, features)).astype(np.float32)
        hidden = rng.normal(size=units).astype(np.float32)
        theirs = layer(inputs[None], initial_state=hidden[None])[0]
        for x, expected in zip(inputs, np.asarray(theirs), strict=True):
            step = STEPS[kind](weights, x, hidden)
            hidden = step if kind is RNNWeights else step.hidden
            assert hidden.dtype == np.float32
            greatest = max(greatest, np.abs(hidden - expected).max())
        again = weights_from_keras(layer)
        np.testing.assert_array_equal(again.bias, weights.bias)
        assert again.parameters == layer.count_params()
    print(f"{STEPS[kind].__name__} against Keras: greatest difference {greatest:.1e}")
    assert greatest <= 1e-6


def test_a_gru_s_gates_stay_in_their_ranges_and_mix_old_and_new():
    rng = np.random.default_rng(0)
    old = rng.normal(size=6)
    step = gru_step(random_weights(rng, 4, 6, GRUWeights), rng.normal(size=4), old)
    for gate in (step.update, step.reset):
        assert ((gate > 0) & (gate < 1)).all()
    assert (np.abs(step.candidate) < 1).all()
    assert (step.hidden >= np.minimum(old, step.candidate)).all()
    assert (step.hidden <= np.maximum(old, step.candidate)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_keeps_float64_and_overflows_nowhere(kind):
    rng = np.random.default_rng(1)
    weights = kind(*(1e6 * rng.normal(size=shape) for shape in weight_shapes(kind, 4, 3)))
    states = [1e3 * rng.normal(size=3) for _ in range(1 + (kind is LSTMWeights))]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        step = STEPS[kind](weights, 1e3 * rng.normal(size=4), *states)
    hidden = step if kind is RNNWeights else step.hidden
    assert hidden.dtype == np.float64
    assert np.isfinite(hidden).all()


def test_gates_stay_in_their_ranges():
    rng = np.random.default_rng(0)
    step = lstm_step(random_weights(rng, 4, 6), *(rng.normal(size=n) for n in (4, 6, 6)))
    for gate in (step.input, step.forget, step.output):
        assert ((gate > 0) & (gate < 1)).all()
    assert (np.abs(step.candidate) < 1).all()
    assert (np.abs(step.hidden) < 1).all()


def test_the_parameter_formula_is_the_count_of_keras():
    layer = keras.layers.LSTM(3)
    layer.build((None, 2, 5))
    assert weights_from_keras(layer).parameters == layer.count_params() == 108


def test_sigmoid_neither_overflows_nor_loses_small_values():
    with np.errstate(all="raise"):
        values = sigmoid(np.array([-50.0, -20.0, 0.0, 20.0, 500.0]))
    np.testing.assert_allclose(values[:2], np.exp([-50.0, -20.0]), rtol=1e-8)
    assert values[-1] == 1.0


WEIGHTS = LSTMWeights(np.zeros((8, 12)), np.zeros((3, 12)), np.zeros(12))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            (np.zeros(7), np.zeros(3), np.zeros(3)),
            r"x must have shape \(features,\) = \(8,\); got \(7,\)",
        ),
        (
            (np.zeros(8), np.zeros((1, 3)), np.zeros(3)),
            r"hidden must have shape \(units,\) = \(3,\)",
        ),
        ((np.zeros(8), np.zeros(3), [0, np.nan, 0]), "cell must hold finite numbers only"),
        ((["a"] * 8, np.zeros(3), np.zeros(3)), "x must be an array of numbers"),
    ],
)
def test_a_wrong_argument_is_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        lstm_step(WEIGHTS, *arguments)


def test_weights_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="weights must be of type LSTMWeights; got"):
        lstm_step(keras.layers.LSTM(3), np.zeros(8), np.zeros(3), np.zeros(3))


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        (((8, 12), (3, 11), (12,)), r"recurrent_kernel must have shape .*got \(3, 11\)"),
        (((8, 11), (3, 12), (12,)), r"kernel must have shape .* = \(D, 12\); got \(8, 11\)"),
        (((8, 12), (3, 12), (13,)), r"bias must have shape .* = \(12,\); got \(13,\)"),
        (((8, 0), (0, 0), (0,)), "H at least 1"),
    ],
)
def test_weights_that_do_not_fit_together_are_refused(shapes, words):
    with pytest.raises(ValueError, match=words):
        LSTMWeights(*(np.zeros(shape) for shape in shapes))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_shape_that_does_not_fit_is_refused_in_words(kind, data):
    features, units = 3, 2
    weights = kind(*(np.zeros(shape) for shape in weight_shapes(kind, features, units)))
    names = [name for name in inspect.signature(STEPS[kind]).parameters if name != "weights"]
    arguments = {name: np.zeros(features if name == "x" else units) for name in names}
    wrong = data.draw(st.sampled_from(names))
    shape = data.draw(st.lists(st.integers(0, 4), max_size=3).map(tuple))
    if shape == arguments[wrong].shape:
        shape = (*shape, 1)
    arguments[wrong] = np.zeros(shape)
    with pytest.raises(ValueError, match=rf"^{wrong} must have shape .*; got \("):
        STEPS[kind](weights, **arguments)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_weights_of_any_wrong_shape_are_refused_in_words(kind, data):
    shapes = dict(
        zip(("kernel", "recurrent_kernel", "bias"), weight_shapes(kind, 3, 2), strict=True)
    )
    wrong = data.draw(st.sampled_from(list(shapes)))
    right = shapes[wrong]
    shape = data.draw(st.lists(st.integers(0, 9), max_size=3).map(tuple))
    if len(shape) == len(right) and shape[-1:] == right[-1:]:
        shape = (*shape, 1)  # the first axis of a kernel may have any size
    arrays = {name: np.zeros(shape) for name, shape in (shapes | {wrong: shape}).items()}
    with pytest.raises(ValueError, match=r" must have shape .*; got \("):
        kind(**arrays)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [np.nan, np.inf, "a", None, 1j])
def test_what_is_no_finite_number_is_refused(kind, value):
    weights = kind(*(np.zeros(shape) for shape in weight_shapes(kind, 2, 2)))
    states = [np.zeros(2)] * (1 + (kind is LSTMWeights))
    with pytest.raises(ValueError, match=r"^x must "):
        STEPS[kind](weights, [0.0, value], *states)


@pytest.mark.parametrize("kind", KINDS)
def test_each_step_wants_the_weights_of_its_own_cell(kind):
    other = KINDS[(KINDS.index(kind) + 1) % 3]
    weights = other(*(np.zeros(shape) for shape in weight_shapes(other, 2, 2)))
    states = [np.zeros(2)] * (1 + (kind is LSTMWeights))
    with pytest.raises(ValueError, match=f"weights must be of type {kind.__name__}; got"):
        STEPS[kind](weights, np.zeros(2), *states)
