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
        if result.dtype != np.float32:
            result = result.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be an array of numbers with equal rows; got {_brief(value)}"
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
    result = np.asarray(value)
    if result.shape != (timesteps,):
        raise ValueError(
            f"{name} must have one entry for each of the {timesteps} timesteps, "
            f"shape ({timesteps},); got {result.shape}"
        )
    if result.dtype != bool and not np.isin(result, (0, 1)).all():
        raise ValueError(f"{name} must hold True (read) or False (skip); got {_brief(value)}")
    return result.astype(bool)


def number(name: str, value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """Return `value` as a finite float between `low` and `high`, both allowed."""
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number; got {_brief(value)}")
    if not low <= value <= high:
        raise ValueError(f"{name} must lie between {low:g} and {high:g}; got {value:g}")
    return float(value)


def whole(name: str, value: object, low: int, high: int | None = None) -> int:
    """Return `value` as an int that is at least `low` and, if given, at most `high`."""
    wanted = f"at least {low}" if high is None else f"from {low} to {high}"
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise ValueError(f"{name} must be a whole number {wanted}; got {_brief(value)}")
    if value < low or (high is not None and value > high):
        raise ValueError(f"{name} must be a whole number {wanted}; got {value}")
    return int(value)


def indices(name: str, value: object, size: int | None = None) -> tuple[int, ...]:
    """Return `value` as a sorted tuple of distinct indices from 0 to ``size - 1``."""
    if isinstance(value, Integral):
        value = (value,)
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise ValueError(
            f"{name} must be whole numbers from 0 up, such as [0, 3]; got {_brief(value)}"
        )
    high = None if size is None else size - 1
    return tuple(sorted({whole(f"each of {name}", index, 0, high) for index in value}))


def text(name: str, value: object) -> str:
    """Return `value` if it is a string."""
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text (a str); got {_brief(value)}")
    return value


def texts(name: str, value: object) -> list[str]:
    """Return `value` as a list of strings; a single string is refused, for it is one text."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise ValueError(f"{name} must be a list of texts; got {_brief(value)}")
    return [text(f"each of {name}", item) for item in value]


def choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Return `value` if it is one of `allowed`."""
    allowed = list(allowed)
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {_brief(value)}")
    return value


def _tuple(parts: tuple[object, ...]) -> str:
    return f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
