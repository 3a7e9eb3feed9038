"""The generation explorer in Python: what can be set, what it says, and what it answers a page."""

import re

import numpy as np
import pytest

from lstm_helpers import GenerationExplorer, continue_text, load_verse_model
from lstm_helpers.plots.live import Look
from lstm_helpers.widgets.generation_explorer import LENGTHS, TEMPERATURES


@pytest.fixture(scope="module")
def model():
    return load_verse_model()


@pytest.fixture
def explorer(model):
    return GenerationExplorer(model, prompt="The ", length=40)


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "GenerationExplorer()"


def test_it_writes_what_the_model_generates(explorer, model):
    explorer.temperature, explorer.seed = 0.6, 3
    written = model.generate("The ", 40, 0.6, seed=3).removeprefix("The ").replace("\n", " / ")
    assert explorer.readout[2] == f"Written: “{written}”"


def test_the_read_out_tells_probabilities_entropy_and_surprise(explorer, model):
    explorer.temperature = 0.5
    first, second, _, last = explorer.readout
    likeliest = model.next_probabilities("The ", 0.5)
    best = model.characters[int(likeliest.argmax())]
    assert first.startswith(
        f"At temperature 0.5, after “The ”: “{best}” {likeliest.max():.0%}"[:-1]
    )
    plain = model.next_probabilities("The ").max()
    assert f"; at 1: “{best}” {100 * plain:.0f}" in first
    entropy = -(likeliest * np.log(likeliest)).sum()
    assert second.startswith(f"Entropy of the next character: {entropy:.2f} nats, as open as")
    nats = continue_text(model, "The ", 40, 0.5).nats
    assert f"{nats:.2f} nats a character, perplexity {np.exp(nats):.1f}" in last


def test_at_temperature_1_it_names_the_likeliest_once(explorer):
    assert explorer.temperature == 1
    assert "; at 1:" not in explorer.readout[0]


def test_signs_are_told_from_the_commas_of_the_sentence(explorer):
    explorer.prompt = "The water"
    assert re.search(r": space \d+%, “,” \d+%, “\.” \d+%\.$", explorer.readout[0])


def test_heat_makes_the_text_surprising(explorer):
    explorer.length = 200
    nats = []
    for explorer.temperature in (0.2, 1.0, 2.0):
        nats.append(explorer._scene().nats)
    assert nats == sorted(nats)
    assert nats[0] < 0.9 < 2.5 < nats[2]


def test_sliders_offer_what_may_be_and_what_was_set_from_python(explorer):
    controls = {control.name: control.on_page() for control in explorer._controls()}
    assert list(controls) == ["prompt", "temperature", "length", "seed"]
    assert controls["temperature"]["values"] == list(TEMPERATURES)
    assert controls["temperature"]["texts"][:3] == ["0.2", "0.3", "0.4"]
    assert controls["length"]["values"] == list(LENGTHS)
    explorer.seed, explorer.temperature, explorer.length = 123, 0.25, 7
    values = {control.name: control.on_page() for control in explorer._controls()}
    assert 123 in values["seed"]["values"]
    assert values["temperature"]["texts"][1] == "0.25"
    assert values["length"]["values"][0] == 7


def test_its_alternative_text_names_prompt_and_temperature(explorer):
    assert "likeliest characters after “The ”, at temperature 1" in explorer._alt(explorer._scene())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"prompt": ""}, "prompt must hold 1 to 120 characters; got 0"),
        ({"prompt": "a" * 121}, "prompt must hold 1 to 120 characters; got 121"),
        ({"prompt": "Bergfähre 7"}, "has met while it was trained; got 'ä', '7', and it knows"),
        ({"prompt": 5}, "prompt must be text"),
        ({"temperature": 0}, "temperature must lie between 0.2 and 2; got 0"),
        ({"temperature": "hot"}, "temperature must be a finite number; got 'hot'"),
        ({"length": 0}, "length must be a whole number from 1 to 200; got 0"),
        ({"length": 201}, "from 1 to 200; got 201"),
        ({"seed": -1}, "seed must be a whole number at least 0; got -1"),
    ],
)
def test_what_cannot_be_is_refused_in_words(explorer, model, change, words):
    with pytest.raises(ValueError, match=words):
        GenerationExplorer(model, **change)
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


def test_a_model_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="model must be of type CharacterModel; got 'verse'"):
        GenerationExplorer("verse")


def test_a_page_hears_of_a_prompt_that_cannot_be_read(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))
    look = {"width": 700, "ratio": 1, "dark": True, "ground": [0, 0, 0]}
    explorer._hear(explorer, {"asked": "1", "look": look}, [])
    explorer._hear(explorer, {"asked": "2", "set": {"prompt": "Rain 4"}}, [])
    explorer._hear(explorer, {"asked": "3", "set": {"temperature": 2}}, [])
    assert "got '4'" in answers[1][0]["problem"]
    assert answers[1][0]["values"]["prompt"] == "The "
    assert answers[0][1] == answers[1][1] != answers[2][1]
    assert answers[2][0]["values"]["temperature"] == 2


def test_a_text_is_written_once_for_an_answer(explorer, monkeypatch):
    written = []
    monkeypatch.setattr(
        "lstm_helpers.widgets.generation_explorer.continue_text",
        lambda *what: written.append(what) or continue_text(*what),
    )
    explorer._hear(explorer, {"asked": "1", "set": {"seed": 5}}, [])
    assert len(written) == 1


@pytest.mark.parametrize("temperature", [0.2, 2.0])
@pytest.mark.parametrize("prompt", [" ", "The ferry " * 12, "a\nb\n\nc"])
def test_every_state_can_be_drawn(explorer, temperature, prompt):
    explorer.temperature, explorer.prompt, explorer.length = temperature, prompt, 200
    for width in (560, 1000):
        assert explorer._render(Look(width=width)).startswith(b"\x89PNG")


def test_its_alternative_text_names_temperature_1_once(explorer):
    assert "temperature 1. Right:" in explorer._alt(explorer._scene())
    explorer.temperature = 0.7
    assert "temperature 0.7 and at 1. Right:" in explorer._alt(explorer._scene())


def test_nearly_sure_is_not_told_as_sure(explorer):
    explorer.prompt, explorer.temperature = "The wate", 0.7
    assert "“r” 99.9%" in explorer.readout[0] or "“r” 99.8%" in explorer.readout[0]
