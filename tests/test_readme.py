"""README.md and the start page lead to every lesson, and promise none that is not there."""

import re

import pytest

from tests.test_notebooks_in_sync import LESSONS, ROOT, read

ROW = re.compile(r"^\| (\d\d) \| (?:\[([^]]+)\]\(([^)]+)\)|(start here)) \| .+ \|$", re.MULTILINE)


def rows_of(text):
    """Return number, title and address of each row of the table of lessons."""
    return [(row[0], row[1] or row[3], row[2]) for row in ROW.findall(text)]


def start_page():
    return "\n\n".join(cell.source for cell in read("00_start_here").cells)


@pytest.mark.parametrize("name", ["README.md", "the start page"])
def test_each_lesson_has_a_row_with_its_title_and_a_link_that_leads_there(name):
    text = (ROOT / name).read_text("utf-8") if name == "README.md" else start_page()
    folder = "notebooks/" if name == "README.md" else ""
    rows = rows_of(text)
    assert [number for number, _, _ in rows] == [lesson[:2] for lesson in LESSONS]
    for lesson, (_, title, address) in zip(LESSONS, rows, strict=True):
        heading = read(lesson).cells[0].source.partition("\n")[0].removeprefix("# ")
        assert title.lower() == heading.lower()
        assert address == f"{folder}{lesson}.ipynb" or (lesson == "00_start_here" and not address)


def test_nothing_that_a_learner_reads_is_still_to_come():
    texts = {"README.md": (ROOT / "README.md").read_text("utf-8")}
    for lesson in LESSONS:
        cells = [cell.source for cell in read(lesson).cells if cell.cell_type == "markdown"]
        texts[lesson] = "\n".join(cells)
    promise = re.compile(r"(?:are|is) to come\b|^# ?To come|^To come", re.MULTILINE | re.IGNORECASE)
    assert [name for name, text in texts.items() if promise.search(text)] == []
