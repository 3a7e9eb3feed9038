"""The same LSTM three times: NumPy, JavaScript and keras.layers.LSTM give the same numbers."""

import numpy as np
import pytest

from lstm_helpers import Intervention, lstm_step, trace_lstm
from lstm_helpers.models import keras_lstm, keras_states
from lstm_helpers.widgets._replay import answer, greatest_difference
from lstm_helpers.widgets._scene import intervention_to_json, read_scene
from tests.test_cells import random_weights
from tests.widgets.conftest import SENTENCE, random_model

NAMES = ("input", "forget", "candidate", "output", "cell", "hidden")
EQUAL = 1e-6


def random_case(rng):
    timesteps, features, units = (int(n) for n in rng.integers(1, (10, 20, 20)))
    inputs = rng.normal(size=(timesteps, features)).astype(np.float32)
    state = tuple(rng.normal(size=units).astype(np.float32) for _ in "hc")
    return random_weights(rng, features, units), inputs, state


def for_javascript(weights):
    return {
        "kernel": weights.kernel.ravel(),
        "recurrentKernel": weights.recurrent_kernel.ravel(),
        "bias": weights.bias,
        "units": weights.units,
    }


def traced_in_javascript(javascript, weights, inputs, **options):
    trace = javascript(
        "lstm",
        "module.traceLstm(value.weights, value.inputs, value.options)",
        {"weights": for_javascript(weights), "inputs": list(inputs), "options": options},
    )
    return {name: trace[name].reshape(len(inputs), weights.units) for name in NAMES}


def distance(a, b):
    assert np.array_equal(np.isnan(a), np.isnan(b))
    return float(np.nanmax(np.abs(np.asarray(a) - np.asarray(b)), initial=0.0))


def test_a_step_is_the_same(javascript):
    rng = np.random.default_rng(1)
    for _ in range(30):
        weights, inputs, (hidden, cell) = random_case(rng)
        value = {"w": for_javascript(weights), "x": inputs[0], "h": hidden, "c": cell}
        drawn = javascript("lstm", "module.lstmStep(value.w, value.x, value.h, value.c)", value)
        step = lstm_step(weights, inputs[0], hidden, cell)
        assert max(distance(drawn[name], getattr(step, name)) for name in NAMES) <= EQUAL


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
def test_three_traces_are_the_same(javascript, masked, capsys):
    rng = np.random.default_rng(20 + masked)
    to_numpy, to_keras = [], []
    for _ in range(40):
        weights, inputs, state = random_case(rng)
        mask = rng.random(len(inputs)) < 0.7 if masked else None
        options = {"initialState": list(state), "mask": mask}
        drawn = traced_in_javascript(javascript, weights, inputs, **options)
        trace = trace_lstm(weights, inputs, mask=mask, initial_state=state)
        to_numpy += [distance(drawn[name], getattr(trace, name)) for name in NAMES]
        _, hidden, cell = keras_lstm(weights, return_state=True)(
            inputs[None],
            mask=None if mask is None else mask[None],
            initial_state=[part[None] for part in state],
        )
        to_keras += [
            distance(drawn["hidden"][-1], np.asarray(hidden)[0]),
            distance(drawn["cell"][-1], np.asarray(cell)[0]),
        ]
    with capsys.disabled():
        kind = "masked" if masked else "unmasked"
        print(
            f"\n40 random LSTMs, {kind}: greatest difference JavaScript - NumPy "
            f"{max(to_numpy):.1e}, JavaScript - Keras {max(to_keras):.1e}"
        )
    assert max(to_numpy) <= EQUAL
    assert max(to_keras) <= EQUAL


def test_every_timestep_equals_keras(javascript):
    weights, inputs, _ = random_case(np.random.default_rng(3))
    drawn = traced_in_javascript(javascript, weights, inputs)
    hidden, cell = keras_states(weights, inputs)
    assert max(distance(drawn["hidden"], hidden), distance(drawn["cell"], cell)) <= EQUAL


@pytest.mark.parametrize("seed", range(25))
def test_surgery_is_the_same(javascript, seed):
    rng = np.random.default_rng(100 + seed)
    weights, inputs, _ = random_case(rng)
    chosen = lambda size: [int(i) for i in np.flatnonzero(rng.random(size) < 0.5)]  # noqa: E731
    intervention = Intervention(
        forget=rng.choice([None, 0.0, 0.4, 1.0]),
        input=rng.choice([None, 0.0, 0.7]),
        output=rng.choice([None, 0.2]),
        forget_bias=float(rng.normal()),
        timesteps=None if seed % 2 else chosen(len(inputs)),
        units=None if seed % 3 else chosen(weights.units),
    )
    drawn = traced_in_javascript(
        javascript, weights, inputs, intervention=intervention_to_json(intervention)
    )
    trace = trace_lstm(weights, inputs, intervention=intervention)
    assert max(distance(drawn[name], getattr(trace, name)) for name in NAMES) <= EQUAL


def drawn_states(model, **options):
    scene = {"swaps": {}, "padding": 0, "mask_padding": True, "intervention": None} | options
    trace = read_scene(model, SENTENCE, **scene).trace
    return trace.hidden.astype(np.float64), trace.cell.astype(np.float64)


@pytest.mark.parametrize(("padding", "mask_padding"), [(0, True), (3, True), (3, False)])
def test_the_check_on_screen_measures(padding, mask_padding):
    model = random_model()
    hidden, cell = drawn_states(model, padding=padding, mask_padding=mask_padding)
    check = lambda: greatest_difference(model, SENTENCE, hidden, cell, padding, mask_padding)  # noqa: E731
    assert check() <= EQUAL
    cell[4, 2] += 0.25  # a picture that is wrong in one cell is found out
    assert check() == pytest.approx(0.25, abs=EQUAL)


def test_the_check_answers_a_browser():
    model = random_model()
    buffers = [memoryview(state.tobytes()) for state in drawn_states(model)]
    content = {"request": "a-1", "sentence": SENTENCE, "padding": 0, "mask_padding": True}
    reply = answer(model, content, buffers)
    assert (reply["kind"], reply["request"]) == ("replay", "a-1")
    assert reply["difference"] <= EQUAL
    short = answer(model, content | {"sentence": "the plot"}, buffers)
    assert short["difference"] is None
    assert "drawn states must have shape (2, 16)" in short["trouble"]
