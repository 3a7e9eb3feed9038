"""Tests run again and again, and counted: the hard life in a browser, the suite, odd inputs."""

import contextlib
import subprocess
import sys
from pathlib import Path

from benchmarks.endurance.kept_runs import KeptRuns
from benchmarks.endurance.tried import Tried
from benchmarks.whole_course import ROOT, RunError, run_suite
from launcher.environment import Environment

# What is tried in the browser, and the tests that try it.
BROWSER = {
    "kernel killed while an explorer moves": ["tests/browser/test_lost_kernel.py"],
    "kernel restarted and page loaded again between a quiz's answers": [
        "tests/browser/test_quiz.py",
        "tests/browser/test_final_test.py",
    ],
    "server restarted under an open lesson": ["tests/browser/test_restarted_server.py"],
    "one notebook in two tabs": ["tests/browser/test_two_tabs.py"],
    "a slow connection": ["tests/browser/test_slow_connection.py"],
    "a notebook saved, closed and opened again": ["tests/browser/test_saved_notebook.py"],
    "200% zoom: every control in reach": ["tests/browser/test_zoom.py"],
    "the keyboard alone": [
        "tests/browser/test_quiz_keys.py",
        "tests/browser/test_flashcards.py",
        "tests/browser/test_progress.py",
        "tests/browser/test_explorer.py",
        "tests/browser/test_token_explorer.py",
        "tests/browser/test_gradient_explorer.py",
    ],
    "20 hostile strings in sentences, prompts, banks and names": [
        "tests/browser/test_hostile_strings.py",
        "tests/browser/test_hostile_bank.py",
    ],
}
PLAIN = ("-q", "-p", "no:cacheprovider")
WHOLE = (*PLAIN, "-p", "tests.without_iris", "--nbval", "--numprocesses=2")


def use_browser_hard(times):
    """Run what uses JupyterLab in Chromium hard; a skipped test counts as a failure."""
    rows = []
    for what, paths in BROWSER.items():
        row = Tried(what)
        for _ in range(times):
            _count_tests(row, sys.executable, *PLAIN, *paths)
        rows.append(row)
    return rows


def repeat_suite(times, copies=(), kept=None):
    """Run the whole suite once in each other copy of the course, then again and again here.

    Ctrl-C ends it; what had run to its end by then is in the rows.

    Parameters
    ----------
    times : int
        Runs here.
    copies : sequence of str
        Folders of copies that were set up with other Pythons. Runs on one Python are counted
        together, wherever they were.
    kept : Path, optional
        A file: runs of the same files that are in it count and are not run again, new ones are
        added.
    """
    kept = KeptRuns(kept)
    others = [Path(copy).resolve() for copy in copies]
    ways = [(other, Environment(other).python, 1) for other in others]
    rows = {}
    with contextlib.suppress(KeyboardInterrupt):
        for root, python, runs in [*ways, (ROOT, sys.executable, times)]:
            version = _version(python)
            new = Tried(f"the whole suite on Python {version}"), Tried("tests in it", counted=False)
            suite, tests = rows.setdefault(version, new)
            for _ in range(runs):
                ran, failures = kept.take(version, root) or _run_whole(kept, version, root, python)
                suite.note(*failures)
                tests.times += ran
    return [row for suite, tests in rows.values() if suite.times for row in (suite, tests)]


def _run_whole(kept, version, root, python):
    run = Tried("")
    _count_tests(run, python, *WHOLE, root=root)
    kept.add(version, root, run.times, run.failures)
    return run.times, run.failures


def _version(python):
    ask = "import platform; print(platform.python_version())"
    told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def try_inputs(times):
    """Run the tests of odd inputs with many more examples than the suite gives them."""
    row = Tried("tests of odd inputs, each with many made-up examples")
    for _ in range(times):
        _count_tests(row, sys.executable, *PLAIN, "tests/inputs", "--hypothesis-profile=thorough")
    return [row]


def _count_tests(row, python, *arguments, root=ROOT):
    """Add one run of pytest to a row: its tests, and what did not pass."""
    try:
        part = run_suite(*arguments, command=(python, "-m", "pytest"), root=root)
    except RunError as error:
        row.note(str(error))
        return
    row.times += part.count.total()
    row.failures += ["a test failed; pytest said above which"] * part.failed
    row.failures += ["a test was skipped; it has tried nothing"] * part.skipped
