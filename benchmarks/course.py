"""What the course asks of a computer: time and memory of each lesson, of set-up and of the tests.

``python -m benchmarks.course`` runs every lesson (or those named) on a fresh kernel; ``--setup``
also clones the course and sets it up from nothing, ``--suite`` also runs all tests; ``--write``
puts what was measured into benchmarks/README.md. It returns 1 if a limit was missed.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile

from benchmarks.report import markdown, verdict, write

LESSON_LIMIT = 25  # seconds
SETUP_LIMIT = 120
SUITE_LIMIT = 180  # of everything but what needs a real Chromium
MB = 1e6
GB = 1e9


def main(arguments=None):
    """Measure what was asked for, print the tables, and return 1 if a limit was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.course", description=__doc__)
    parser.add_argument("lessons", nargs="*", help="numbers or names, for example 05; else all")
    parser.add_argument("--setup", action="store_true", help="set up a fresh clone, too")
    parser.add_argument("--suite", action="store_true", help="run all tests, too")
    parser.add_argument("--no-lessons", action="store_true", help="leave the lessons out")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    options = parser.parse_args(arguments)
    if importlib.util.find_spec("resource") is None:
        parser.error("this system does not say what a process took: run it on Linux or macOS")
    tables = {}
    if not options.no_lessons:
        tables["lessons"] = lessons_table(_measure_lessons(options.lessons))
    if options.setup:
        tables["setup"] = _measure_setup()
    if options.suite:
        tables["suite"] = _measure_suite()
    for name, lines in tables.items():
        lines += ["", f"Load of the machine at the end: {_load()}."]
        print("\n".join(["", *lines]))
        if options.write:
            write(name, lines)
    return int(any("✗" in line for lines in tables.values() for line in lines))


def _load():
    return ", ".join(f"{load:.1f}" for load in os.getloadavg()) + " (1, 5 and 15 minutes)"


def _measure_lessons(names):
    """Run lessons one after the other, as learners do who have answered nothing yet.

    The person's own IPython (start-up files, history of commands) is not touched.
    """
    from benchmarks.kernel import run_lesson
    from lstm_helpers.lab.settings import variables
    from tools.build_lessons import find_sources

    runs = []
    os.environ |= variables(graphics_card=False)
    with (
        tempfile.TemporaryDirectory(prefix="lstm-home-") as home,
        tempfile.TemporaryDirectory(prefix="lstm-home-") as ipython,
    ):
        os.environ |= {"LSTM_COURSE_HOME": home, "IPYTHONDIR": ipython}
        for source in find_sources(names):
            runs.append(run_lesson(source))
            print(f"{source.stem}: {runs[-1].seconds:.1f} s", flush=True)
    return runs


def lessons_table(runs):
    """Lay out what each lesson took as the lines of a Markdown table."""
    head = ["lesson", "seconds", "processor seconds", "peak memory, MB", "× the limit of 25 s"]
    rows = [
        [
            run.lesson.replace("_", " "),
            f"{run.seconds:.1f}",
            f"{run.cpu:.1f}",
            f"{run.peak / MB:,.0f}",
            _share(run.seconds, LESSON_LIMIT),
        ]
        for run in runs
    ]
    seconds, cpu = sum(run.seconds for run in runs), sum(run.cpu for run in runs)
    most = f"{max(run.peak for run in runs) / MB:,.0f}"
    rows.append(["**all, one after the other**", f"{seconds:.1f}", f"{cpu:.1f}", most, ""])
    return markdown(head, rows)


def _share(seconds, limit):
    """Say what part of a limit was used, and whether it is kept."""
    return f"{seconds / limit:.2f} {verdict(seconds <= limit)}"


def _measure_setup():
    from benchmarks.whole_course import set_up_clone

    return setup_table(set_up_clone())


def setup_table(run):
    """Lay out what a set-up took as the lines of a Markdown table."""
    rows = [[stage.lower(), str(seconds), "", ""] for stage, seconds in run.stages.items()]
    share = _share(run.seconds, SETUP_LIMIT)
    rows += [
        ["**fresh clone to JupyterLab**", f"{run.seconds:.1f}", f"{run.cpu:.1f}", share],
        [f"size of `.venv`: {run.size / GB:.1f} GB", "", "", ""],
    ]
    return markdown(["what", "seconds", "processor seconds", "× the limit of 120 s"], rows)


def _measure_suite():
    """Run all tests in two parts, for the limit is of one of them."""
    from benchmarks.whole_course import ROOT, run_suite

    # Not part of what is timed; done in a moment where it was done before.
    subprocess.run([sys.executable, "course.py", "setup"], cwd=ROOT, check=True)
    return suite_table(run_suite("-m", "not chromium"), run_suite("tests", "-m", "chromium"))


def suite_table(plain, chromium):
    """Lay out what all tests took as the lines of a Markdown table."""
    rows = []
    for title, part, limit in (
        ("**unit tests, doctests and notebooks**", plain, SUITE_LIMIT),
        ("**tests in a real Chromium**", chromium, None),
    ):
        taken = [f"{part.run.seconds:.0f}", f"{part.run.cpu:.0f}"]
        share = "" if limit is None else _share(part.run.seconds, limit)
        rows.append([title, f"{part.count.total():,}", *taken, "", share])
        for kind, count in part.count.items():
            single = f"{part.seconds[kind]:.0f}"
            rows.append([f"of these, {kind}", f"{count:,}", "", "", single, ""])
        rows.append([f"failed {verdict(not part.failed)}", str(part.failed), "", "", "", ""])
        rows.append(["skipped", str(part.skipped), "", "", "", ""])
    seconds, cpu = (sum(getattr(p.run, k) for p in (plain, chromium)) for k in ("seconds", "cpu"))
    count = plain.count.total() + chromium.count.total()
    rows.append(["**all**", f"{count:,}", f"{seconds:.0f}", f"{cpu:.0f}", "", ""])
    head = ["what", "number", "seconds", "processor seconds", "seconds of single tests, summed"]
    return markdown([*head, "× the limit of 180 s"], rows)


if __name__ == "__main__":
    sys.exit(main())
