"""A lesson's sections, and the names that each makes, read from its cells.

A section begins at a heading of the second level. What stands before the first one, imports and
what they load, is the opening.
"""

import ast
import json
import re
import symtable
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_COMMAND = re.compile(r"^[%!].*$", re.MULTILINE)  # to IPython or to the shell, not Python


@dataclass(frozen=True)
class Section:
    """Code cells that stand under one heading.

    Attributes
    ----------
    title : str
        Of the heading; ``""`` for the opening.
    cells : tuple of Mapping
        Code cells, as the notebook holds them.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "from math import pi; half = pi / 2"}
    >>> sorted(Section("Circles", (cell,)).makes)
    ['half', 'pi']
    """

    title: str
    cells: tuple[Mapping, ...]

    @property
    def makes(self) -> set[str]:
        """The names that the section gives a value to, or to a part of."""
        return {name for cell in self.cells for name in names_made(source_of(cell))}


def divide(cells: Iterable[Mapping]) -> list[Section]:
    """Divide a notebook's cells into the opening and the sections, in order.

    Parameters
    ----------
    cells : iterable of Mapping
        With `cell_type` and `source`, as in a notebook's file.

    Returns
    -------
    list of Section
        Those with code in them; the opening is always the first.

    Examples
    --------
    >>> words = {"cell_type": "markdown", "source": "## One gate by hand"}
    >>> code = {"cell_type": "code", "source": "gate = 0.5"}
    >>> [section.title for section in divide([words, code])]
    ['', 'One gate by hand']
    """
    parts = [("", [])]
    for cell in cells:
        if cell["cell_type"] == "code" and source_of(cell).strip():
            parts[-1][1].append(cell)
        elif cell["cell_type"] == "markdown" and (title := _heading(source_of(cell))):
            parts.append((title, []))
    return [
        Section(title, tuple(inside))
        for place, (title, inside) in enumerate(parts)
        if inside or not place
    ]


def read_sections(notebook: Path) -> list[Section]:
    """Read a notebook's file and divide it.

    Parameters
    ----------
    notebook : Path
        The file.

    Returns
    -------
    list of Section
        As from `divide`.

    Raises
    ------
    OSError
        If the file can't be read.
    ValueError
        If it is no notebook.

    Examples
    --------
    >>> from lstm_helpers.ways import NOTEBOOK_FOLDER
    >>> read_sections(NOTEBOOK_FOLDER / "05_open_the_lstm_gates.ipynb")[1].title
    'Valves and content'
    """
    try:
        return divide(json.loads(notebook.read_text("utf-8"))["cells"])
    except (json.JSONDecodeError, UnicodeError, KeyError, TypeError, AttributeError):
        raise ValueError(f"notebook must be a Jupyter notebook; {notebook.name} is none") from None


def source_of(cell: Mapping) -> str:
    """Return a cell's text, which a file may hold as one string or line by line.

    Parameters
    ----------
    cell : Mapping
        With `source`.

    Returns
    -------
    str

    Examples
    --------
    >>> source_of({"source": ["gate = ", "0.5"]})
    'gate = 0.5'
    """
    return "".join(cell["source"])


def names_made(source: str) -> set[str]:
    """Read which names of the notebook a cell gives a value to, or to a part of.

    Parameters
    ----------
    source : str
        Python, and lines for IPython.

    Returns
    -------
    set of str
        Empty if it is no Python.

    Examples
    --------
    >>> sorted(names_made("for gate in range(4): last = gate"))
    ['gate', 'last']
    """
    plain = _COMMAND.sub("", source)
    try:
        tree = ast.parse(plain)
        changed = _changed_inside(tree)
        without = ast.unparse(_Comprehensions().visit(tree))
        symbols = symtable.symtable(without, "cell", "exec").get_symbols()
    except (SyntaxError, ValueError):
        return set()
    return {
        symbol.get_name()
        for symbol in symbols
        if symbol.is_assigned() or symbol.is_imported() or symbol.get_name() in changed
    }


class _Comprehensions(ast.NodeTransformer):
    """Take comprehensions out: since Python 3.12 symtable counts their variables as the cell's."""

    def _nothing(self, node):
        return ast.Constant(None)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _nothing  # noqa: N815


def _changed_inside(tree: ast.Module) -> set[str]:
    """Return the names whose parts are given a value, as ``scores`` in ``scores["LSTM"] = 0.9``."""
    places = (node for node in ast.walk(tree) if isinstance(node, ast.Subscript | ast.Attribute))
    return {
        place.value.id
        for place in places
        if isinstance(place.ctx, ast.Store) and isinstance(place.value, ast.Name)
    }


def _heading(text: str) -> str:
    lines = (line for line in text.splitlines() if line.startswith("## "))
    return next(lines, "## ")[3:].strip()
