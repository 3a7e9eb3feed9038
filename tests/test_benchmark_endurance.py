"""What the course withstands is counted rightly, and a failure is shown."""

import platform
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from benchmarks.endurance import __main__ as command
from benchmarks.endurance import interruptions, lesson_kernel, lessons, pytest_runs
from benchmarks.endurance.interruptions import Interruptions
from benchmarks.endurance.kept_runs import KeptRuns
from benchmarks.endurance.lessons import Repeats, differs
from benchmarks.endurance.tried import Tried, table
from benchmarks.whole_course import ROOT, RunError
from launcher.environment import Environment


def stream(text):
    return new_output("stream", name="stdout", text=text)


def cell(source, text=None, tags=()):
    outputs = [] if text is None else [stream(text)]
    return new_code_cell(source, outputs=outputs, metadata={"tags": list(tags)})


def notebook(*cells):
    return new_notebook(cells=list(cells))


LESSON = notebook(
    cell("import math\nstart = 1"),
    new_markdown_cell("Words.\n## First"),
    cell("made = start + 1\nprint(made)", "2\n"),
    new_markdown_cell("## Second"),
    cell("print(math.floor(1.5))", "1\n"),
    new_markdown_cell("## Third"),
    cell("print(made)", "2\n"),
    new_markdown_cell("## Words alone"),
)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Let notebooks be read from a folder of their own; return what stores one there."""
    for module in (lessons, interruptions):
        monkeypatch.setattr(module, "NOTEBOOKS", tmp_path)
    monkeypatch.setenv("LSTM_COURSE_HOME", str(tmp_path))

    def store(made):
        nbformat.write(made, tmp_path / "05_made.ipynb")
        return tmp_path / "05_made.py"

    return store


# ---------------------------------------------------------------------------- the table


def test_a_failure_is_shown_and_said():
    good, bad = Tried("lessons"), Tried("sections")
    good.note()
    bad.note("05, Gates: it differs")
    bad.note()
    lines = table([good, Tried("cells", 1200, counted=False), bad])
    assert lines[2:5] == [
        "| lessons | 1 | 0 ✓ |",
        "| cells | 1,200 |  |",
        "| sections | 2 | 1 ✗ |",
    ]
    assert lines[-1] == "- sections: 05, Gates: it differs"


def test_what_was_never_tried_is_not_withstood():
    assert table([Tried("lessons")])[-1] == "| lessons | 0 | 0 ✗ |"


# ---------------------------------------------------------------------------- lessons


def test_a_difference_is_said():
    stored = cell("print(1)\nprint(2)", "1\n2\n")
    assert differs(stored, [stream("1\n"), stream("2\n")]) is None
    assert differs(stored, [stream("1\n3\n")]) == (
        "'print(1)' gave ['1\\n3\\n'] where ['1\\n2\\n'] is stored"
    )
    error = new_output("error", ename="ValueError", evalue="no", traceback=[])
    assert differs(stored, [error]) == "'print(1)' ended with ('ValueError', 'no')"
    calm = cell("print(1)", "1\n", tags=["nbval-ignore-output"])
    assert differs(calm, [stream("7\n")]) is None
    assert differs(calm, [error]) is not None


def figures(tried):
    return [(row.times, len(row.failures)) for row in tried.rows()]


def test_a_lesson_is_run_twice_and_from_each_section(lesson):
    tried = Repeats()
    tried.run(lesson(LESSON))
    assert figures(tried) == [(1, 0), (8, 0), (3, 0), (1, 0)]


def test_a_section_may_ask_for_several(lesson):
    source = ("one = 1", "two = one + 1", "print(one + two)")
    cells = [cell(source[0]), cell(source[1]), cell(source[2], "3\n")]
    parts = [new_markdown_cell(f"## Part {number}") for number in range(3)]
    tried = Repeats(times=1)
    tried.run(lesson(notebook(*(one for pair in zip(parts, cells, strict=True) for one in pair))))
    assert (tried.alone.times, tried.alone.failures) == (3, [])
    assert tried.leaning.times == 2


def test_what_differs_the_second_time_is_a_failure(lesson):
    counted = cell("print(globals().setdefault('runs', []).append(1) or len(runs))", "1\n")
    hidden = cell("start = 5\nprint(start)", "5\n")
    first, third = new_markdown_cell("## First"), new_markdown_cell("## Third")
    tried = Repeats()
    tried.run(
        lesson(
            notebook(cell("start = 1"), first, counted, hidden, third, cell("print(start)", "5\n"))
        )
    )
    assert len(tried.runs.failures) == 1
    assert "run 2" in tried.runs.failures[0]
    assert tried.alone.failures == [
        "05_made, Third: 'print(start)' gave ['1\\n'] where ['5\\n'] is stored"
    ]


def test_a_name_made_nowhere_is_a_failure(lesson):
    tried = Repeats(times=1)
    tried.run(lesson(notebook(new_markdown_cell("## One"), cell("print(nowhere)", "1\n"))))
    assert tried.alone.failures == [
        "05_made, One: name 'nowhere' is not defined, and no section is named"
    ]
    assert tried.leaning.times == 0


# ---------------------------------------------------------------------------- interruptions

# Stands in for the counting of real trainings, which imports TensorFlow.
COUNT = "import builtins; builtins.trainings_begun = 0"
TRAIN = """
builtins.trainings_begun += 1
{before}
# Every other run is interrupted, and lasts long enough for that on any computer.
for _ in range(400 if builtins.trainings_begun % 2 else 12_000):
    time.sleep(0.01)
print("trained")
"""


@pytest.fixture
def counting(monkeypatch):
    monkeypatch.setattr(interruptions.trainings, "WATCH", COUNT)


def test_a_training_is_interrupted_and_run_again(lesson, counting):
    trains = cell(TRAIN.format(before=""), "trained\n")
    tried = Interruptions(times=2)
    tried.run(lesson(notebook(cell("import builtins, time"), new_markdown_cell("## T"), trains)))
    assert tried.cells.times == 1
    assert (tried.hit.times, tried.again.times) == (2, 2)
    assert tried.meant.times + tried.kept.times == 2
    assert tried.meant.times >= 1
    assert [row.failures for row in tried.rows() if row.counted] == [[], [], []]


class FakeKernel:
    """Gives no word on an interrupted cell; answers other questions, or does not."""

    def __init__(self, alive):
        self.alive = alive

    def run(self, cell, interrupt_after=None):
        return cell.outputs if interrupt_after is None else None

    def ask(self, code):
        if not self.alive:
            raise CellTimeoutError("it waits for ever")
        return "42\n"


def test_a_kernel_that_was_hit_between_cells_has_to_answer(lesson):
    lesson(LESSON)
    tried = Interruptions(times=2)
    tried._interrupt(FakeKernel(alive=True), [cell("print(1)", "1\n")], 1.0, "05")
    assert (tried.hit.times, tried.hit.failures, tried.mute.times) == (2, [], 2)
    assert tried.again.times == 2
    with pytest.raises(interruptions._SilentKernelError):
        tried._interrupt(FakeKernel(alive=False), [cell("print(1)", "1\n")], 1.0, "05")
    assert len(tried.hit.failures) == 1


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (["File .../keras/src/utils/traceback_utils.py:122"], False),
        (["File .../keras/src/trainer.py:1", "File .../lstm_helpers/training/loop.py:9"], True),
        (["File .../numpy/core.py:1"], True),
    ],
)
def test_what_keras_makes_of_an_interruption_is_its_own_matter(told, fault):
    error = new_output("error", ename="TypeError", evalue="got None", traceback=told)
    tried = Interruptions(times=1)
    tried._note_end(FakeKernel(alive=True), [error], None, "05")
    assert (len(tried.hit.failures), tried.theirs.times) == (fault, not fault)


def test_an_interrupted_cell_that_goes_on_for_ever_is_waited_for_no_longer(monkeypatch, tmp_path):
    monkeypatch.setattr(lesson_kernel, "PATIENCE", 1)
    stubborn = """
import time
end = time.monotonic() + 30
while time.monotonic() < end:
    try:
        time.sleep(30)
    except KeyboardInterrupt:
        pass
"""
    with lesson_kernel.LessonKernel(notebook(cell(stubborn)), tmp_path) as kernel:
        kernel.run(cell("import time"))  # a kernel's first cell takes longest to begin
        assert kernel.run(cell(stubborn), interrupt_after=2) is None


def test_what_an_interruption_breaks_is_a_failure(lesson, counting, tmp_path):
    broken = cell(TRAIN.format(before="open('half.part', 'x').close()"), "trained\n")
    made = notebook(cell(f"import builtins, os, time\nos.chdir({str(tmp_path)!r})"), broken)
    made.cells.append(cell("os.remove('half.part')"))
    tried = Interruptions(times=1)
    tried.run(lesson(made))
    assert "FileExistsError" in tried.hit.failures[0]
    assert "FileExistsError" in tried.again.failures[0]
    assert tried.back.times == 1, "its section does not help either"


def test_a_file_left_behind_and_a_broken_database_are_found(lesson, tmp_path):
    lesson(LESSON)
    before = interruptions._files()
    assert interruptions._damaged(before) == []
    (tmp_path / "weights.part").write_text("half")
    sqlite3.connect(tmp_path / "progress.sqlite").close()
    (tmp_path / "progress.sqlite").write_bytes(b"SQLite format 3\x00" + bytes(4000))
    found = interruptions._damaged(interruptions._files())
    assert found == [str(tmp_path / "progress.sqlite")]
    assert str(tmp_path / "weights.part") in interruptions._damaged(before)


# ---------------------------------------------------------------------------- pytest


def test_every_test_named_is_there():
    paths = [path for group in pytest_runs.BROWSER.values() for path in group]
    assert [path for path in paths if not (ROOT / path).is_file()] == []


def test_tests_that_fail_or_skip_are_failures(tmp_path):
    (tmp_path / "test_made.py").write_text(
        "import pytest\ndef test_well(): pass\ndef test_badly(): assert 0\n"
        "def test_not(): pytest.skip('why')\n"
    )
    row = Tried("made")
    pytest_runs._count_tests(
        row, sys.executable, *pytest_runs.PLAIN, "-p", "no:xdist", "test_made.py", root=tmp_path
    )
    assert (row.times, len(row.failures)) == (3, 2)
    pytest_runs._count_tests(row, sys.executable, "-c", "nowhere.ini", root=tmp_path)
    assert (row.times, len(row.failures)) == (4, 3)


@pytest.fixture
def suite(monkeypatch, tmp_path):
    """Stand in for the suite, which fails in a copy; return what ran."""
    ran = []

    def count(row, python, *arguments, root):
        ran.append((str(python), root))
        row.times += 7
        row.failures += ["a test failed"] * (root == tmp_path)

    monkeypatch.setattr(pytest_runs, "_count_tests", count)
    monkeypatch.setattr(Environment, "python", HERE)
    return ran


HERE = Path(sys.executable)
SUITE = f"the whole suite on Python {platform.python_version()}"


def test_the_suite_is_run_in_each_copy_and_again_and_again_here(suite, tmp_path):
    rows = pytest_runs.repeat_suite(2, [str(tmp_path)])
    assert suite == [(str(HERE), tmp_path)] + [(str(HERE), ROOT)] * 2
    assert [(row.what, row.times) for row in rows] == [(SUITE, 3), ("tests in it", 21)]
    assert [len(row.failures) for row in rows] == [1, 0]


def test_each_python_has_rows_of_its_own(suite, tmp_path, monkeypatch):
    versions = iter(["3.10.0", platform.python_version()])  # older than any this runs on
    monkeypatch.setattr(pytest_runs, "_version", lambda python: next(versions))
    rows = pytest_runs.repeat_suite(2, [str(tmp_path)])
    other = "the whole suite on Python 3.10.0"
    assert [row.what for row in rows] == [other, "tests in it", SUITE, "tests in it"]
    assert [(row.times, len(row.failures)) for row in rows] == [(1, 1), (7, 0), (2, 0), (14, 0)]


def test_what_ran_before_the_suite_was_stopped_is_told(suite, monkeypatch):
    count = pytest_runs._count_tests

    def stop_in_the_third(*arguments, **named):
        if len(suite) == 2:
            raise KeyboardInterrupt
        count(*arguments, **named)

    monkeypatch.setattr(pytest_runs, "_count_tests", stop_in_the_third)
    rows = pytest_runs.repeat_suite(10)
    assert [(row.what, row.times) for row in rows] == [(SUITE, 2), ("tests in it", 14)]
    assert pytest_runs.repeat_suite(10) == []  # in the very first of these


@pytest.fixture
def committed(tmp_path):
    """Return a function that writes a file of a copy of the course, and commits it if it is to."""
    folder = tmp_path / "copy"
    folder.mkdir()
    git = ("git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run([*git, "init", "-q"], check=True)

    def change(text, commit=True):
        (folder / "lesson.py").write_text(text, "utf-8")
        if commit:
            subprocess.run([*git, "add", "."], check=True)
            subprocess.run([*git, "commit", "-qm", "a lesson"], check=True)
        return folder

    return change


def test_a_row_broken_off_is_gone_on_with(suite, tmp_path, committed, monkeypatch):
    monkeypatch.setattr(pytest_runs, "ROOT", committed("one"))
    kept = tmp_path / "runs.jsonl"
    first = pytest_runs.repeat_suite(2, kept=kept)
    assert len(suite) == 2
    assert [(row.what, row.times) for row in first] == [(SUITE, 2), ("tests in it", 14)]
    whole = pytest_runs.repeat_suite(3, kept=kept)
    assert len(suite) == 3, "two of the three had run before"
    assert [(row.what, row.times) for row in whole] == [(SUITE, 3), ("tests in it", 21)]


def test_a_kept_failure_stays_one(suite, tmp_path, committed, monkeypatch):
    monkeypatch.setattr(pytest_runs, "ROOT", committed("one"))
    kept = KeptRuns(tmp_path / "runs.jsonl")
    kept.add(platform.python_version(), committed("two"), 7, ["a test failed"])
    (row, _) = pytest_runs.repeat_suite(1, kept=tmp_path / "runs.jsonl")
    assert (suite, row.failures) == ([], ["a test failed"])


def test_runs_of_other_files_or_of_another_python_do_not_count(tmp_path, committed):
    path = tmp_path / "runs.jsonl"
    KeptRuns(path).add("3.10.0", committed("one"), 7, [])
    assert KeptRuns(path).take("3.10.1", committed("one", commit=False)) is None
    assert KeptRuns(path).take("3.10.0", committed("two")) is None
    kept = KeptRuns(path)
    root = committed("one")
    assert kept.take("3.10.0", root) == (7, [])
    assert kept.take("3.10.0", root) is None, "each counts once"
    with pytest.raises(RunError, match="commit the changes"):
        kept.take("3.10.0", committed("three", commit=False))


# ---------------------------------------------------------------------------- the command


def test_parts_are_chosen_counted_and_written(monkeypatch, capsys):
    asked, written = [], []

    def part(name, times, options):
        asked.append((name, times))
        return [Tried(name, times, ["broken"] if name == "browser" else [])]

    monkeypatch.setattr(command, "run_part", part)
    monkeypatch.setattr(command, "write", lambda name, lines: written.append(name))
    assert command.main(["lessons"]) == 0
    assert command.main(["lessons", "browser", "--times", "4", "--write"]) == 1
    assert command.main([]) == 1
    assert asked[:3] == [("lessons", 2), ("lessons", 4), ("browser", 4)]
    assert asked[3:] == list(command.TIMES.items())
    assert written == ["endurance lessons", "endurance browser"]
    assert "| browser | 4 | 1 ✗ |" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["lesson"], ["suite", "--times", "0"]], ids=["part", "times"])
def test_what_makes_no_sense_is_refused(wrong, capsys):
    with pytest.raises(SystemExit):
        command.main(wrong)
    assert "got" in capsys.readouterr().err


def test_uncommitted_changes_are_told_in_words_before_a_run(
    suite, tmp_path, committed, monkeypatch, capsys
):
    committed("one")
    monkeypatch.setattr(pytest_runs, "ROOT", committed("two", commit=False))
    with pytest.raises(SystemExit):
        command.main(["suite", "--kept", str(tmp_path / "runs.jsonl")])
    assert "commit the changes" in capsys.readouterr().err
    assert suite == []


def test_every_part_has_its_place_in_the_readme():
    text = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    assert [part for part in command.TIMES if f"<!-- endurance {part} -->" not in text] == []


def test_the_readme_says_how_often():
    text = " ".join((ROOT / "benchmarks" / "README.md").read_text("utf-8").split())
    assert (
        "runs of a lesson on one kernel ({lessons}), interruptions of a cell ({interruptions}), "
        "runs of the tests ({browser}, the suite {suite})".format(**command.TIMES)
    ) in text
    assert command.TIMES["inputs"] == command.TIMES["browser"], "which are told as one"
