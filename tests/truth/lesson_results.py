"""The numbers that a lesson's code cells hold and print, section by section."""

import ast
import re
from functools import cache

from nbformat import NotebookNode

from tests.test_notebooks_in_sync import read
from tests.truth.figures import figures
from tests.truth.helper_settings import helper_settings, numbers_in

_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"#{1,2} (.+)")
_EXPLORER = re.compile(r"\b\w+Explorer\(")


def sections(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """Part a lesson's cells at its headings of the first and second level."""
    parts: list[list[NotebookNode]] = []
    for cell in cells:
        if not parts or (cell.cell_type == "markdown" and _HEADING.match(cell.source)):
            parts.append([])
        parts[-1].append(cell)
    return parts


def code_of(cells: list[NotebookNode]) -> str:
    """Return the code of cells."""
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def has_explorer(cells: list[NotebookNode]) -> bool:
    """Whether an explorer is opened in a section."""
    return bool(_EXPLORER.search(code_of(cells)))


def printed(cells: list[NotebookNode]) -> list[float]:
    """Return all numbers in what cells have put out as text or HTML."""
    texts = []
    for cell in cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            texts += [output.get("text", ""), data.get("text/plain", "")]
            texts.append(_TAG.sub(" ", data.get("text/html", "")))
    return [value for text in texts for one in figures(text) for value in one.values]


def settings(cells: list[NotebookNode]) -> list[float]:
    """Return all numbers in cells' code, in its texts as well."""
    tree = ast.parse(code_of(cells))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = [value for value in constants if isinstance(value, str)]
    return numbers_in(tree) + [
        value for text in texts for one in figures(text) for value in one.values
    ]


def defaults_used(cells: list[NotebookNode]) -> list[float]:
    """Return what the helpers used in cells are set to where the cells do not say."""
    return helper_settings(code_of(cells))


@cache
def lesson_sections(lesson: str) -> list[list[NotebookNode]]:
    """Return the sections of a lesson as it is stored."""
    return sections(read(lesson).cells)
