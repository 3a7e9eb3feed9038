"""The gradient explorer in Python: its values, its words, its picture."""

import re

import pytest

from lstm_helpers import GradientExplorer, gradient_flow
from lstm_helpers.plots.live import Look
from lstm_helpers.widgets.controls import Choice, Slider


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"cell": "rnn"}, "cell must be one of RNN, LSTM, GRU; got 'rnn'"),
        ({"length": 1}, "length must be a whole number from 2 to 100; got 1"),
        ({"length": 101}, "length must be a whole number from 2 to 100; got 101"),
        ({"length": "10"}, "length must be a whole number from 2 to 100; got '10'"),
        ({"gain": 2.1}, "gain must lie between 0.2 and 2; got 2.1"),
        ({"gain": None}, "gain must be a finite number; got None"),
        ({"forget_bias": 3}, "forget_bias must be one of 0, 1, 2, 5; got 3"),
        ({"forget_bias": True}, "forget_bias must be one of 0, 1, 2, 5; got True"),
        ({"forget_bias": [1]}, r"forget_bias must be one of 0, 1, 2, 5; got \[1\]"),
        ({"clip": 0}, "clip must lie between 0.1 and 10; got 0"),
        ({"clip": "on"}, "clip must be 'off' or a number; got 'on'"),
        ({"seed": 10}, "seed must be a whole number from 0 to 9; got 10"),
    ],
)
def test_a_wrong_value_is_refused_in_words_and_changes_nothing(arguments, words):
    with pytest.raises(ValueError, match=words):
        GradientExplorer(**arguments)
    explorer = GradientExplorer()
    before = explorer.readout
    ((name, value),) = arguments.items()
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


def test_the_read_out_holds_the_figures_of_the_flow():
    explorer = GradientExplorer(cell="RNN", length=100, gain=0.5, seed=2)
    curve = gradient_flow("RNN", 100, 0.5, seed=2).curve
    verdict, reach, cause, update, setup = explorer.readout
    assert verdict == "RNN, 100 timesteps: vanishing."
    assert f"{curve.norms[0]:.1e} at the first" in reach
    assert f"it halves every {curve.halving:.1f} steps" in reach
    assert "less than 1/100" in reach
    assert f"by {0.5**99:.1e} in all" in cause
    assert update.endswith("clipping is off.")
    assert "(seed 2)" in setup


@pytest.mark.parametrize(
    ("values", "verdict", "words"),
    [
        ({"cell": "RNN", "gain": 2.0}, "exploding", "it doubles every"),
        ({"cell": "RNN", "gain": 2.0}, "exploding", "leaves 5"),
        ({"cell": "LSTM", "gain": 0.8, "forget_bias": 5}, "holding", "the forget gate is 0.99"),
        ({"cell": "GRU", "gain": 0.8}, "vanishing", "keeps 0.50 of the old state a step"),
    ],
)
def test_each_cell_says_what_it_does(values, verdict, words):
    explorer = GradientExplorer(length=100, **values)
    assert explorer.readout[0].endswith(f"{verdict}.")
    assert words in " ".join(explorer.readout)


def test_clipping_says_whether_it_changed_the_update():
    explorer = GradientExplorer(cell="RNN", length=50, gain=1.5, clip=1)
    assert "clipped to 1 it is 1.0. The update is shorter" in explorer.readout[3]
    explorer.gain, explorer.clip = 0.2, 10
    assert "within the limit of 10: clipping changes nothing" in explorer.readout[3]
    explorer.clip = None
    assert explorer.clip == "off"


def test_every_control_offers_what_its_attribute_takes():
    explorer = GradientExplorer()
    names = [control.name for control in explorer._controls()]
    assert names == ["cell", "length", "gain", "forget_bias", "clip", "seed"]
    for control in explorer._controls():
        assert isinstance(control, Slider | Choice)
        for value in control.on_page()["values"]:
            setattr(explorer, control.name, value)
            assert getattr(explorer, control.name) == value
            assert explorer.readout


def test_a_value_between_those_of_the_slider_is_offered_too():
    explorer = GradientExplorer(gain=0.77, clip=3)
    controls = {control.name: control.on_page() for control in explorer._controls()}
    assert 0.77 in controls["gain"]["values"]
    assert controls["clip"]["values"] == ["off", 0.1, 0.2, 0.5, 1, 2, 3, 5, 10]
    assert len(controls["clip"]["texts"]) == 9


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [560, 1000])
def test_it_draws_on_any_page_without_a_warning(dark, width):
    explorer = GradientExplorer(cell="LSTM", clip=0.1)
    for length in (2, 100):
        explorer.length = length
        assert explorer._render(Look(width, dark=dark)).startswith(b"\x89PNG")


def test_it_describes_its_picture_and_has_a_short_name():
    explorer = GradientExplorer(length=2)
    assert repr(explorer) == "GradientExplorer()"
    alt = explorer._alt(explorer._scene())
    assert re.search(r"the RNN's goes from 1 at the last of 2 timesteps to 0\.\d+ at", alt)
    assert "LSTM" in alt
    assert "GRU" in alt
