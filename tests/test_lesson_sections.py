"""A lesson is divided at its headings, and the names that each section makes are read."""

import json

import pytest

from lstm_helpers.lesson_sections import Section, divide, names_made, read_sections


def code(source):
    return {"cell_type": "code", "source": source}


def words(source):
    return {"cell_type": "markdown", "source": source}


LESSON = [
    code("import math\nstart = 1"),
    words("Words.\n## First"),
    code("made = start + 1"),
    code("  \n"),
    words(["## Second\n", "More words."]),
    code(["other = [\n", "    made\n", "]"]),
    words("### Not a section"),
    code("last = 1"),
    words("## Words alone"),
]


def test_a_lesson_is_divided_at_its_headings():
    parts = divide(LESSON)
    assert [part.title for part in parts] == ["", "First", "Second"]
    assert [len(part.cells) for part in parts] == [1, 1, 2]
    assert [part.makes for part in parts] == [{"math", "start"}, {"made"}, {"other", "last"}]


def test_the_opening_is_there_without_code():
    assert divide([words("## One"), code("a = 1")])[0] == Section("", ())


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("import numpy as np\nfrom os import path", {"np", "path"}),
        ("for i in range(3):\n    total = i", {"i", "total"}),
        ("with open('a') as file:\n    pass", {"file"}),
        ("squares = [k * k for k in range(3)]", {"squares"}),
        ("by = {n: {k for k in range(n)} for n in range(3)}; sum(j for j in by)", {"by"}),
        ("def half(x):\n    inner = x / 2\n    return inner", {"half"}),
        ("%matplotlib inline\n!ls\na, (b, c) = 1, (2, 3)", {"a", "b", "c"}),
        ("print(before)\nbox.content = 1\nrow[0] += 2", {"box", "row"}),
        ("for box[0] in range(3):\n    box[0].part = 1", {"box"}),
        ("print(row[0], box.content)\nrow[0].append(1)", set()),
        ("def fill(inner):\n    inner[0] = 1", {"fill"}),
        ("a = (1", set()),
        ("a = 1\0", set()),
    ],
)
def test_names_made_are_read_from_the_cells(source, made):
    assert names_made(source) == made


def test_a_notebook_is_read(tmp_path):
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps({"cells": LESSON}), "utf-8")
    assert read_sections(path) == divide(LESSON)


@pytest.mark.parametrize(
    "held", [b"{not json", b"\xff", b"[]", b"{}", b'{"cells": [1]}', b'{"cells": [{}]}', b"1"]
)
def test_what_is_no_notebook_is_refused(tmp_path, held):
    path = tmp_path / "lesson.ipynb"
    path.write_bytes(held)
    with pytest.raises(ValueError, match=r"^notebook must be a Jupyter notebook; lesson\.ipynb is"):
        read_sections(path)
