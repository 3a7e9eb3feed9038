"""The return explorer in Python: what can be set, what it says, and what it answers a page."""

from itertools import product

import numpy as np
import pytest

from lstm_helpers import ReturnExplorer, Vocabulary, keras_lstm, small_network
from lstm_helpers.plots.live import Look

WORDS = Vocabulary(("", "[UNK]", "good", "day"))


@pytest.fixture
def explorer():
    return ReturnExplorer(WORDS)


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "ReturnExplorer()"


@pytest.mark.parametrize(("sequences", "state"), list(product([False, True], repeat=2)))
def test_it_shows_the_numbers_and_shapes_of_keras(explorer, sequences, state):
    explorer.return_sequences, explorer.return_state = sequences, state
    scene = explorer._scene()
    layer = keras_lstm(small_network(3)[1], return_sequences=sequences, return_state=state)
    returned = layer(scene.inputs[None])
    tensors = returned if state else [returned]
    for ours, theirs in zip(scene.returned.values(), tensors, strict=True):
        np.testing.assert_allclose(ours, np.asarray(theirs), atol=1e-6)
        assert str(tuple(theirs.shape)) in explorer.readout[0]


def test_the_read_out_tells_tensors_and_numbers(explorer):
    assert explorer.readout == [
        "LSTM(3) returns 1 tensor: (1, 3) output.",
        f"output: {numbers(explorer._scene().trace.hidden[1])} after “day”.",
    ]
    explorer.return_sequences = explorer.return_state = True
    first, output, hidden, cell = explorer.readout
    trace = explorer._scene().trace
    assert first.endswith("returns 3 tensors: (1, 2, 3) output, (1, 3) h, (1, 3) c.")
    assert output.startswith(f"output: {numbers(trace.hidden[0])} after “good”; ")
    assert hidden == f"h: {numbers(trace.hidden[1])}, the last output once more."
    assert cell == f"c: {numbers(trace.cell[1])}, which no output holds."


def numbers(row):
    return f"({', '.join(f'{value:+.2f}'.replace('-', '−') for value in row)})"


def test_timesteps_follow_the_sentence_and_can_be_moved(explorer):
    explorer.sentence = "not a good day at all today"
    assert explorer.timesteps == 6
    assert explorer.readout[-2] == "The sentence has 7 tokens; the first 6 are read and drawn."
    explorer.timesteps = 1
    assert "the first one is read and drawn." in explorer.readout[-2]
    assert explorer.readout[-1] == "Not in the vocabulary, read as id 1: “not”."
    explorer.sentence = "good"
    assert explorer.timesteps == 1
    explorer.timesteps = 3
    assert explorer.readout[-1] == "Padding at 2 of 3 timesteps, read like a word."
    explorer.masked = True
    assert explorer.readout[-1] == "Padding at 2 of 3 timesteps, skipped: h and c are held."


def test_what_was_asked_for_at_the_start_is_so():
    explorer = ReturnExplorer(WORDS, sentence="good day", timesteps=4, units=6, masked=True)
    assert (explorer.timesteps, explorer.units, explorer.masked) == (4, 6, True)
    assert ReturnExplorer(WORDS, sentence="good " * 9).timesteps == 6


def test_the_mask_has_a_meaning_only_where_there_is_padding(explorer):
    assert explorer._controls()[-1].disabled
    explorer.timesteps = 3
    assert not explorer._controls()[-1].disabled


def test_its_alternative_text_names_the_words(explorer):
    explorer.timesteps = 3
    assert explorer._alt(explorer._scene()).startswith(
        "One box for each timestep (good, day, padding)"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": ""}, "sentence must hold at least one word; got ''"),
        ({"sentence": 5}, "sentence must be text"),
        ({"units": 0}, "units must be a whole number from 1 to 6; got 0"),
        ({"units": 7}, "from 1 to 6; got 7"),
        ({"timesteps": 7}, "timesteps must be a whole number from 1 to 6; got 7"),
        ({"timesteps": "2"}, "timesteps must be a whole number from 1 to 6; got '2'"),
        ({"return_sequences": 1}, "return_sequences must be True or False; got 1"),
        ({"return_state": "yes"}, "return_state must be True or False; got 'yes'"),
        ({"masked": None}, "masked must be True or False; got None"),
    ],
)
def test_what_cannot_be_is_refused_in_words(explorer, change, words):
    with pytest.raises(ValueError, match=words):
        ReturnExplorer(WORDS, **change)
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


def test_a_vocabulary_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="vocabulary must be of type Vocabulary; got"):
        ReturnExplorer(["good", "day"])


def test_a_page_hears_of_timesteps_that_followed_its_sentence(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))
    look = {"width": 700, "ratio": 1, "dark": True, "ground": [0, 0, 0]}
    explorer._hear(explorer, {"asked": "1", "look": look}, [])
    explorer._hear(explorer, {"asked": "2", "set": {"sentence": "good good day"}}, [])
    explorer._hear(explorer, {"asked": "3", "set": {"sentence": " "}}, [])
    values = [answer["values"]["timesteps"] for answer, _ in answers]
    assert values == [2, 3, 3]
    assert answers[2][0]["problem"] == "sentence must hold at least one word; got ' '"
    assert answers[2][0]["values"]["sentence"] == "good good day"
    assert answers[1][1] == answers[2][1]


def test_every_state_can_be_drawn(explorer):
    for units, timesteps, flag in product((1, 6), (1, 6), (False, True)):
        explorer.units, explorer.timesteps = units, timesteps
        explorer.return_sequences = explorer.return_state = explorer.masked = flag
        assert explorer._render(Look(width=560)).startswith(b"\x89PNG")
