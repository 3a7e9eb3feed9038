"""Run lessons from their sources and store them, outputs included, as notebooks.

python course.py build             all lessons
python course.py build 05 06       some

A lesson is run on a fresh kernel in the folder ``notebooks``, then normalised: the same source
gives the same file, byte for byte (but for pictures of what was trained while it ran).
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SOURCES = NOTEBOOKS / "source"
CELL_SECONDS = 300  # as long as the tests allow a cell
AT_ONCE = 2  # lessons that run side by side

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET = "application/vnd.jupyter.widget-view+json"  # holds an id that is new in every run
ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}")
START = "00_start_here.py"


class LessonError(Exception):
    """A lesson can't be built; the message names it, and the cell."""


def find_sources(names: Sequence[str], folder: Path = SOURCES) -> list[Path]:
    """Find the lessons meant by numbers (``05``), names or paths; all of them for no name.

    Parameters
    ----------
    names : sequence of str
        What was asked for.
    folder : pathlib.Path
        Where the sources lie.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    LessonError
        If a name fits no lesson; the message lists the lessons.
    """
    known = sorted(folder.glob("*.py"))
    if not names:
        return known
    found = []
    for name in names:
        stem = Path(name).stem
        fitting = [path for path in known if path.stem == stem or path.stem.startswith(f"{stem}_")]
        if not fitting:
            lessons = ", ".join(path.stem for path in known) or "none"
            raise LessonError(f"No lesson is called {name!r}. The lessons: {lessons}")
        found += fitting
    return sorted(set(found))


def build(source: Path, target: Path) -> bool:
    """Run one lesson and store it if it came out different.

    Parameters
    ----------
    source : pathlib.Path
        The lesson in percent format.
    target : pathlib.Path
        The notebook to write; the lesson runs in its folder.

    Returns
    -------
    bool
        Whether the notebook changed.

    Raises
    ------
    LessonError
        If a cell fails, or leaves an output that would differ elsewhere.
    """
    notebook = read_source(source)
    _execute(notebook, source.stem, target.parent)
    normalise(notebook)
    _refuse_unstable(notebook, source.stem)
    text = nbformat.writes(notebook) + "\n"
    if target.exists() and target.read_text("utf-8") == text:
        return False
    unfinished = target.with_suffix(".part")
    unfinished.write_text(text, "utf-8", newline="\n")
    os.replace(unfinished, target)
    return True


def read_source(source: Path) -> NotebookNode:
    """Read a lesson's cells, give each an id that follows from its text, and drop the rest."""
    notebook = jupytext.read(source, fmt="py:percent")
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _execute(notebook: NotebookNode, lesson: str, folder: Path) -> None:
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    running: list[int] = []
    client.on_cell_start = lambda cell, cell_index: running.append(cell_index)
    try:
        # What C++ libraries write past Python is about the machine, and no lesson's output.
        client.execute(stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        what = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        what = f"no end after {CELL_SECONDS} seconds"
    except DeadKernelError:
        what = "its kernel died"
    else:
        return
    raise LessonError(_in_cell(notebook, lesson, running[-1], what))


def normalise(notebook: NotebookNode) -> None:
    """Drop from the outputs what would differ in the next run.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook; it is changed.
    """
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
        )
        if cell.cell_type == "code":
            outputs = (_without_widget(output) for output in cell.outputs)
            cell.outputs = _merge_streams([output for output in outputs if output is not None])


def _without_widget(output: NotebookNode) -> NotebookNode | None:
    """Keep a widget's text, which says what appears there when the cell is run."""
    if "data" not in output:
        return output
    output.data.pop(WIDGET, None)
    return output if output.data else None


def _merge_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring pieces of one stream: where it is cut is chance."""
    merged: list[NotebookNode] = []
    for output in outputs:
        before = merged[-1] if merged else None
        if before and output.output_type == "stream" and before.get("name") == output.name:
            before.text += output.text
        else:
            merged.append(output)
    return merged


def _refuse_unstable(notebook: NotebookNode, lesson: str) -> None:
    places = {str(ROOT), str(Path.home()), tempfile.gettempdir() + os.sep, sys.prefix}
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.rstrip().endswith(";"):
            # nbval runs cells outside the history, and IPython looks for the ; in the history.
            what = "a ; at the end hides nothing when nbval runs it; assign the value to a name"
            raise LessonError(_in_cell(notebook, lesson, index, what))
        for text in _texts(cell.get("outputs", [])):
            if ADDRESS.search(text):
                what = "its output holds a memory address; assign that value to a name"
            elif place := next((place for place in sorted(places) if place in text), None):
                what = f"its output holds a path of this machine: {place}"
            else:
                continue
            raise LessonError(_in_cell(notebook, lesson, index, what))


def _texts(outputs: list[NotebookNode]) -> list[str]:
    streams = [output.text for output in outputs if "text" in output]
    data = [value for output in outputs for value in output.get("data", {}).values()]
    return streams + [value for value in data if isinstance(value, str)]


def _in_cell(notebook: NotebookNode, lesson: str, index: int, what: str) -> str:
    source = "\n".join(f"    {line}" for line in notebook.cells[index].source.splitlines())
    return f"{lesson}, cell {index + 1} of {len(notebook.cells)}: {what}\n{source}"


def _report(source: Path) -> bool:
    try:
        changed = build(source, NOTEBOOKS / f"{source.stem}.ipynb")
    except LessonError as error:
        print(error, file=sys.stderr, flush=True)
        return False
    print(f"{source.stem}: {'built' if changed else 'unchanged'}", flush=True)
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the lessons named on the command line; return 0 if all came out well."""
    parser = argparse.ArgumentParser(description="Run lessons again from their sources.")
    parser.add_argument("lessons", nargs="*", help="numbers or names, for example 05; else all")
    try:
        sources = find_sources(parser.parse_args(arguments).lessons)
    except LessonError as error:
        print(error, file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryDirectory() as ipython,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        os.environ["LSTM_COURSE_HOME"] = home  # a learner who has answered nothing yet
        os.environ["IPYTHONDIR"] = ipython  # nobody's start-up files or history of commands
        well = [pool.submit(_report, source) for source in sources if source.name != START]
        well = [built.result() for built in well]
        # The start page links to places in all other lessons, so it is built after any of them.
        well.append(_report(SOURCES / START))
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
