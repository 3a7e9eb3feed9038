"""How far back a gradient reaches: the numbers behind the gradient explorer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import GRUWeights, backpropagate, clip_by_norm, global_norm, gradient_flow
from lstm_helpers.gradients import GradientCurve, random_cell
from lstm_helpers.gradients.untrained import CELLS, FEATURES, UNITS


def curve(norms):
    return GradientCurve("RNN", np.array(norms, dtype=float), None, None, 1.0)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("gain", [0.2, 1.0, 1.7])
def test_every_block_of_the_recurrent_kernel_multiplies_lengths_by_the_gain(cell, gain):
    weights = random_cell(cell, gain, seed=3)
    assert type(weights) is CELLS[cell]
    assert (weights.features, weights.units) == (FEATURES, UNITS)
    vector = np.random.default_rng(0).normal(size=UNITS)
    for block in np.split(weights.recurrent_kernel, weights.blocks, axis=1):
        assert np.linalg.norm(vector @ block) == pytest.approx(gain * np.linalg.norm(vector))


def test_the_biases_are_those_that_keras_starts_with():
    lstm, gru = random_cell("LSTM", forget_bias=2.0, units=3), random_cell("GRU", units=3)
    np.testing.assert_array_equal(lstm.bias, [0] * 3 + [2] * 3 + [0] * 6)
    assert isinstance(gru, GRUWeights)
    assert not gru.bias.any()


@settings(deadline=None, max_examples=25)
@given(
    cell=st.sampled_from(list(CELLS)),
    length=st.integers(2, 40),
    gain=st.floats(0.2, 2.0),
    seed=st.integers(0, 9),
)
def test_the_gradient_starts_at_length_one_and_the_rnn_keeps_to_its_bound(cell, length, gain, seed):
    flow = gradient_flow(cell, length, gain, seed=seed)
    assert flow.curve is flow.curves[cell]
    for each in flow.curves.values():
        assert each.norms.shape == (length,)
        assert each.norms[-1] == pytest.approx(1)
    steps = np.arange(length)[::-1]
    assert (flow.curves["RNN"].norms <= gain**steps * (1 + 1e-9)).all()


def test_the_numbers_are_those_of_backpropagate():
    flow = gradient_flow("LSTM", length=12, gain=0.9, forget_bias=2, seed=4)
    weights = random_cell("LSTM", 0.9, 2, seed=4)
    inputs = np.random.default_rng([4, 1]).normal(0, 0.1, (12, FEATURES))
    last = np.zeros((12, UNITS))
    last[-1] = 1 / np.sqrt(UNITS)
    found = backpropagate(weights, inputs, last)
    np.testing.assert_array_equal(flow.curve.norms, found.norms)
    np.testing.assert_array_equal(flow.curve.cell_norms, found.cell_norms)
    assert flow.curve.weight_norm == global_norm(found.weights)


def test_what_the_lesson_tells_of_small_and_large_gains_holds_for_every_seed():
    for seed in range(10):
        small, large = (gradient_flow("RNN", 100, gain, 1, None, seed) for gain in (0.5, 2.0))
        assert small.curve.verdict == "vanishing"
        assert large.curve.verdict == "exploding"
        assert large.curve.ratio < 2.0**99 / 1e20, "tanh saturates: far below the bound"
        assert small.curves["LSTM"].ratio > 1e10 * small.curve.ratio
        assert gradient_flow("LSTM", 100, 0.5, 5, None, seed).curve.verdict == "holding"


def test_the_forget_bias_moves_the_lstm_alone():
    one, five = (gradient_flow("RNN", 30, 1.0, bias) for bias in (1, 5))
    for cell in ("RNN", "GRU"):
        np.testing.assert_array_equal(one.curves[cell].norms, five.curves[cell].norms)
    assert one.curves["LSTM"].ratio != five.curves["LSTM"].ratio


@pytest.mark.parametrize(
    ("norms", "verdict", "halving"),
    [
        ([1, 1], "holding", np.inf),
        ([0.25, 0.5, 1], "holding", 1),
        ([0.0099, 1], "vanishing", -np.log(2) / np.log(0.0099)),
        ([0.0101, 1], "holding", -np.log(2) / np.log(0.0101)),
        ([99, 1], "holding", -np.log(2) / np.log(99)),
        ([256, 16, 1], "exploding", -0.25),
        ([0, 0, 1], "vanishing", 0),
    ],
)
def test_the_verdict_and_the_pace(norms, verdict, halving):
    assert curve(norms).verdict == verdict
    assert curve(norms).halving == pytest.approx(halving)


def test_clipping_acts_above_the_limit_only():
    free = gradient_flow("RNN", 50, 1.5)
    norm = free.curve.weight_norm
    assert not free.is_clipped
    assert free.clipped_norm == norm
    within = gradient_flow("RNN", 50, 1.5, clip=norm * 1.01)
    assert not within.is_clipped
    assert within.clipped_norm == norm
    beyond = gradient_flow("RNN", 50, 1.5, clip=0.5)
    assert beyond.is_clipped
    assert beyond.clipped_norm == pytest.approx(0.5)
    assert global_norm(clip_by_norm(beyond.curve.weight_gradient, 0.5)) == beyond.clipped_norm


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"cell": "rnn"}, "cell must be one of RNN, LSTM, GRU; got 'rnn'"),
        ({"cell": None}, "cell must be one of"),
        ({"length": 1}, "length must be a whole number at least 2; got 1"),
        ({"length": 2.0}, "length must be a whole number at least 2; got 2.0"),
        ({"gain": 0}, "gain must be greater than 0; got 0"),
        ({"gain": np.nan}, "gain must be a finite number"),
        ({"forget_bias": "1"}, "forget_bias must be a finite number; got '1'"),
        ({"clip": -1}, "clip must be greater than 0; got -1"),
        ({"seed": -1}, "seed must be a whole number at least 0; got -1"),
    ],
)
def test_a_wrong_argument_is_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        gradient_flow(**arguments)
