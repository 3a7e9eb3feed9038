"""Checks of arguments, and the wording of what is said when one is wrong.

Every message names the argument, what was wanted and what came, in that order.
"""

import math
from collections.abc import Iterable
from numbers import Integral, Real

import numpy as np


def array(
    name: str,
    value: object,
    axes: tuple[str, ...],
    sizes: tuple[str | int, ...],
) -> np.ndarray:
    """Return `value` as a finite floating-point array of the wanted shape.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        What the caller passed.
    axes : tuple of str
        The meaning of each axis, such as ``("timesteps", "features")``.
    sizes : tuple of str or int
        The wanted size of each axis: a number, or a letter where any size will do.

    Returns
    -------
    ndarray
        float32 if `value` is float32, else float64.

    Raises
    ------
    ValueError
        If the shape differs, or a value is not a finite number.

    Examples
    --------
    >>> array("inputs", [1.0, 2.0], ("timesteps", "features"), ("T", 8))
    Traceback (most recent call last):
    ValueError: inputs must have shape (timesteps, features) = (T, 8); got (2,)
    """
    try:
        result = np.asarray(value)
        if result.dtype.kind not in "biufO":  # NumPy would turn "1", dates and 1j into floats
            raise TypeError
        if result.dtype != np.float32:
            result = result.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{name} must be an array of numbers with equal rows; got {brief(value)}"
        ) from None
    fits = result.ndim == len(sizes) and all(
        isinstance(size, str) or size == found
        for size, found in zip(sizes, result.shape, strict=True)
    )
    if not fits:
        raise ValueError(
            f"{name} must have shape {_tuple(axes)} = {_tuple(sizes)}; got {result.shape}"
        )
    if not np.isfinite(result).all():
        raise ValueError(f"{name} must hold finite numbers only; got NaN or infinity")
    return result


def mask(name: str, value: object, timesteps: int) -> np.ndarray:
    """Return `value` as a boolean array of shape ``(timesteps,)``."""
    result = booleans(name, value)
    if result.shape != (timesteps,):
        raise ValueError(
            f"{name} must have one entry for each of the {timesteps} timesteps, "
            f"shape ({timesteps},); got {result.shape}"
        )
    return result


def booleans(name: str, value: object) -> np.ndarray:
    """Return `value` as a boolean array with one axis; 0 and 1 are taken as well.

    Examples
    --------
    >>> booleans("actual", [1, 0])
    array([ True, False])
    >>> booleans("actual", ["yes", "no"])
    Traceback (most recent call last):
    ValueError: actual must hold True or False only; got ['yes', 'no']
    """
    try:
        result = np.asarray(value)
    except ValueError:  # rows that differ in length
        result = np.empty((0, 0))
    if result.ndim != 1:
        raise ValueError(f"{name} must be a list of True and False; got {brief(value)}")
    if result.dtype != bool and not np.isin(result, (0, 1)).all():
        raise ValueError(f"{name} must hold True or False only; got {brief(value)}")
    return result.astype(bool)


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
    wanted = f"at least {low}" if high is None else f"from {low} to {high}"
    if (
        isinstance(value, bool)
        or not isinstance(value, Integral)
        or value < low
        or (high is not None and value > high)
    ):
        raise ValueError(f"{name} must be a whole number {wanted}; got {brief(value)}")
    return int(value)


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


def choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Return `value` if it is one of `allowed`."""
    allowed = list(allowed)
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {brief(value)}")
    return value


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


def brief(value: object) -> str:
    """Return how Python writes `value`, cut to a length that fits into a message."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _tuple(parts: tuple[object, ...]) -> str:
    return f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"
