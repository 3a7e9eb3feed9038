import re
from pathlib import Path

import numpy as np
import pytest

from lstm_helpers import plots
from lstm_helpers.cells import LSTMStep
from lstm_helpers.gate_census import WordGate
from lstm_helpers.plots import GATE_COLOURS
from lstm_helpers.plots.style import NEGATIVE_COLOURS
from tests.test_pretrained import tiny_model

WORDS = [WordGate("but", 9, 0.4, 0.1), WordGate("a", 8, 0.5, 0.2)]


def test_maps_show_the_traced_numbers_a_column_a_token():
    reading = tiny_model().read("good but good")
    axes = plots.plot_gate_maps(reading).axes
    for row, name in zip(axes, GATE_COLOURS, strict=True):
        drawn = row.images[0].get_array()
        np.testing.assert_array_equal(drawn, getattr(reading.trace, name).T)
    assert [label.get_text() for label in axes[-1].get_xticklabels()] == reading.tokens


def test_the_diagram_carries_the_numbers_of_the_chosen_unit():
    values = {name: np.array([0.0, n / 10]) for n, name in enumerate(GATE_COLOURS, start=1)}
    figure = plots.plot_cell_diagram(LSTMStep(**values), [0.0, -0.25], unit=1)
    texts = {text.get_text() for text in figure.axes[0].texts}
    assert {"c = −0.25", "c' = +0.50", "h' = +0.60", "0.10", "0.20", "+0.30", "0.40"} <= texts


def test_word_gates_show_mean_and_count():
    axes = plots.plot_word_gates(WORDS, WORDS[::-1], "forget").axes
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["but (9)", "a (8)"]
    assert axes[0].containers[0][0].get_xdata().tolist() == [0.4, 0.5]


def test_probability_curves_are_told_apart_by_line_style():
    lines = plots.plot_probabilities(["a", "b"], {"x": [0.1, 0.2], "y": [0.3, 0.4]}).axes[0].lines
    assert len({line.get_linestyle() for line in lines if line.get_marker() == "o"}) == 2


def test_a_figure_shows_itself_as_a_png_at_half_its_pixels():
    png, metadata = plots.plot_squashing()._repr_png_()
    width = int.from_bytes(png[16:20], "big")
    assert png.startswith(b"\x89PNG")
    assert metadata["width"] == width / 2


def test_an_empty_sentence_has_no_maps():
    with pytest.raises(ValueError, match="reading must hold at least one token"):
        plots.plot_gate_maps(tiny_model().read(""))


def test_the_explorer_draws_in_the_same_colours():
    widgets = Path(plots.__file__).parents[1] / "widgets"
    script = (widgets / "static" / "colours.js").read_text(encoding="utf-8")
    hues = dict(re.findall(r'^  (\w+): "(#\w{6})",$', script, flags=re.MULTILINE))
    light = re.search(r"light: \{(.*?)\}", script)[1]
    assert hues == GATE_COLOURS
    assert dict(re.findall(r'(\w+): "(#\w{6})"', light)) == NEGATIVE_COLOURS


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_gate_maps("a film"), "reading must be of type Reading; got 'a film'"),
        (lambda: plots.plot_word_gates(WORDS, WORDS, "candidate"), "gate must be one of input, "),
        (lambda: plots.plot_probabilities(["a"], {}), "curves must hold 1 to 4 lines; got 0"),
        (
            lambda: plots.plot_probabilities(["a"], {str(n): [0.5] for n in range(5)}),
            "curves must hold 1 to 4 lines; got 5",
        ),
        (
            lambda: plots.plot_probabilities(["a"], {"learned": [0.1, 0.2]}),
            r"curves\['learned'\] must have shape \(tokens,\) = \(1,\); got \(2,\)",
        ),
        (
            lambda: plots.plot_cell_diagram(LSTMStep(*np.ones((6, 2))), [1.0, 2.0], unit=2),
            "unit must be a whole number from 0 to 1; got 2",
        ),
        (
            lambda: plots.plot_cell_diagram(LSTMStep(*np.ones((6, 2))), [1.0]),
            r"previous_cell must have shape \(units,\) = \(2,\); got \(1,\)",
        ),
        (lambda: plots.plot_cell_diagram(None, [1.0]), "step must be of type LSTMStep; got None"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
