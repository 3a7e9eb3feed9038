"""Each lesson twice on one kernel, and from each of its sections after the opening alone."""

import nbformat

from benchmarks.endurance.lesson_kernel import LessonKernel, error_of, is_steady, said
from benchmarks.endurance.sections import sections
from benchmarks.endurance.tried import Tried
from tools.build_lessons import NOTEBOOKS


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
        self.alone = Tried("sections after the lesson's opening alone: as stored, or a `NameError`")
        self.leaning = Tried("of these, a `NameError` for an earlier section's name", counted=False)

    def rows(self):
        """Return all of it in the order of the table."""
        return [self.runs, self.cells, self.alone, self.leaning]

    def run(self, source):
        """Run a lesson again and again, then from each of its sections."""
        notebook = nbformat.read(NOTEBOOKS / f"{source.stem}.ipynb", as_version=4)
        opening, *rest = sections(notebook)
        with LessonKernel(notebook) as kernel:
            cells = [cell for part in (opening, *rest) for cell in part.cells]
            self.cells.times += self._times * len(cells)
            self.runs.note(*self._from_the_top(kernel, cells, source.stem))
            for place, part in enumerate(rest):
                before = {name for earlier in rest[:place] for name in earlier.makes}
                self._from_a_section(kernel, opening, part, before, source.stem)

    def _from_the_top(self, kernel, cells, lesson):
        return [
            f"{lesson}, run {time + 1}: {fault}"
            for time in range(self._times)
            for cell in cells
            if (fault := differs(cell, kernel.run(cell)))
        ]

    def _from_a_section(self, kernel, opening, part, before, lesson):
        """Run the opening and one section, from no names at all."""
        kernel.forget()
        for cell in opening.cells:
            kernel.run(cell)
        fault, leans = _run_section(kernel, part, before)
        self.alone.note(*([f"{lesson}, {part.title}: {fault}"] if fault else []))
        self.leaning.times += leans


def _run_section(kernel, part, before):
    """Return what is wrong with a section run alone, or None; and whether it needs another."""
    for cell in part.cells:
        outputs = kernel.run(cell)
        error = error_of(outputs)
        if error and error[0] == "NameError" and error != error_of(cell.outputs):
            name = error[1].split("'")[1]
            return (None, True) if name in before else (f"{name} is made nowhere above", False)
        if fault := differs(cell, outputs):
            return fault, False
    return None, False


def differs(cell, outputs):
    """Say how a cell's outputs differ from those stored, or return None."""
    if error_of(outputs) != error_of(cell.outputs):
        return f"{_first_line(cell)!r} ended with {error_of(outputs)}"
    if is_steady(cell) and (now := said(outputs)) != (stored := said(cell.outputs)):
        return f"{_first_line(cell)!r} gave {now} where {stored} is stored"
    return None


def _first_line(cell):
    return cell.source.strip().splitlines()[0]
