"""What the course withstands: lessons again and again, interruptions, a hard life in the browser.

``python -m benchmarks.endurance lessons browser`` runs the parts named: ``lessons``,
``interruptions``, ``browser``, ``inputs``, ``suite``; all of them if none is named. ``--write``
puts the tables into benchmarks/README.md. It returns 1 if anything failed.
"""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.endurance import pytest_runs
from benchmarks.endurance.interruptions import Interruptions
from benchmarks.endurance.lessons import Repeats
from benchmarks.endurance.tried import table
from benchmarks.report import write
from benchmarks.whole_course import RunError
from tools.build_lessons import find_sources

# The parts, and how often each does what it does unless --times says otherwise.
TIMES = {"lessons": 2, "interruptions": 3, "browser": 1, "inputs": 1, "suite": 10}


def main(arguments=None):
    """Run the parts asked for, print their tables, and return 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(TIMES))
    parser.add_argument("--lesson", nargs="+", default=[], help="of these lessons only, as in 05")
    parser.add_argument(
        "--times",
        type=int,
        help="runs of a lesson on one kernel, interruptions of a cell, runs of the tests",
    )
    parser.add_argument(
        "--copy",
        action="append",
        default=[],
        metavar="FOLDER",
        help="another copy of the course, set up with another Python: the suite runs there once",
    )
    parser.add_argument(
        "--kept",
        type=Path,
        metavar="FILE",
        help="what ran of the suite is kept there, so that a row broken off can be gone on with",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the moments of interruption")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - TIMES.keys():
        parser.error(f"a part is one of {', '.join(TIMES)}; got {', '.join(sorted(unknown))}")
    if options.times is not None and options.times < 1:
        parser.error(f"--times must be at least 1; got {options.times}")
    failed = False
    with learner_at_home():
        for part in options.parts or TIMES:
            try:
                rows = run_part(part, options.times or TIMES[part], options)
            except RunError as error:
                parser.error(str(error))
            lines = table(rows)
            print("\n".join(["", f"{part}:", *lines]), flush=True)
            if options.write:
                write(f"endurance {part}", lines)
            failed |= any("✗" in line for line in lines)
    return int(failed)


@contextlib.contextmanager
def learner_at_home():
    """Let all that is started be as for a learner who has answered nothing yet.

    The person's own IPython (start-up files, history of commands) is not touched.
    """
    from lstm_helpers.lab.settings import variables

    before = dict(os.environ)
    with (
        tempfile.TemporaryDirectory(prefix="lstm-home-") as home,
        tempfile.TemporaryDirectory(prefix="lstm-home-") as ipython,
    ):
        own = {"LSTM_COURSE_HOME": home, "IPYTHONDIR": ipython}
        os.environ |= variables(graphics_card=False) | own
        try:
            yield home
        finally:
            os.environ.clear()
            os.environ |= before


def run_part(part, times, options):
    """Run one part and return what it tried."""
    if part == "browser":
        return pytest_runs.use_browser_hard(times)
    if part == "inputs":
        return pytest_runs.try_inputs(times)
    if part == "suite":
        return pytest_runs.repeat_suite(times, options.copy, options.kept)
    tried = Repeats(times) if part == "lessons" else Interruptions(times, options.seed)
    for source in find_sources(options.lesson):
        tried.run(source)
        print(f"{source.stem}: done", flush=True)
    return tried.rows()


if __name__ == "__main__":
    sys.exit(main())
