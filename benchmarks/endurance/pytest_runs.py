"""Tests run again and again, and counted: the hard life in a browser, the suite, odd inputs."""

import sys

from benchmarks.endurance.tried import Tried
from benchmarks.whole_course import ROOT, RunError, run_suite

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


def repeat_suite(times, pythons=()):
    """Run the whole suite again and again, on this Python and on others.

    Parameters
    ----------
    times : int
        Runs on each Python.
    pythons : sequence of str
        Paths of Pythons with the course's packages, besides this one.
    """
    rows = []
    for python in (sys.executable, *pythons):
        named = "this Python" if python == sys.executable else f"`{python}`"
        runs, tests = Tried(f"the whole suite on {named}"), Tried("tests in it", counted=False)
        for _ in range(times):
            run = Tried("")
            _count_tests(run, python, "--nbval", "--numprocesses=2", "-p", "no:cacheprovider")
            runs.note(*run.failures)
            tests.times += run.times
        rows += [runs, tests]
    return rows


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
