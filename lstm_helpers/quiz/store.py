"""The one SQLite file that holds a learner's answers, shared by every notebook of the course."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path, PurePath

from lstm_helpers.quiz.answers import Answer

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4C53544D  # "LSTM": tells our file from any other SQLite file
BUSY_SECONDS = 20.0

_COLUMNS = tuple(field.name for field in fields(Answer))
# Rows are only ever added: what a learner did is not rewritten by what they do next.
_CREATE = """
CREATE TABLE answers (
    id TEXT PRIMARY KEY, at TEXT NOT NULL,
    lesson TEXT NOT NULL, item TEXT NOT NULL, objective TEXT NOT NULL, use TEXT NOT NULL,
    action TEXT NOT NULL, round INTEGER NOT NULL,
    answer TEXT, right INTEGER, confidence TEXT
)
"""
_APPEND = (
    f"INSERT INTO answers ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "
    "ON CONFLICT (id) DO NOTHING"
)
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM answers ORDER BY rowid"


class StoreError(Exception):
    """Why the file cannot be used, in words for a learner.

    Attributes
    ----------
    lasting : bool
        True if the file is not ours to write, so that there is no sense in trying again.
    """

    def __init__(self, words: str, lasting: bool = False) -> None:
        super().__init__(words)
        self.lasting = lasting


class AnswerFile:
    """Reads and appends answers in one SQLite file.

    Parameters
    ----------
    path : Path
        The file; it and its folder are made when the first answer is written.

    Notes
    -----
    The file keeps SQLite's rollback journal, not the write-ahead log: the log needs memory shared
    between processes, which home folders on a network do not give, and answers come seconds apart,
    so that its speed would gain nothing. A connection lasts for one operation, so a killed kernel
    leaves at most a journal, which the next reader rolls back.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Answer]:
        """Return all answers in the order in which they were written.

        Returns
        -------
        list of Answer
            Empty if there is no file.

        Raises
        ------
        StoreError
            If the file cannot be read.
        """
        with _in_words():
            if not self.path.exists():
                return []
            with self._open("rw") as connection:
                connection.execute("BEGIN")
                if _is_new(connection):
                    return []
                rows = connection.execute(_SELECT).fetchall()
        return [answer for answer in map(_from_row, rows) if answer is not None]

    def append(self, answers: Iterable[Answer]) -> None:
        """Write answers, all or none; those whose id is there already change nothing.

        Parameters
        ----------
        answers : iterable of Answer
            In the order to be kept.

        Raises
        ------
        StoreError
            If they cannot be written.
        """
        with _in_words():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._open("rwc") as connection:
                # Taking the write lock at once lets the busy timeout do the waiting.
                connection.execute("BEGIN IMMEDIATE")
                if _is_new(connection):
                    connection.execute(_CREATE)
                    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.executemany(_APPEND, map(_to_row, answers))
                connection.execute("COMMIT")

    def remove(self, answers: Iterable[Answer]) -> None:
        """Remove these answers, all or none; any other stays.

        Parameters
        ----------
        answers : iterable of Answer
            Known by their ids.

        Raises
        ------
        StoreError
            If the file cannot be written.
        """
        with _in_words():
            if not self.path.exists():
                return
            with self._open("rw") as connection:
                connection.execute("BEGIN IMMEDIATE")
                if not _is_new(connection):
                    ids = ((answer.id,) for answer in answers)
                    connection.executemany("DELETE FROM answers WHERE id = ?", ids)
                connection.execute("COMMIT")

    @contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        # Closing rolls back whatever was not committed.
        with closing(_connect(self.path, mode)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            yield connection


def stored_messages(source: Path | bytes) -> list[dict]:
    """Return everything in a database that may come from anywhere, as it is and unchecked.

    Parameters
    ----------
    source : Path or bytes
        The file, which is only read, or its content.

    Returns
    -------
    list of dict
        The fields of an `Answer` each.

    Raises
    ------
    StoreError
        If it is not ours, or cannot be read.
    """
    with _in_words(), _open_foreign(source) as connection:
        connection.execute("BEGIN")
        if _is_new(connection):
            return []
        # A view or a computed column of that name could keep us busy for ever.
        laid_out = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'answers'")
        if [sql.split() for (sql,) in laid_out] != [_CREATE.split()]:
            raise StoreError("its table of answers is not laid out as this course does it")
        return [_message(row) for row in connection.execute(_SELECT)]


@contextmanager
def _open_foreign(source: Path | bytes) -> Iterator[sqlite3.Connection]:
    on_disk = isinstance(source, Path)
    found = _connect(source, "ro") if on_disk else sqlite3.connect(":memory:", isolation_level=None)
    with closing(found) as connection:
        if not on_disk and source:  # SQLite refuses b"", but takes an empty file as a new one
            connection.deserialize(source)
        yield connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{_address(path.absolute())}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _address(path: PurePath) -> str:
    """Return a file's URI as SQLite wants it, which takes a share's host in the path alone."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _is_new(connection: sqlite3.Connection) -> bool:
    """Tell whether the file is still empty; refuse a file that is not ours."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version == application == tables == 0:
        return True
    if application != APPLICATION_ID:
        raise StoreError("it belongs to another program", lasting=True)
    if version > SCHEMA_VERSION:
        raise StoreError("it was written by a newer version of this course", lasting=True)
    return False


def _to_row(answer: Answer) -> tuple:
    row = {name: getattr(answer, name) for name in _COLUMNS}
    row["answer"] = None if answer.answer is None else json.dumps(answer.answer, ensure_ascii=False)
    return tuple(row.values())


def _from_row(row: tuple) -> Answer | None:
    try:
        return Answer.from_message(_message(row))
    except ValueError:
        return None  # a row edited by hand: it stays in the file, and is not counted


def _message(row: tuple) -> dict:
    values = dict(zip(_COLUMNS, row, strict=True))
    if values["answer"] is not None:
        try:
            values["answer"] = json.loads(values["answer"])
        except (ValueError, TypeError, RecursionError):
            values["answer"] = {}  # no answer at all, as `Answer` will say
    if values["right"] in (0, 1):
        values["right"] = bool(values["right"])
    return values


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # the low byte: the kind of error
        words, lasting = _WORDS.get(code, (f"SQLite says: {fault}", False))
        raise StoreError(words, lasting) from fault
    except OSError as fault:
        raise StoreError(fault.strerror or str(fault)) from fault


_WORDS = {
    sqlite3.SQLITE_NOTADB: ("it is not a progress file", True),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", True),
    sqlite3.SQLITE_FULL: ("the disk is full", False),
    sqlite3.SQLITE_IOERR: ("the disk refuses to read or write it", False),
    sqlite3.SQLITE_READONLY: ("it may only be read", False),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened or made there", False),
    sqlite3.SQLITE_PERM: ("writing is not permitted there", False),
    sqlite3.SQLITE_BUSY: ("another program is holding it", False),
    sqlite3.SQLITE_LOCKED: ("another program is holding it", False),
}
