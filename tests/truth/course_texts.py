"""All that the course says to a reader: lessons, questions, cards, documents and docstrings."""

import ast
import re
from functools import cache

import yaml

from tests.test_notebooks_in_sync import LESSONS, ROOT, course_files, read

# Fields of a question whose text is code or a name.
_NO_PROSE = {"code", "evidence", "id", "key", "objective", "misconception", "lesson", "shown_in"}
_CODE = re.compile(r"^ *```.*?^ *```|`[^`\n]+`|\$\$.*?\$\$|^ *(?:>>>|\.\.\.) .*$", re.M | re.S)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C, if there is one, is fast
_DATA = ("data/quizzes/", "data/glossary.yaml", "data/objectives.yaml")


@cache
def course_texts() -> dict[str, str]:
    """Return all texts by the name of their file, code taken out of them."""
    texts = {f"notebooks/{lesson}.ipynb": _of_lesson(lesson) for lesson in LESSONS}
    for path in course_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(_DATA) and path.suffix == ".yaml":
            texts[name] = "\n\n".join(_strings(yaml.load(path.read_text("utf-8"), _LOADER)))
        elif path.suffix == ".md" and not name.startswith("tests/"):
            texts[name] = path.read_text("utf-8")
        elif path.suffix == ".py" and name.startswith("lstm_helpers/"):
            texts[name] = docstrings(path.read_text("utf-8"))
    return {name: without_code(text) for name, text in texts.items()}


def without_code(text: str) -> str:
    """Blank out code and formulas; lines keep their places."""
    return _CODE.sub(lambda match: re.sub(r"\S", " ", match[0]), text)


def docstrings(code: str) -> str:
    """Return all docstrings of a module."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, kinds)]
    return "\n\n".join(filter(None, map(ast.get_docstring, nodes)))


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
