"""Cells stay short enough to be read at a glance, as STYLE_GUIDE.md asks."""

import re
from itertools import pairwise

import pytest

from tests.test_notebooks_in_sync import LESSONS, code_cells, read

CODE_LINES, WORDS, CELLS = 15, 60, 60
MORE_CELLS = 3  # where a lesson ends with the offer of a public text, beyond its own course

# What is looked at and not read word by word: code, equations, pictures, tables, links' addresses.
SHOWN = re.compile(
    r"^```.*?^```|\$\$.*?\$\$|!\[[^\]]*\]\([^)]*\)|^\|[^\n]*|(?<=\])\([^)\s]*\)",
    re.MULTILINE | re.DOTALL,
)
ENTRY = re.compile(r"(?:[-*+]|\d+[.)]) ")  # how an entry of a list begins
MARK = re.compile(r"^\s*(?:#+|[-*]|\d+\.) ", re.MULTILINE)  # of a heading or a list's entry


def words(markdown):
    """Return the words that a Markdown cell gives to read."""
    read_through = MARK.sub("", SHOWN.sub("", markdown))
    return [word for word in read_through.split() if re.search(r"\w", word)]


def code_lines(source):
    lines = (line.strip() for line in source.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_code_cell_has_at_most_fifteen_lines(lesson):
    long = {cell.source: len(code_lines(cell.source)) for cell in code_cells(lesson)}
    assert {source: count for source, count in long.items() if count > CODE_LINES} == {}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_markdown_cell_has_at_most_sixty_words(lesson):
    texts = [cell.source for cell in read(lesson).cells if cell.cell_type == "markdown"]
    assert {text: len(words(text)) for text in texts if len(words(text)) > WORDS} == {}


def lists_by_accident(markdown):
    """Return the lines that a page shows as a list's entry, though a sentence goes on in them."""
    lines = ["", *markdown.splitlines()]
    return [
        line
        for before, line in pairwise(lines)
        if ENTRY.match(line) and before.strip() and not ENTRY.match(before) and before[0] != " "
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_sentence_is_broken_into_a_list(lesson):
    texts = [cell.source for cell in read(lesson).cells if cell.cell_type == "markdown"]
    assert [line for text in texts for line in lists_by_accident(text)] == []


def test_a_sentence_that_is_broken_into_a_list_is_seen():
    listed = "Two things:\n\n1. one\n   that is long\n2. two\n- three"
    assert lists_by_accident(listed) == []
    assert lists_by_accident("counted from\n1. It stops") == ["1. It stops"]
    assert lists_by_accident("a word\n- or two") == ["- or two"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_at_most_sixty_cells_and_the_offer_of_a_public_text(lesson):
    offered = any(cell.source.startswith("CORPUS = ") for cell in code_cells(lesson))
    assert len(read(lesson).cells) <= CELLS + offered * MORE_CELLS


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("## Two words", 2),
        ("1. one\n2. two\n- three", 3),
        ("| a | table |\n|---|---|\n| of | words |", 0),
        ("shape $$h' = a + b$$ (T, H)", 3),
        ("```python\nx = 1\n```\nafter `code` comes", 3),
        ("![A picture of it](p.png) [a link](01_x.ipynb#Here) · −", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(markdown, count):
    assert len(words(markdown)) == count


def test_lines_of_code_are_counted_without_comments_and_blank_lines():
    assert code_lines("# one\n\nx = 1  # two\n    # three\n") == ["x = 1  # two"]
