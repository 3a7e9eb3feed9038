"""Explorers made again from their cells, without running a lesson."""

import pytest

from lstm_helpers import PaddingExplorer
from tests.web.opening_states import OPENINGS
from web.build import NOTEBOOKS
from web.lesson import figure_alt, figures, read_lessons, shown_widget, widgets
from web.openings import is_explorer, moves_alone, open_explorer

LESSONS = read_lessons(NOTEBOOKS)
CELLS = [
    pytest.param(lesson, place, id=f"{lesson.number}-{place}")
    for lesson in LESSONS
    for place, cell in enumerate(lesson.cells)
    if cell.cell_type == "code" and any(map(is_explorer, widgets(cell)))
]


def test_most_lessons_have_an_explorer():
    assert len({cell.values[0].name for cell in CELLS}) >= len(LESSONS) - 1


@pytest.mark.parametrize(("lesson", "place"), CELLS)
def test_an_explorer_is_the_one_whose_text_is_stored(lesson, place):
    cell = lesson.cells[place]
    (name,) = widgets(cell)
    explorer, _ = open_explorer(name, cell.source, lesson.code_before(place))
    stored = [output.data["text/plain"] for output in cell.outputs if "data" in output]
    assert repr(explorer) in stored


def test_each_explorer_has_its_row_in_the_table():
    assert [cell.values[0].number for cell in CELLS] == sorted(OPENINGS)


@pytest.mark.parametrize(("lesson", "place"), CELLS)
def test_an_explorer_opens_as_its_lesson_says(lesson, place):
    cell = lesson.cells[place]
    wanted, attributes = OPENINGS[lesson.number]
    (name,) = widgets(cell)
    explorer, _ = open_explorer(name, cell.source, lesson.code_before(place))
    assert type(explorer).__name__ == wanted
    assert {name: getattr(explorer, name) for name in attributes} == attributes


def test_names_stand_for_what_the_lesson_made_of_them():
    explorer, trained = open_explorer(
        "GateExplorer",
        "explorer = GateExplorer(model, sentence=sentence, timestep=at_but)\nexplorer",
        'sentence = "dull"\nsentence = "good but long"',
    )
    assert (explorer.sentence, explorer.timestep, trained) == ("good but long", 1, False)
    assert moves_alone(explorer)


@pytest.mark.parametrize("network", ["live", "pipeline=live"])
def test_the_shipped_network_stands_in_for_a_trained_one(network):
    explorer, trained = open_explorer(
        "PipelineExplorer", f'PipelineExplorer({network}, sentence="A word.", stage="ids")'
    )
    assert (explorer.sentence, explorer.stage, trained) == ("A word.", "ids", True)
    assert not moves_alone(explorer)


def test_a_setting_is_kept():
    explorer, _ = open_explorer("PaddingExplorer", "PaddingExplorer(length=40, masked=False)")
    assert isinstance(explorer, PaddingExplorer)
    assert (explorer.length, explorer.masked) == (40, False)


def test_a_name_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="mine must be a constant or one of model"):
        open_explorer("PaddingExplorer", "PaddingExplorer(sentence=mine)")
    with pytest.raises(ValueError, match="source must hold a call of PaddingExplorer"):
        open_explorer("PaddingExplorer", "print(1)")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quiz('05_gates', 2 items)", "quiz"),
        ("GateExplorer(16 units)", "GateExplorer"),
        ("What is due for review", "due"),
        ("array([1, 2])", ""),
        ("Quiz of a friend", ""),
    ],
)
def test_what_a_text_stands_for(text, name):
    assert shown_widget(text) == name


def test_every_stored_picture_has_words():
    alts = [figure_alt(cell) for lesson in LESSONS for cell in lesson.cells
            if cell.cell_type == "code" and figures(cell)]  # fmt: skip
    assert len(alts) > 30
    assert all(len(alt.split()) > 4 and not alt.startswith("Draw") for alt in alts)
