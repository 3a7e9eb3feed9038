"""One thing has one name and one spelling: those of STYLE_GUIDE.md."""

import ast
import re

import pytest

from tests.test_notebooks_in_sync import ROOT
from tests.truth.course_code import docstrings
from tests.truth.course_texts import course_texts, without_code
from tests.truth.lesson_prose import around

_ROW = re.compile(r"^\| (?P<wanted>[^|]+) \| (?P<never>[^|]+) \|$", re.MULTILINE)
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”')
_EXCLAMATION = re.compile(r"\w!(?!\w|\*| ?=)")  # *film!* is a token, n! a factorial, != code


def spellings():
    """Return what STYLE_GUIDE.md never writes, and what it writes instead."""
    guide = (ROOT / "STYLE_GUIDE.md").read_text("utf-8")
    table = guide.partition("\n## Spellings\n")[2].partition("\n## ")[0]
    rows = [row for row in _ROW.finditer(table) if row["wanted"] != "write"]
    return {never: row["wanted"] for row in rows for never in row["never"].split(", ")}


def misspelt(text, never):
    """Return where a text has one of the words that are never written."""
    text = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    words = "|".join(re.escape(word).replace(r"\ ", r"(?: |\n *)") for word in never)
    found = re.finditer(rf"(?<![\w-])(?:{words})(?:s\b|\b|(?<=\.))(?!-)", text, re.IGNORECASE)
    return [around(text, *match.span(), width=30) for match in found]


def shouted(text):
    """Return where a text has an exclamation mark of its own."""
    text = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    return [around(text, *match.span(), width=30) for match in _EXCLAMATION.finditer(text)]


def test_the_guide_has_its_table():
    assert len(spellings()) > 25
    assert spellings()["time step"] == "timestep"
    assert not set(spellings()) & set(spellings().values())


def texts_to_spell():
    guide = "STYLE_GUIDE.md"  # it has to name what it forbids
    return {name: without_code(text) for name, text in course_texts().items() if name != guide}


def test_every_term_is_spelt_as_the_guide_has_it():
    never = list(spellings())
    found = {name: misspelt(text, never) for name, text in texts_to_spell().items()}
    assert {name: places for name, places in found.items() if places} == {}


def test_no_text_shouts():
    found = {name: shouted(text) for name, text in texts_to_spell().items()}
    assert {name: places for name, places in found.items() if places} == {}


def test_every_kind_of_text_is_read():
    names = course_texts()
    for name in (
        "notebooks/05_open_the_lstm_gates.ipynb",
        "data/quizzes/05_gates.yaml",
        "data/glossary.yaml",
        "README.md",
        "deploy/jupyterhub/README.md",
        "lstm_helpers/cells/lstm.py",
    ):
        assert len(names[name].split()) > 50


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("At each time step, or time\nsteps.", 2),
        ("Each timestep has neurons, a Neuron.", 2),
        ("It just works, simply.", 2),
        ("It was adjusted; a simple RNN; unjust.", 0),
        ('Say "just" never; “learnt” neither.', 0),
        ("This, e.g. that, i.e. it, etc. and more", 3),
        ("One-hot, bag of words, F1.", 0),
        ("A bag-of-words model by its F1 score.", 2),
    ],
)
def test_what_is_never_written_is_found(text, count):
    assert len(misspelt(text, list(spellings()))) == count


def test_an_exclamation_mark_is_found_and_other_marks_are_not():
    assert len(shouted("Well done! You did it!")) == 2
    assert shouted('a != b, n! = 6, "Never!", ![picture](x.png)') == []


def test_code_is_no_prose():
    assert "just" not in without_code("Run `just` now.\n```\njust\n```\n>>> just(1)\n")
    code = '"""One."""\ndef f():\n    """Two."""\n    x = "three"\n'
    assert docstrings(ast.parse(code)) == "One.\n\nTwo."
