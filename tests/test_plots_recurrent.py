"""The figures of lesson 04 show the numbers they are given, and refuse what they cannot show."""

import numpy as np
import pytest

from lstm_helpers import RecallScores, plots

INPUTS = np.array([[0.5, -1.25], [2.0, 0.0]])
HIDDEN = np.array([[0.25, -0.75, 1.0], [0.125, 0.5, -0.5]])
DISTANCES = (2, 30)
RNN = RecallScores("rnn", 16, 400, DISTANCES, np.array([[1.0, 0.25], [1.0, 0.75]]))
LSTM = RecallScores("lstm", 16, 1600, DISTANCES, np.array([[1.0, 0.9], [1.0, 1.0]]))
GRU = RecallScores("gru", 16, 1248, DISTANCES, np.array([[1.0, 1.0], [1.0, 1.0]]))


def words_in(picture):
    picture.canvas.draw()
    return [text.get_text() for axes in picture.axes for text in axes.texts]


def test_every_number_of_the_unrolled_network_is_drawn():
    shown = words_in(plots.plot_recurrent_steps(INPUTS, HIDDEN, ["very", "$good$"]))
    for value in np.concatenate([INPUTS.ravel(), HIDDEN.ravel()]):
        assert f"{value:.2f}".replace("-", "−") in shown
    assert "the same W (2, 3), U (3, 3), b (3,) at every step" in shown
    assert {"x[0] (2,)", "x[1] (2,)", "h[0] (3,)", "h[1] (3,)"} <= set(shown)
    assert {"“very”", "“$good$”"} <= set(shown)
    assert shown.count("0.00") == 3 + 1  # the start, and one number of the input


def test_nothing_of_the_unrolled_network_overlaps_or_leaves_the_figure():
    for timesteps, features, units in ((1, 1, 1), (5, 4, 4)):
        picture = plots.plot_recurrent_steps(
            np.full((timesteps, features), -1.88),
            np.full((timesteps, units), -0.88),
            ["wonderfully"] * timesteps,
        )
        picture.canvas.draw()
        boxes = [text.get_window_extent() for text in picture.axes[0].texts]
        whole = picture.bbox
        assert all(
            whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1
            for box in boxes
        )
        pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
        assert not any(a.shrunk(0.9, 0.7).overlaps(b.shrunk(0.9, 0.7)) for a, b in pairs)


@pytest.mark.parametrize(
    ("inputs", "hidden", "words", "message"),
    [
        (INPUTS, HIDDEN[:1], None, r"hidden must have shape \(timesteps, units\) = \(2, H\)"),
        (INPUTS, HIDDEN, ["one"], "words must hold 2, one a timestep; got 1"),
        (np.zeros((0, 1)), np.zeros((0, 1)), None, "number of timesteps of inputs must be a whole"),
        (np.zeros((6, 1)), np.zeros((6, 1)), None, "timesteps of inputs .* from 1 to 5; got 6"),
        (np.zeros((1, 5)), np.zeros((1, 1)), None, "features of inputs .* from 1 to 4; got 5"),
        (np.zeros((1, 1)), np.zeros((1, 5)), None, "units of hidden .* from 1 to 4; got 5"),
    ],
)
def test_what_cannot_be_unrolled_is_refused(inputs, hidden, words, message):
    with pytest.raises(ValueError, match=message):
        plots.plot_recurrent_steps(inputs, hidden, words)


def test_recall_lines_are_means_and_bands_reach_from_worst_to_best():
    picture = plots.plot_recall([RNN, LSTM, GRU])
    axes = picture.axes[0]
    lines = {line.get_label(): line for line in axes.lines}
    np.testing.assert_allclose(lines["RNN, 16 units"].get_ydata(), [1.0, 0.5])
    heights = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert {0.25, 0.75} <= set(heights)
    assert {"RNN 50%", "LSTM 95%", "GRU 100%", "guessing: 12.5%"} <= set(words_in(picture))


def test_the_cells_differ_in_more_than_colour():
    lines = plots.plot_recall([RNN, LSTM, GRU]).axes[0].lines[:3]
    assert len({line.get_linestyle() for line in lines}) == 3
    assert len({line.get_marker() for line in lines}) == 3


def test_end_labels_do_not_overlap():
    picture = plots.plot_recall([RNN, LSTM, GRU])
    picture.canvas.draw()
    boxes = [
        text.get_window_extent() for text in picture.axes[0].texts if text.get_text()[-1] == "%"
    ]
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
    assert not any(a.overlaps(b) for a, b in pairs)
    assert all(box.x1 <= picture.bbox.x1 for box in boxes)


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([], "scores must hold each cell once, one at least"),
        ([RNN, RNN], r"scores must hold each cell once, one at least; got \['rnn', 'rnn'\]"),
        (RNN, "scores must be a list of RecallScores"),
        (["rnn"], "each of scores must be of type RecallScores; got 'rnn'"),
    ],
)
def test_scores_that_cannot_be_drawn_are_refused(scores, message):
    with pytest.raises(ValueError, match=message):
        plots.plot_recall(scores)
