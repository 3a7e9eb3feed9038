"""Each notebook is what its source says, was run from top to bottom, and holds no private place."""

import ast
import re
import subprocess
from pathlib import Path

import jupytext
import nbformat
import pytest

import lstm_helpers

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {path.stem: path for path in (ROOT / "notebooks" / "source").glob("*.py")}
NOTEBOOKS = {path.stem: path for path in (ROOT / "notebooks").glob("*.ipynb")}
LESSONS = sorted(SOURCES.keys() & NOTEBOOKS.keys())
ALWAYS_SHOW = {
    "print",
    "display",
    "quiz",
    "progress",
    "exercise",
    "due",
    "flashcards",
    "final_test",
    *(name for name in lstm_helpers.__all__ if name.endswith("Explorer")),
}

# What never belongs into a file of the course: a machine's folders, a package registry's address.
# (In brackets, so that this file does not find itself.)
PRIVATE = re.compile(
    r"/(?:home|Users)/[a-z][\w.-]*/|/[r]oot/|/[w]ork/|/opt/[p]ypi|[A-Z]:\\{1,2}Users\\|"
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|conda\.anaconda|crates\.io"
)


def read(lesson):
    return nbformat.read(NOTEBOOKS[lesson], as_version=4)


def code_cells(lesson):
    return [cell for cell in read(lesson).cells if cell.cell_type == "code"]


def described(notebook):
    return [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells]


def test_there_are_lessons_and_each_has_source_and_notebook():
    assert LESSONS
    assert SOURCES.keys() == NOTEBOOKS.keys()


@pytest.mark.parametrize("lesson", LESSONS)
def test_cells_are_those_of_the_source(lesson):
    source = jupytext.read(SOURCES[lesson], fmt="py:percent")
    assert described(read(lesson)) == described(source), "run: python course.py build"


@pytest.mark.parametrize("lesson", LESSONS)
def test_notebook_is_valid_and_holds_nothing_of_the_machine_that_built_it(lesson):
    notebook = read(lesson)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_cell_was_run_in_order_without_an_error(lesson):
    cells = code_cells(lesson)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert "error" not in kinds


@pytest.mark.parametrize("lesson", LESSONS)
def test_cells_that_end_on_a_value_show_it(lesson):
    silent = [
        cell.source for cell in code_cells(lesson) if _shows(cell.source) and not cell.outputs
    ]
    assert silent == []


def _shows(source):
    """Whether a cell's last statement puts something on the page, as far as its text tells."""
    body = ast.parse(source).body
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if isinstance(last, ast.Call):
        return isinstance(last.func, ast.Name) and last.func.id in ALWAYS_SHOW
    return last is not None


def test_no_file_of_the_course_names_a_private_place():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in course_files()
        for match in PRIVATE.finditer(_text(path))
    ]
    assert found == []


def course_files():
    """List the files that are or would be committed; all but hidden folders outside of git."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout
        paths = {ROOT / name for name in names.decode().split("\0") if name}
    except (OSError, subprocess.CalledProcessError):
        tops = [path for path in ROOT.iterdir() if not re.search(r"^\.|\.egg-info$", path.name)]
        paths = {path for top in tops for path in (top, *top.rglob("*"))}
    return sorted(path for path in paths if path.is_file())


def _text(path):
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""
