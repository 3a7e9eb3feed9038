"""A learner's answers outside their own file: an exported copy, or another machine's file."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from lstm_helpers import _validate
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.store import StoreError, stored_messages

COURSE = "lstm_helpers"
VERSION = 1
LARGEST_MIB = 32  # some 70,000 answers

_SQLITE = b"SQLite format 3\x00"


def as_json(answers: Iterable[Answer]) -> str:
    """Write answers as the text of a copy.

    Parameters
    ----------
    answers : iterable of Answer
        In the order to be kept.

    Returns
    -------
    str

    Examples
    --------
    >>> read_copy(as_json([]).encode())
    []
    """
    content = {"course": COURSE, "version": VERSION, "answers": [asdict(one) for one in answers]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def write_new(path: Path, text: str) -> None:
    """Write a file that did not exist, wholly and onto the disk, or not at all.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        What is to stand in it.

    Raises
    ------
    ValueError
        If a file of that name exists, or it cannot be written.
    """
    made = False
    try:
        with path.open("x", encoding="utf-8") as file:
            made = True
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        if made:
            path.unlink(missing_ok=True)
        reason = fault.strerror or fault
        raise ValueError(
            f"path must be a new file that can be written; got {path} ({reason})"
        ) from None


class CopyError(ValueError):
    """A file that cannot be merged.

    Attributes
    ----------
    why : str
        The reason alone, in words for a learner.
    """

    def __init__(self, got: object, why: str) -> None:
        wanted = "a JSON file exported by this course, or a progress.sqlite of it"
        super().__init__(f"path must be {wanted}; got {got} ({why})")
        self.why = why


def read_copy(
    source: str | Path | bytes, known: Mapping[str, Answer] = MappingProxyType({})
) -> list[Answer]:
    """Read all answers of a copy, or of another machine's progress file, which stays as it is.

    Parameters
    ----------
    source : str, Path or bytes
        The file, or its content.
    known : mapping of str to Answer
        Answers kept already, by id: what the file says of them has to be the same.

    Returns
    -------
    list of Answer
        In the order of the file.

    Raises
    ------
    CopyError
        If the file is not one of the two, or anything in it is not as wanted.

    Examples
    --------
    >>> try:
    ...     read_copy(b"Dear diary")
    ... except CopyError as fault:
    ...     print(fault.why)
    it is neither JSON nor a progress file
    """
    if isinstance(source, bytes):
        got, read = f"{len(source)} bytes", lambda: source
    else:
        got, read = source, lambda: _content(Path(source))
    try:
        data = read()
        if len(data) > LARGEST_MIB * 2**20:
            raise _UnfitError(
                f"it is larger than {LARGEST_MIB} MiB, more than a learner can answer"
            )
        if not data.startswith(_SQLITE):
            return _checked(_messages(data), known)
        # A file is read by way of SQLite, for another program may be writing to it now.
        stored = stored_messages(data if isinstance(source, bytes) else Path(source))
        return _checked(stored, known)
    except OSError as fault:
        raise CopyError(got, fault.strerror or str(fault)) from None
    except (StoreError, _UnfitError) as fault:
        raise CopyError(got, str(fault)) from None


class _UnfitError(Exception):
    pass


def _content(path: Path) -> bytes:
    if not path.is_file():  # nor a pipe, which would be waited for
        raise _UnfitError("there is no such file")
    with path.open("rb") as file:
        return file.read(LARGEST_MIB * 2**20 + 1)


def _messages(data: bytes) -> list:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):  # no text, no JSON, a number without end, too deep
        raise _UnfitError("it is neither JSON nor a progress file") from None
    if not isinstance(content, dict) or content.get("course") != COURSE:
        raise _UnfitError("it is JSON, but no copy of this course's progress")
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _UnfitError(f"version must be a whole number from 1; got {_validate.brief(version)}")
    if version > VERSION:
        raise _UnfitError("it was written by a newer version of this course")
    if not isinstance(content.get("answers"), list):
        raise _UnfitError(f"answers must be a list; got {_validate.brief(content.get('answers'))}")
    return content["answers"]


def _checked(messages: list, known: Mapping[str, Answer]) -> list[Answer]:
    found: dict[str, Answer] = {}
    for place, message in enumerate(messages, start=1):
        try:
            answer = Answer.from_message(message)
        except (ValueError, RecursionError) as fault:
            raise _UnfitError(f"answer {place} of {len(messages)} is faulty: {fault}") from None
        other = known.get(answer.id) or found.setdefault(answer.id, answer)
        if other != answer:
            raise _UnfitError(f"answer {place} has the id of another one: {answer.id!r}")
        found[answer.id] = answer
    return list(found.values())
