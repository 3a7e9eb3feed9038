"""Figures of lesson 13: what they show, and what they refuse."""

import numpy as np
import pytest

from lstm_helpers import plots, recall_view
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.recall_live import RecallFigure


def test_words_stand_with_their_weights():
    picture = plots.plot_attended_words([["a", "film"], ["so"]], [[0.25, 0.75], [1.0]])
    said = [text.get_text() for text in picture.axes[0].texts]
    assert said == ["a", "0.25", "film", "0.75", "so", "1.00"]


def test_a_weight_stands_below_its_word_on_a_ground_as_dark():
    axes = plots.plot_attended_words([["a", "film"], ["so"]], [[0.25, 0.75], [1.0]]).axes[0]
    said = {text.get_text(): text.get_position() for text in axes.texts}
    for word, share, line in (("a", "0.25", 0), ("film", "0.75", 0), ("so", "1.00", 1)):
        assert said[word][0] == said[share][0]
        assert line - 0.5 < said[word][1] < said[share][1] < line + 0.5, "y grows downwards"
    assert axes.get_ylim() == (1.5, -0.5)
    assert said["a"][0] < said["film"][0]
    light = {
        word: sum(ground.get_facecolor()[:3])
        for word in ("a", "film", "so")
        for ground in axes.patches
        if ground.get_bbox().contains(*said[word])
    }
    assert light["a"] > light["film"] > light["so"]


def test_long_words_stay_within_their_grounds():
    row = ["wonderful", "mesmerising", "entertainment", "incomprehensibilities"] * 4
    picture = plots.plot_attended_words([row, ["so"]], [[1 / 16] * 16, [1.0]])
    (axes,) = picture.axes
    picture.draw_without_rendering()
    grounds = [ground.get_window_extent() for ground in axes.patches]
    words = [text.get_window_extent() for text in axes.texts[::2]]
    for ground, word in zip(grounds, words, strict=True):
        assert ground.x0 <= word.x0 and word.x1 <= ground.x1
    assert axes.texts[6].get_text() == "incomprehensibi…"


def test_a_learners_dollar_signs_are_dollar_signs():
    picture = plots.plot_attended_words([["$x$", "$y"]], [[0.5, 0.5]])
    assert picture._repr_png_()[0][1:4] == b"PNG"


def test_the_map_has_a_row_for_each_sequence():
    weights = np.array([[0.7, 0.1, 0.2, 0.0], [0.0, 0.4, 0.5, 0.1], [0.25, 0.3, 0.05, 0.4]])
    axes = plots.plot_attention(weights).axes[0]
    (image,) = axes.images
    np.testing.assert_array_equal(image.get_array(), weights)
    left, right, bottom, top = image.get_extent()
    assert (left, right) == (-0.5, 3.5), "timestep 0 is the first from the left"
    assert (bottom, top) == (2.5, -0.5), "sequence 0 is the first from above"
    assert axes.get_xlim() == (-0.5, 3.5)
    assert axes.get_ylim() == (2.5, -0.5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_attention([[2.0, -1.0]]), "weights must hold numbers from 0 to 1"),
        (lambda: plots.plot_attention(np.zeros((0, 2))), "one sequence at least"),
        (lambda: plots.plot_attended_words([], []), "the number of sentences in words must be"),
        (lambda: plots.plot_attended_words([["a"]], []), "weights must hold 1, one a sentence"),
        (lambda: plots.plot_attended_words([["a"]], [[0.5, 0.5]]), "each of weights"),
        (
            lambda: plots.plot_attended_words([["a"] * 17], [[0.0] * 17]),
            "the number in each of words must be",
        ),
        (lambda: plots.plot_variants({}), "runs must hold at least one entry; got none"),
        (lambda: plots.plot_variants({"LSTM": []}), "must hold at least one run; got none"),
        (
            lambda: plots.plot_variants({"LSTM": [87.0]}),
            "each of runs\\['LSTM'\\] must lie between",
        ),
        (lambda: plots.plot_recall_view("lstm"), "view must be of type RecallView"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_variants_stand_with_the_best_on_top():
    picture = plots.plot_variants({"b": [0.7], "a": [0.9, 0.8]}, {"bag": 0.75})
    assert [label.get_text() for label in picture.axes[0].get_yticklabels()] == ["a", "b"]
    assert picture.axes[0].texts[0].get_text() == "bag 0.750"


@pytest.mark.parametrize("dark", [False, True])
def test_every_view_can_be_drawn_in_light_and_dark(dark):
    figure = RecallFigure()
    for cell in ("rnn", "lstm", "gru"):
        for attention in (False, True):
            for distance in (10, 400):
                view = recall_view(cell, attention, distance, timestep=distance // 2)
                assert figure.png(view, Look(dark=dark))[1:4] == b"PNG"


def test_the_bars_are_the_weights():
    figure = RecallFigure()
    view = recall_view("lstm", True, 10)
    figure.still(view)
    figure.png(view, Look())
    assert [segment[1][1] for segment in figure._bars.get_segments()] == view.attended.tolist()
