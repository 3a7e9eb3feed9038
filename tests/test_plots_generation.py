"""Figures of a language model: what they show, and what they refuse."""

import re
import warnings
from collections import Counter
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import continue_text, load_verse_model, plots
from lstm_helpers.plots.generation import (
    MOST_BARS,
    GenerationFigure,
    generation_sheet,
    percent,
    wrapped,
)
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet
from lstm_helpers.plots.wording import character_name


@pytest.fixture(scope="module")
def model():
    return load_verse_model()


@pytest.fixture(scope="module")
def scene(model):
    return continue_text(model, "The boat ", length=120, temperature=0.5)


def texts(scene, width=860):
    return [text for text, _, _ in generation_sheet(scene, Palette.on(False), width).labels]


def test_it_names_the_likeliest_characters_with_their_probabilities(model, scene):
    shown = texts(scene)
    order = np.argsort(-scene.next)[:MOST_BARS]
    for id_ in order:
        assert character_name(model.characters[id_]) in shown
        assert percent(scene.next[id_]) in shown
    rest = percent(1 - scene.next[order].sum())
    assert f"the {len(model.characters) - MOST_BARS} others together {rest}" in shown


def test_it_writes_the_whole_text_and_says_how_surprising_it_is(scene):
    shown = texts(scene)
    written = [c for c in (scene.prompt + scene.text).replace("\n", "↵") if c != " "]
    assert Counter(written) <= Counter(shown)
    told = f"{scene.nats:.2f} nats a character, perplexity {np.exp(scene.nats):.1f}"
    assert f"to the model {told}" in shown


def test_nothing_leaves_the_picture(model):
    for prompt, width in (("The ferry " * 12, 560), ("a\n\n" * 30, 1000)):
        scene = continue_text(model, prompt, length=200, temperature=2.0)
        sheet = generation_sheet(scene, Palette.on(True), width)
        assert all(0 <= x < width and 0 < y < GenerationFigure.height for _, x, y in sheet.labels)
    assert "…" in [text for text, _, _ in sheet.labels]


def test_what_moves_is_drawn_anew_and_nothing_piles_up(model):
    live, look = GenerationFigure(), Look(width=700)
    scenes = [continue_text(model, "The ", 80, temperature) for temperature in (0.5, 1.5)]
    first, second, again = (live.png(scenes[k], look) for k in (0, 1, 0))
    assert first == again != second
    assert len(live._axes.get_children()) < 40


def test_still_and_moving_are_one_drawing(scene):
    figure = plots.plot_generation(scene)
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


def test_losses_are_drawn_with_their_perplexity():
    figure = plots.plot_held_out_losses({"uniform": np.log(60), "LSTM": 1.5})
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert shown == [" 4.09 nats · perplexity 60.0", " 1.50 nats · perplexity 4.5"]


def test_no_loss_that_is_allowed_brings_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        perfect = plots.plot_held_out_losses({"perfect": 0.0}).axes[0]
        lost = plots.plot_held_out_losses({"lost": 800.0}).axes[0]
    assert perfect.get_xlim()[1] > 0
    assert perfect.texts[0].get_text() == " 0.00 nats · perplexity 1.0"
    assert lost.texts[0].get_text() == " 800.00 nats · perplexity inf"


@given(st.text("ab \n", max_size=60), st.integers(2, 12))
def test_wrapping_loses_nothing_and_overlaps_nothing(text, columns):
    placed = wrapped(text, columns)
    assert "".join(character for character, _, _ in placed) == text
    assert len({place[1:] for place in placed}) == len(text)
    assert all(0 <= column < columns for _, _, column in placed)


@given(st.text("ab \n", max_size=60), st.integers(2, 12))
def test_a_word_is_broken_only_where_no_row_can_hold_it(text, columns):
    placed = iter(wrapped(text, columns))
    for word in re.findall(r"[ \n]|[^ \n]+", text):
        rows = {row for _, row, _ in islice(placed, len(word))}
        assert len(rows) == 1 or len(word) > columns


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_generation("text"), "continuation must be of type Continuation"),
        (lambda: plots.plot_held_out_losses({}), "losses must hold at least one entry; got none"),
        (
            lambda: plots.plot_held_out_losses({"a": -1}),
            "losses\\['a'\\] must be at least 0; got -1",
        ),
    ],
)
def test_bad_input_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_sheet_may_have_any_number_of_lines():
    for count in range(4):
        sheet = Sheet()
        for _ in range(count):
            sheet.wire([(0, 0), (1, 1)], "black")
        assert [len(lines.get_segments()) for lines in sheet.artists()] == [count][: count > 0]
