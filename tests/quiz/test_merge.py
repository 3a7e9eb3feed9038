"""Two machines' answers put together: none lost, none twice, and no file believed unread."""

import contextlib
import json
import os
import sqlite3
import tempfile
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers.quiz import transfer
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.review import by_item
from lstm_helpers.quiz.siblings import with_reviews
from lstm_helpers.quiz.store import SCHEMA_VERSION, AnswerFile, StoreError, stored_messages
from lstm_helpers.quiz.transfer import CopyError, as_json, read_copy

NOON = datetime(2025, 3, 1, 12).astimezone()  # a learner's own: days are theirs


def act(number, action="answer", *, item="keep", day=0, round=1, right=True, answer="half"):
    at = (NOON + timedelta(days=day, seconds=number)).isoformat()
    work = {"answer": answer, "right": right, "confidence": "certain"}
    return Answer(
        f"act-{number}", at, "05_gates", item, "gates.forget", "quiz", action, round, **work
    )


@pytest.fixture
def desk(tmp_path):
    """Give the progress of one machine, with two answers."""
    progress = Progress(tmp_path / "desk" / "progress.sqlite")
    for number in (1, 2):
        progress.record(act(number))
    return progress


@pytest.fixture
def laptop(tmp_path):
    """Give the progress of another, with one answer the same and one of its own."""
    progress = Progress(tmp_path / "laptop" / "progress.sqlite")
    progress.record(act(2))
    progress.record(act(3, "hint"))
    progress.record(act(4, answer=("b", "a"), right=False))
    return progress


def ids(progress):
    return sorted(answer.id for answer in Progress(progress.path).answers())


# ---------------------------------------------------------------- what is merged


@pytest.mark.parametrize("form", ["json", "sqlite", "bytes of json", "bytes of sqlite"])
def test_a_copy_and_a_file_are_merged_and_a_second_time_changes_nothing(
    desk, laptop, tmp_path, form
):
    path = laptop.path
    if "json" in form:
        path = tmp_path / "copy.json"
        laptop.export(path)
    source = path.read_bytes() if "bytes" in form else path
    before = path.read_bytes()
    assert desk.merge(source) == 2
    assert ids(desk) == ["act-1", "act-2", "act-3", "act-4"]
    assert set(desk.answers()) == {act(1), act(2), act(3, "hint"), *laptop.answers()}
    assert desk.merge(source) == 0
    assert ids(desk) == ["act-1", "act-2", "act-3", "act-4"]
    assert path.read_bytes() == before
    assert [entry.name for entry in laptop.path.parent.iterdir()] == ["progress.sqlite"]


def test_a_file_merged_with_itself_is_the_same(desk):
    assert desk.merge(desk.path) == 0
    assert ids(desk) == ["act-1", "act-2"]


def test_a_copy_of_nothing_adds_nothing_and_an_empty_file_is_none(desk):
    assert desk.merge(as_json([]).encode()) == 0
    with pytest.raises(CopyError, match="it is neither JSON nor a progress file"):
        desk.merge(b"")


def test_answers_that_wait_in_memory_are_written_with_the_merged(desk, laptop, monkeypatch):
    def refuse(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as full:
        full.setattr(AnswerFile, "append", refuse)
        assert not desk.record(act(9))
        with pytest.raises(RuntimeError, match=r"progress cannot be merged: .* the disk is full"):
            desk.merge(laptop.path)
    assert ids(desk) == ["act-1", "act-2"], "all or none"
    assert desk.merge(laptop.path) == 2
    assert desk.problem == ""
    assert ids(desk) == ["act-1", "act-2", "act-3", "act-4", "act-9"]


def varied(number):
    """Return an answer that its number alone decides, as an id does."""
    return act(
        number,
        ("answer", "answer", "hint", "give_up")[number % 4],
        item=f"item-{number % 2}",
        day=number % 5,
        round=1 + number % 3,
        right=number % 7 > 2,
    )


ANSWERS = st.lists(st.integers(0, 60).map(varied), max_size=12)


@settings(max_examples=25)
@given(first=ANSWERS, second=ANSWERS, third=ANSWERS)
def test_merging_is_commutative_associative_and_idempotent(first, second, third):
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(99))

        def machine(answers):
            progress = Progress(Path(folder) / f"{next(names)}.sqlite")
            AnswerFile(progress.path).append(answers)
            return progress

        def merged(one, other):
            both = machine(one.answers())
            both.merge(other.path)
            return both

        a, b, c = map(machine, (first, second, third))
        wanted = set(first) | set(second) | set(third)
        for one, two, three in permutations((a, b, c)):
            left = merged(merged(one, two), three)
            right = merged(one, merged(two, three))
            assert set(left.answers()) == set(right.answers()) == wanted
            assert left.items() == right.items() == with_reviews(by_item(wanted))
        assert set(merged(a, a).answers()) == set(first)
        assert merged(a, b).merge(b.path) == 0


# ---------------------------------------------------------------- rounds of two machines


def test_two_machines_first_rounds_stay_two_rounds():
    desk = [act(1, right=False), act(2), act(3, day=2, round=2)]
    laptop = [act(4, "hint", day=5), act(5, day=5, right=False), act(6, "give_up", day=5)]
    done = by_item([*laptop, *desk])["05_gates", "keep"]
    assert [[one.id for one in work.acts] for work in done.rounds] == [
        ["act-1", "act-2", "act-4"], ["act-3"], ["act-5", "act-6"],
    ]  # fmt: skip
    assert not done.latest.right
    assert done.latest.number == 2, "so that the round after it is a new one, 3"
    assert done.due == date(2025, 3, 7)


def test_a_round_left_open_goes_on_under_its_own_number():
    desk = [act(1), act(2, day=1, round=2)]
    laptop = [act(3, day=9, right=False)]
    done = by_item([*desk, *laptop])["05_gates", "keep"]
    assert (done.latest.number, done.latest.closed) == (1, False)
    done = by_item([*desk, *laptop, act(4, day=9)])["05_gates", "keep"]
    assert [one.id for one in done.latest.acts] == ["act-3", "act-4"]


# ---------------------------------------------------------------- what is refused


def copy_with(**change):
    return json.dumps({"course": "lstm_helpers", "version": 1, "answers": []} | change).encode()


def answer_with(**change):
    return copy_with(answers=[asdict(act(7)), asdict(act(8)) | change])


REFUSED = {
    "garbage": (b"\x00\xff notes", "it is neither JSON nor a progress file"),
    "cut off": (as_json([act(1)]).encode()[:-9], "it is neither JSON nor a progress file"),
    "too deep": (b"[" * 200_000, "it is neither JSON nor a progress file"),
    "a number without end": (b"9" * 9999, "it is neither JSON nor a progress file"),
    "a list": (b"[]", "it is JSON, but no copy of this course's progress"),
    "not ours": (copy_with(course="cooking"), "it is JSON, but no copy of this course's progress"),
    "newer": (copy_with(version=2), "it was written by a newer version of this course"),
    "no version": (copy_with(version=None), "version must be a whole number from 1; got None"),
    "true": (copy_with(version=True), "version must be a whole number from 1; got True"),
    "no list": (copy_with(answers={}), "answers must be a list; got "),
    "no answer": (copy_with(answers=[3]), "answer 1 of 1 is faulty: message must be a mapping"),
    "lacks": (copy_with(answers=[{"id": "a"}]), "answer 1 of 1 is faulty: message lacks at"),
    "wrong field": (answer_with(confidence="very"), "answer 2 of 2 is faulty: confidence"),
    "wrong round": (answer_with(round=1e400), "answer 2 of 2 is faulty: round must be a whole"),
    "surrogate": (answer_with(item="\ud800"), "answer 2 of 2 is faulty: item must be text"),
    "one id twice": (answer_with(id="act-7"), "answer 2 has the id of another one: 'act-7'"),
    "another's id": (answer_with(id="act-1"), "answer 2 has the id of another one: 'act-1'"),
    "header only": (b"SQLite format 3\x00" + b"\xff" * 5000, "it is not a progress file"),
}  # fmt: skip


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "bytes"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_copy_is_refused_in_words_and_adds_nothing(desk, tmp_path, name, as_file):
    content, why = REFUSED[name]
    path = tmp_path / "copy"
    path.write_bytes(content)
    with pytest.raises(
        ValueError, match="path must be a JSON file exported by this course"
    ) as found:
        desk.merge(path if as_file else content)
    assert why in found.value.why
    assert (str(path) in str(found.value)) is as_file
    assert len(str(found.value)) < 600
    assert ids(desk) == ["act-1", "act-2"]
    assert desk.problem == ""


DAMAGES = {
    "newer": (f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "written by a newer version"),
    "not ours": ("PRAGMA application_id = 7", "it belongs to another program"),
    "no table": ("DROP TABLE answers", "not laid out as this course does it"),
    "a column more": ("ALTER TABLE answers ADD COLUMN x", "not laid out as this course does it"),
    "wrong field": ("UPDATE answers SET confidence = 1", "answer 1 of 3 is faulty: confid"),
    "wrong kind": ("UPDATE answers SET round = x'00'", "answer 1 of 3 is faulty: round"),
    "no JSON": ("UPDATE answers SET answer = '{'", "answer 1 of 3 is faulty: answer must be text"),
}  # fmt: skip


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "bytes"])
@pytest.mark.parametrize("name", DAMAGES)
def test_another_machines_file_is_checked_too(desk, laptop, name, as_file):
    change, why = DAMAGES[name]
    with contextlib.closing(sqlite3.connect(laptop.path)) as connection:
        connection.execute(change)
        connection.commit()
    with pytest.raises(CopyError, match=why):
        desk.merge(laptop.path if as_file else laptop.path.read_bytes())
    assert ids(desk) == ["act-1", "act-2"]


def test_a_view_that_never_ends_is_not_asked(desk, laptop):
    with contextlib.closing(sqlite3.connect(laptop.path)) as connection:
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info (answers)")]
        connection.execute("DROP TABLE answers")
        endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        named = ", ".join(f"x AS {name}" for name in columns)
        connection.execute(f"CREATE VIEW answers AS {endless} SELECT {named} FROM n")
        connection.commit()
    with pytest.raises(CopyError, match="not laid out as this course does it"):
        desk.merge(laptop.path)


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "bytes"])
def test_a_database_without_content_holds_no_answers(tmp_path, as_file):
    path = tmp_path / "progress.sqlite"
    path.touch()
    assert stored_messages(path if as_file else path.read_bytes()) == []


def test_a_database_that_sqlite_will_not_take_is_closed(laptop, monkeypatch):
    class Unwilling(sqlite3.Connection):
        def deserialize(self, *_):
            raise sqlite3.OperationalError("not now")

    opened = []

    def connect(*place, **options):
        opened.append(usual(*place, **options, factory=Unwilling))
        return opened[-1]

    usual = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(StoreError, match="SQLite says: not now"):
        stored_messages(laptop.path.read_bytes())
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        connection.execute("SELECT 1")


def test_a_huge_file_is_refused_before_it_is_read_whole(desk, tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(2**40)  # holes: it takes no room on the disk
    with pytest.raises(CopyError, match="it is larger than 32 MiB"):
        desk.merge(path)


def test_what_is_not_a_file_is_refused_and_not_waited_for(desk, tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(CopyError, match="there is no such file"):
            desk.merge(str(path))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(CopyError, match="there is no such file"):
            desk.merge(tmp_path / "pipe")


def test_nothing_is_merged_into_a_file_that_cannot_be_read(desk, laptop):
    desk.path.write_bytes(b"somebody's notes\n" * 99)
    with pytest.raises(RuntimeError, match=r"progress cannot be merged: .* not a progress file"):
        desk.merge(laptop.path)
    assert desk.path.read_bytes() == b"somebody's notes\n" * 99


def test_a_hint_has_no_answer_whatever_is_sent_with_it():
    hint = act(1, "hint")
    assert (hint.answer, hint.right, hint.confidence) == (None, None, None)
    assert read_copy(as_json([hint]).encode()) == [hint]
    assert replace(hint, answer={"deep": []}) == hint


def test_a_copy_that_does_not_fit_leaves_no_half_file(desk, tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transfer.os, "fsync", full)
    with pytest.raises(ValueError, match="No space left on device"):
        desk.export(tmp_path / "copy.json")
    assert not (tmp_path / "copy.json").exists()
    with pytest.raises(ValueError, match="No space left on device"):
        desk.reset()
    assert [entry.name for entry in desk.path.parent.iterdir()] == ["progress.sqlite"]
    assert ids(desk) == ["act-1", "act-2"]


def test_a_disk_that_is_full_takes_all_or_none_of_a_merge(desk, monkeypatch):
    # As many pages as there are: SQLite then says "full" itself, whoever runs the tests.
    before = desk.path.read_bytes()
    with contextlib.closing(sqlite3.connect(desk.path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    usual = AnswerFile._open

    @contextlib.contextmanager
    def full(self, mode):
        with usual(self, mode) as connection:
            connection.execute(f"PRAGMA max_page_count = {pages}")
            yield connection

    many = as_json([act(number) for number in range(100, 400)]).encode()
    with monkeypatch.context() as disk:
        disk.setattr(AnswerFile, "_open", full)
        with pytest.raises(RuntimeError, match=r"progress cannot be merged: .* the disk is full"):
            desk.merge(many)
        assert desk.path.read_bytes() == before
        assert ids(desk) == ["act-1", "act-2"]
        assert "the disk is full" in desk.take_notice()
        assert desk.take_notice() == ""
    assert desk.merge(many) == 300
    assert len(ids(desk)) == 302
