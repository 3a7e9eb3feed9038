"""The lessons in a learner's folder: unpacked, renewed, and never overwritten."""

import errno
import os
import subprocess
import sys

import pytest

from lstm_helpers.lab import command, unpacking
from lstm_helpers.lab.errors import CourseError
from lstm_helpers.lab.unpacking import HIDDEN, Unpacked, course_files, unpack

LESSON = "01_a_lesson.ipynb"


@pytest.fixture
def course(tmp_path):
    """A course in miniature, whose files a test can renew."""
    source = tmp_path / "course"
    (source / "pictures").mkdir(parents=True)
    (source / "source").mkdir()
    (source / LESSON).write_text("first")
    (source / "pictures" / "a.png").write_bytes(b"picture")
    (source / "source" / "01_a_lesson.py").write_text("not for learners")
    return source


@pytest.fixture
def mine(course, tmp_path):
    folder = tmp_path / "mine"
    unpack(folder, course)
    return folder


def visible(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        name
        for path in files
        if not (name := path.relative_to(folder).as_posix()).startswith(HIDDEN)
    )


def test_lessons_and_pictures_are_unpacked_once(course, tmp_path):
    folder = tmp_path / "a" / "folder to be made"
    assert unpack(folder, course) == Unpacked((LESSON, "pictures/a.png"), (), ())
    assert visible(folder) == [LESSON, "pictures/a.png"]
    assert unpack(folder, course) == Unpacked((), (), ())


def test_an_untouched_lesson_is_renewed(course, mine):
    (course / LESSON).write_text("second")
    assert unpack(mine, course) == Unpacked((), (LESSON,), ())
    assert (mine / LESSON).read_text() == "second"
    assert visible(mine) == [LESSON, "pictures/a.png"]


def test_a_changed_lesson_stays_and_a_newer_one_is_laid_beside_it_once(course, mine):
    (mine / LESSON).write_text("my own")
    assert unpack(mine, course) == Unpacked((), (), ())
    (course / LESSON).write_text("second")
    assert unpack(mine, course) == Unpacked((), (), ("01_a_lesson_new.ipynb",))
    assert unpack(mine, course) == Unpacked((), (), ())
    assert (mine / LESSON).read_text() == "my own"
    assert (mine / "01_a_lesson_new.ipynb").read_text() == "second"


def test_what_was_laid_beside_is_renewed_unless_it_was_changed_too(course, mine):
    (mine / LESSON).write_text("my own")
    for version in ("second", "third"):
        (course / LESSON).write_text(version)
        assert unpack(mine, course).beside == ("01_a_lesson_new.ipynb",)
    (mine / "01_a_lesson_new.ipynb").write_text("my own, again")
    (course / LESSON).write_text("fourth")
    assert unpack(mine, course).beside == ("01_a_lesson_new_2.ipynb",)
    kept = [(mine / name).read_text() for name in visible(mine) if name.endswith(".ipynb")]
    assert kept == ["my own", "my own, again", "fourth"]


def test_a_file_that_was_taken_away_comes_back(course, mine):
    (mine / LESSON).unlink()
    assert unpack(mine, course).written == (LESSON,)


@pytest.mark.parametrize("record", ["", "[]", "{", "\x00"])
def test_with_a_damaged_record_nothing_is_overwritten(course, mine, record):
    (mine / LESSON).write_text("my own")
    (mine / HIDDEN / "unpacked.json").write_text(record)
    assert unpack(mine, course).beside == ("01_a_lesson_new.ipynb",)
    assert (mine / LESSON).read_text() == "my own"


def test_a_disk_that_fills_up_leaves_no_half_lesson(course, mine, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (course / LESSON).write_text("second")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        with pytest.raises(OSError, match="space"):
            unpack(mine, course)
    assert visible(mine) == [LESSON, "pictures/a.png"]
    assert (mine / LESSON).read_text() == "first"
    assert unpack(mine, course).renewed == (LESSON,)


def test_broken_off_it_lays_a_newer_lesson_beside_no_second_time(course, mine, monkeypatch):
    def stopped(source):
        yield from course_files(source)
        raise KeyboardInterrupt

    (mine / LESSON).write_text("my own")
    (course / LESSON).write_text("second")
    with monkeypatch.context() as patched:
        patched.setattr(unpacking, "course_files", stopped)
        with pytest.raises(KeyboardInterrupt):
            unpack(mine, course)
    for _ in range(2):
        unpack(mine, course)
        assert visible(mine) == [LESSON, "01_a_lesson_new.ipynb", "pictures/a.png"]
    (course / LESSON).write_text("third")
    assert unpack(mine, course).beside == ("01_a_lesson_new.ipynb",)


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path, capsys):
    taken = tmp_path / "taken"
    taken.touch()
    with pytest.raises(CourseError, match="is a file: name a folder"):
        unpack(taken)
    assert command.main(["--unpack", str(taken)]) == 1
    said = capsys.readouterr()
    assert said.err.strip() == f"{taken} is a file: name a folder for the lessons."


def test_refusals_of_the_system_are_a_sentence(monkeypatch, tmp_path, capsys):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(command, "unpack", full)
    assert command.main(["--unpack", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("The disk is full. Make room")


def test_the_usual_folder_is_made_here_but_not_within_itself(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert command.main(["--unpack"]) == 0
    assert visible(tmp_path / "lstm-course") == sorted(
        path.relative_to(unpacking.COURSE_FOLDER / "notebooks").as_posix()
        for path in course_files(unpacking.COURSE_FOLDER / "notebooks")
    )
    monkeypatch.chdir("lstm-course")
    assert command.main(["--unpack"]) == 0
    assert not (tmp_path / "lstm-course" / "lstm-course").exists()
    assert capsys.readouterr().out.splitlines()[-1].endswith("lstm-course")


def test_a_port_in_use_is_said_before_anything_is_unpacked(tmp_path):
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = str(listening.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "lstm_helpers.lab", "mine", "--port", port],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=600,
        )
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert "lstm-course --port" in done.stderr
    assert list(tmp_path.iterdir()) == []
