"""The course's Python, read once: its docstrings, and the names that stand in it."""

import ast
import re
from functools import cache
from types import CodeType

from tests.test_notebooks_in_sync import LESSONS, ROOT, code_cells, course_files

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_PLACES = ("lstm_helpers", "launcher", "tools", "web", "benchmarks", "deploy")


@cache
def parsed() -> dict[str, ast.Module]:
    """Return every Python file of the course's own code, by its name."""
    names = {path.relative_to(ROOT).as_posix(): path for path in course_files()}
    return {
        name: ast.parse(path.read_text("utf-8"))
        for name, path in names.items()
        if name.endswith(".py") and name.startswith(_PLACES)
    }


def docstrings(tree: ast.Module) -> str:
    """Return all docstrings of a module."""
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, _DOCUMENTED) and (text := ast.get_docstring(node)):
            found.append(text)
        waiting += [one for one in getattr(node, "body", []) if isinstance(one, ast.stmt)]
    return "\n\n".join(found)


def names(code: CodeType) -> set[str]:
    """Return every name that code defines or uses, and every text that is no more than a name."""
    found = {*code.co_varnames, *(part for name in code.co_names for part in name.split("."))}
    found.add(code.co_name)
    waiting = list(code.co_consts)
    while waiting:
        held = waiting.pop()
        if isinstance(held, CodeType):
            found |= names(held)
        elif isinstance(held, tuple | frozenset):
            waiting += held
        elif isinstance(held, str) and held.isidentifier():
            found.add(held)
    return found


@cache
def known_names() -> frozenset[str]:
    """Return every name of the package, the lessons, what runs them, and their files."""
    found = {part for path in course_files() for part in re.findall(r"\w+", path.name)}
    for name, tree in parsed().items():
        found |= names(compile(tree, name, "exec"))
    for lesson in LESSONS:
        for cell in code_cells(lesson):
            found |= names(compile(cell.source, lesson, "exec"))
    return frozenset(found)


@cache
def defined_in(module: str) -> frozenset[str]:
    """Return what a module or package of `lstm_helpers` defines at its top; nothing for no module.

    Parameters
    ----------
    module : str
        As it is imported, without ``lstm_helpers.``.
    """
    path = f"lstm_helpers/{module.replace('.', '/')}" if module else "lstm_helpers"
    found: set[str] = set()
    for name, tree in parsed().items():
        if name in (f"{path}.py", f"{path}/__init__.py"):
            found |= names(compile(tree, name, "exec"))
        elif name.startswith(f"{path}/"):
            found.add(name.removeprefix(f"{path}/").split("/")[0].removesuffix(".py"))
    return frozenset(found)
