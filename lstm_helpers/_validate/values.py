"""Checks of single values and of lists: numbers, sizes, paths, ids, texts, choices."""

import math
import os
from collections.abc import Collection, Iterable, Mapping
from numbers import Integral, Real
from pathlib import Path

import numpy as np

from lstm_helpers._validate.words import brief

COUNTABLE = 2**53  # up to here a float holds every whole number
_MOST = 2**28  # numbers in one array: a gibibyte of int32 or float32


def flag(name: str, value: object) -> bool:
    """Return `value` if it is True or False."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} must be True or False; got {brief(value)}")
    return bool(value)


def number(name: str, value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """Return `value` as a finite float between `low` and `high`, both allowed.

    Examples
    --------
    >>> number("forget", 1.5, low=0.0, high=1.0)
    Traceback (most recent call last):
    ValueError: forget must lie between 0 and 1; got 1.5
    """
    if type(value) is float and low <= value <= high and abs(value) != math.inf:
        return value  # as nearly always, seen at one glance
    try:
        found = float(value) if isinstance(value, Real) else math.nan
    except OverflowError:  # a whole number with more than 308 digits
        found = math.inf
    if isinstance(value, bool) or not math.isfinite(found):
        raise ValueError(f"{name} must be a finite number; got {brief(value)}")
    if not low <= found <= high:
        wanted = f"be at least {low:g}" if high == math.inf else f"lie between {low:g} and {high:g}"
        raise ValueError(f"{name} must {wanted}; got {found:g}")
    return found


def whole(name: str, value: object, low: int, high: int | None = None) -> int:
    """Return `value` as an int that is at least `low` and, if given, at most `high`.

    Examples
    --------
    >>> whole("length", np.int64(3), low=1)
    3
    >>> whole("length", 2.5, low=1)
    Traceback (most recent call last):
    ValueError: length must be a whole number at least 1; got 2.5
    """
    if type(value) is int and low <= value and (high is None or value <= high):
        return value  # as nearly always, seen at one glance
    is_whole = isinstance(value, Integral) and not isinstance(value, bool)
    too_large = is_whole and high is not None and value > high
    if not is_whole or value < low or too_large:
        # That a count has an end at all helps only who has gone beyond it.
        ends = too_large or high not in (None, COUNTABLE)
        wanted = f"from {low} to {high}" if ends else f"at least {low}"
        raise ValueError(f"{name} must be a whole number {wanted}; got {brief(value)}")
    return int(value)


def room(name: str, value: int, *others: int) -> None:
    """Refuse a size that, with the sizes of the other axes, asks for more than memory holds.

    Examples
    --------
    >>> room("length", 10**9, 32)
    Traceback (most recent call last):
    ValueError: length must be smaller, for 268,435,456 numbers at most are held; got 1000000000
    """
    if value * math.prod(others) > _MOST:
        raise ValueError(
            f"{name} must be smaller, for {_MOST:,} numbers at most are held; got {brief(value)}"
        )


def weights_room(size: int, features: int, units: int, **outputs: int) -> None:
    """Refuse sizes of a recurrent network whose weights ask for more than memory holds.

    Examples
    --------
    >>> weights_room(size=100, features=8, units=10**6, classes=2)
    Traceback (most recent call last):
    ValueError: units must be smaller, for 268,435,456 numbers at most are held; got 1000000
    """
    room("units", units, 4, units)  # an LSTM's recurrent kernel, and then its kernel
    room("features", features, 4, units)
    room("size", size, features)
    for name, count in outputs.items():
        room(name, count, units)


def path(name: str, value: object) -> Path:
    """Return `value` as a path, if it is text or a path that a system can have.

    Examples
    --------
    >>> path("path", None)
    Traceback (most recent call last):
    ValueError: path must be a path (a str or a Path); got None
    """
    try:
        fits = isinstance(value, str | os.PathLike) and b"\0" not in os.fsencode(value)
    except ValueError:  # a lone surrogate, which no name of a file holds
        fits = False
    if not fits:
        raise ValueError(f"{name} must be a path (a str or a Path); got {brief(value)}")
    return Path(value)


def ids(name: str, value: object, size: int | None = None) -> list[int]:
    """Return `value` as a list of whole numbers from 0 to ``size - 1``, in the order given.

    Examples
    --------
    >>> ids("ids", (id_ for id_ in [3, 0, 3]), size=4)
    [3, 0, 3]
    >>> ids("ids", [4], size=4)
    Traceback (most recent call last):
    ValueError: each of ids must be a whole number from 0 to 3; got 4
    """
    found = entries(name, value, "whole numbers from 0 up, such as [0, 3]")
    if found and size == 0:
        raise ValueError(f"{name} must be empty, for there is none to choose; got {brief(found)}")
    high = None if size is None else size - 1
    if set(map(type, found)) == {int} and min(found) >= 0 and (high is None or max(found) <= high):
        return found  # as nearly always: a corpus holds hundreds of thousands, seen at one glance
    return [whole(f"each of {name}", id_, 0, high) for id_ in found]


def indices(name: str, value: object, size: int | None = None) -> tuple[int, ...]:
    """Return one index or several, from 0 to ``size - 1``, as a sorted tuple without repeats.

    Examples
    --------
    >>> indices("units", [3, 0, 3]), indices("units", 2)
    ((0, 3), (2,))
    """
    several = (value,) if isinstance(value, Integral) else value
    return tuple(sorted(set(ids(name, several, size))))


def text(name: str, value: object) -> str:
    """Return `value` if it is a string."""
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text (a str); got {brief(value)}")
    return value


def texts(name: str, value: object) -> list[str]:
    """Return `value` as a list of strings; a single string is refused, for it is one text.

    Examples
    --------
    >>> texts("texts", "a film")
    Traceback (most recent call last):
    ValueError: texts must be a list of texts; got 'a film'
    """
    return [text(f"each of {name}", item) for item in entries(name, value, "a list of texts")]


def entries(name: str, value: object, wanted: str) -> list:
    """Return what can be looped over as a list, so that a generator is used up once only."""
    try:
        one_by_one = iter(value)
    except TypeError:
        one_by_one = None
    if one_by_one is None or isinstance(value, str | bytes):
        raise ValueError(f"{name} must be {wanted}; got {brief(value)}")
    return list(one_by_one)


def table(
    name: str, value: object, entries: str, least: int = 1, most: int | None = None
) -> Mapping[str, object]:
    """Return `value` if it is a mapping from texts, of so many entries.

    Examples
    --------
    >>> table("curves", {}, "lines", most=4)
    Traceback (most recent call last):
    ValueError: curves must hold 1 to 4 lines; got 0
    >>> table("curves", ["a"], "lines")
    Traceback (most recent call last):
    ValueError: curves must be a dict whose keys are texts; got ['a']
    """
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise ValueError(f"{name} must be a dict whose keys are texts; got {brief(value)}")
    if len(value) < least or (most is not None and len(value) > most):
        if most is None:
            raise ValueError(f"{name} must hold at least one entry; got none")
        raise ValueError(f"{name} must hold {least} to {most} {entries}; got {len(value)}")
    return value


def choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Return `value` if it is one of `allowed`."""
    allowed = list(allowed)
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {brief(value)}")
    return value


def numbered_choice(name: str, value: object, allowed: Collection[float]) -> float:
    """Return which of the `allowed` numbers `value` is.

    Examples
    --------
    >>> numbered_choice("units", np.float64(16), (8, 16))
    16
    """
    if isinstance(value, Real) and not isinstance(value, bool) and value in allowed:
        return next(each for each in allowed if each == value)
    raise ValueError(
        f"{name} must be one of {', '.join(f'{each:g}' for each in allowed)}; got {brief(value)}"
    )


def function(name: str, value: object) -> None:
    """Refuse `value` if it can't be called.

    Examples
    --------
    >>> function("watch", 3)
    Traceback (most recent call last):
    ValueError: watch must be a function; got 3
    """
    if not callable(value):
        raise ValueError(f"{name} must be a function; got {brief(value)}")


def instance(name: str, value: object, wanted: type) -> None:
    """Refuse `value` if it is not of the wanted class.

    Examples
    --------
    >>> instance("model", "reviews", dict)
    Traceback (most recent call last):
    ValueError: model must be of type dict; got 'reviews'
    """
    if not isinstance(value, wanted):
        raise ValueError(f"{name} must be of type {wanted.__name__}; got {brief(value)}")
