"""Progress of a long job: a live line per stage on a terminal, a few plain lines elsewhere."""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

REDRAW = 0.2  # seconds between two drawings of the live line
REPORT = 20.0  # seconds between two plain lines where there is no terminal
TITLE_WIDTH = 34


class Progress:
    """Tells how far a job of several stages has come.

    Parameters
    ----------
    stages : int
        How many stages the job has.
    stream : file, optional
        Where to write; the standard output by default.
    """

    def __init__(self, stages: int, stream: TextIO | None = None):
        self._stages = stages
        self._number = 0
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()

    @contextmanager
    def stage(self, title: str, detail: Callable[[], str] = str) -> Iterator[None]:
        """Show one stage while the ``with`` block runs; ``detail()`` tells where it is."""
        self._number += 1
        head = f"  {self._number} of {self._stages}  {title:<{TITLE_WIDTH}}"
        start = time.monotonic()
        over = threading.Event()
        ticker = threading.Thread(target=self._tick, args=(head, detail, start, over), daemon=True)
        ticker.start()
        outcome = "not finished"
        try:
            yield
            outcome = ""
        finally:
            over.set()
            ticker.join()
            self._write(f"{head} {time.monotonic() - start:4.0f} s  {outcome}".rstrip(), last=True)

    def _tick(
        self, head: str, detail: Callable[[], str], start: float, over: threading.Event
    ) -> None:
        while not over.wait(REDRAW if self._live else REPORT):
            self._write(f"{head} {time.monotonic() - start:4.0f} s  {detail()}")

    def _write(self, line: str, last: bool = False) -> None:
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            line = "\r" + line[:width].ljust(width)
        self._stream.write(line + ("\n" if last or not self._live else ""))
        self._stream.flush()
