"""A misconception leads to the heading under which a lesson disproves it."""

import re

import nbformat
import pytest

from lstm_helpers.quiz.bank import lessons, load_bank, read_bank
from lstm_helpers.quiz.places import Place, notebook_of
from lstm_helpers.ways import NOTEBOOK_FOLDER
from lstm_helpers.ways import headings as headings_of
from tests.quiz.test_bank import ITEM, write

# What no cell of the lessons disproves, and why.
BARE = {
    "00_start": {
        "reading_is_learning": "it is about learning, which no cell measures",
        "errors_stick": "it is about learning, which no cell measures",
        "orders_as_words": "a count that the question's own solution makes",
        "positions_added": "a count that the question's own solution makes",
        "gap_is_window": "a count that the question's own solution makes",
        "nearest_noun": "grammar, which the question explains",
        "whole_sentence_window": "a count that the question's own solution makes",
    },
    "03_embedding": {
        "convolution_for_meaning": "no lesson runs a Conv2D",
        "more_units_mean": "no lesson feeds ids as numbers to larger and larger networks",
    },
    "08_training": {
        "dropout_mends_leaks": "the trainings with a leak were recorded without dropout",
        "turned_for_good": "no cell runs on after a stop",
    },
    "09_metrics": {
        "always_two_by_two": "the lesson draws matrices of two classes alone",
        "f1_same_for_both": "the question's own solution swaps the classes",
    },
    "10_sentiment": {
        "pairs_of_all_words": "the question's own code prints the pairs",
    },
}


def headings(notebook):
    """Return a built notebook's headings as a reader sees them."""
    cells = nbformat.read(NOTEBOOK_FOLDER / f"{notebook}.ipynb", as_version=4).cells
    written = [cell.source for cell in cells if cell.cell_type == "markdown"]
    return {title for text in written for title in headings_of(text)}


def test_every_link_leads_to_a_heading_of_a_built_notebook():
    places = {place for lesson in lessons() for place in load_bank(lesson).places.values()}
    there = {notebook: headings(notebook) for notebook in {place.notebook for place in places}}
    assert [place.link for place in places if place.heading not in there[place.notebook]] == []
    assert len(places) > 140


@pytest.mark.parametrize("lesson", lessons())
def test_every_misconception_has_a_link_or_a_reason_to_have_none(lesson):
    bank = load_bank(lesson)
    assert set(BARE.get(lesson, ())) == set(bank.misconceptions) - set(bank.places)


def test_a_heading_stands_for_the_banks_own_notebook_or_for_the_one_it_names(tmp_path):
    for written, place in (
        ("One gate by hand", Place("05_open_the_lstm_gates", "One gate by hand")),
        ("04_remember#Back, and on", Place("04_remember", "Back, and on")),
    ):
        bank = read_bank(write(tmp_path, ITEM, disproved_under={written: ["switch"]}))
        assert bank.places == {"switch": place}
    assert read_bank(write(tmp_path, ITEM)).places == {}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["switch"], "field 'disproved_under': got a list of 1; wanted fields with values"),
        ({"Gates": "switch"}, "field 'disproved_under.Gates': got 'switch'; wanted a list"),
        ({"Gates": ["swich"]}, "field 'disproved_under.Gates': got 'swich'; wanted misconceptions"),
        ({"Gates": ["switch"], "Valves": ["switch"]}, "Valves': got 'switch'; wanted misconcept"),
        ({"gates#One#Two": ["switch"]}, "got 'gates#One#Two'; wanted a heading as it is read"),
    ],
)
def test_a_faulty_place_is_named(tmp_path, value, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        read_bank(write(tmp_path, ITEM, disproved_under=value))


def test_a_lesson_without_objectives_has_no_notebook():
    assert notebook_of("99_none") is None
