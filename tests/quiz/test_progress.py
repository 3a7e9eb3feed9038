"""Progress: what is remembered, what is due, and what it is like to lose the file."""

import contextlib
import json
import multiprocessing
import os
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PureWindowsPath

import pytest

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.learner_progress import Progress, progress_file
from lstm_helpers.quiz.store import SCHEMA_VERSION, AnswerFile, StoreError, _address
from lstm_helpers.quiz.transfer import as_json

# A fresh interpreter for each process, as a kernel is one.
PROCESSES = multiprocessing.get_context("spawn")
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def act(
    number, action="answer", *, item="keep", day=0, round=1, right=True, sure="certain", use="quiz"
):
    at = (NOON + timedelta(days=day, seconds=number % 1000)).isoformat()
    work = {"answer": "half", "right": right, "confidence": sure} if action == "answer" else {}
    return Answer(f"act-{number}", at, "05_gates", item, "gates.forget", use, action, round, **work)


@pytest.fixture
def progress(tmp_path):
    return Progress(tmp_path / "home" / "progress.sqlite")


def fill(progress, count):
    """Write answers at once: the disk confirms each writing, and takes its time."""
    AnswerFile(progress.path).append([act(number) for number in range(count)])


def reopened(progress):
    return Progress(progress.path)


# ---------------------------------------------------------------- what is remembered


def test_a_file_on_a_network_share_has_an_address_that_sqlite_takes():
    address = _address(PureWindowsPath(r"\\server\share\ada l\progress.sqlite"))
    assert address == "file:////server/share/ada%20l/progress.sqlite"
    # In memory, so that no server is asked for; the address is read all the same.
    with contextlib.closing(sqlite3.connect(f"{address}?mode=memory", uri=True)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert _address(PureWindowsPath(r"C:\ada\a.sqlite")) == "file:///C:/ada/a.sqlite"


def test_nothing_is_written_before_there_is_something_to_write(progress):
    assert progress.items() == {}
    assert not progress.path.parent.exists()


def test_a_whole_round_is_remembered(progress):
    for done in (act(1, right=False), act(2, "hint"), act(3, "hint"), act(4, sure="fairly")):
        assert progress.record(done)
    latest = reopened(progress).items()["05_gates", "keep"].latest
    assert [answer.right for answer in latest.answers] == [False, True]
    assert (latest.hints, latest.right_at_first, latest.right, latest.gave_up) == (
        2,
        False,
        True,
        False,
    )
    assert latest.closed
    assert latest.sure_but_wrong


def test_giving_up_and_seeing_the_solution_close_a_round(progress):
    progress.record(act(1, right=False))
    assert not progress.items()["05_gates", "keep"].latest.closed
    progress.record(act(2, "give_up"))
    latest = progress.items()["05_gates", "keep"].latest
    assert latest.closed
    assert latest.gave_up
    assert not latest.right


def test_the_same_act_twice_is_one_act(progress):
    for _ in range(3):
        assert progress.record(act(1))
    assert len(reopened(progress).answers()) == 1


def test_lists_and_hostile_text_come_back_as_they_were(progress):
    hostile = "'); DROP TABLE answers; -- <img src=x onerror=alert(1)> \u202e🙂"
    answers = [
        Answer(
            "a",
            NOON.isoformat(),
            "05_gates",
            hostile,
            "o",
            "quiz",
            "answer",
            1,
            answer,
            True,
            "guess",
        )
        for answer in (("b", "a"),)
    ]
    progress.record(answers[0])
    assert reopened(progress).answers() == answers


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"action": "cheat"}, "action must be one of answer, hint, give_up, .*; got 'cheat'"),
        ({"confidence": None}, "confidence must be one of guess, fairly, certain; got None"),
        ({"right": "yes"}, "right must be true or false; got 'yes'"),
        ({"answer": {}}, "answer must be text or a list of option ids"),
        ({"answer": ["a", 3]}, "answer must be text or a list"),
        ({"at": "yesterday"}, "at must be a time such as"),
        ({"at": "2025-03-01T12:00:00"}, "at must be a time such as"),
        ({"round": 0}, "round must be a whole number from 1; got 0"),
        ({"round": True}, "round must be a whole number"),
        ({"id": ""}, "id must be text of 1 to 200 characters"),
        ({"item": "x" * 201}, "item must be text of 1 to 200"),
        ({"item": "\ud800"}, "item must be text"),
        ({"lesson": None}, "lesson must be text"),
    ],
)
def test_a_message_with_a_fault_is_refused_by_name(change, message):
    good = {
        "id": "1", "at": NOON.isoformat(), "lesson": "05_gates", "item": "keep",
        "objective": "gates.forget", "use": "quiz", "action": "answer", "round": 1,
        "answer": "half", "right": True, "confidence": "guess",
    }  # fmt: skip
    assert Answer.from_message(good | {"unknown": 1}).answer == "half"
    with pytest.raises(ValueError, match=message):
        Answer.from_message(good | change)


def test_a_message_that_lacks_a_field_or_is_none_at_all_is_refused():
    with pytest.raises(ValueError, match="message lacks at, lesson"):
        Answer.from_message({"id": "1"})
    with pytest.raises(ValueError, match="message must be a mapping; got list"):
        Answer.from_message([])


# ---------------------------------------------------------------- when to ask again


def due_in(progress, first_day=0):
    due = progress.items()["05_gates", "keep"].due
    return (due - act(0, day=first_day).day).days


def test_intervals_grow_with_success_and_start_again_with_failure(progress):
    found = []
    day = 0
    for round_, right in enumerate((True, True, True, True, True, False, True), start=1):
        progress.record(act(round_, day=day, round=round_, right=right))
        found.append(due_in(progress, day))
        day += found[-1]
    assert found == [1, 3, 7, 16, 16, 1, 3]


def test_a_lucky_guess_keeps_the_interval(progress):
    progress.record(act(1))
    progress.record(act(2, day=1, round=2, sure="guess"))
    assert due_in(progress, 1) == 1


def test_practice_before_the_day_changes_nothing(progress):
    progress.record(act(1))
    progress.record(act(2, round=2))
    assert due_in(progress) == 1
    progress.record(act(3, round=3, right=False))
    progress.record(act(4, day=1, round=4))
    assert due_in(progress, 1) == 3


def test_what_is_due_comes_longest_waiting_first_and_predictions_never(progress):
    progress.record(replace(act(1, item="late", day=1), objective="gates.output"))
    progress.record(act(2, item="early"))
    progress.record(act(3, item="guessed", use="predict"))
    start = act(0).day
    assert progress.due(start) == []
    assert [item.item for item in progress.due(start + timedelta(days=9))] == ["early", "late"]


def test_objectives_are_counted_and_those_not_attempted_are_there(progress):
    progress.record(act(1, item="a"))
    progress.record(act(2, item="b", right=False))
    progress.record(act(3, item="c", use="predict", right=False))
    found = progress.objectives(date(2025, 3, 20))
    counted = found["gates.forget"]
    assert (counted.seen, counted.judged, counted.right) == (3, 2, 1)
    assert (counted.sure_but_wrong, counted.due) == (1, 2)
    assert found["gates.output"].seen == 0


# ---------------------------------------------------------------- export and reset


def test_export_holds_everything_and_overwrites_nothing(progress, tmp_path):
    progress.record(act(1))
    target = tmp_path / "mine.json"
    assert json.loads(progress.export(target)) == json.loads(target.read_text(encoding="utf-8"))
    assert json.loads(target.read_text(encoding="utf-8"))["answers"][0]["id"] == "act-1"
    with pytest.raises(ValueError, match="path must be a new file"):
        progress.export(target)


def test_reset_forgets_and_leaves_a_copy(progress):
    assert progress.reset() is None
    progress.record(act(1))
    copy = progress.reset()
    assert reopened(progress).answers() == []
    assert json.loads(copy.read_text(encoding="utf-8"))["answers"][0]["id"] == "act-1"
    assert progress.record(act(2))


# ---------------------------------------------------------------- where the file is


def test_a_reset_that_fails_forgets_nothing(progress, monkeypatch):
    progress.record(act(1))

    def refuse(*_):
        raise StoreError("the disk is full")

    monkeypatch.setattr(AnswerFile, "remove", refuse)
    with pytest.raises(RuntimeError, match=r"progress cannot be reset: .* the disk is full"):
        progress.reset()
    assert progress.answers() == reopened(progress).answers() == [act(1)]


def test_a_file_with_nothing_in_it_is_a_new_one(progress):
    progress.path.parent.mkdir()
    progress.path.touch()
    assert progress.answers() == []
    assert progress.reset() is None
    assert progress.record(act(1))
    assert reopened(progress).answers() == [act(1)]


def test_answers_that_never_reached_a_file_can_be_forgotten(progress, monkeypatch):
    def refuse(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as full:
        full.setattr(AnswerFile, "append", refuse)
        assert not progress.record(act(1))
    progress.path.parent.mkdir()
    copy = progress.reset()
    assert json.loads(copy.read_text(encoding="utf-8"))["answers"][0]["id"] == "act-1"
    assert progress.answers() == []


def test_a_row_edited_by_hand_is_not_counted_and_stays(progress):
    progress.record(act(1))
    progress.record(act(2))
    with contextlib.closing(sqlite3.connect(progress.path)) as connection:
        connection.execute("UPDATE answers SET answer = '{not json' WHERE id = 'act-1'")
        connection.commit()
    assert reopened(progress).answers() == [act(2)]
    with contextlib.closing(sqlite3.connect(progress.path)) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (2,)


def test_the_course_home_is_obeyed(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_COURSE_HOME", str(tmp_path))
    assert progress_file() == tmp_path / "progress.sqlite"
    assert Progress.open() is Progress.open()
    monkeypatch.setenv("LSTM_COURSE_HOME", "")
    assert progress_file().parent.name != tmp_path.name
    assert progress_file().is_absolute()


# ---------------------------------------------------------------- many at once, and killed


def write_many(path, writer, count):
    progress = Progress(path)
    for number in range(count):
        while not progress.record(act(1000 * writer + number)):  # a slow disk: asked for again
            assert "another program is holding it" in progress.problem


def test_four_processes_write_twenty_answers_each(progress):
    writers = [
        PROCESSES.Process(target=write_many, args=(progress.path, writer, 20))
        for writer in range(4)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(600)
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert len({answer.id for answer in progress.answers()}) == 80


def test_an_answer_that_comes_while_another_is_written_is_kept_too(progress, monkeypatch):
    half_way, go_on = threading.Event(), threading.Event()
    append = progress._file.append

    def slow(answers):
        if half_way.is_set():  # the second: no sooner than the first has been kept
            wait([first], timeout=60)
            append(answers)
        else:
            append(answers)
            half_way.set()
            assert go_on.wait(60)

    monkeypatch.setattr(progress._file, "append", slow)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(progress.record, act(1))
        assert half_way.wait(60)
        second = threads.submit(progress.record, act(2))
        wait([second], timeout=0.2)  # it has to wait; were it not to, it would have begun
        go_on.set()
        assert first.result(60)
        assert second.result(60)
    assert [answer.id for answer in reopened(progress).answers()] == ["act-1", "act-2"]


def write_and_tell(path, pipe):
    """Write for ever; tell of each answer only after it has been kept."""
    progress = Progress(path)
    number = 0
    while True:
        if progress.record(act(number)):
            pipe.send(number)
        number += 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_writer_loses_nothing_it_was_told_is_safe(progress):
    told = set()
    for _ in range(3):
        mine, theirs = PROCESSES.Pipe(duplex=False)
        writer = PROCESSES.Process(target=write_and_tell, args=(progress.path, theirs))
        writer.start()
        theirs.close()
        assert mine.poll(300)
        time.sleep(0.05)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join(300)
        with contextlib.suppress(EOFError):
            while mine.poll():
                told.add(mine.recv())
        mine.close()
    kept = {answer.id for answer in reopened(progress).answers()}
    assert told
    assert {f"act-{number}" for number in told} <= kept
    assert progress.record(act(10**6))


# ---------------------------------------------------------------- files that cannot be used


def check_goes_on_in_memory(progress, reason, before=()):
    """The course goes on, says why once, and leaves the file alone."""
    content = progress.path.read_bytes() if progress.path.is_file() else None
    assert not progress.record(act(10**6))
    assert reason in progress.problem
    assert {answer.id for answer in progress.answers()} == {*before, f"act-{10**6}"}
    assert reason in progress.take_notice()
    assert progress.take_notice() == ""
    assert content == (progress.path.read_bytes() if progress.path.is_file() else None)


@pytest.mark.parametrize(
    "content", [b"not a database, but somebody's notes\n" * 99, b"\x00" * 4096]
)
def test_a_garbage_file_is_left_as_it_is(progress, content):
    progress.path.parent.mkdir()
    progress.path.write_bytes(content)
    check_goes_on_in_memory(progress, "it is not a progress file")
    with pytest.raises(RuntimeError, match="progress cannot be reset"):
        progress.reset()
    assert progress.path.read_bytes() == content


def test_a_file_damaged_in_the_middle_is_left_as_it_is(progress):
    fill(progress, 200)
    damaged = bytearray(progress.path.read_bytes())
    damaged[4096:] = b"\xff" * (len(damaged) - 4096)
    progress.path.write_bytes(damaged)
    check_goes_on_in_memory(reopened(progress), "it is damaged")


def test_a_file_of_a_newer_version_is_left_as_it_is(progress):
    progress.record(act(1))
    with contextlib.closing(sqlite3.connect(progress.path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    check_goes_on_in_memory(reopened(progress), "written by a newer version of this course")


def test_a_file_of_another_program_is_left_as_it_is(progress):
    progress.path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(progress.path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    check_goes_on_in_memory(progress, "it belongs to another program")


def test_a_home_that_is_a_file_or_a_folder_in_the_way_is_said(tmp_path):
    (tmp_path / "home").write_text("a file")
    check_goes_on_in_memory(Progress(tmp_path / "home" / "progress.sqlite"), "The course goes on")
    (tmp_path / "progress.sqlite").mkdir()
    check_goes_on_in_memory(Progress(tmp_path / "progress.sqlite"), "cannot be opened")


def test_what_was_in_memory_is_written_when_the_file_can_be_written_again(tmp_path):
    (tmp_path / "home").write_text("in the way")
    progress = Progress(tmp_path / "home" / "progress.sqlite")
    assert not progress.record(act(1))
    (tmp_path / "home").unlink()
    assert progress.record(act(2))
    assert progress.problem == ""
    assert len(reopened(progress).answers()) == 2


def test_a_file_of_another_program_that_was_taken_away_is_in_the_way_no_more(progress, tmp_path):
    progress.path.parent.mkdir()
    progress.path.write_bytes(b"not a database, but somebody's notes\n" * 99)
    assert not progress.record(act(1))
    progress.path.unlink()
    copy = Progress(tmp_path / "copy.sqlite")
    copy.record(act(2))
    assert progress.merge(copy.path) == 1
    assert progress.record(act(3))
    ids = ["act-1", "act-2", "act-3"]
    assert [answer.id for answer in progress.answers()] == ids
    assert [answer.id for answer in reopened(progress).answers()] == ids
    assert progress.problem == ""


def as_nobody(path, folder):
    """Run as a user who may not write there, whoever runs the tests."""
    if os.geteuid() == 0:
        os.setuid(65534)
    check_goes_on_in_memory(Progress(path), "may only be read", before=["act-1"])
    with pytest.raises(RuntimeError, match=r"progress cannot be merged: .* may only be read"):
        Progress(path).merge(as_json([act(7)]).encode())
    with pytest.raises(ValueError, match=r"path must be a new file .* \(Permission denied\)"):
        Progress(path).reset()
    assert [answer.id for answer in Progress(path).answers()] == ["act-1"]
    check_goes_on_in_memory(Progress(folder / "new" / "progress.sqlite"), "Permission denied")


def with_a_full_disk(path):
    """Run with files that may not grow, as on a full disk."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    progress = Progress(path)
    kept = {f"act-{number}" for number in range(100)}
    refused = 0
    for number in range(100, 200):
        refused += not progress.record(act(number))
    assert refused > 0
    assert "the disk" in progress.take_notice()
    assert len(progress.answers()) == 200
    assert kept <= {answer.id for answer in Progress(path).answers()}


@pytest.mark.skipif(sys.platform == "win32", reason="file permissions work otherwise on Windows")
def test_a_folder_that_may_only_be_read():
    with tempfile.TemporaryDirectory() as everybodys:  # pytest's own folders are closed to others
        folder = Path(everybodys)
        progress = Progress(folder / "progress.sqlite")
        progress.record(act(1))
        progress.path.chmod(0o444)
        folder.chmod(0o555)
        try:
            run_apart(as_nobody, progress.path, folder)
        finally:
            folder.chmod(0o755)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits file sizes as Linux does")
def test_a_full_disk_loses_nothing(progress):
    fill(progress, 100)
    run_apart(with_a_full_disk, progress.path)
    assert len(reopened(progress).answers()) >= 100
    assert progress.record(act(10**6))


def run_apart(target, *args):
    # Forked, so that everything is imported before the process loses its rights.
    process = multiprocessing.get_context("fork").Process(target=target, args=args)
    process.start()
    process.join(600)
    assert process.exitcode == 0
