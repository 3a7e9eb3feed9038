"""Each lesson twice on one kernel, and from each of its sections, led by what an error says."""

import re

import nbformat

from benchmarks.endurance.lesson_kernel import LessonKernel, error_of, is_steady, said
from benchmarks.endurance.tried import Tried
from lstm_helpers.lesson_sections import divide
from tools.build_lessons import NOTEBOOKS

# What lstm_helpers.missing_names says beneath a NameError.
PLACE = re.compile(r"is made further up, (?:under “(.+?)”|before the first heading)\.", re.DOTALL)


class Repeats:
    """What is tried, counted over all lessons.

    Parameters
    ----------
    times : int
        How often each lesson is run on its kernel.
    """

    def __init__(self, times=2):
        self._times = times
        self.runs = Tried(f"lessons run {times} times on one kernel, each time as stored")
        self.cells = Tried("code cells in these runs", counted=False)
        self.alone = Tried("sections run after the lesson's opening alone, and what they ask for")
        self.leaning = Tried("of these, asked for an earlier section", counted=False)

    def rows(self):
        """Return all of it in the order of the table."""
        return [self.runs, self.cells, self.alone, self.leaning]

    def run(self, source):
        """Run a lesson again and again, then from each of its sections."""
        notebook = nbformat.read(NOTEBOOKS / f"{source.stem}.ipynb", as_version=4)
        opening, *rest = divide(notebook.cells)
        with LessonKernel(notebook, NOTEBOOKS) as kernel:
            cells = [cell for part in (opening, *rest) for cell in part.cells]
            self.cells.times += self._times * len(cells)
            self.runs.note(*self._from_the_top(kernel, cells, source.stem))
            for place, part in enumerate(rest):
                self._from_a_section(kernel, opening, rest[:place], part, source.stem)

    def _from_the_top(self, kernel, cells, lesson):
        return [
            f"{lesson}, run {time + 1}: {fault}"
            for time in range(self._times)
            for cell in cells
            if (fault := differs(cell, kernel.run(cell)))
        ]

    def _from_a_section(self, kernel, opening, earlier, part, lesson):
        """Run the opening and one section; where it asks for an earlier one, that one first."""
        wanted = set()
        while True:
            before = [section for section in earlier if section.title in wanted]
            fault, title = _run_after(kernel, [opening, *before], part)
            if title not in {section.title for section in earlier} - wanted:
                break
            wanted.add(title)
        self.alone.note(*([f"{lesson}, {part.title}: {fault}"] if fault else []))
        self.leaning.times += bool(wanted)


def _run_after(kernel, before, part):
    """Run sections from no names at all, the last one watched.

    Returns
    -------
    fault : str or None
        What is wrong with the last section.
    title : str or None
        The section that an error named as the one to be run first.
    """
    kernel.forget()
    for section in (*before, part):
        for cell in section.cells:
            outputs = kernel.run(cell)
            error = error_of(outputs)
            if error and error[0] == "NameError" and error != error_of(cell.outputs):
                return f"{error[1]}, and no section is named", place_named(outputs)
            if section is part and (fault := differs(cell, outputs)):
                return fault, None
    return None, None


def place_named(outputs):
    """Return the title of the section that a NameError sends the learner to, or None."""
    text = "\n".join(line for o in outputs if "traceback" in o for line in o.traceback)
    found = PLACE.search(text)
    return found and found[1]


def differs(cell, outputs):
    """Say how a cell's outputs differ from those stored, or return None."""
    if error_of(outputs) != error_of(cell.outputs):
        return f"{_first_line(cell)!r} ended with {error_of(outputs)}"
    if is_steady(cell) and (now := said(outputs)) != (stored := said(cell.outputs)):
        return f"{_first_line(cell)!r} gave {now} where {stored} is stored"
    return None


def _first_line(cell):
    return cell.source.strip().splitlines()[0]
