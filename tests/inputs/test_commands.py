"""The command lines: whatever is typed ends in a sentence and a status, never in a traceback."""

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.cli import _parse as parse_course
from lstm_helpers.lab.command import main as lstm_course
from lstm_helpers.quiz.__main__ import main as quiz
from tests.inputs import trying
from web.__main__ import main as site

# What no program should be handed as a bank, or as a learner's progress.
CONTENTS = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "utf_16": "questions: []".encode("utf-16"),
    "deep": b"[" * 20_000,
    "a list in itself": b"&a [*a]",
    "a tag": b"!!python/object/apply:os.system ['echo hi']",
    "a date that is none": b"lesson: 2020-99-99",
    "too many digits": b'{"course": "lstm_helpers", "version": '
    + b"9" * 5000
    + b', "answers": []}',
    "a faulty answer": b'{"course": "lstm_helpers", "version": 1, "answers": [3]}',
    "half a database": b"SQLite format 3\x00" + bytes(200),
    "large": b"x: " + b"y" * 1_000_000,
}
ODD = ("", "nowhere.yaml", "nowhere", "/", "/dev/null", "a=b=c", "=", "x" * 5000, "\udcff.yaml")
COMMANDS = {
    "check": ["check"],
    "preview": ["preview", "--output", "page.html"],
    "export": ["export", "--to", "gift", "--output", "questions.gift"],
    "report": ["report", "--output", "report.html"],
}
LATER = [*ODD[:3], "--to", "gift", "--lesson", "05_gates", "--x", "-h", "--bank", "--csv"]
# What no folder can be called; Windows allows half a character.
FOLDERS = ["file", "file/inside", "a\0b", "x" * 5000, *["\ud800"] * (os.name == "posix")]


@pytest.fixture
def say(monkeypatch, tmp_path):
    """Return what runs a command in an empty folder, and gives its status and what it said."""
    monkeypatch.chdir(tmp_path)

    def run(command, arguments):
        said = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
        monkeypatch.setattr(sys, "stderr", said)
        try:
            status = command(arguments)
        except SystemExit as ended:
            status = ended.code
        said.flush()
        return status, said.buffer.getvalue().decode()

    return run


def in_a_sentence(status, said):
    assert status == 1
    assert len(said.splitlines()) == 1 and len(said) > 10, said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_none_is_told_in_a_sentence(say, tmp_path, command):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.yaml").mkdir()
    names = ["folder", "folder.yaml"]
    for name, content in CONTENTS.items():
        for ending in ("", ".yaml", ".json"):
            (tmp_path / f"{name}{ending}").write_bytes(content)
            names.append(f"{name}{ending}")
    for name in (*names, *ODD):
        first, *rest = COMMANDS[command]
        in_a_sentence(*say(quiz, [first, name, *rest]))


@pytest.mark.parametrize("output", ["folder", "nowhere/x", "x" * 5000, "a\0b", ""])
@pytest.mark.parametrize("first", [["preview"], ["export", "--to", "gift"]], ids=lambda x: x[0])
def test_an_output_that_cannot_be_written_is_told_in_a_sentence(say, tmp_path, first, output):
    (tmp_path / "folder").mkdir()
    in_a_sentence(*say(quiz, [*first, "05_gates", "--output", output]))


@trying.few(40)
@given(st.lists(st.sampled_from(LATER), max_size=4), st.sampled_from([*COMMANDS, *LATER]))
def test_words_in_any_order_are_refused_with_the_usage(say, words, first):
    """No subcommand stands among the later words, so that nothing dear is asked for."""
    if first in COMMANDS:
        words = [*words, "--not-there"]
    status, said = say(quiz, [first, *words])
    assert status == (0 if "-h" in [first, *words] and not said else 2)
    assert (status == 0) != said.startswith("usage: ")


@pytest.mark.parametrize("folder", FOLDERS, ids=range(len(FOLDERS)))
def test_a_folder_that_cannot_be_is_told_in_a_sentence(say, tmp_path, folder):
    (tmp_path / "file").write_bytes(b"")
    in_a_sentence(*say(lstm_course, ["--unpack", folder]))


@pytest.mark.parametrize("parse", [lstm_course, parse_course], ids=["lstm-course", "course.py"])
@pytest.mark.parametrize(
    "words",
    [["--port", port] for port in ("x", "-1", "0.5", "", "99999999", "9" * 5000, "\udcff")]
    + [["--not-there"], ["a", "b", "c"], ["--port"]],
    ids=lambda words: "_".join(words)[:16].encode("ascii", "backslashreplace").decode(),
)
def test_what_course_and_lstm_course_do_not_understand_is_told_with_the_usage(say, parse, words):
    status, said = say(parse, words)
    assert status == 2
    assert said.startswith("usage: ") and "error: " in said


@pytest.mark.parametrize("folder", ["file", "file/inside", "filled"])
def test_a_site_that_cannot_be_written_is_told_in_a_sentence(say, tmp_path, folder):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled" / "own.txt").write_bytes(b"")
    in_a_sentence(*say(site, [folder]))
