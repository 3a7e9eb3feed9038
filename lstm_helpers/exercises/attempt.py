"""Runs a learner's function safely: no endless loop, no deep traceback, no changed arguments."""

import copy
import inspect
import io
import linecache
import re
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout

import numpy as np

from lstm_helpers.exercises.timed_call import TimedCall

NOT_ATTEMPTED = "Not attempted yet: replace the ... and run the cell again."
SECONDS = 3.0  # how long one call may take, where an exercise does not give it more

_PRINTED_CHARACTERS = 1000  # enough to debug with; an endless loop that prints fills no notebook
_PRINTED_LINES = 10
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # what makes a part of an error bold in a terminal


class AnswerError(Exception):
    """An answer that cannot be judged right; its text is what the learner reads."""


class Attempt:
    """A learner's function, checked and run with care.

    Parameters
    ----------
    function : object
        What the learner passed; anything at all.
    wanted : function
        The reference solution, whose name and parameters the learner's function must share.
    seconds : float, optional
        How long one call may take; `SECONDS` if left out.

    Attributes
    ----------
    printed : str
        What the first call that printed anything printed, cut short if long.

    Raises
    ------
    AnswerError
        If `function` is no function, or its parameters are not those wanted.

    Examples
    --------
    >>> def double(x):
    ...     return 2 * x
    >>> Attempt(lambda x: x + x, wanted=double).call(x=np.array([1.5]))
    array([3.])
    >>> Attempt(double(2), wanted=double)
    Traceback (most recent call last):
    lstm_helpers.exercises.attempt.AnswerError: check wants the function itself, without brackets \
after its name: check(double). It got a value of type int.
    """

    def __init__(self, function: object, wanted: Callable, seconds: float | None = None) -> None:
        if not inspect.isroutine(function):
            raise AnswerError(
                "check wants the function itself, without brackets after its name: "
                f"check({wanted.__name__}). It got a value of type {type(function).__name__}."
            )
        problem = _parameter_problem(function, wanted)
        if problem:
            raise AnswerError(problem)
        self.function = function
        self.seconds = SECONDS if seconds is None else seconds
        self.printed = ""

    def call(self, **arguments: object) -> object:
        """Call the function on copies of the arguments, in the order given.

        The call runs in a thread of its own. After `seconds` an exception is raised inside that
        thread, on any system and from any thread; it takes effect between two steps of Python
        code. One long step outside Python, such as ``time.sleep(60)`` or ``10**10**9``, cannot be
        broken off: the first is left running and reported, the second must end by itself.

        Parameters
        ----------
        **arguments : ndarray, list or str
            What to pass, by position; the names are for messages.

        Returns
        -------
        object
            What the function returned.

        Raises
        ------
        AnswerError
            If the function is not written yet, fails, does not end, or changes an argument.
        CheckInterrupt
            If the learner interrupts the kernel while the function runs.
        """
        copies = [copy.deepcopy(value) for value in arguments.values()]
        printed = _Printed()
        with redirect_stdout(printed):
            outcome = TimedCall(self.function, copies)
            in_time = outcome.wait(self.seconds)
        self.printed = self.printed or printed.text()
        if not in_time:
            words = _TOO_LONG if outcome.stopped else _UNSTOPPABLE
            raise AnswerError(words.format(self.seconds))
        if outcome.error is not None:
            raise AnswerError(_error_in_words(outcome.error, self.function)) from None
        _refuse_the_unfinished(outcome.value)
        for (name, before), after in zip(arguments.items(), copies, strict=True):
            if _changed(before, after):
                raise AnswerError(_changed_in_words(name, before))
        return outcome.value


_TOO_LONG = (
    "The function was still running after {:g} seconds and was stopped. Is there a loop "
    "whose condition never becomes false?"
)
_UNSTOPPABLE = (
    "The function was still running after {:g} seconds and could not be stopped; it runs "
    "on in the background. Restart the kernel (menu Kernel, Restart Kernel…) before you go on."
)


class _Printed(io.TextIOBase):
    """Keeps the beginning of what is printed, and drops the rest."""

    def __init__(self) -> None:
        self._kept = ""
        self._cut = False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = _PRINTED_CHARACTERS - len(self._kept)
        self._kept += text[:room]
        self._cut = self._cut or len(text) > room
        return len(text)

    def text(self) -> str:
        lines = self._kept.rstrip().splitlines()
        cut = self._cut or len(lines) > _PRINTED_LINES
        return "\n".join([*lines[:_PRINTED_LINES], *(["…"] if cut else [])])


def _parameter_problem(function: Callable, wanted: Callable) -> str | None:
    names = list(inspect.signature(wanted).parameters)
    try:
        signature = inspect.signature(function)
    except ValueError:  # some built-in functions do not tell
        return None
    own = list(signature.parameters)
    if set(own) == set(names) and own != names:
        return f"The parameters must stand in this order: {_listed(names)}; yours: {_listed(own)}."
    try:
        signature.bind(*names)
    except TypeError:
        return f"The function must take {_counted(names)}; yours takes {_counted(own)}."
    return None


def _counted(names: list[str]) -> str:
    if not names:
        return "no parameters"
    return f"{len(names)} parameter{'s' * (len(names) > 1)} ({_listed(names)})"


def _listed(names: list[str]) -> str:
    return ", ".join(names)


def _error_in_words(error: BaseException, function: Callable) -> str:
    own_globals = getattr(inspect.unwrap(function), "__globals__", None)
    where = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_globals is own_globals:  # the last such line: the deepest the learner wrote
            code = linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()
            where = f" at line {line}:" + (f"\n    {code}" if code else "")
    said = "".join(traceback.format_exception_only(error)).splitlines()
    lines = [line.strip() for line in said if line.strip()]
    # Advice and notes follow the first line; only a SyntaxError says last what it is.
    what = lines[-1] if isinstance(error, SyntaxError) else lines[0]
    # A message may begin with a line break; Keras says first where it was, then what.
    if len(lines) > 1 and (what.endswith(":") or "Exception encountered when calling" in what):
        what = f"{what} {_COLOURS.sub('', lines[1])}"
    return f"The function stopped with an error{where or ':'}\n    {what}"


def _changed(before: object, after: object) -> bool:
    if not isinstance(before, np.ndarray):
        try:
            return bool(before != after)
        except ValueError:  # an entry became an array, which has no single truth value
            return True
    return before.shape != after.shape or not np.array_equal(before, after, equal_nan=True)


def _changed_in_words(name: str, before: object) -> str:
    if isinstance(before, np.ndarray):
        lines, instead = f"{name} *= …", f"compute a new array, as in {name} = … * {name}"
    else:
        lines, instead = f"{name}.append(…)", f"make a new list, as in {name} = [*{name}, …]"
    return (
        f"The function changed its argument {name} in place; lines such as {lines} or "
        f"{name}[0] = … do that. Whoever called it still needs {name} as it was: {instead}."
    )


def _refuse_the_unfinished(value: object) -> None:
    if value is ...:
        raise AnswerError(NOT_ATTEMPTED)
    if value is None:
        raise AnswerError("The function returned nothing (None). End it with a return line.")
    if _holds_ellipsis(value):
        raise AnswerError("There is still a ... in what the function returns. Replace it as well.")


def _holds_ellipsis(value: object, depth: int = 3) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype == object and any(part is ... for part in value.flat)
    if depth and isinstance(value, tuple | list):
        return any(_holds_ellipsis(part, depth - 1) for part in value)
    return value is ...
