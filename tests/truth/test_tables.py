"""A row of a Markdown table stands in one line: Markdown makes a row of its own of a second one."""

import pytest

from tests.truth.course_texts import course_texts, without_code

TEXTS = [name for name in course_texts() if name.endswith((".md", ".ipynb"))]


def broken_rows(text):
    """Return the lines that begin or end as a row of a table does, and not both."""
    lines = [line.strip() for line in without_code(text).splitlines()]
    return [line for line in lines if line.startswith("|") != line.endswith("|")]


@pytest.mark.parametrize("name", TEXTS)
def test_each_row_of_a_table_is_one_line(name):
    assert broken_rows(course_texts()[name]) == []


def test_a_row_that_was_broken_over_two_lines_is_found():
    table = "| folder | what |\n|---|---|\n| `data/` | corpora, and\ntheir origin |\n"
    assert len(broken_rows(table)) == 2
    assert broken_rows(table.replace("and\n", "and ")) == []
    assert broken_rows("```\na |\n```\nThe share of `|x|` in words.") == []
