"""The attention explorer in Python: what can be set, what it says, and what it answers a page."""

import re

import pytest

from lstm_helpers import AttentionExplorer, recall_view, recorded_recall
from lstm_helpers.plots.live import Look


@pytest.fixture
def explorer():
    return AttentionExplorer()


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "AttentionExplorer()"


@pytest.mark.parametrize("network", recorded_recall(), ids=lambda network: network.name)
def test_it_tells_the_recorded_figures(explorer, network):
    explorer.cell, explorer.attention, explorer.distance = network.cell, network.attention, 400
    accuracy = network.accuracy[:, -1]
    assert explorer.readout[0] == (
        f"{network.name}, 400 other words: {accuracy.mean():.0%} right on average, "
        f"{accuracy.min():.0%} to {accuracy.max():.0%} by seed."
    )
    assert any("Attention" in line for line in explorer.readout) == network.attention


def test_gradients_before_and_after_training_are_told_apart(explorer):
    explorer.trained = False
    assert explorer.readout[1].startswith("Before training the right word's logit")
    explorer.trained = True
    assert explorer.readout[1].startswith("After training")


def test_the_timestep_is_one_that_was_recorded_and_follows_the_distance(explorer):
    explorer.timestep = 50
    at = explorer.timestep
    assert at in recall_view(distance=100).timesteps
    assert f"by the word at timestep {at}" in explorer.readout[1]
    explorer.distance = 10
    assert explorer.timestep == 5
    explorer.distance = 400
    assert explorer.timestep == 200
    assert "at timestep 200" in explorer.readout[1]


def test_its_alternative_text_tells_the_picture(explorer):
    said = explorer._alt(explorer._scene())
    assert said.startswith("LSTM, 100 other words:")
    assert "Left, right answers by distance for 6 kinds of network" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cell": "cnn"}, "cell must be one of rnn, lstm, gru; got 'cnn'"),
        ({"attention": 1}, "attention must be True or False; got 1"),
        ({"distance": 30}, "distance must be 10, 25, 50, 100, 200 or 400; got 30"),
        ({"timestep": 101}, "timestep must be a whole number from 0 to 100; got 101"),
        ({"timestep": -1}, "timestep must be a whole number from 0 to 100; got -1"),
        ({"trained": None}, "trained must be True or False; got None"),
    ],
)
def test_what_cannot_be_is_refused_in_words(explorer, change, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        AttentionExplorer(**change)
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=re.escape(words)):
        setattr(explorer, name, value)
    assert explorer.readout == before


@pytest.mark.parametrize("look", [Look(), Look(width=560, dark=True, ratio=2.0)])
def test_it_is_drawn_for_every_page(explorer, look):
    assert explorer._figure.png(explorer._scene(), look)[1:4] == b"PNG"


def test_a_norm_recorded_as_0_is_not_told_as_0(explorer):
    explorer.distance, explorer.timestep = 400, 0
    assert explorer._scene().slopes[0] == 0
    assert "norm (too small to be recorded) by the first word" in explorer.readout[1]
    assert "from (too small to be recorded) at the first" in explorer._alt(explorer._scene())


def test_its_alternative_text_tells_when_and_whether_there_is_attention(explorer):
    explorer.trained = False
    assert explorer._alt(explorer._scene()).endswith("before training; below it no attention.")
    explorer.attention = True
    assert explorer._alt(explorer._scene()).endswith("below it the attention, after training.")
