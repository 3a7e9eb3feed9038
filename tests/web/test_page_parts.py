"""What a page shows of each cell, in order: told from the notebooks alone, with no code of web."""

import ast
import base64
import hashlib
import re
from pathlib import Path

import nbformat
import pytest
from lxml import html

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
# How the text stored for a widget begins, and what stands for it on a page.
STANDS_FOR = {
    r"Quiz\('": ("living", "Quiz"),
    r"Flashcards of \d": ("living", "Flashcards"),
    r"GateExplorer\(": ("living", "GateExplorer"),
    r"TokenExplorer\(": ("living", "TokenExplorer"),
    r"Progress of this course$": ("kept", ""),
    r"10 ways into the course$": ("ways", ""),
    r"(What is due|Final test of|The weak ones again|LiveCurves\()": ("at-home", ""),
    r"FloatProgress\(": None,
}
# A cell that calls the first, and beside it only the second, says no more than what is shown.
SPOKEN_FOR = {"quiz", "flashcards", "progress", "ways_in"}
BESIDE = {"display", "due"}


def hashed(png):
    return hashlib.sha256(png).hexdigest()


def says_more(source):
    """Tell whether a cell's code does more than show what its page shows anyway."""
    tree = ast.parse(source)
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    only_calls = all(isinstance(line, ast.Expr | ast.ImportFrom) for line in tree.body)
    return not (only_calls and calls & SPOKEN_FOR and calls <= SPOKEN_FOR | BESIDE)


def of_text(text):
    """Return what stands for a stored text: itself, unless it is a widget's."""
    for start, part in STANDS_FOR.items():
        if re.match(start, text):
            return part
    found = re.match(r"(\w+Explorer)\(", text)
    return ("still", found[1]) if found else ("printed", text)


def expected(cell):
    """Return the parts that a page must show of a cell."""
    if cell.cell_type == "markdown":
        return [("text", "")]
    printed, pictures, widgets = "", [], []
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/png" in data:
            pictures.append(("drawn", hashed(base64.b64decode(data["image/png"]))))
        elif output.output_type == "stream":
            printed += output.text
        else:
            part = of_text(data["text/plain"])
            if part and part[0] == "printed":
                printed += part[1]
            elif part:
                widgets.append(part)
    parts = [("code", cell.source)] if says_more(cell.source) else []
    if re.fullmatch(r"Not attempted yet: .*\n?", printed):  # and nothing else
        return [*parts, *pictures, ("at-home", ""), *widgets]
    return parts + [("printed", printed.rstrip("\n"))] * bool(printed) + pictures + widgets


def shown(block, site):
    """Return what a block of a page is."""
    kind, content = block.get("class"), ""
    if kind in ("code", "printed"):
        content = block.text_content()
    elif kind == "drawn":
        content = hashed((site / block.xpath("string(.//img/@src)")).read_bytes())
    elif kind == "living":
        content = block.get("data-module")
    elif kind == "still":
        content = block.get("aria-label")
    return kind, content


def test_all_lessons_are_compared():
    assert len(NOTEBOOKS) == 16


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_a_page_shows_all_of_its_notebook_once_and_in_order(site, notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    blocks = html.parse(site / f"{notebook.stem}.html").xpath("//main/*")
    found = [
        shown(block, site) for block in blocks if block.get("class") not in ("stored", "beside")
    ]
    assert found == [part for cell in cells for part in expected(cell)]
