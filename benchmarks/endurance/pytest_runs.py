"""Tests run again and again, and counted: the hard life in a browser, the suite, odd inputs."""

import subprocess
import sys
from pathlib import Path

from benchmarks.endurance.tried import Tried
from benchmarks.whole_course import ROOT, RunError, run_suite
from launcher.environment import Environment

# What is tried in the browser, and the tests that try it.
BROWSER = {
    "kernel killed while an explorer moves": [
        "tests/browser/test_lost_kernel.py",
        "tests/widgets/test_kernel_explorer.py",
    ],
    "kernel restarted and page loaded again between a quiz's answers": [
        "tests/browser/test_quiz.py",
        "tests/browser/test_final_test.py",
    ],
    "server restarted under an open lesson": ["tests/browser/test_restarted_server.py"],
    "one notebook in two tabs": ["tests/browser/test_two_tabs.py"],
    "a slow connection": ["tests/browser/test_slow_connection.py"],
    "a notebook saved, closed and opened again": ["tests/browser/test_saved_notebook.py"],
    "200 % zoom: every control in reach": ["tests/browser/test_zoom.py"],
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


def use_browser_hard(times):
    """Run what uses JupyterLab in Chromium hard; a skipped test counts as a failure."""
    rows = []
    for what, paths in BROWSER.items():
        row = Tried(what)
        for _ in range(times):
            _count_tests(row, sys.executable, *PLAIN, *paths)
        rows.append(row)
    return rows


def repeat_suite(times, copies=()):
    """Run the whole suite again and again, here and in other copies of the course.

    Parameters
    ----------
    times : int
        Runs in each.
    copies : sequence of str
        Folders of copies that were set up with other Pythons.
    """
    rows = []
    others = [Path(copy).resolve() for copy in copies]
    for root, python in [(ROOT, sys.executable), *((o, Environment(o).python) for o in others)]:
        runs = Tried(f"the whole suite on Python {_version(python)}")
        tests = Tried("tests in it", counted=False)
        for _ in range(times):
            run = Tried("")
            whole = ("--nbval", "--numprocesses=2", "-p", "no:cacheprovider")
            _count_tests(run, python, *whole, root=root)
            runs.note(*run.failures)
            tests.times += run.times
        rows += [runs, tests]
    return rows


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
