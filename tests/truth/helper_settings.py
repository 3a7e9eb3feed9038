"""What the helpers that a lesson uses are set to where nobody says otherwise."""

import ast
import re
from functools import cache

from lstm_helpers import _HOME
from tests.test_notebooks_in_sync import ROOT

_EXERCISE = re.compile(r'exercise\("(\w+)"\)')
_PACKAGE = ROOT / "lstm_helpers"
_FRAME = {"attempt", "exercise", "comparison"}  # modules that all exercises share


def helper_settings(code: str) -> list[float]:
    """Return defaults and constants of the helpers that code names, and exercises' own numbers."""
    names = set(re.findall(r"\w+", code))
    homes = {home for name, home in _HOME.items() if name in names}
    found = [number for home in sorted(homes) for number in _of_module(home)]
    return found + [number for name in _EXERCISE.findall(code) for number in _of_exercise(name)]


def numbers_in(tree: ast.AST) -> list[float]:
    """Return the numbers that stand in code outside of strings."""
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [float(value) for value in constants if type(value) in (int, float)]


@cache
def _of_module(home: str) -> tuple[float, ...]:
    """Return the default values and upper-case constants of a module, or of a whole package."""
    path = _PACKAGE / home.replace(".", "/")
    files = sorted(path.glob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return tuple(number for file in files for number in defaults(file.read_text("utf-8")))


def defaults(code: str) -> list[float]:
    """Return the numbers among the defaults of functions and in constants."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            given = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            found += [number for default in given for number in numbers_in(default)]
        elif isinstance(node, ast.Assign) and all(
            isinstance(target, ast.Name) and target.id.isupper() for target in node.targets
        ):
            found += numbers_in(node.value)
    return found


@cache
def _of_exercise(name: str) -> tuple[float, ...]:
    """Return the numbers in an exercise's module, and in the mistakes and parts it is made of."""
    folder = _PACKAGE / "exercises"
    code = (folder / f"lesson_{name}.py").read_text("utf-8")
    parts = set(re.findall(r"from lstm_helpers\.exercises\.(\w+) import", code)) - _FRAME
    files = [code, *((folder / f"{part}.py").read_text("utf-8") for part in sorted(parts))]
    return tuple(number for text in files for number in numbers_in(ast.parse(text)))
