"""The explorer from Python: its state, both ways, and what it refuses."""

import subprocess
import sys

import numpy as np
import pytest
from traitlets import TraitError

from lstm_helpers import GateExplorer, Intervention, load_review_model
from lstm_helpers.widgets import _replay
from tests.widgets.conftest import SENTENCE, random_model


@pytest.fixture
def explorer(model):
    return GateExplorer(model, sentence=SENTENCE)


def from_browser(explorer, **state):
    """Let the explorer hear what a browser says, as the kernel does."""
    explorer.set_state(state)


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "GateExplorer(16 units)"


def test_the_shipped_model_is_read_if_none_is_given():
    explorer = GateExplorer(sentence="I loved it.")
    expected = load_review_model().read("I loved it.")
    np.testing.assert_array_equal(explorer.reading.probabilities, expected.probabilities)


def test_it_begins_at_the_heaviest_unit(model, explorer):
    assert explorer.unit == np.argmax(np.abs(model.dense_kernel))
    assert GateExplorer(model, unit=3).unit == 3


def test_reading_is_the_model_s(model, explorer):
    surgery = Intervention(forget=0.2, timesteps=[5])
    explorer.intervention = surgery
    expected = model.read(SENTENCE, surgery)
    assert explorer.reading.tokens == expected.tokens
    np.testing.assert_array_equal(explorer.reading.trace.cell, expected.trace.cell)


def test_a_token_left_out_is_as_if_never_written(model, explorer):
    explorer.swaps = {3: ""}
    without = model.read(SENTENCE.replace("not ", ""))
    np.testing.assert_allclose(
        explorer.reading.probabilities[-1], without.probabilities[-1], rtol=0, atol=1e-6
    )
    assert np.isnan(explorer.reading.trace.forget[3]).all()


def test_masked_padding_changes_nothing_and_unmasked_does(explorer):
    alone = explorer.reading.probabilities[-1]
    explorer.padding = 5
    assert explorer.reading.probabilities[-1] == alone
    explorer.mask_padding = False
    assert explorer.reading.probabilities[-1] != alone


def test_what_the_browser_does_arrives(explorer):
    wire = {"forget": 0.25, "input": None, "output": None, "forget_bias": 0.5}
    from_browser(
        explorer,
        timestep=4,
        unit=7,
        intervention=wire | {"timesteps": [4], "units": None},
        swaps={"3": "very"},
    )
    assert (explorer.timestep, explorer.unit) == (4, 7)
    assert explorer.intervention == Intervention(forget=0.25, forget_bias=0.5, timesteps=[4])
    assert explorer.reading.tokens[3] == "very"
    from_browser(explorer, intervention=None, sentence="a film", timestep=1)
    assert explorer.intervention is None
    assert (explorer.sentence, explorer.timestep, explorer.swaps) == ("a film", 1, {})


def test_what_python_sets_is_sent_plainly(explorer):
    explorer.intervention = Intervention(output=0.5, units=[2, 1])
    explorer.swaps = {np.int64(3): "Very!"}
    explorer.timestep = np.int64(6)
    state = explorer.get_state()
    assert state["intervention"]["units"] == [1, 2]
    assert state["swaps"] == {"3": "very"}
    assert type(state["timestep"]) is int


def test_a_shorter_sentence_brings_the_timestep_inside(explorer):
    explorer.timestep = 10
    explorer.swaps = {1: "film"}
    explorer.sentence = "the film"
    assert (explorer.timestep, explorer.swaps) == (1, {})
    explorer.sentence = ""
    assert explorer.timestep == 0
    assert explorer.reading.probabilities.shape == (0,)


@pytest.mark.parametrize("text", ["", "   ", "🙂 שלום", "<img onerror=alert(1)>", "x" * 100_000])
def test_any_text_is_read(explorer, text):
    explorer.sentence = text
    assert len(explorer.reading.tokens) == len(explorer.reading.probabilities)


WRONG = [
    ("sentence", 3, "sentence must be text"),
    ("sentence", None, "sentence must be text"),
    ("timestep", 11, "timestep must be a whole number from 0 to 10; got 11"),
    ("timestep", -1, "timestep must be a whole number from 0 to 10; got -1"),
    ("timestep", 1.5, "timestep must be a whole number"),
    ("unit", 16, "unit must be a whole number from 0 to 15; got 16"),
    ("unit", "first", "unit must be a whole number"),
    ("intervention", {"forget": 1}, "intervention must be an Intervention"),
    ("intervention", Intervention(forget=1, units=[16]), "intervention's units"),
    ("question", "forget", "question must be a dict"),
    (
        "question",
        {"gate": "forgot", "token": "but"},
        "question's gate must be one of forget, input",
    ),
    ("question", {"gate": "cell"}, "question must name either a token or a timestep"),
    ("question", {"gate": "cell", "token": "and"}, "question's token must be one of the, plot"),
    ("question", {"gate": "cell", "timestep": 11}, "question's timestep must be a whole number"),
    ("question", {"gate": "cell", "token": "but", "unit": 16}, "question's unit"),
    ("question", {"gate": "cell", "token": "but", "units": 1}, "question has no field 'units'"),
    ("question", {"gate": "cell", "token": "but", "prompt": 5}, "question's prompt must be text"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_argument_is_named(model, explorer, name, value, words):
    with pytest.raises(ValueError, match=words):
        GateExplorer(model, **{"sentence": SENTENCE, name: value})
    before = getattr(explorer, name)
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert getattr(explorer, name) == before


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("swaps", ["very"], "swaps must map timesteps to words"),
        ("swaps", {11: "very"}, "each timestep in swaps"),
        ("swaps", {3: "very very"}, "each word in swaps must be one token"),
        ("swaps", {3: None}, "each word in swaps must be text"),
        ("padding", 11, "padding must be a whole number from 0 to 10"),
        ("mask_padding", "no", "mask_padding"),
        ("answer", 3, "answer"),
    ],
)
def test_a_wrong_attribute_is_named(explorer, name, value, words):
    with pytest.raises((ValueError, TraitError), match=words):
        setattr(explorer, name, value)


def test_a_model_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="model must be a ReviewModel; got str"):
        GateExplorer("review")


def test_another_size_is_drawn_as_well():
    explorer = GateExplorer(random_model(units=64, features=5), sentence=SENTENCE, unit=63)
    assert repr(explorer) == "GateExplorer(64 units)"
    assert explorer.reading.trace.cell.shape == (11, 64)


def test_a_question_is_completed_and_a_new_one_asked_anew(model):
    explorer = GateExplorer(model, SENTENCE, question={"gate": "forget", "token": "but"})
    assert explorer.question == {
        "gate": "forget",
        "unit": "chosen",
        "token": "but",
        "timestep": None,
        "prompt": None,
    }
    from_browser(explorer, answer={"said": "falls", "right": True})
    assert explorer.answer["right"]
    explorer.question = {"gate": "cell", "timestep": 5, "unit": "mean"}
    assert explorer.answer is None


def heard(explorer, monkeypatch, **content):
    """Return what the explorer answers to a browser's message."""
    sent = []
    monkeypatch.setattr(explorer, "send", sent.append)
    # At once, also where another test's browser keeps an event loop at work in this thread.
    monkeypatch.setattr(_replay, "run_aside", lambda work, reply: reply(work()))
    explorer._hear(explorer, {"kind": "replay", "request": "v-1"} | content, [b"", b""])
    return sent


def test_keras_is_not_loaded_unasked(explorer, monkeypatch):
    monkeypatch.setattr(_replay, "keras_is_loaded", lambda: False)
    assert heard(explorer, monkeypatch) == [
        {"kind": "replay", "request": "v-1", "difference": None}
    ]
    monkeypatch.setattr(_replay, "answer", lambda *_: {"request": "v-1", "difference": 1e-8})
    scene = {"sentence": SENTENCE, "padding": 0, "mask_padding": True}
    assert heard(explorer, monkeypatch, load=True, **scene)[0]["difference"] == 1e-8
    assert explorer._replay == scene | {"difference": 1e-8}


def test_a_check_without_keras_is_answered_in_words(model, monkeypatch):
    def missing(*_):
        raise ImportError("No module named 'keras'")

    monkeypatch.setattr(_replay, "greatest_difference", missing)
    content = {"request": "v-1", "sentence": "", "padding": 0, "mask_padding": True}
    assert "Keras is not installed" in _replay.answer(model, content, [b"", b""])["trouble"]


def test_making_an_explorer_loads_no_tensorflow():
    program = """
import sys
from lstm_helpers import GateExplorer
GateExplorer().reading
sys.exit(any(name in sys.modules for name in ("tensorflow", "keras", "matplotlib", "sklearn")))
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_browser_that_lags_behind_does_no_harm(explorer):
    explorer.sentence = "a film"
    from_browser(explorer, timestep=9, swaps={"9": "very", "1": "plot"}, unit=2)
    assert (explorer.timestep, explorer.swaps, explorer.unit) == (1, {"1": "plot"}, 2)
    from_browser(explorer, padding=3, timestep=4)
    from_browser(explorer, padding=0, timestep=4)
    assert (explorer.padding, explorer.timestep) == (0, 1)
