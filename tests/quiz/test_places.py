"""A misconception leads to the heading under which a lesson disproves it."""

import re

import nbformat
import pytest

from lstm_helpers.quiz.bank import lessons, load_bank, read_bank
from lstm_helpers.quiz.places import Place, notebook_of
from lstm_helpers.ways import NOTEBOOK_FOLDER
from tests.quiz.test_bank import ITEM, write


def headings(notebook):
    """Return a built notebook's headings as a reader sees them."""
    cells = nbformat.read(NOTEBOOK_FOLDER / f"{notebook}.ipynb", as_version=4).cells
    written = [cell.source for cell in cells if cell.cell_type == "markdown"]
    found = [title for text in written for title in re.findall(r"^#{1,6} +(.+?) *$", text, re.M)]
    return {re.sub(r"[`*]", "", title) for title in found}


def test_every_link_leads_to_a_heading_of_a_built_notebook():
    places = {place for lesson in lessons() for place in load_bank(lesson).places.values()}
    there = {notebook: headings(notebook) for notebook in {place.notebook for place in places}}
    assert [place.link for place in places if place.heading not in there[place.notebook]] == []
    assert len(places) > 80


def test_what_has_no_link_yet_is_told(capsys):
    """Lessons to come will disprove some more; a finished lesson disproves most of its own."""
    for lesson in lessons():
        bank = load_bank(lesson)
        bare = [name for name in bank.misconceptions if name not in bank.places]
        with capsys.disabled():
            print(f"\n{lesson}: {len(bare)} of {len(bank.misconceptions)} without a link", *bare)
        assert not bank.places or len(bare) <= len(bank.misconceptions) / 3


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
