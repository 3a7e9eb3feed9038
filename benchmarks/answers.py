"""What a learner's progress file withstands: kills while answers are written, and many at once.

``python -m benchmarks.answers`` kills a writer 1,000 times at a random moment, and lets eight
processes write 10,000 answers at once; ``--quick`` does a little of both; ``--write`` puts the
table into benchmarks/README.md. It returns 1 if an answer was lost or a file did not open.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report import write
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.store import AnswerFile, StoreError

KILLS_A_FILE = 50  # then a new file, so that its making is among the moments, too
LONGEST_LIFE = 4.0  # answers that a writer has the time for after its first, at most
TIMED = 10  # answers written to see how long one takes
PATIENCE = 60.0  # seconds for a writer to begin


def main(arguments=None):
    """Kill and crowd, print the table, and return 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=8, help="processes that write at once")
    parser.add_argument("--answers", type=int, default=10_000, help="written by all of them")
    parser.add_argument("--quick", action="store_true", help="30 kills, 400 answers")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    if not hasattr(signal, "SIGKILL") or not hasattr(os, "fork"):
        parser.error("this system has no SIGKILL and no fork: run it on Linux or macOS")
    # NumPy's idle threads are no concern of a child that only writes answers.
    warnings.filterwarnings("ignore", message=".*fork", category=DeprecationWarning)
    if options.quick:
        options.kills, options.answers = 30, 400
    with tempfile.TemporaryDirectory(prefix="lstm-answers-") as folder:
        killed = kill_writers(Path(folder), options.kills)
        crowd = write_at_once(Path(folder), options.writers, options.answers)
    lines = table(killed, crowd)
    print("\n".join(lines))
    if options.write:
        write("answers", lines)
    return int(bool(killed.lost or killed.not_opened or crowd.missing))


@dataclass
class Killed:
    """What came of the kills."""

    kills: int = 0
    files: int = 0
    told: int = 0  # answers whose writer was told that they are in the file
    lost: int = 0  # of these
    extra: int = 0  # written, but the writer died before it could say so
    interrupted: int = 0  # kills that left a change half done, to be rolled back by the next reader
    not_opened: int = 0  # files that did not open, or that SQLite finds a fault with


@dataclass
class Crowd:
    """What came of many writers at once."""

    writers: int
    answers: int
    missing: int
    later: int  # answers that were refused at first, and written with the next one
    seconds: float


def kill_writers(folder, kills):
    """Kill a writer again and again, and look after each kill what the file holds."""
    result = Killed()
    longest = LONGEST_LIFE * _seconds_an_answer(folder / "timed.sqlite")
    told = set()
    for number in range(kills):
        path = folder / f"killed-{number // KILLS_A_FILE}.sqlite"
        if number % KILLS_A_FILE == 0:
            result.files += 1
            told = set()
        new = _kill_one(path, number, first=not told, longest=longest)
        told |= new
        result.kills += 1
        result.told += len(new)
        result.interrupted += path.with_name(f"{path.name}-journal").exists()
        try:
            kept = {answer.id for answer in AnswerFile(path).read()}
            result.not_opened += not is_sound(path)
        except StoreError as fault:
            print(f"{path.name} did not open: {fault}")
            result.not_opened += 1
            continue
        result.lost += len(told - kept)
        result.extra += len({name for name in kept if name.startswith(f"{number}-")} - new)
        told |= kept  # what is there has to stay
    return result


def _seconds_an_answer(path):
    progress = Progress(path)
    start = time.perf_counter()
    for number in range(TIMED):
        progress.record(_answer(str(number)))
    return (time.perf_counter() - start) / TIMED


def _kill_one(path, number, first, longest):
    """Let a writer write, kill it at a random moment, return the ids it was told are safe."""
    ours, its = os.pipe()
    writer = os.fork()  # a whole new interpreter for each kill would take a second
    if writer == 0:
        os.close(ours)
        _write_for_ever(path, number, its)
    os.close(its)
    # Half of the first writers of a file may die while they make it; of others one answer is safe.
    started = b"" if first and random.random() < 0.5 else os.read(ours, 1)
    time.sleep(random.uniform(0, longest))
    os.kill(writer, signal.SIGKILL)
    _, status = os.waitpid(writer, 0)
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        raise RuntimeError("the writer ended by itself, so that nothing was learnt")
    with os.fdopen(ours, "rb") as pipe:
        safe = started + pipe.read()
    return {f"{number}-{place}" for place in range(len(safe))}


def _write_for_ever(path, number, pipe):
    """Write answers; after each that is safely kept, and only then, say so by one byte."""
    try:
        progress = Progress(path)
        place = 0
        while progress.record(_answer(f"{number}-{place}")):
            os.write(pipe, b".")
            place += 1
    finally:
        os._exit(1)  # never back into the parent's code


def is_sound(path):
    """Ask SQLite whether a database is whole; no file is no fault."""
    if not path.exists():
        return True
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlite3.DatabaseError:  # not even a database
            return False


def write_at_once(folder, writers, answers):
    """Let processes write to one file at once, all from the same moment."""
    path = folder / "crowd.sqlite"
    kit = multiprocessing.get_context("fork")
    gate, later = kit.Barrier(writers + 1), kit.Queue()
    shares = [len(range(writer, answers, writers)) for writer in range(writers)]
    processes = [
        kit.Process(target=_write_share, args=(path, writer, share, gate, later))
        for writer, share in enumerate(shares)
    ]
    for process in processes:
        process.start()
    gate.wait(PATIENCE)
    start = time.perf_counter()
    refused = sum(later.get() for _ in processes)
    seconds = time.perf_counter() - start
    for process in processes:
        process.join()
    kept = {answer.id for answer in Progress(path).answers()}
    wanted = {f"{writer}-{place}" for writer, share in enumerate(shares) for place in range(share)}
    return Crowd(writers, answers, len(wanted - kept), refused, seconds)


def _write_share(path, writer, share, gate, later):
    progress = Progress(path)
    gate.wait(PATIENCE)
    refused = sum(not progress.record(_answer(f"{writer}-{place}")) for place in range(share))
    later.put(refused)


def _answer(name):
    now = datetime.now(UTC).isoformat()
    work = ("05_gates", "keep", "gates.cell", "quiz", "answer", 1, "half", True, "certain")
    return Answer(name, now, *work)


def table(killed, crowd):
    """Lay the results out as the lines of a Markdown table."""
    good = "✓" if not killed.lost and not killed.not_opened else "✗"
    at_once = "✓" if not crowd.missing else "✗"
    rows = [
        ("writers killed (SIGKILL) at a random moment", f"{killed.kills:,}"),
        ("of these, in the middle of a change to the file", f"{killed.interrupted:,}"),
        ("files written to in turn", f"{killed.files:,}"),
        ("answers that a writer was told are safe", f"{killed.told:,}"),
        ("**of these lost**", f"**{killed.lost:,}** {good}"),
        ("**files that did not open, or with a fault**", f"**{killed.not_opened:,}** {good}"),
        ("answers in the file whose writer died before it was told", f"{killed.extra:,}"),
        ("answers written at once", f"{crowd.answers:,}"),
        ("by so many processes", f"{crowd.writers:,}"),
        ("**of these missing**", f"**{crowd.missing:,}** {at_once}"),
        ("refused at first, and written with the next answer", f"{crowd.later:,}"),
        ("answers a second, all processes together", f"{crowd.answers / crowd.seconds:,.0f}"),
    ]
    return ["| what | figure |", "|---|--:|", *(f"| {what} | {figure} |" for what, figure in rows)]


if __name__ == "__main__":
    sys.exit(main())
