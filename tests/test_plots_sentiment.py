"""The drawing of two judges, and the scoreboard."""

import numpy as np
import pytest

from lstm_helpers import load_review_model, plots, review_bag, sentiment_view
from lstm_helpers.intervals import wilson_interval
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.sentiment import MOST_TOKENS, SentimentFigure
from lstm_helpers.plots.words import Words

SENTENCE = "The start was dull, but the ending was great"


def view(sentence=SENTENCE, *change):
    return sentiment_view(sentence, load_review_model(), review_bag(), *change)


def words(picture):
    return [word for artist in picture.findobj(Words) for word in artist.words]


def test_both_verdicts_and_every_word_are_drawn():
    scene = view(SENTENCE, "swap", 3, 8)
    picture = plots.plot_sentiment(scene)
    texts = [word.text for word in words(picture)]
    assert f"{scene.probability:.2f} LSTM" in texts
    assert f"{scene.bag_probability:.2f} bag" in texts
    assert any(f"dotted: as typed, {scene.before.probability:.2f}" in text for text in texts)
    drawn = [line.get_ydata() for line in picture.axes[0].lines]
    assert any(len(y) == 9 and np.allclose(y, scene.reading.probabilities) for y in drawn)
    assert len(picture.axes[1].collections[0].get_paths()) == 9


def test_numbers_never_stand_upon_each_other():
    for sentence in ("good", "bad", "a", SENTENCE):
        figure = SentimentFigure()
        picture = figure.still(view(sentence))
        one, two = (word.y for word in words(picture) if word.text.endswith(("LSTM", "bag")))
        assert abs(one - two) >= 17.9


def test_a_typed_sentence_keeps_its_columns_beside_a_not():
    figure = SentimentFigure()
    figure.png(view("it is good", "not", 2), Look())
    typed, read = figure._typed.get_xdata(), figure._read.get_xdata()
    np.testing.assert_allclose(typed, np.delete(read, 2))


@pytest.mark.parametrize(("width", "upright"), [(860, False), (560, True)])
def test_words_turn_upright_where_they_would_meet(width, upright):
    figure = SentimentFigure()
    figure.png(view(SENTENCE), Look(width=width))
    boxes = [path.get_extents() for path in figure._words.get_paths()]
    assert bool(boxes[6].height > boxes[6].width) is upright  # "ending"


def test_another_sentence_needs_no_other_stage():
    figure = SentimentFigure()
    figure.png(view(SENTENCE), Look())
    stage = figure._canvas
    figure.png(view("An overacted and antidisestablishmentarian musical, wonderful"), Look())
    assert figure._canvas is stage


def test_a_long_sentence_is_cut_and_says_so():
    scene = view("a film " * 40)
    picture = plots.plot_sentiment(scene)
    texts = [word.text for word in words(picture)]
    assert any(f"the first {MOST_TOKENS} of 80 tokens" in text for text in texts)
    assert SentimentFigure().png(view("a film " * 40, "not", 60), Look()).startswith(b"\x89PNG")


def test_another_kind_of_scene_is_refused():
    with pytest.raises(ValueError, match="view must be of type SentimentView"):
        plots.plot_sentiment("view")


def test_the_scoreboard_shows_runs_means_and_ranges():
    boards = {"reviews": {"bag": [80], "LSTM": [85, 88]}, "pairs": {"bag": [5], "LSTM": [6, 7]}}
    picture = plots.plot_scores(boards, {"reviews": 100, "pairs": 10})
    left = picture.axes[0]
    dots = [line.get_xdata() for line in left.lines if line.get_marker() == "o"]
    assert [list(x) for x in dots] == [[0.8], [0.85, 0.88]]
    low, high = wilson_interval(80, 100)
    assert left.patches[0].get_x() == pytest.approx(low)
    assert left.patches[0].get_width() == pytest.approx(high - low)
    assert {"0.80", "0.86"} <= {text.get_text() for text in left.texts}
    assert picture.axes[1].get_title() == "pairs (10)"


def test_runs_that_come_one_by_one_are_counted_once():
    picture = plots.plot_scores(
        {"reviews": {"bag": (count for count in (80, 82))}}, {"reviews": 100}
    )
    assert picture.axes[0].lines[0].get_xdata().tolist() == [0.8, 0.82]


@pytest.mark.parametrize(
    ("boards", "totals", "words"),
    [
        ({}, {}, "boards must hold at least one entry; got none"),
        ([1], {}, "boards must be a dict whose keys are texts"),
        ({"a": {"x": [1]}}, {}, "totals must name the total of each board; 'a' is missing"),
        ({"a": {"x": []}}, {"a": 2}, "must hold a run of each model; 'x' has none"),
        (
            {"a": {"x": 1}},
            {"a": 2},
            "the counts of 'x' must be a list with one for each run; got 1",
        ),
        ({"a": {"x": [3]}}, {"a": 2}, "each count of 'x' must be a whole number from 0 to 2"),
        ({"a": {"x": [1]}, "b": {"y": [1]}}, {"a": 2, "b": 2}, "must hold the same models each"),
    ],
)
def test_a_scoreboard_that_does_not_fit_is_refused(boards, totals, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_scores(boards, totals)
