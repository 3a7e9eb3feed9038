"""The recall task: gradients and first weights are those of Keras, and the scores are fair."""

import numpy as np
import pytest

from lstm_helpers import RecallScores, recall_scores, recall_sequences
from lstm_helpers._backend import keras
from lstm_helpers.recall import RECALL_WORDS, experiment
from lstm_helpers.recall.networks import WORDS, gradients, read, start_weights
from lstm_helpers.recall.optimizer import Adam, clipped

LAYERS = {
    "rnn": keras.layers.SimpleRNN,
    "lstm": keras.layers.LSTM,
    "gru": keras.layers.GRU,
}
UNITS, SEEDS = 5, (0, 1)


def stacked(cell, seed=0):
    """Return weights as they may be after some training, and ids for two networks."""
    rng = np.random.default_rng(seed)
    weights = start_weights(cell, UNITS, SEEDS)
    for name, array in weights.items():
        weights[name] = array + rng.normal(size=array.shape, scale=0.3).astype(np.float32)
    return weights, rng.integers(WORDS, size=(len(SEEDS), 4, 7))


def keras_network(cell, weights, number):
    """Return the Keras layers that hold one of the stacked networks."""
    recurrent, dense = LAYERS[cell](UNITS), keras.layers.Dense(WORDS)
    recurrent.build((None, None, WORDS))
    dense.build((None, UNITS))
    bias = weights["bias"][number]
    recurrent.set_weights(
        [
            weights["kernel"][number],
            weights["recurrent_kernel"][number],
            bias if cell == "gru" else bias[0],
        ]
    )
    dense.set_weights([weights["dense_kernel"][number], weights["dense_bias"][number, 0]])
    return recurrent, dense


@pytest.mark.parametrize("cell", LAYERS)
@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_each_stacked_network_reads_and_learns_as_its_keras_twin(cell, number):
    import tensorflow as tf

    weights, ids = stacked(cell)
    probabilities, tape = read(cell, weights, ids)
    slope = gradients(cell, weights, ids, probabilities, tape)
    recurrent, dense = keras_network(cell, weights, number)
    inputs = np.eye(WORDS, dtype=np.float32)[ids[number]]
    variables = [v.value for v in recurrent.trainable_variables + dense.trainable_variables]
    with tf.GradientTape() as keras_tape:
        logits = dense(recurrent(inputs))
        loss = tf.reduce_mean(
            keras.losses.sparse_categorical_crossentropy(ids[number, :, 0], logits, True)
        )
    expected = keras_tape.gradient(loss, variables)
    np.testing.assert_allclose(probabilities[number], keras.ops.softmax(logits), atol=1e-6)
    names = ("kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias")
    for name, wanted in zip(names, expected, strict=True):
        found = slope[name][number].reshape(wanted.shape)
        np.testing.assert_allclose(found, wanted, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("cell", LAYERS)
def test_networks_side_by_side_do_not_touch_each_other(cell):
    weights, ids = stacked(cell)
    both = gradients(cell, weights, ids, *read(cell, weights, ids))
    alone = {name: array[1:] for name, array in weights.items()}
    one = gradients(cell, alone, ids[1:], *read(cell, alone, ids[1:]))
    for name in one:
        np.testing.assert_allclose(one[name][0], both[name][1], atol=1e-7)


@pytest.mark.parametrize("cell", LAYERS)
def test_weights_start_as_in_keras(cell):
    keras.utils.set_random_seed(3)
    layer = LAYERS[cell](32)
    layer.build((None, None, WORDS))
    kernel, recurrent, bias = layer.get_weights()
    ours = start_weights(cell, 32, [0])
    assert ours["kernel"][0].shape == kernel.shape
    assert ours["kernel"].std() == pytest.approx(kernel.std(), rel=0.1)
    assert np.abs(ours["kernel"]).max() == pytest.approx(np.abs(kernel).max(), rel=0.05)
    for rows in (ours["recurrent_kernel"][0], recurrent):
        np.testing.assert_allclose(rows @ rows.T, np.eye(32), atol=1e-5)
    np.testing.assert_array_equal(ours["bias"][0].reshape(bias.shape), bias)


@pytest.mark.parametrize("cell", LAYERS)
def test_count_of_parameters_is_that_of_keras(cell):
    layer = LAYERS[cell](6)
    layer.build((None, None, WORDS))
    found = recall_scores(cell, [1], units=6, steps=1, seeds=[0]).parameters
    assert found == layer.count_params()


def test_adam_and_clipping_are_those_of_keras():
    rng = np.random.default_rng(0)
    start = {"a": rng.normal(size=(1, 3, 2)), "b": rng.normal(size=(1, 1, 4))}
    start = {name: array.astype(np.float32) for name, array in start.items()}
    slopes = [
        {
            name: scale * rng.normal(size=array.shape).astype(np.float32)
            for name, array in start.items()
        }
        for scale in (5.0, 0.1, 5.0, 0.01)
    ]
    ours = {name: array.copy() for name, array in start.items()}
    theirs = [keras.Variable(array) for array in start.values()]
    adam, optimizer = Adam(ours, rate=0.02), keras.optimizers.Adam(0.02, global_clipnorm=1.0)
    for slope in slopes:
        adam.update(ours, clipped(slope, 1.0))
        optimizer.apply([keras.ops.convert_to_tensor(array) for array in slope.values()], theirs)
    for array, variable in zip(ours.values(), theirs, strict=True):
        np.testing.assert_allclose(array, variable.numpy(), atol=1e-6)


def test_a_gradient_of_nothing_stays_nothing():
    zero = {"a": np.zeros((2, 1, 3))}
    np.testing.assert_array_equal(clipped(zero, 1.0)["a"], zero["a"])


def test_each_network_is_clipped_by_its_own_norm():
    slope = {"a": np.array([[[30.0]], [[0.3]]]), "b": np.array([[[40.0]], [[0.4]]])}
    found = clipped(slope, 1.0)
    np.testing.assert_allclose(found["a"].ravel(), [0.6, 0.3])
    np.testing.assert_allclose(found["b"].ravel(), [0.8, 0.4])


def test_the_same_seeds_give_the_same_scores():
    one, other = (recall_scores("gru", [3], units=4, steps=5, seeds=[7, 8]) for _ in range(2))
    np.testing.assert_array_equal(one.accuracy, other.accuracy)


def test_a_short_distance_is_learned_and_no_training_is_chance():
    learned = recall_scores("rnn", [2], steps=150, seeds=[0, 1, 2])
    assert learned.lowest[0] > 0.95
    untrained = recall_scores("rnn", [20], steps=1, seeds=range(10))
    assert untrained.mean[0] == pytest.approx(untrained.chance, abs=0.05)


@pytest.mark.parametrize("mixed", [True, False])
def test_every_distance_is_trained_on_equally_often(mixed, monkeypatch):
    met = []

    def noted(cell, weights, ids):
        met.append(ids.shape[2] - 1)
        return read(cell, weights, ids)

    monkeypatch.setattr(experiment, "read", noted)
    recall_scores("rnn", [4], units=2, steps=12, seeds=[0], mixed=mixed)
    training = met[:-1]  # the last reading is the test
    assert sorted(training) == ([1] * 3 + [2] * 3 + [3] * 3 + [4] * 3 if mixed else [4] * 12)
    assert met[-1] == 4


def test_an_open_forget_gate_lets_an_lstm_learn_what_a_half_shut_one_does_not():
    settings = {"cell": "lstm", "distances": [12], "mixed": False, "seeds": [0, 1], "steps": 200}
    assert recall_scores(**settings, forget_bias=5.0).lowest[0] > 0.5
    assert recall_scores(**settings, forget_bias=-3.0).highest[0] < 0.3


def test_sequences_hold_every_word_about_equally_often():
    ids = recall_sequences(distance=9, count=2000, seed=4)
    shares = np.bincount(ids.ravel(), minlength=len(RECALL_WORDS)) / ids.size
    np.testing.assert_allclose(shares, 1 / len(RECALL_WORDS), atol=0.01)
    assert not np.array_equal(ids, recall_sequences(9, 2000, seed=5))


def test_scores_know_their_spread():
    scores = RecallScores("lstm", 2, 96, (1, 9), np.array([[0.5, 1.0], [1.0, 0.25]]))
    assert scores.mean.tolist() == [0.75, 0.625]
    assert (scores.lowest.tolist(), scores.highest.tolist()) == ([0.5, 0.25], [1.0, 1.0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"cell": "elman"}, "cell must be one of rnn, lstm, gru; got 'elman'"),
        ({"distances": []}, "distances must hold at least one number; got none"),
        ({"distances": [0]}, "each of distances must be a whole number at least 1; got 0"),
        ({"distances": 5}, r"distances must be whole numbers from 1 up, such as \[1, 5\]; got 5"),
        ({"seeds": [-1]}, "each of seeds must be a whole number at least 0; got -1"),
        ({"seeds": []}, "seeds must hold at least one number; got none"),
        ({"units": 0}, "units must be a whole number at least 1; got 0"),
        ({"steps": 1.5}, "steps must be a whole number at least 1; got 1.5"),
        ({"rate": -1}, "rate must be at least 0; got -1"),
        ({"mixed": "no"}, "mixed must be True or False; got 'no'"),
        ({"forget_bias": "open"}, "forget_bias must be a finite number; got 'open'"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        recall_scores(**({"cell": "rnn", "distances": [2], "steps": 1} | arguments))
