"""A public function, what may be passed to it, and what it promises."""

import copy
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from tests.inputs import hostile
from tests.inputs.kinds import Takes

REFUSALS = (ValueError, TypeError)


@dataclass(frozen=True)
class Row:
    """One public function.

    Attributes
    ----------
    name
        As in `lstm_helpers`, such as ``"pad"`` or ``"Vocabulary.encode"``.
    call
        The function itself.
    valid
        Gives keyword arguments that it has to take.
    takes
        Of each argument, what else it may take.
    promise
        Asserts what holds of any result.
    agrees
        Asserts what holds of the result and the valid arguments, given by name.
    dear
        Whether a call costs so much that a value which may be taken is not tried.
    also
        Errors of another kind that it promises where an argument is right in itself, such as
        FileNotFoundError.
    shared
        Arguments that hold a network of Keras, which can't well be copied, or keep what they have
        computed; whether they are changed is not looked at.
    """

    name: str
    call: Callable
    valid: st.SearchStrategy[dict]
    takes: dict[str, Takes]
    promise: Callable[[object], None]
    agrees: Callable[..., None] | None = None
    dear: bool = False
    also: tuple[type[Exception], ...] = ()
    shared: tuple[str, ...] = ()

    def keeps_its_promise(self, given: dict) -> None:
        """Call it with valid arguments."""
        before = copy.deepcopy({k: v for k, v in given.items() if k not in self.shared})
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = self.call(**given)
        self.promise(result)
        if self.agrees:
            said = self.agrees(result, **given)
            assert said is None, f"{self.name}: agrees has to assert, and not to answer {said!r}"
        after = {k: v for k, v in given.items() if k not in self.shared}
        assert same(before, after), "an argument was changed"

    def refuses_or_keeps(self, given: dict, name: str, make: Callable[[], object]) -> str | None:
        """Call it with one argument replaced; say what is wrong, or None if nothing is."""
        may, value = self.takes[name](make()), make()
        if self.dear and may:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                result = self.call(**{**given, name: value})
        except REFUSALS as error:
            # What is right in itself may only not fit another argument; then that may be named.
            named = "|".join(self.takes) if may else name
            if re.search(rf"\b({named})\b", str(error)):
                return None
            return f"{name} is not named: {type(error).__name__}: {str(error)[:200]}"
        except self.also as error:
            return None if may else f"{name} was taken, and gave {type(error).__name__}"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return f"{name}: {type(error).__name__}: {str(error)[:200]}"
        if not may:
            return f"{name} was taken, and gave {type(result).__name__}"
        try:
            self.promise(result)
        except AssertionError as error:
            return f"{name} was taken, and the promise broken: {str(error)[:200]}"
        return None

    def faults(self, given: dict) -> list[str]:
        """Try every hostile value in the place of every argument."""
        return [
            f"{self.name}, {value}: {fault}"
            for name in self.takes
            for value, make in (*hostile.values(), *hostile.kin(given.get(name)))
            if (fault := self.refuses_or_keeps(given, name, make))
        ]


def same(one: object, other: object) -> bool:
    """Tell whether two arguments hold the same, arrays included."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        one, other = np.asarray(one), np.asarray(other)
        return (one.dtype, one.shape) == (other.dtype, other.shape) and (
            one.tolist() == other.tolist() if one.dtype.hasobject else np.array_equal(one, other)
        )
    if type(one) is not type(other):
        return False
    if isinstance(one, np.random.Generator):
        return True  # it is there to be drawn from
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "__dict__"):
        return same(vars(one), vars(other))
    return one == other or one != one
