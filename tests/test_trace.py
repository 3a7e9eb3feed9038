from fractions import Fraction

import keras
import numpy as np
import pytest

from lstm_helpers import Intervention, LSTMWeights, lstm_step, sigmoid, trace_lstm
from lstm_helpers.models import keras_lstm, keras_states
from tests.test_cells import random_weights

GATES = ("input", "forget", "candidate", "output")


def random_case(rng):
    timesteps, features, units = (int(n) for n in rng.integers(1, (12, 24, 24)))
    weights = random_weights(rng, features, units)
    inputs = rng.normal(size=(timesteps, features)).astype(np.float32)
    state = tuple(rng.normal(size=units).astype(np.float32) for _ in "hc")
    return weights, inputs, state


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
def test_trace_equals_keras_over_random_shapes(masked):
    rng = np.random.default_rng(int(masked))
    greatest = 0.0
    for _ in range(50):
        weights, first, state = random_case(rng)
        # Two sequences in a batch, which takes Keras no longer than one.
        batch = np.stack([first, rng.normal(size=first.shape).astype(np.float32)])
        states = [
            np.stack([part, rng.normal(size=part.shape).astype(np.float32)]) for part in state
        ]
        masks = rng.random(batch.shape[:2]) < 0.7 if masked else None
        layer = keras_lstm(weights, return_sequences=True, return_state=True)
        theirs = [np.asarray(part) for part in layer(batch, mask=masks, initial_state=states)]
        for row, inputs in enumerate(batch):
            expected, hidden, cell = (part[row] for part in theirs)
            mask, state = masks[row] if masked else None, [part[row] for part in states]
            trace = trace_lstm(weights, inputs, mask=mask, initial_state=state)
            shown = trace.hidden
            if masked:  # before the first token that is read, Keras puts out zeros for the state
                read = np.maximum.accumulate(mask)
                np.testing.assert_array_equal(shown[~read], np.tile(state[0], ((~read).sum(), 1)))
                expected, shown = expected[read], shown[read]
            differences = [shown - expected, trace.hidden[-1] - hidden, trace.cell[-1] - cell]
            greatest = max([greatest, *(np.abs(d).max(initial=0.0) for d in differences)])
            assert trace.hidden.dtype == np.float32
    print(f"trace_lstm against keras.layers.LSTM: greatest difference {greatest:.1e}")
    assert greatest <= 1e-6


def test_every_state_of_every_timestep_equals_keras():
    weights, inputs, _ = random_case(np.random.default_rng(9))
    trace = trace_lstm(weights, inputs)
    hidden, cell = keras_states(weights, inputs)
    np.testing.assert_allclose(trace.hidden, hidden, rtol=0, atol=1e-6)
    np.testing.assert_allclose(trace.cell, cell, rtol=0, atol=1e-6)


def test_trace_is_the_step_repeated():
    weights, inputs, (hidden, cell) = random_case(np.random.default_rng(2))
    trace = trace_lstm(weights, inputs, initial_state=(hidden, cell))
    for t, x in enumerate(inputs):
        step = lstm_step(weights, x, hidden, cell)
        for name in (*GATES, "cell", "hidden"):
            np.testing.assert_allclose(getattr(trace, name)[t], getattr(step, name), atol=1e-6)
        hidden, cell = step.hidden, step.cell


def test_a_skipped_timestep_has_no_gates_and_keeps_the_state():
    weights, inputs, _ = random_case(np.random.default_rng(4))
    mask = np.ones(len(inputs), dtype=bool)
    mask[-1] = False
    trace = trace_lstm(weights, inputs, mask=mask)
    for gate in GATES:
        assert np.isnan(getattr(trace, gate)[-1]).all()
    np.testing.assert_array_equal(trace.cell[-1], trace.cell[-2])


def test_no_timesteps_give_an_empty_trace():
    weights = LSTMWeights(np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4))
    assert trace_lstm(weights, np.zeros((0, 2))).hidden.shape == (0, 1)


class _InterventionCell(keras.layers.LSTMCell):
    """The Keras cell, its gates altered between its own equations: the oracle for surgery."""

    def __init__(self, units, intervention, region):
        super().__init__(units)
        self.intervention, self.region, self.t = intervention, region, 0

    def _compute_carry_and_output_fused(self, z, carry):
        z_input, z_forget, z_candidate, z_output = (np.asarray(part) for part in z)
        here = self.region[self.t]
        self.t += 1

        def gate(z, name):
            clamp = getattr(self.intervention, name)
            own = np.asarray(self.recurrent_activation(z))
            return own if clamp is None else np.where(here, np.float32(clamp), own)

        z_forget = z_forget + here * np.float32(self.intervention.forget_bias)
        candidate = np.asarray(self.activation(z_candidate))
        cell = gate(z_forget, "forget") * carry + gate(z_input, "input") * candidate
        return cell, gate(z_output, "output")


@pytest.mark.parametrize("seed", range(20))
def test_surgery_equals_a_keras_cell_with_the_same_surgery(seed):
    rng = np.random.default_rng(seed)
    weights, inputs, _ = random_case(rng)
    intervention = Intervention(
        forget=rng.choice([None, 0.0, 0.3, 1.0]),
        input=rng.choice([None, 0.8]),
        output=rng.choice([None, 0.1]),
        forget_bias=rng.normal(),
        timesteps=None if seed % 2 else [0],
        units=None if seed % 3 else [int(rng.integers(weights.units))],
    )
    layer = _InterventionCell(
        weights.units, intervention, intervention.region(len(inputs), weights.units)
    )
    layer.build((None, weights.features))
    layer.set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
    states = [np.zeros((1, weights.units), np.float32)] * 2
    trace = trace_lstm(weights, inputs, intervention=intervention)
    for t, x in enumerate(inputs):
        _, states = layer(x[None], states)
        np.testing.assert_allclose(trace.hidden[t], np.asarray(states[0])[0], rtol=0, atol=1e-6)
        np.testing.assert_allclose(trace.cell[t], np.asarray(states[1])[0], rtol=0, atol=1e-6)


def test_arrays_of_other_makes_are_read_as_their_numbers():
    rng = np.random.default_rng(6)
    weights = random_weights(rng, features=4, units=3)
    inputs = rng.integers(-2, 3, size=(5, 4))
    expected = trace_lstm(weights, inputs.astype(np.float64))
    backwards = np.ascontiguousarray(inputs[::-1].T)
    for same in (inputs, inputs.tolist(), inputs.astype(np.float16), backwards.T[::-1]):
        trace = trace_lstm(weights, same)
        assert trace.hidden.dtype == np.float64
        np.testing.assert_array_equal(trace.hidden, expected.hidden)


def test_places_to_intervene_may_come_in_any_form_and_order():
    several = [[2, 0, 2], (np.int64(0), 2), {0, 2}, np.array([2, 0]), (i for i in (0, 2))]
    assert {Intervention(units=units).units for units in several} == {(0, 2)}
    assert Intervention(timesteps=np.int64(3)).timesteps == (3,)


def test_forget_bias_moves_the_pre_activation_where_it_is_asked_to():
    weights, inputs, _ = random_case(np.random.default_rng(11))
    learned = trace_lstm(weights, inputs)
    shifted = trace_lstm(weights, inputs, intervention=Intervention(forget_bias=2.0, timesteps=[0]))
    logit = np.log(learned.forget[0] / (1 - learned.forget[0]))
    np.testing.assert_allclose(shifted.forget[0], sigmoid(logit + 2.0), atol=1e-5)


W = LSTMWeights(np.zeros((8, 12)), np.zeros((3, 12)), np.zeros(12))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: trace_lstm(W, np.zeros(10)),
            r"inputs must have shape \(timesteps, features\) = \(T, 8\); got \(10,\)",
        ),
        (lambda: trace_lstm(W, np.full((2, 8), np.nan)), "inputs must hold finite numbers only"),
        (lambda: trace_lstm(W, [["1"] * 8]), "inputs must be an array of numbers"),
        (lambda: trace_lstm(W, np.full((2, 8), 1j)), "inputs must be an array of numbers"),
        (lambda: trace_lstm(W, np.zeros((2, 8), "M8[s]")), "inputs must be an array of numbers"),
        (lambda: trace_lstm(W, [[10**400] * 8]), "inputs must be an array of numbers"),
        (lambda: trace_lstm(W, [[1.0], [1.0, 2.0]]), "inputs must be an array of numbers"),
        (lambda: trace_lstm("W", np.zeros((2, 8))), "weights must be of type LSTMWeights; got 'W'"),
        (
            lambda: trace_lstm(W, np.zeros((2, 8)), intervention={"forget": 1.0}),
            "intervention must be of type Intervention; got {'forget': 1.0}",
        ),
        (lambda: trace_lstm(W, np.zeros((2, 8)), mask="no"), "mask must be a list of True and Fal"),
        (
            lambda: trace_lstm(W, np.zeros((2, 8)), mask=[True]),
            "mask must have one entry for each of the 2 timesteps",
        ),
        (lambda: trace_lstm(W, np.zeros((2, 8)), mask=[2, 1]), "mask must hold True"),
        (
            lambda: trace_lstm(W, np.zeros((2, 8)), initial_state=np.zeros(3)),
            "initial_state must be a pair",
        ),
        (
            lambda: trace_lstm(W, np.zeros((2, 8)), initial_state=(np.zeros(3), np.zeros(2))),
            "initial_state's cell must have",
        ),
        (lambda: Intervention(forget=1.5), "forget must lie between 0 and 1; got 1.5"),
        (lambda: Intervention(output="open"), "output must be a finite number; got 'open'"),
        (lambda: Intervention(forget_bias=np.inf), "forget_bias must be a finite number"),
        (lambda: Intervention(forget_bias=10**400), "forget_bias must be a finite number"),
        (lambda: Intervention(forget=True), "forget must be a finite number; got True"),
        (lambda: Intervention(forget=Fraction(3, 2)), "forget must lie between 0 and 1; got 1.5"),
        (lambda: Intervention(units=np.array(1)), "units must be whole numbers"),
        (lambda: Intervention(units=[True]), "each of units must be a whole number at least 0"),
        (
            lambda: trace_lstm(W, np.zeros((0, 8)), intervention=Intervention(timesteps=[0])),
            "timesteps must be empty, for there is none to choose",
        ),
        (
            lambda: Intervention(units=[-1]),
            "each of units must be a whole number at least 0; got -1",
        ),
        (lambda: Intervention(timesteps="all"), "timesteps must be whole numbers"),
        (
            lambda: trace_lstm(W, np.zeros((2, 8)), intervention=Intervention(units=[3])),
            "each of units must be a whole number from 0 to 2; got 3",
        ),
    ],
)
def test_a_wrong_argument_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
