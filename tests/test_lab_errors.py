"""What the operating system refuses, in words that say what to do."""

import errno

import pytest

from lstm_helpers.lab.errors import sentence

NO_SPACE = OSError(errno.ENOSPC, "No space left on device", "/course/.venv")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NO_SPACE, "The disk is full. Make room, then run the same command again."),
        (PermissionError(errno.EACCES, "denied", "/course"), "No permission to write /course."),
        (OSError(errno.EROFS, "read-only"), "No permission to write a file."),
        (
            FileExistsError(errno.EEXIST, "File exists", "/a"),
            "The computer refused a step: File exists (/a).",
        ),
        (OSError("odd"), "The computer refused a step: odd."),
    ],
    ids=["full", "forbidden", "read-only", "named", "without a number"],
)
def test_what_was_refused_is_said_in_words(error, words):
    assert sentence(error).startswith(words)


def test_a_full_disk_may_be_told_in_the_callers_own_words():
    assert sentence(NO_SPACE, full="3.5 GB are needed.") == "3.5 GB are needed."
