"""Checks of arrays: numbers, flags and masks of a wanted shape."""

from numbers import Real

import numpy as np

from lstm_helpers._validate.words import brief

_LARGE = {"f": 1e15, "d": 1e150}  # sums of products of two such are still finite


def array(
    name: str,
    value: object,
    axes: tuple[str, ...],
    sizes: tuple[str | int, ...],
    huge: bool = False,
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
    huge : bool
        Whether any finite number will do, even one so large that a product of two overflows.

    Returns
    -------
    ndarray
        float32 if `value` is float32, else float64.

    Raises
    ------
    ValueError
        If the shape differs, or a value is not a finite number or too large to compute with.

    Examples
    --------
    >>> array("inputs", [1.0, 2.0], ("timesteps", "features"), ("T", 8))
    Traceback (most recent call last):
    ValueError: inputs must have shape (timesteps, features) = (T, 8); got (2,)
    """
    result = _floats(name, value)
    most = _LARGE[result.dtype.char]
    # Where the greatest and the least lie within bounds, all do, and none is NaN.
    within = not result.size or (
        np.maximum.reduce(result, axis=None) <= most
        and np.minimum.reduce(result, axis=None) >= -most
    )
    if not within:
        _finite(name, result)
    unmasked(name, value)
    fits = result.ndim == len(sizes) and all(
        isinstance(size, str) or size == found
        for size, found in zip(sizes, result.shape, strict=True)
    )
    if not fits:
        raise ValueError(
            f"{name} must have shape {_tuple(axes)} = {_tuple(sizes)}; got {result.shape}"
        )
    if not (within or huge):
        raise ValueError(
            f"{name} must hold numbers from {-most:g} to {most:g}, whose products can be held; "
            f"got {np.abs(result).max():g}"
        )
    return result


def numbers(name: str, value: object) -> np.ndarray:
    """Return `value` as an array of finite numbers, of whatever shape; float32 or else float64.

    Examples
    --------
    >>> numbers("z", "1")
    Traceback (most recent call last):
    ValueError: z must be an array of numbers with equal rows; got '1'
    """
    result = _floats(name, value)
    _finite(name, result)
    unmasked(name, value)
    return result


def _floats(name: str, value: object) -> np.ndarray:
    try:
        result = np.asarray(value)
        if result.dtype.kind not in "biufO":  # NumPy would turn "1", dates and 1j into floats
            raise TypeError
        if result.dtype.kind == "O" and not all(isinstance(each, Real) for each in result.flat):
            raise TypeError
        if result.dtype.char != "f" or not result.dtype.isnative:
            result = result.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{name} must be an array of numbers with equal rows; got {brief(value)}"
        ) from None
    return result


def _finite(name: str, values: np.ndarray) -> None:
    if not np.isfinite(values).all():
        raise ValueError(f"{name} must hold finite numbers only; got NaN or infinity")


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
    if result.dtype.kind not in "biufO" or not np.isin(result, (0, 1)).all():
        raise ValueError(f"{name} must hold True or False only; got {brief(value)}")
    unmasked(name, value)
    return result.astype(bool)


def unmasked(name: str, value: object) -> None:
    """Refuse an array with entries masked out: NumPy would read what lies under the mask."""
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise ValueError(f"{name} must hold a value everywhere; got masked entries")


def _tuple(parts: tuple[object, ...]) -> str:
    return f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"
