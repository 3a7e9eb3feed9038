"""A lesson's sections, and the names that each makes, read from its cells.

A section begins at a heading of the second level. What stands before the first one, imports and
what they load, is the opening.
"""

import symtable
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager


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
        made = set()
        for cell in self.cells:
            # IPython's magics are first written as the Python that they stand for.
            plain = TransformerManager().transform_cell(cell.source)
            symbols = symtable.symtable(plain, "cell", "exec").get_symbols()
            made |= {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
        return made


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
