"""The teacher's page: its example is a bank that holds, and its commands are those there are."""

import re
import shlex
import tempfile
from pathlib import Path

import pytest

from lstm_helpers.quiz import Quiz
from lstm_helpers.quiz.__main__ import main
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import read_bank
from lstm_helpers.quiz.bank_report import run_all_evidence
from lstm_helpers.quiz.export import WRITERS
from lstm_helpers.quiz.learner_progress import Progress

PAGE = Path(__file__).parent.parent.parent / "TEACHING.md"
FENCES = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def hand_in(folder):
    """Put the work of two learners there: a progress file, and an exported copy."""
    work = ("05_gates", "keep", "gates.cell", "quiz", "answer", 1, "half")
    ada = Progress(folder / "ada.sqlite")
    ada.record(Answer("a", "2025-03-01T09:00:00+00:00", *work, True, "certain"))
    with tempfile.TemporaryDirectory() as home:
        grace = Progress(Path(home) / "progress.sqlite")
        grace.record(Answer("b", "2025-03-01T09:00:00+00:00", *work, False, "guess"))
        grace.export(folder / "grace.json")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the page's own bank and two learners' work, where its commands are given."""
    ((_, bank),) = [fence for fence in FENCES if fence[0] == "yaml"]
    (tmp_path / "my_gates.yaml").write_text(bank, encoding="utf-8")
    hand_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_is_a_bank_and_its_evidence_gives_the_key(folder):
    bank = read_bank(folder / "my_gates.yaml")
    run = run_all_evidence(bank)
    assert (run.computed, run.shown, run.faults) == (1, 0, ())


def test_every_command_does_what_it_is_said_to(folder, capsys):
    commands = [line for name, text in FENCES if not name for line in text.splitlines()]
    assert {shlex.split(line)[3] for line in commands} == {"check", "preview", "export", "report"}
    for line in commands:
        assert main(shlex.split(line)[3:]) == 0, line
    written = {path.name for path in folder.iterdir()}
    assert written == {
        *("my_gates.yaml", "my_gates_preview.html", "gates.xml", "course.gift", "questions.json"),
        *("ada.sqlite", "grace.json", "class_report.html", "tables"),
    }
    assert {line.split("--to ")[1].split()[0] for line in commands if "--to" in line} == set(
        WRITERS
    )


def test_the_lines_for_a_notebook_run(folder):
    ((_, lines),) = [fence for fence in FENCES if fence[0] == "python"]
    names = {}
    exec(lines, names)
    assert repr(Quiz(names["bank"], names["bank"].items)) == "Quiz('my_gates', 1 item)"
