"""The pipeline explorer from Python, and what it answers to a page."""

from dataclasses import replace

import pytest

from lstm_helpers import PipelineExplorer, load_pipeline
from lstm_helpers.pipeline import STAGES

LOOK = {"width": 800, "ratio": 1, "dark": False, "ground": [1, 1, 1]}


@pytest.fixture
def explorer():
    return PipelineExplorer(sentence="A zorblish film!")


@pytest.fixture
def ask(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))

    def ask(**question):
        explorer._hear(explorer, {"asked": "1", "look": LOOK, **question}, [])
        return answers[-1]

    return ask


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "PipelineExplorer(6 stages)"


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ("text", "Stage 1 of 6, text: 1 string. 16 characters."),
        ("ids", "Stage 2 of 6, ids: 1 list of ids. 3 ids: 4, 1, 8."),
        ("padded", "Stage 3 of 6, padded ids: 1 × 10. The row is 4, 1, 8, 0, 0, 0, 0, 0, 0, 0."),
        ("vectors", "Stage 4 of 6, vectors: 1 × 10 × 50. Numbers of the tokens from"),
        ("state", "Stage 5 of 6, last state: 1 × 64. Greatest +"),
        ("probabilities", "Stage 6 of 6, probabilities: 1 × 3. "),
    ],
)
def test_each_stage_is_read_out_with_its_data(explorer, stage, says):
    explorer.stage = stage
    assert explorer.readout[0].startswith(says)
    assert explorer.readout[2].startswith("Lost on the way here: ")


@pytest.mark.parametrize(
    ("text", "stage", "says"),
    [("I", "text", "1 character."), ("film", "ids", "1 id: 8."), ("?!", "state", "All zeros,")],
)
def test_one_or_none_is_read_out_as_one_or_none(explorer, text, stage, says):
    explorer.sentence, explorer.stage = text, stage
    assert f" {says}" in explorer.readout[0]


def test_probabilities_are_those_of_the_pipeline(explorer):
    explorer.stage = "probabilities"
    stages = load_pipeline().run("A zorblish film!")
    for label, share in zip(stages.labels, stages.probabilities[0], strict=True):
        assert f"{label} {share:.2f}" in explorer.readout[0]


def test_the_length_moves_what_is_lost(explorer):
    explorer.stage, explorer.length = "padded", 2
    assert explorer.readout[0].endswith("1 × 2. The row is 1, 8.")
    assert explorer.readout[2] == "Lost on the way here: 1 token dropped: a."
    assert explorer.pipeline.length == 2


@pytest.mark.parametrize("text", ["", "?!", "zorblish " * 40])
@pytest.mark.parametrize("stage", STAGES)
def test_any_text_has_a_read_out_at_every_stage(explorer, text, stage):
    explorer.sentence, explorer.stage = text, stage
    assert len(explorer.readout) == 3


def test_a_pipeline_of_one_s_own_is_shown():
    own = replace(load_pipeline(), length=4, labels=("bad", "so so", "good"))
    explorer = PipelineExplorer(own, "A dull film.", "probabilities")
    assert explorer.length == 4
    assert "bad 0." in explorer.readout[0]


def test_a_page_is_answered_with_a_picture_and_its_words(ask):
    answer, (png,) = ask(set={"stage": "padded"})
    assert png.startswith(b"\x89PNG")
    assert answer["explorer"] == "PipelineExplorer"
    assert [control["kind"] for control in answer["controls"]] == ["field", "slider", "slider"]
    assert answer["controls"][1]["texts"][2] == "3 padded ids"
    assert answer["values"]["stage"] == "padded"
    assert "stage 3, padded ids, marked" in answer["alt"]


def test_a_click_on_a_stage_chooses_it(ask, explorer):
    ask(pick=[0.99, 0.9])
    assert explorer.stage == "probabilities"
    ask(pick=[0.2, 0.9])
    assert explorer.stage == "ids"
    ask(pick=[0.9, 0.3])
    assert explorer.stage == "ids"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("sentence", 3, "sentence must be text"),
        ("stage", "idz", "stage must be one of text, ids, padded, vectors, state, probabilities"),
        ("length", 0, "length must be a whole number from 1 to 20; got 0"),
        ("length", 2.5, "length must be a whole number from 1 to 20; got 2.5"),
    ],
)
def test_bad_values_are_refused_by_name_and_change_nothing(explorer, ask, name, value, words):
    before = getattr(explorer, name)
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    with pytest.raises(ValueError, match=words):
        PipelineExplorer(**{name: value})
    assert words.split(";")[0] in ask(set={name: value})[0]["problem"]
    assert getattr(explorer, name) == before


def test_something_else_than_a_pipeline_is_refused():
    with pytest.raises(ValueError, match="pipeline must be of type TextPipeline; got 'model'"):
        PipelineExplorer("model")
