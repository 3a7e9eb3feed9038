import keras
import numpy as np
import pytest

from lstm_helpers import LSTMWeights, lstm_step, sigmoid, weights_from_keras


def random_weights(rng, features, units):
    scale = 1 / np.sqrt(units)
    shapes = [(features, 4 * units), (units, 4 * units), (4 * units,)]
    return LSTMWeights(*(rng.uniform(-scale, scale, shape).astype(np.float32) for shape in shapes))


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
