"""What the course asks of a computer is read off rightly, and a missed limit is shown."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from benchmarks import course, whole_course
from benchmarks.whole_course import Part, Run, RunError, read_report, run_suite
from tests.needed import find_git

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows does not say what a process took, which is what is read off"
)

TESTS = """
import pytest, time

def test_well():
    time.process_time()

def test_badly():
    assert 1 == 2

def test_skipped():
    pytest.skip("for once")

@pytest.fixture
def broken():
    raise OSError

def test_with_a_broken_fixture(broken):
    pass
"""
REPORT = """<testsuites><testsuite>
<testcase classname="notebooks.05_gates.ipynb" name="Cell 0" time="2.5"/>
<testcase classname="notebooks.05_gates.ipynb" name="Cell 1" time="0.5"/>
<testcase classname="tests.browser.test_quiz" name="test_keys" time="4"/>
<testcase classname="tests.quiz.test_store.TestFile" name="test_kept" time="1"><failure/></testcase>
<testcase classname="tests.test_cells" name="test_step" time="0.25"><skipped/></testcase>
<testcase classname="lstm_helpers.trace" name="lstm_helpers.trace.trace_lstm" time="0.125"/>
<testcase classname="" name="tests.test_broken" time="0"><error/></testcase>
</testsuite></testsuites>"""


def part(seconds=100.0, failed=0):
    return Part(Run(seconds, 90.0), Counter({"doctests": 7}), Counter({"doctests": 3}), failed, 2)


def lesson(seconds):
    from benchmarks.kernel import LessonRun

    return LessonRun("05_gates", seconds, cpu=3.0, peak=250_000_000)


def test_a_report_is_read_by_kind(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    found = read_report(path, Run(5.0, 9.0))
    assert found.count == {
        "notebook cells": 2,
        "browser tests": 1,
        "unit tests": 2,
        "doctests": 1,
        "other": 1,
    }
    assert found.seconds["notebook cells"] == 3.0
    assert found.seconds["unit tests"] == 1.25
    assert (found.failed, found.skipped) == (2, 1)


def test_a_run_of_tests_is_timed_and_its_report_read(tmp_path):
    (tmp_path / "test_made.py").write_text(TESTS)
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_made.py")
    found = run_suite("-p", "no:xdist", command=command, root=tmp_path)
    assert found.count.total() == 4
    assert (found.failed, found.skipped) == (2, 1)
    assert found.run.cpu > 0
    assert found.run.seconds > 0


def test_tests_that_never_ran_are_no_result(tmp_path):
    with pytest.raises(RunError, match="did not run to their end"):
        run_suite(command=(sys.executable, "-c", "raise SystemExit(3)"), root=tmp_path)


# Stands in for course.py: says what that says, and waits to be stopped.
STARTS = """
import pathlib, time
print("Setting up, once: the packages go into .venv.")
print("  1 of 2  Make .venv                            4 s")
print("  2 of 2  Find and download packages           20 s  numpy (3 MB so far)")
print("  2 of 2  Find and download packages           31 s")
pathlib.Path(".venv").mkdir()
pathlib.Path(".venv/package.py").write_bytes(bytes(1000))
print("JupyterLab is ready; stop it with Ctrl-C. Lesson 00:", flush=True)
try:
    time.sleep(300)
except KeyboardInterrupt:
    pass
"""


def committed(folder, text):
    git = [find_git(), "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    git += ["-c", "commit.gpgsign=false"]  # nobody is asked for the passphrase of a key
    (folder / "course.py").write_text(text)
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "course.py"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "one"], check=True)
    return folder


def test_a_clone_is_set_up_timed_and_stopped(tmp_path):
    run = whole_course.set_up_clone(committed(tmp_path, STARTS))
    assert run.stages == {"Make .venv": 4, "Find and download packages": 31}
    assert run.size == 1000
    assert 0 < run.seconds < 300
    assert run.cpu > 0


def test_a_clone_that_does_not_start_is_no_result(tmp_path):
    with pytest.raises(RunError, match="no network"):
        whole_course.set_up_clone(committed(tmp_path, "raise SystemExit('no network')"))


@pytest.mark.parametrize(("seconds", "kept"), [(25.0, True), (25.1, False)])
def test_a_slow_lesson_is_shown(seconds, kept):
    _, _, row, total = course.lessons_table([lesson(seconds)])
    assert row == f"| 05 gates | {seconds} | 3.0 | 250 | 1.00 {'✓' if kept else '✗'} |"
    assert total.startswith(f"| **all, one after the other** | {seconds} | 3.0 | 250 |")


@pytest.mark.parametrize(("seconds", "kept"), [(120.0, True), (121.0, False)])
def test_a_slow_set_up_is_shown(seconds, kept):
    lines = course.setup_table(Run(seconds, 60.0, {"Make .venv": 4}, 2_900_000_000))
    assert ("✗" not in "\n".join(lines)) is kept
    assert "| make .venv | 4 |  |  |" in lines
    assert "| size of `.venv`: 2.9 GB |  |  |  |" in lines


@pytest.mark.parametrize(
    ("plain", "chromium", "kept"),
    [
        (part(180.0), part(900.0), True),
        (part(181.0), part(), False),
        (part(failed=1), part(), False),
        (part(), part(failed=1), False),
    ],
    ids=["kept", "slow", "failed", "failed in Chromium"],
)
def test_a_slow_or_failing_suite_is_shown(plain, chromium, kept):
    lines = course.suite_table(plain, chromium)
    assert ("✗" not in "\n".join(lines)) is kept
    assert all(line.count("|") == lines[0].count("|") for line in lines)
    seconds = plain.run.seconds + chromium.run.seconds
    assert lines[-1] == f"| **all** | 14 | {seconds:.0f} | 180 |  |  |"


def test_a_lesson_is_run_on_a_kernel_of_its_own(tmp_path):
    from benchmarks.kernel import run_lesson

    source = tmp_path / "00_made.py"
    source.write_text("# %%\nheld = bytearray(b'1' * 300_000_000)\n\n# %%\nprint(len(held))\n")
    run = run_lesson(source, tmp_path)
    assert run.lesson == "00_made"
    assert run.cpu > 0
    assert run.seconds > 0
    assert 300e6 < run.peak < 900e6
