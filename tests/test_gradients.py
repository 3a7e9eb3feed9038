"""Back-propagation through time against finite differences, TensorFlow, and its own limits."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import (
    GRUWeights,
    LSTMWeights,
    RNNWeights,
    backpropagate,
    gru_step,
    lstm_step,
    rnn_step,
    weights_from_keras,
)
from tests.test_cells import KINDS, LAYERS, random_weights, weight_shapes

ARRAYS = ("kernel", "recurrent_kernel", "bias")


def hidden_states(weights, inputs, state):
    """Return every hidden state, by the cells' steps alone."""
    found = []
    for x in inputs:
        if isinstance(weights, LSTMWeights):
            step = lstm_step(weights, x, *state)
            state = step.hidden, step.cell
        elif isinstance(weights, GRUWeights):
            state = (gru_step(weights, x, *state).hidden,)
        else:
            state = (rnn_step(weights, x, *state),)
        found.append(state[0])
    return np.array(found).reshape(-1, weights.units)


def case(kind, features, units, timesteps, seed=0, dtype=np.float64):
    """Return weights, inputs, initial state and gradients from the loss, all random."""
    rng = np.random.default_rng(seed)
    weights = random_weights(rng, features, units, kind, dtype)
    states = 2 if kind is LSTMWeights else 1
    state = tuple(rng.normal(size=units).astype(dtype) for _ in range(states))
    inputs = rng.normal(size=(timesteps, features)).astype(dtype)
    return weights, inputs, state, rng.normal(size=(timesteps, units)).astype(dtype)


def as_argument(state):
    return state if len(state) == 2 else state[0]


def slopes(loss, array, step=1e-5):
    """Return the central differences of `loss` by each number of `array`."""
    found = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        moved = []
        for sign in (1, -1):
            changed = array.copy()
            changed[place] += sign * step
            moved.append(loss(changed))
        found[place] = (moved[0] - moved[1]) / (2 * step)
    return found


def distance(ours, theirs):
    """Return how far two arrays lie apart, as a share of the second's length."""
    assert ours.shape == theirs.shape
    return np.linalg.norm(ours - theirs) / max(np.linalg.norm(theirs), 1e-300)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("features", "units", "timesteps"), [(3, 4, 6), (1, 1, 9), (5, 2, 1)])
def test_every_gradient_is_the_finite_difference(kind, features, units, timesteps):
    weights, inputs, state, given_gradients = case(kind, features, units, timesteps)

    def loss(weights=weights, inputs=inputs, state=state):
        return float((given_gradients * hidden_states(weights, inputs, state)).sum())

    found = backpropagate(weights, inputs, given_gradients, as_argument(state))
    arrays = {name: getattr(weights, name) for name in ARRAYS}
    distances = {
        name: distance(
            getattr(found.weights, name),
            slopes(lambda moved, name=name: loss(kind(**arrays | {name: moved})), array),
        )
        for name, array in arrays.items()
    }
    distances["inputs"] = distance(found.inputs, slopes(lambda moved: loss(inputs=moved), inputs))
    for i, name in enumerate(("initial_hidden", "initial_cell")[: len(state)]):
        numeric = slopes(
            lambda moved, i=i: loss(state=(*state[:i], moved, *state[i + 1 :])), state[i]
        )
        distances[name] = distance(getattr(found, name), numeric)
    print(f"{kind.__name__}: farthest from finite differences {max(distances.values()):.1e}")
    assert max(distances.values()) < 1e-6, distances


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_of_a_state_is_that_of_the_rest_of_the_sequence(kind):
    weights, inputs, state, given_gradients = case(kind, 3, 4, 7)
    whole = backpropagate(weights, inputs, given_gradients, as_argument(state))
    for t in range(7):
        reached = state
        for x in inputs[: t + 1]:
            if kind is LSTMWeights:
                step = lstm_step(weights, x, *reached)
                reached = step.hidden, step.cell
            else:
                reached = (hidden_states(weights, x[None], reached)[0],)
        rest = backpropagate(
            weights, inputs[t + 1 :], given_gradients[t + 1 :], as_argument(reached)
        )
        np.testing.assert_allclose(whole.hidden[t], given_gradients[t] + rest.initial_hidden)
        if kind is LSTMWeights:
            direct = given_gradients[t] + rest.initial_hidden
            shown = np.tanh(reached[1])
            through_h = direct * (reached[0] / shown) * (1 - shown**2)
            np.testing.assert_allclose(whole.cell[t], rest.initial_cell + through_h)


@pytest.mark.parametrize("kind", KINDS)
def test_tensorflow_finds_the_same(kind):
    greatest = 0.0
    for seed, (features, units, timesteps) in enumerate([(3, 4, 6), (8, 16, 25), (1, 1, 2)]):
        weights, inputs, state, given_gradients = case(
            kind, features, units, timesteps, seed, np.float32
        )
        layer = LAYERS[kind](units, return_sequences=True)
        layer.build((None, None, features))
        layer.set_weights([getattr(weights, name) for name in ARRAYS])
        read, start = tf.constant(inputs[None]), [tf.constant(part[None]) for part in state]
        with tf.GradientTape() as tape:
            tape.watch([read, *start])
            loss = tf.reduce_sum(given_gradients * layer(read, initial_state=start)[0])
        theirs = tape.gradient(loss, [*layer.trainable_weights, read, *start])
        theirs = [np.asarray(array) for array in theirs]

        found = backpropagate(weights, inputs, given_gradients, as_argument(state))
        ours = [*(getattr(found.weights, name) for name in ARRAYS), found.inputs[None]]
        ours += [found.initial_hidden[None], found.initial_cell][: len(state)]
        for mine, other in zip(ours, theirs, strict=True):
            assert mine.dtype == np.float32
            greatest = max(greatest, distance(mine.reshape(other.shape), other))
    print(f"{kind.__name__} against TensorFlow: farthest {greatest:.1e}")
    assert greatest < 1e-5


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=40)
@given(
    features=st.integers(0, 5),
    units=st.integers(1, 5),
    timesteps=st.integers(0, 5),
    dtype=st.sampled_from([np.float32, np.float64]),
    with_state=st.booleans(),
)
def test_shapes_and_types_are_those_promised(kind, features, units, timesteps, dtype, with_state):
    weights, inputs, state, given_gradients = case(kind, features, units, timesteps, 0, dtype)
    found = backpropagate(
        weights, inputs, given_gradients, as_argument(state) if with_state else None
    )
    assert type(found.weights) is kind
    shapes = dict(zip(ARRAYS, weight_shapes(kind, features, units), strict=True))
    arrays = {name: getattr(found.weights, name) for name in ARRAYS}
    shapes |= {"inputs": (timesteps, features), "hidden": (timesteps, units)}
    shapes |= {"initial_hidden": (units,)}
    if kind is LSTMWeights:
        shapes |= {"cell": (timesteps, units), "initial_cell": (units,)}
        assert found.cell_norms.shape == (timesteps,)
    else:
        assert found.cell is found.initial_cell is found.cell_norms is None
    for name, shape in shapes.items():
        array = arrays.get(name, getattr(found, name, None))
        assert (array.shape, array.dtype) == (shape, dtype), name
    assert found.norms.shape == (timesteps,)
    np.testing.assert_allclose(found.norms, np.linalg.norm(found.hidden, axis=1), rtol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_read_teaches_nothing(kind):
    weights, inputs, state, given_gradients = case(kind, 3, 2, 0)
    found = backpropagate(weights, inputs, given_gradients, as_argument(state))
    for array in (*(getattr(found.weights, name) for name in ARRAYS), found.initial_hidden):
        assert not array.any()


@pytest.mark.parametrize("kind", KINDS)
def test_large_weights_saturate_and_warn_of_nothing(kind):
    rng = np.random.default_rng(0)
    weights = kind(*(1e4 * rng.normal(size=shape) for shape in weight_shapes(kind, 3, 4)))
    last = np.zeros((50, 4))
    last[-1] = 1.0
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        found = backpropagate(weights, rng.normal(size=(50, 3)), last)
    assert np.isfinite(found.norms).all()
    if kind is RNNWeights:  # a slope that is rounded to 0 lets nothing through
        assert not found.hidden[:-1].any()


def test_a_gradient_too_large_for_its_type_is_refused_in_words():
    last = np.zeros((60, 1), dtype=np.float32)
    last[-1] = 1.0
    arrays = (np.ones((1, 1)), 1e3 * np.ones((1, 1)), np.zeros(1))
    weights = RNNWeights(*(array.astype(np.float32) for array in arrays))
    inputs = np.zeros((60, 1), dtype=np.float32)  # tanh stays at 0, where its slope is 1
    with pytest.raises(ValueError, match="weights let the gradient grow beyond what float32 can"):
        backpropagate(weights, inputs, last)
    assert backpropagate(RNNWeights(*arrays), inputs, last).norms[0] == pytest.approx(1e177)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("weights", [], []), "weights must be RNNWeights, LSTMWeights or GRUWeights; got str"),
        ((None, [[1.0]], [[0.0, 0.0]]), r"inputs must have shape .* = \(T, 3\); got \(1, 1\)"),
        ((None, [[1.0] * 3], [0.0, 0.0]), r"hidden_gradients must have .* = \(1, 2\); got \(2,\)"),
        ((None, [[1.0] * 3], [[0.0, np.inf]]), "hidden_gradients must hold finite numbers only"),
        (
            (None, [[1.0], [2.0, 3.0]], [[0.0, 0.0]]),
            "inputs must be an array of numbers with equal",
        ),
        (
            (None, [[1.0] * 3], [[0.0] * 2], [0.0]),
            r"initial_state must have .* = \(2,\); got \(1,\)",
        ),
    ],
)
def test_a_wrong_argument_is_named(arguments, words):
    weights, *others = arguments
    if weights is None:
        weights = random_weights(np.random.default_rng(0), 3, 2, RNNWeights)
    with pytest.raises(ValueError, match=words):
        backpropagate(weights, *others)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (np.zeros(2), "initial_state must be a pair"),
        ((np.zeros(2),), "initial_state must be a pair"),
        (
            (np.zeros(2), np.zeros(3)),
            r"initial_state's cell must have shape .* = \(2,\); got \(3,\)",
        ),
    ],
)
def test_an_lstm_wants_a_pair_of_states(state, words):
    weights = random_weights(np.random.default_rng(0), 3, 2, LSTMWeights)
    with pytest.raises(ValueError, match=words):
        backpropagate(weights, np.zeros((1, 3)), np.zeros((1, 2)), state)


def test_a_keras_layer_s_own_weights_can_be_followed_back():
    layer = keras.layers.GRU(2)
    layer.build((None, None, 3))
    found = backpropagate(weights_from_keras(layer), np.zeros((4, 3)), np.ones((4, 2)))
    assert found.hidden.shape == (4, 2)
