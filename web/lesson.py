"""A lesson as it is stored: its notebook, read and told apart into what a page shows."""

import ast
import inspect
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from lstm_helpers import plots

_WILL = re.compile(r"\*\*You will\*\* (.+?)\.(?:\s|$)", re.S)
# How the stored text of a widget begins -> the function that gives it.
_SHOWN = {
    "Quiz('": "quiz",
    "Final test of": "final_test",
    "The weak ones again": "weak_ones",
    "Progress of this course": "progress",
    "What is due for review": "due",
    "Flashcards of": "flashcards",
    "10 ways into the course": "ways_in",
}
# What these show depends on what their call is given.
_GIVEN = {"quiz", "flashcards"}


@dataclass(frozen=True)
class Lesson:
    """A notebook of the course.

    Attributes
    ----------
    name : str
        The notebook's name without its ending.
    title : str
        Its first heading.
    aim : str
        What a learner does in it, in Markdown.
    cells : list of NotebookNode
        Its cells, with their stored outputs.
    """

    name: str
    title: str
    aim: str
    cells: list[NotebookNode]

    @property
    def number(self) -> str:
        """Its two digits."""
        return self.name[:2]

    @property
    def address(self) -> str:
        """Its page."""
        return f"{self.name}.html"

    def code_before(self, place: int) -> str:
        """Return the code of all cells before one."""
        return "\n".join(cell.source for cell in self.cells[:place] if cell.cell_type == "code")


def read_lesson(path: Path) -> Lesson:
    """Read a notebook.

    Parameters
    ----------
    path : Path
        The notebook, its outputs stored.

    Returns
    -------
    Lesson

    Raises
    ------
    ValueError
        If it does not begin with a heading, or does not say what a learner does in it.
    """
    cells = nbformat.read(path, as_version=4).cells
    title = re.match(r"# (.+)", cells[0].source) if cells else None
    if title is None:
        raise ValueError(f"{path.name} must begin with a heading of its own; it does not")
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    will = next((found for text in texts if (found := _WILL.search(text))), None)
    below = "".join(cells[0].source.split("\n\n")[1:2])  # the first paragraph
    aim = will[1] if will else below.split(". ")[0].removesuffix(".")
    if not aim:
        raise ValueError(f"{path.name} must say below its heading what it is about; it does not")
    return Lesson(path.stem, title[1].strip(), f"{aim[0].upper()}{aim[1:]}.", cells)


def read_lessons(folder: Path) -> list[Lesson]:
    """Read all lessons of a folder, in their order."""
    return [read_lesson(path) for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))]


def printed(cell: NotebookNode) -> str:
    """Return what a code cell printed, or showed as text alone."""
    texts = [
        output.text if output.output_type == "stream" else _alone(output.data)
        for output in cell.outputs
        if output.output_type != "error"
    ]
    return strip_ansi("".join(texts)).rstrip("\n")


def _alone(data: NotebookNode) -> str:
    text = data.get("text/plain", "")
    return "" if "image/png" in data or shown_widget(text) else text


def shown_widget(text: str) -> str:
    """Return the name of the widget that an output's text stands for; "" if it is none.

    Parameters
    ----------
    text : str
        The short text that a notebook stores for a widget, such as ``"GateExplorer(16 units)"``.

    Returns
    -------
    str
        The explorer's class, or the name of the function that gives it.
    """
    if made := re.match(r"(\w+Explorer|LiveCurves|FloatProgress)\(", text):
        return made[1]
    return next((name for start, name in _SHOWN.items() if text.startswith(start)), "")


def widgets(cell: NotebookNode) -> list[str]:
    """Return the names of the widgets that a code cell shows."""
    texts = (output.get("data", {}).get("text/plain", "") for output in cell.outputs)
    return list(filter(None, map(shown_widget, texts)))


def figures(cell: NotebookNode) -> list[tuple[str, int]]:
    """Return the pictures of a code cell, each as base64 of a PNG and its width in CSS pixels."""
    return [
        (output.data["image/png"], output.metadata["image/png"]["width"])
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]


def figure_alt(cell: NotebookNode) -> str:
    """Say what a code cell's picture shows: what the last function of `plots` in it draws."""
    names = re.findall(r"\bplots\.(plot_\w+)", cell.source)
    if not names:
        raise ValueError(f"a cell with a picture must draw it with plots; got {cell.source!r}")
    says = inspect.getdoc(getattr(plots, names[-1])).splitlines()[0]
    drawn = re.sub(r"^Draw,? ", "", says)
    return f"{drawn[0].upper()}{drawn[1:]}"


def widget_calls(cell: NotebookNode) -> list[tuple[str, list[str]]]:
    """Return the widgets that a code cell shows, in order, each with what its call is given.

    Calls are taken in the order in which they are written, as the outputs are; where there are
    more calls than widgets, those written last are shown.

    Parameters
    ----------
    cell : NotebookNode
        The cell, its outputs stored.

    Returns
    -------
    list of tuple of str and list of str
        The name of each widget, and the constants of its call: none but for quizzes and cards.

    Raises
    ------
    ValueError
        If a quiz or a deck of cards is shown that the cell has no call of.
    """
    names, left = widgets(cell), {}
    for name in _GIVEN & set(names):
        shown = names.count(name)
        left[name] = _constants(cell, name)[-shown:]
        if len(left[name]) < shown:
            raise ValueError(
                f"a cell must call {name} once for each that it shows, {shown} times; "
                f"got {cell.source!r}"
            )
    return [(name, left[name].pop(0) if name in left else []) for name in names]


def _constants(cell: NotebookNode, function: str) -> list[list[str]]:
    """Return the arguments of each call of a function, all constants, as they are written."""
    calls = [
        node
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == function
    ]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    return [[ast.literal_eval(argument) for argument in call.args] for call in calls]
