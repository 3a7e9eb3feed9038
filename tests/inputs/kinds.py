"""What an argument of each kind may take; all else has to be refused.

A predicate that says yes still leaves a function free to refuse, such as an array of another shape.
"""

import math
from collections.abc import Callable, Iterable
from numbers import Integral, Real

import numpy as np

Takes = Callable[[object], bool]


def whole(low: int = 0, high: float = math.inf) -> Takes:
    return lambda value: (
        isinstance(value, Integral) and not isinstance(value, bool) and low <= value <= high
    )


def number(low: float = -math.inf, high: float = math.inf) -> Takes:
    def takes(value: object) -> bool:
        if not isinstance(value, Real) or isinstance(value, bool):
            return False
        try:
            return math.isfinite(value) and low <= value <= high
        except OverflowError:
            return False

    return takes


def flag(value: object) -> bool:
    return isinstance(value, bool | np.bool_)


def text(value: object) -> bool:
    return isinstance(value, str)


def choice(*allowed: str) -> Takes:
    return lambda value: isinstance(value, str) and value in allowed


def instance(*wanted: type) -> Takes:
    return lambda value: isinstance(value, wanted)


def nothing_else(_: object) -> bool:
    return False


def anything(_: object) -> bool:
    return True


def optional(takes: Takes) -> Takes:
    return lambda value: value is None or takes(value)


def listed(takes: Takes) -> Takes:
    """Say yes to what can be looped over and holds nothing but what `takes` says yes to."""

    def all_taken(value: object) -> bool:
        found = _looped(value)
        return found is not None and all(map(takes, found))

    return all_taken


def array(value: object) -> bool:
    """Say yes to real, finite numbers in equal rows, none of them masked out."""
    if np.ma.is_masked(value):
        return False
    try:
        found = np.asarray(value)
        if found.dtype.kind == "O":
            found = found.astype(np.float64)
    except Exception:
        return False
    return found.dtype.kind in "biuf" and bool(np.isfinite(found).all())


def booleans(value: object) -> bool:
    return array(value) and np.ndim(value) == 1 and set(np.asarray(value).tolist()) <= {0, 1}


def _looped(value: object) -> list | None:
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return None
    try:
        return list(value)
    except Exception:
        return None
