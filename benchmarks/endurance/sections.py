"""A lesson's sections, and the names that each makes and needs, read from its cells.

A section begins at a heading of the second level. What stands before the first one, imports and
what they load, is the opening.
"""

import ast
import builtins
import symtable
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

GIVEN = {*dir(builtins), "display", "get_ipython", "__name__"}  # names in every notebook


@dataclass(frozen=True)
class Section:
    """Code cells that stand under one heading.

    Attributes
    ----------
    title : str
        Of the heading; ``""`` for the opening.
    cells : tuple of NotebookNode
        Code cells.
    """

    title: str
    cells: tuple

    @property
    def makes(self):
        """The names that the section gives a value to."""
        return {name for cell in self.cells for name in _names(cell.source)[1]}

    def needs(self, known=frozenset()):
        """Return the names that must have a value before the section begins, but for those known.

        A name that a function of the section uses may be made later in it.
        """
        have, missing, later = GIVEN | set(known), set(), set()
        for cell in self.cells:
            for statement in ast.parse(plain_python(cell.source)).body:
                used, made, within = _names_of(statement)
                missing |= used - have
                later |= within - have
                have |= made
        return missing | (later - have)


def plain_python(source):
    """Write IPython's magics as the Python that they stand for."""
    return TransformerManager().transform_cell(source)


def _names(source):
    used, made = set(), set()
    for statement in ast.parse(plain_python(source)).body:
        one = _names_of(statement)
        used |= one[0] | one[2]
        made |= one[1]
    return used, made


def _names_of(statement):
    """Return the names that a statement uses, those that it makes, and those used in functions.

    A loop or a ``with`` makes names before it uses them; an assignment uses them first.
    """
    top = symtable.symtable(ast.unparse(statement), "cell", "exec")
    symbols = top.get_symbols()
    made = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    used = {s.get_name() for s in symbols if s.is_referenced()}
    if not isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign):
        used -= made
    within = set()
    for child in top.get_children():
        within |= _globals(child)
    comprehends = not isinstance(statement, ast.FunctionDef | ast.ClassDef)
    return (used | within, made, set()) if comprehends else (used, made, within)


def _globals(scope):
    found = {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
    return found.union(*(_globals(child) for child in scope.get_children()))


def sections(notebook):
    """Divide a notebook into its opening and its sections, in order.

    Returns
    -------
    list of Section
        Those with code in them; the opening is always the first.
    """
    parts = [("", [])]
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            parts[-1][1].append(cell)
        elif cell.cell_type == "markdown" and (title := _heading(cell.source)):
            parts.append((title, []))
    return [
        Section(title, tuple(cells))
        for place, (title, cells) in enumerate(parts)
        if cells or not place
    ]


def _heading(text):
    lines = (line for line in text.splitlines() if line.startswith("## "))
    return next(lines, "## ")[3:].strip()
