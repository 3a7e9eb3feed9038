"""What the browser computes to draw is what Python's ``reading`` says is drawn."""

import numpy as np
import pytest

from lstm_helpers import GateExplorer, Intervention
from tests.widgets.conftest import SENTENCE

NAMES = ("input", "forget", "candidate", "output", "cell", "hidden")


def state_of(explorer):
    """Return an explorer's state as JavaScript gets it."""
    unneeded = ("_esm", "_css", "layout", "_model", "_view")
    return {k: v for k, v in explorer.get_state().items() if not k.startswith(unneeded)}


def drawn_by(javascript, explorer):
    """Return the scene that the browser would draw."""
    script = "module.readScene(module.readReviewModel((key) => value[key]), value)"
    return javascript("scene review_model", script, state_of(explorer))


SCENES = {
    "as learned": {},
    "surgery": {"intervention": Intervention(forget=1.0, output=0.3)},
    "surgery at a place": {"intervention": Intervention(forget_bias=2.0, timesteps=[5], units=[3])},
    "surgery beyond the end": {"intervention": Intervention(forget=0.0, timesteps=[2, 99])},
    "a swap": {"swaps": {3: "very"}},
    "an unknown word swapped in": {"swaps": {1: "zorblish"}},
    "a token left out": {"swaps": {4: ""}},
    "masked padding": {"padding": 4},
    "padding that is read": {"padding": 4, "mask_padding": False},
    "all at once": {
        "swaps": {0: "", 3: "very"},
        "padding": 2,
        "mask_padding": False,
        "intervention": Intervention(input=0.9, timesteps=[3, 12]),
    },
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
def test_browser_and_python_read_the_same(javascript, model, scene):
    explorer = GateExplorer(model, sentence=SENTENCE)
    for name, value in scene.items():
        setattr(explorer, name, value)
    drawn = drawn_by(javascript, explorer)
    run = drawn["altered"] or drawn["learned"]
    reading = explorer.reading
    assert len(drawn["columns"]) == len(reading.tokens)
    for name in NAMES:
        values = run[name].reshape(len(reading.tokens), -1)
        np.testing.assert_allclose(values, getattr(reading.trace, name), rtol=0, atol=1e-6)
    np.testing.assert_allclose(run["probabilities"], reading.probabilities, rtol=0, atol=1e-6)


def test_nothing_altered_is_read_once(javascript, model):
    assert drawn_by(javascript, GateExplorer(model))["altered"] is None
    scoped = GateExplorer(model, intervention=Intervention(units=[2]))
    assert drawn_by(javascript, scoped)["altered"] is None


@pytest.mark.parametrize("sentence", ["", "  ", "?!", "\n"])
def test_no_word_gives_no_column(javascript, model, sentence):
    explorer = GateExplorer(model, sentence=sentence)
    explorer.padding = 3
    assert drawn_by(javascript, explorer)["columns"] == []
    assert explorer.reading.tokens == []


def test_a_long_sentence_is_cut_on_both_sides(javascript, model):
    explorer = GateExplorer(model, sentence="film " * 1000)
    drawn = drawn_by(javascript, explorer)
    assert (len(drawn["columns"]), drawn["total"]) == (200, 1000)
    assert len(explorer.reading.tokens) == 200


def test_units_stand_by_their_weight_on_the_prediction(javascript, model):
    script = "module.readReviewModel((key) => value[key]).order"
    order = javascript("review_model", script, state_of(GateExplorer(model)))
    weights = np.abs(model.dense_kernel)[order]
    assert sorted(order) == list(range(16))
    assert (np.diff(weights) <= 0).all()
