"""All that the course says to a reader: lessons, questions, cards, documents and docstrings."""

import re
from functools import cache

import yaml

from tests.test_notebooks_in_sync import LESSONS, ROOT, course_files, read
from tests.truth.course_code import docstrings, parsed

# Fields of a question whose text is code or a name.
_NO_PROSE = {"code", "evidence", "id", "key", "objective", "misconception", "lesson", "shown_in"}
_CODE = re.compile(r"^ *```.*?^ *```|`[^`\n]+`|\$\$.*?\$\$|^ *(?:>>>|\.\.\.) .*$", re.M | re.S)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C, if there is one, is fast
_DATA = ("data/quizzes/", "data/glossary.yaml", "data/objectives.yaml")


@cache
def course_texts() -> dict[str, str]:
    """Return all texts by the name of their file."""
    texts = {f"notebooks/{lesson}.ipynb": _of_lesson(lesson) for lesson in LESSONS}
    texts |= {name: "\n\n".join(_strings(held)) for name, held in course_data().items()}
    for name, tree in parsed().items():
        if name.startswith("lstm_helpers/"):
            texts[name] = docstrings(tree)
    return texts | documents()


@cache
def documents() -> dict[str, str]:
    """Return the course's Markdown files by their names."""
    names = {path.relative_to(ROOT).as_posix(): path for path in course_files()}
    return {
        name: path.read_text("utf-8")
        for name, path in names.items()
        if name.endswith(".md") and not name.startswith("tests/")
    }


@cache
def course_data() -> dict[str, object]:
    """Return the contents of the banks, the cards and the objectives by their names."""
    names = {path.relative_to(ROOT).as_posix(): path for path in course_files()}
    return {
        name: yaml.load(path.read_text("utf-8"), _LOADER)
        for name, path in names.items()
        if name.startswith(_DATA) and name.endswith(".yaml")
    }


def without_code(text: str) -> str:
    """Blank out code and formulas; lines keep their places."""
    return _CODE.sub(lambda match: re.sub(r"\S", " ", match[0]), text)


def _of_lesson(lesson: str) -> str:
    return "\n\n".join(cell.source for cell in read(lesson).cells if cell.cell_type == "markdown")


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [
            text for name, part in value.items() if name not in _NO_PROSE for text in _strings(part)
        ]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return [value] if isinstance(value, str) else []
