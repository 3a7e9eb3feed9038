"""One call of a learner's function: in a thread of its own, stopped in time, its prints kept."""

import ctypes
import io
import threading
import time
from collections.abc import Callable

import numpy as np

_STOPPING_SECONDS = 3.0  # how long stopping a call is tried, again and again
_STOPPING_WAIT = 0.005  # seconds between two tries
_PRINTED_CHARACTERS = 1000  # enough to debug with; an endless loop that prints fills no notebook
_PRINTED_LINES = 10
_INTERRUPTED = (
    "You stopped the check before the function had returned. Is there a loop whose condition "
    "never becomes false?"
)


class CheckInterrupt(KeyboardInterrupt):
    """The learner interrupted a check: the cells that wait behind it do not run either.

    Jupyter shows its words alone, for what the course was doing meanwhile helps nobody.

    Examples
    --------
    >>> CheckInterrupt("You stopped the check.")._render_traceback_()
    ['You stopped the check.']
    """

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints instead of a traceback."""
        return [str(self)]


class _Stop(SystemExit):
    """Raised inside a call that takes too long; a thread that ends by SystemExit ends silently."""


class Call:
    """One call in a thread of its own, and what became of it."""

    def __init__(self, function: Callable, arguments: list[np.ndarray]) -> None:
        self.value: object = None
        self.error: BaseException | None = None
        self.stopped = False
        self._thread = threading.Thread(target=self._run, args=(function, arguments), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, stop the call if it does not come; return whether it came in time."""
        try:
            self._thread.join(seconds)
            in_time = not self._thread.is_alive()
        except KeyboardInterrupt:
            raise CheckInterrupt(_INTERRUPTED) from None
        finally:  # also when the learner interrupts the kernel meanwhile
            self._stop()
        return in_time

    def _run(self, function: Callable, arguments: list[np.ndarray]) -> None:
        try:
            self.value = function(*arguments)
        except BaseException as error:  # sys.exit() in an answer must not end in silence
            self.error = error

    def _stop(self) -> None:
        thread_id = ctypes.c_ulong(self._thread.ident)
        # Tried again and again, for a bare `except:` in the answer may catch the exception.
        give_up = time.monotonic() + _STOPPING_SECONDS
        while self._thread.is_alive() and time.monotonic() < give_up:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread_id, ctypes.py_object(_Stop))
            self._thread.join(_STOPPING_WAIT)
        self.stopped = not self._thread.is_alive()


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed, and drops the rest."""

    def __init__(self) -> None:
        self._kept = ""
        self._cut = False

    def writable(self) -> bool:
        """Say that it can be written to, as `io` asks."""
        return True

    def write(self, text: str) -> int:
        """Keep what there is room for; return how many characters came."""
        room = _PRINTED_CHARACTERS - len(self._kept)
        self._kept += text[:room]
        self._cut = self._cut or len(text) > room
        return len(text)

    def text(self) -> str:
        """Return what was kept, with … where something is missing."""
        lines = self._kept.rstrip().splitlines()
        cut = self._cut or len(lines) > _PRINTED_LINES
        return "\n".join([*lines[:_PRINTED_LINES], *(["…"] if cut else [])])
