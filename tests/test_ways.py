import json

import pytest

from lstm_helpers import ways
from lstm_helpers.ways import WAYS, Place, places, ways_in


def lesson(folder, name, *cells):
    cells = [
        {"cell_type": kind, "metadata": {"tags": tags}, "source": source, "outputs": []}
        for kind, tags, source in cells
    ]
    (folder / name).write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_a_tagged_cell_leads_to_the_heading_above_it(tmp_path):
    lesson(
        tmp_path,
        "01_a_lesson.ipynb",
        ("markdown", [], "# Split text\n\nwords"),
        ("markdown", [], "## Two ideas\n"),
        ("code", ["picture"], "# a comment, no heading"),
        ("code", ["picture", "test"], "2"),
        ("markdown", ["test"], "## Last"),
    )
    assert places("picture", tmp_path) == [Place("Split text", "01_a_lesson.ipynb", "Two ideas")]
    assert [place.heading for place in places("test", tmp_path)] == ["Two ideas", "Last"]
    assert places("why", tmp_path) == []
    assert places("test", tmp_path)[0].link == "01_a_lesson.ipynb#Two-ideas"


def test_a_heading_is_named_as_it_is_read_wherever_in_its_cell_it_stands(tmp_path):
    lesson(
        tmp_path,
        "01_a_lesson.ipynb",
        ("markdown", [], "# `LSTM` and *time*"),
        (
            "markdown",
            ["why"],
            "So much for that.\n\n## Pitfall: `stateful` is *not* memory\n\nWords.",
        ),
        ("markdown", ["recall"], "```python\n# a comment, no heading\n```"),
    )
    here = Place("LSTM and time", "01_a_lesson.ipynb", "Pitfall: stateful is not memory")
    assert places("why", tmp_path) == places("recall", tmp_path) == [here]
    assert here.link == "01_a_lesson.ipynb#Pitfall:-stateful-is-not-memory"


def test_links_into_the_lessons_hold_no_marks_of_markdown():
    links = {place.link for way in WAYS for place in places(way)}
    assert len(links) > 150
    assert [link for link in links if "`" in link or "*" in link] == []
    assert (
        "04_remember_with_a_recurrent_network.ipynb#Pitfall:-stateful-is-not-a-better-memory"
        in links
    )


def test_every_way_leads_somewhere_in_the_lessons():
    assert [way for way in WAYS if not places(way)] == []


def test_a_heading_is_listed_once_however_often_it_is_tagged(tmp_path):
    cell = ("code", ["test", "why"], "2")
    lesson(tmp_path, "01_x.ipynb", ("markdown", ["test"], "# Twice"), cell, cell)
    assert [place.heading for place in places("test", tmp_path)] == ["Twice"]
    assert [place.heading for place in places("why", tmp_path)] == ["Twice"]


@pytest.mark.parametrize("content", ["", '{"cells": [', "[]", "{}", "\udcff"])
def test_a_broken_notebook_hides_no_other(tmp_path, content):
    (tmp_path / "01_broken.ipynb").write_bytes(content.encode("utf-8", "surrogateescape"))
    lesson(tmp_path, "02_whole.ipynb", ("markdown", ["why"], "# Here"))
    assert [place.file for place in places("why", tmp_path)] == ["02_whole.ipynb"]


def test_an_unknown_way_is_answered_with_the_known_ones():
    for unknown in ("swim", ["why"], None):
        with pytest.raises(ValueError, match=r"way must be one of why, deep_dive, .*; got"):
            places(unknown)


def test_headings_enter_the_page_as_text(tmp_path, monkeypatch):
    lesson(tmp_path, "01_x.ipynb", ("markdown", ["why"], "# <img src=x onerror=alert(1)>"))
    monkeypatch.setattr(ways, "NOTEBOOK_FOLDER", tmp_path)
    shown = ways_in()._repr_html_()
    assert "<img" not in shown
    assert "&lt;img" in shown
