"""Figures of the pipeline: the data as they are, legible, whatever the text."""

import io

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from PIL import Image

from lstm_helpers import load_pipeline, plots
from lstm_helpers.pipeline import STAGES
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.pipeline import PipelineFigure, PipelineScene
from lstm_helpers.plots.token_panels import kept_and_lost

TEXT = "The zorblish plot of it was not good but I loved it"
HOSTILE = "$\\broken{ <img src=x> \N{SLIGHTLY SMILING FACE} " + "x" * 300


@pytest.fixture(scope="module")
def pipeline():
    return load_pipeline()


def texts_of(figure):
    return [text.get_text() for text in figure.texts]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_names_all_six_with_their_shapes(pipeline, stage):
    drawn = texts_of(plots.plot_stage(pipeline, TEXT, stage))
    for words in ("1 string", "1 list of ids", "1 × 10", "1 × 10 × 50", "1 × 64", "1 × 3"):
        assert words in drawn
    assert any(words.startswith(f"{STAGES.index(stage) + 1} of 6: ") for words in drawn)


def test_ids_stand_below_their_tokens_and_unknown_ones_are_dashed(pipeline):
    figure = plots.plot_stage(pipeline, "a zorblish film", "ids")
    drawn = texts_of(figure)
    for words in ("a", "4", "zorblish", "1 unknown", "film", "8"):
        assert words in drawn
    styles = [boxes.get_linestyle()[0][1] for boxes in figure.findobj(PolyCollection)]
    assert sum(dashes is not None for dashes in styles) == 1


def test_padding_is_hatched_and_what_found_no_place_is_named(pipeline):
    short = plots.plot_stage(pipeline, "a dull film", "padded")
    assert texts_of(short).count("0") == 7
    assert "hatched: padding, 7 places that the mask skips" in texts_of(short)
    assert any(getattr(artist, "get_hatch", lambda: None)() for artist in short.findobj())
    assert "no place for: the zorblish" in texts_of(plots.plot_stage(pipeline, TEXT, "padded"))


def test_numbers_stand_where_a_learner_would_ask(pipeline):
    stages = pipeline.run(TEXT)
    state = texts_of(plots.plot_stage(pipeline, TEXT, "state"))
    unit = int(stages.state[0].argmax())
    assert f"unit {unit}: {stages.state[0, unit]:+.2f}" in state
    shares = texts_of(plots.plot_stage(pipeline, TEXT, "probabilities"))
    for label, share in zip(stages.labels, stages.probabilities[0], strict=True):
        assert {label, f"{share:.3f}"} <= set(shares)
    assert "softmax of the logits; the shares add up to 1" in shares


def test_the_poster_holds_all_stages(pipeline):
    drawn = texts_of(plots.plot_pipeline(pipeline, TEXT))
    for words in ("1  text", "6  probabilities", "zorblish", "positive", "feature 0", "unit 0"):
        assert words in drawn


@pytest.mark.parametrize("width", [560, 860, 1000])
@pytest.mark.parametrize("stage", STAGES)
def test_no_words_leave_the_picture(pipeline, stage, width):
    for text in (TEXT, "a dull film"):
        figure = PipelineFigure().still(PipelineScene.of(pipeline, text, stage), width)
        figure.set_dpi(80)
        figure.canvas.draw()
        for words in figure.texts:
            box = words.get_window_extent()
            assert box.x0 >= 0 and box.x1 <= width, words.get_text()
            assert box.y0 >= 0 and box.y1 <= PipelineFigure.height, words.get_text()


@pytest.mark.parametrize("text", ["", "?!", "one", HOSTILE, "word " * 300])
@pytest.mark.parametrize("stage", STAGES)
def test_any_text_can_be_drawn(pipeline, text, stage):
    png = PipelineFigure().png(PipelineScene.of(pipeline, text, stage), Look(600, dark=True))
    assert np.asarray(Image.open(io.BytesIO(png))).shape == (PipelineFigure.height, 600, 3)


def test_a_long_text_without_spaces_is_cut_and_not_left_out(pipeline):
    def shown(text, stage):
        return "".join(texts_of(plots.plot_stage(pipeline, text, stage))).replace("\n", "")

    assert f"“{'long' * 59}lon…”" in shown("long" * 75, "text")
    assert "Oh longlong" in shown("Oh  " + "long" * 75, "text")
    assert f"“{'word ' * 47}…”".replace(" ", "") in shown("word " * 300, "text").replace(" ", "")
    assert "no place for: longlong" in shown("long" * 75 + " a" * 10, "padded")


def test_a_moved_picture_is_the_picture_drawn_afresh(pipeline):
    moved = PipelineFigure()
    for stage in STAGES:
        png = moved.png(PipelineScene.of(pipeline, TEXT, stage), Look())
        afresh = PipelineFigure().png(PipelineScene.of(pipeline, TEXT, stage), Look())
        assert png == afresh


@pytest.mark.parametrize("side", ["pre", "post"])
def test_each_place_has_its_token_whatever_was_cut(pipeline, side):
    from dataclasses import replace

    cut = replace(pipeline, truncate=side, where=side, length=4)
    kept, lost = kept_and_lost(cut.run("the film was not good"))
    expected = (["film", "was", "not", "good"], ["the"])
    assert (kept, lost) == (
        expected if side == "pre" else (["the", "film", "was", "not"], ["good"])
    )
    kept, lost = kept_and_lost(cut.run("the film"))
    assert kept == (["", "", "the", "film"] if side == "pre" else ["the", "film", "", ""])
    assert lost == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("model", "a", "ids"), "pipeline must be of type TextPipeline; got 'model'"),
        ((None, 3, "ids"), "text must be text"),
        ((None, "a", "idz"), "stage must be one of text, ids, .*; got 'idz'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(pipeline, arguments, words):
    first = pipeline if arguments[0] is None else arguments[0]
    with pytest.raises(ValueError, match=words):
        plots.plot_stage(first, *arguments[1:])
