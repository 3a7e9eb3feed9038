"""Recall networks with attention: their gradients are those of Keras and of finite differences."""

import numpy as np
import pytest

from lstm_helpers import attend, recall_scores
from lstm_helpers._backend import keras
from lstm_helpers.recall.attending import attend_back, attend_stacked
from lstm_helpers.recall.networks import WORDS, back, gradients, read, start_weights
from tests.test_recall import LAYERS, SEEDS, UNITS, keras_network


def stacked(cell, dtype=np.float32):
    rng = np.random.default_rng(0)
    weights = start_weights(cell, UNITS, SEEDS, attention=True)
    for name, array in weights.items():
        weights[name] = (array + rng.normal(size=array.shape, scale=0.3)).astype(dtype)
    return weights, rng.integers(WORDS, size=(len(SEEDS), 4, 7))


@pytest.mark.parametrize("cell", LAYERS)
@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_they_read_and_learn_as_keras_attention_does(cell, number):
    import tensorflow as tf

    weights, ids = stacked(cell)
    probabilities, tape = read(cell, weights, ids)
    slope = gradients(cell, weights, ids, probabilities, tape)
    recurrent, dense = keras_network(cell, weights, number)
    every = LAYERS[cell](UNITS, return_sequences=True)
    every.build((None, None, WORDS))
    every.set_weights(recurrent.get_weights())
    query = keras.layers.Dense(UNITS, use_bias=False)
    query.build((None, None, UNITS))
    query.set_weights([weights["query_kernel"][number]])
    inputs = np.eye(WORDS, dtype=np.float32)[ids[number]]
    layers = (every, dense, query)
    variables = [v.value for layer in layers for v in layer.trainable_variables]
    with tf.GradientTape() as keras_tape:
        states = every(inputs)
        context = keras.layers.Attention()([query(states[:, -1:]), states])[:, 0]
        logits = dense(context)
        loss = tf.reduce_mean(
            keras.losses.sparse_categorical_crossentropy(ids[number, :, 0], logits, True)
        )
    expected = keras_tape.gradient(loss, variables)
    np.testing.assert_allclose(probabilities[number], keras.ops.softmax(logits), atol=1e-6)
    names = ("kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias", "query_kernel")
    for name, wanted in zip(names, expected, strict=True):
        found = slope[name][number].reshape(wanted.shape)
        np.testing.assert_allclose(found, wanted, atol=2e-6, err_msg=name)


@pytest.mark.parametrize("cell", LAYERS)
@pytest.mark.parametrize("attention", [False, True])
def test_the_gradient_of_each_word_is_that_of_finite_differences(cell, attention):
    weights, ids = stacked(cell, np.float64)
    if not attention:
        del weights["query_kernel"]
    _, tape = read(cell, weights, ids)
    chosen = np.eye(WORDS)[ids[:, :, 0]]
    _, of_inputs = back(cell, weights, chosen, tape)
    # One more input feature than there are words: a nudge of one word at one timestep.
    t, network, sequence, word, nudge = 2, 1, 3, 4, 1e-6
    moved = []
    for sign in (1, -1):
        changed = {name: array.copy() for name, array in weights.items()}
        moved.append(_logit(cell, changed, ids, (t, network, sequence, word), sign * nudge))
    assert of_inputs[t, network, sequence, word] == pytest.approx(
        (moved[0] - moved[1]) / (2 * nudge), rel=1e-5
    )


def _logit(cell, weights, ids, place, nudge):
    """Return the right word's logit where one number of one word's one-hot vector is moved."""
    from lstm_helpers.recall.stacked import CELLS

    t, network, sequence, word = place
    inputs = np.eye(WORDS)[ids.transpose(2, 0, 1)]
    inputs[t, network, sequence, word] += nudge
    z = inputs @ weights["kernel"] + weights["bias"][:, :1]
    recurrent_bias = weights["bias"][:, 1:] if CELLS[cell].biases == 2 else None
    states = (np.zeros((*ids.shape[:2], UNITS)),) * CELLS[cell].states
    hidden = []
    for z_at_t in z:
        states, _ = CELLS[cell].forward(z_at_t, states, weights["recurrent_kernel"], recurrent_bias)
        hidden.append(states[0])
    seen = attend_stacked(hidden, weights.get("query_kernel")).read
    logits = seen @ weights["dense_kernel"] + weights["dense_bias"]
    return logits[network, sequence, ids[network, sequence, 0]]


def test_stacked_attention_is_attend():
    rng = np.random.default_rng(1)
    states, kernel = list(rng.normal(size=(6, 2, 3, 4))), rng.normal(size=(2, 4, 4))
    found = attend_stacked(states, kernel)
    for s in range(2):
        for b in range(3):
            rows = np.stack(states)[:, s, b]
            one = attend(rows[-1] @ kernel[s], rows)
            np.testing.assert_allclose(found.read[s, b], one.context)
            np.testing.assert_allclose(found.weights[:, s, b], one.weights)


def test_without_a_query_kernel_the_last_state_is_read():
    states = list(np.random.default_rng(1).normal(size=(3, 1, 2, 4)))
    found = attend_stacked(states, None)
    assert found.read is states[-1]
    assert attend_back(found, states[0], None) == (states[0], None, None)


def test_attention_reaches_where_the_cell_alone_does_not():
    settings = {"steps": 300, "seeds": (0, 1)}
    alone = recall_scores("lstm", [40], **settings)
    attending = recall_scores("lstm", [40], attention=True, **settings)
    assert attending.lowest[0] > 0.8 > 0.6 > alone.highest[0]
    assert (alone.attention, attending.attention) == (False, True)
