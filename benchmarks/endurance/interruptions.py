"""Every cell that trains, interrupted at random moments, then run again."""

import contextlib
import os
import random
import time
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError

from benchmarks.answers import is_sound
from benchmarks.endurance import trainings
from benchmarks.endurance.lesson_kernel import LessonKernel, error_of
from benchmarks.endurance.lessons import differs
from benchmarks.endurance.tried import Tried
from lstm_helpers.history import INTERRUPTED
from lstm_helpers.lesson_sections import divide
from tools.build_lessons import NOTEBOOKS


class _SilentKernelError(Exception):
    """A kernel answers no more; it is noted, and the rest of its lesson can't be tried."""


class Interruptions:
    """What is tried, counted over all lessons.

    Parameters
    ----------
    times : int
        How often each training cell is interrupted.
    seed : int
        Of the random moments.
    """

    def __init__(self, times, seed=0):
        self._times, self._random = times, random.Random(seed)
        self.cells = Tried("cells that train a network", counted=False)
        self.hit = Tried("interruptions (SIGINT) at a random moment: the kernel answers")
        self.meant = Tried(
            "of these, ended in `KeyboardInterrupt` or “you stopped it”", counted=False
        )
        self.kept = Tried("of these, ended without an error, or came too late", counted=False)
        self.theirs = Tried(
            "of these, taken by Keras's own `fit` for a fault of the network", counted=False
        )
        self.mute = Tried(
            "of these, hit the kernel itself after the cell: it answers, but not for the cell",
            counted=False,
        )
        self.whole = Tried("files looked at afterwards: none half written, none left behind")
        self.again = Tried("cell run again: as stored")
        self.back = Tried(
            "of these, after its section was run again from its heading", counted=False
        )

    def rows(self):
        """Return all of it in the order of the table."""
        return [
            *(self.cells, self.hit, self.meant, self.kept, self.theirs, self.mute),
            *(self.whole, self.again, self.back),
        ]

    def run(self, source):
        """Run a lesson; interrupt what trains in it, where it stands."""
        notebook = nbformat.read(NOTEBOOKS / f"{source.stem}.ipynb", as_version=4)
        with contextlib.suppress(_SilentKernelError), LessonKernel(notebook, NOTEBOOKS) as kernel:
            trainings.watch(kernel)
            for part in divide(notebook.cells):
                for place, cell in enumerate(part.cells):
                    before, start = trainings.begun(kernel), time.perf_counter()
                    outputs = kernel.run(cell)
                    seconds = time.perf_counter() - start
                    if trainings.begun(kernel) == before:
                        continue
                    where = f"{source.stem}, {part.title}"
                    if fault := differs(cell, outputs):
                        self.again.failures.append(f"{where}, never interrupted: {fault}")
                        continue
                    self.cells.note()
                    self._interrupt(kernel, part.cells[: place + 1], seconds, where)

    def _interrupt(self, kernel, cells, seconds, where):
        for _ in range(self._times):
            moment = self._random.uniform(0, seconds)
            files = _files()
            outputs = kernel.run(cells[-1], interrupt_after=moment)
            at = f"{where}, after {moment:.2f} s of {seconds:.2f}"
            self._note_end(kernel, outputs, error_of(cells[-1].outputs), at)
            self.whole.times += len(files)
            self.whole.failures += [f"{at}: {path}" for path in _damaged(files)]
            self._run_again(kernel, cells, at)

    def _note_end(self, kernel, outputs, stored, at):
        try:
            answer = kernel.ask("print(6 * 7)").strip()
        except CellTimeoutError:
            self.hit.note(f"{at}: the kernel answers no more")
            raise _SilentKernelError from None
        ended = outputs and error_of(outputs)
        # TensorFlow wraps an interruption that comes while it traces, and names it in its words;
        # a history without an epoch says who stopped it.
        words = " ".join(ended or ())
        stopped = "KeyboardInterrupt" in words or INTERRUPTED in words
        theirs = not stopped and ended is not None and _from_keras(outputs)
        strange = not (stopped or theirs) and ended not in (None, stored)
        faults = [f"{at}: the cell ended with {ended}"] if strange else []
        self.hit.note(*faults, *([] if answer == "42" else [f"{at}: it said {answer!r}"]))
        if outputs is None:
            self.mute.note()
        else:
            (self.meant if stopped else self.theirs if theirs else self.kept).note()

    def _run_again(self, kernel, cells, at):
        """Run the cell again; where that isn't enough, all of its section up to it."""
        if not differs(cells[-1], kernel.run(cells[-1])):
            self.again.note()
            return
        self.back.note()
        faults = [fault for cell in cells if (fault := differs(cell, kernel.run(cell)))]
        self.again.note(*(f"{at}: {fault}" for fault in faults))


def _from_keras(outputs):
    """Tell whether an error comes from Keras, called by the lesson's own code and not by ours."""
    told = "\n".join(line for o in outputs if "traceback" in o for line in o.traceback)
    return "keras/src/" in told and "lstm_helpers/" not in told


def _files():
    """Return the files of the course's home and of the lessons' folder."""
    folders = (Path(os.environ["LSTM_COURSE_HOME"]), NOTEBOOKS)
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def _damaged(before):
    """Return the files that an interruption has made, and the databases that it has broken."""
    after = _files()
    broken = [path for path in after if path.suffix == ".sqlite" and not is_sound(path)]
    return sorted(str(path) for path in {*(after ^ before), *broken})
