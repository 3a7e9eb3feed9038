"""A call that is stopped if it does not end in time, on any system and from any thread."""

import ctypes
import threading
import time
from collections.abc import Callable, Sequence

_STOPPING_SECONDS = 3.0  # how long stopping a call is tried, again and again
_STOPPING_WAIT = 0.005  # seconds between two tries
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


class TimedCall:
    """One call in a thread of its own, begun at once, and what became of it.

    Parameters
    ----------
    function : function
        What is called.
    arguments : sequence
        What it is called with.

    Attributes
    ----------
    value : object
        What was returned.
    error : BaseException or None
        What was raised instead.
    stopped : bool
        After `wait`: whether it has come to its end, by itself or by force.

    Examples
    --------
    >>> call = TimedCall(max, [2, 5])
    >>> call.wait(seconds=10), call.value
    (True, 5)
    """

    def __init__(self, function: Callable, arguments: Sequence[object]) -> None:
        self.value: object = None
        self.error: BaseException | None = None
        self.stopped = False
        self._over = False
        self._thread = threading.Thread(target=self._run, args=(function, arguments), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, and stop the call if it does not come.

        Parameters
        ----------
        seconds : float
            How long to wait.

        Returns
        -------
        bool
            Whether the end came in time.

        Raises
        ------
        CheckInterrupt
            If the learner interrupts the kernel meanwhile.
        """
        try:
            self._thread.join(seconds)
            in_time = not self._thread.is_alive()
        except KeyboardInterrupt:
            raise CheckInterrupt(_INTERRUPTED) from None
        finally:  # also when the learner interrupts the kernel meanwhile
            self._stop()
        return in_time

    def _run(self, function: Callable, arguments: Sequence[object]) -> None:
        try:
            self.value = function(*arguments)
        except BaseException as error:  # sys.exit() in an answer must not end in silence
            self.error = error
        self._over = True  # from here on nothing is raised in this thread any more

    def _stop(self) -> None:
        thread_id = ctypes.c_ulong(self._thread.ident)
        # Tried again and again, for a bare `except:` in the answer may catch the exception.
        give_up = time.monotonic() + _STOPPING_SECONDS
        while self._thread.is_alive() and time.monotonic() < give_up:
            if not self._over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread_id, ctypes.py_object(_Stop))
            self._thread.join(_STOPPING_WAIT)
        self.stopped = not self._thread.is_alive()
