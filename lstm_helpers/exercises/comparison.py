"""Says in words how what an answer returned differs from what was wanted."""

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError

TOLERANCE = 1e-5  # an answer computed in float32 is right too


def parts(value: object, names: tuple[str, ...]) -> list[object]:
    """Return the values of an answer that must return several.

    Parameters
    ----------
    value : object
        What the answer returned.
    names : tuple of str
        What it should return, in order.

    Returns
    -------
    list of object
        One value for each name.

    Raises
    ------
    AnswerError
        If `value` is not that many values.

    Examples
    --------
    >>> parts((1.0, 2.0), ("hidden", "cell"))
    [1.0, 2.0]
    """
    wanted = f"Return {len(names)} values: return {', '.join(names)}."
    if not isinstance(value, tuple | list) and not (isinstance(value, np.ndarray) and value.ndim):
        raise AnswerError(f"{wanted} Yours returned one value of type {type(value).__name__}.")
    values = list(value)
    if len(values) != len(names):
        raise AnswerError(f"{wanted} Yours returned {len(values)}.")
    return values


def floats(name: str, value: object) -> np.ndarray:
    """Return `value` as an array, refusing what is not made of finite floating-point numbers.

    Parameters
    ----------
    name : str
        What the value is, for the message.
    value : object
        What the answer returned.

    Returns
    -------
    ndarray
        float32 or float64, any shape.

    Raises
    ------
    AnswerError
        If it is not an array, has another dtype, or holds NaN or infinity.

    Examples
    --------
    >>> floats("hidden", [1, 2])
    Traceback (most recent call last):
    lstm_helpers.exercises.attempt.AnswerError: hidden has dtype int64, whole numbers; wanted \
floating-point numbers (float64 or float32). Was something rounded or cast?
    """
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        raise AnswerError(
            f"{name} must be one array of numbers; its rows differ in length."
        ) from None
    if array.dtype.kind in "iu":
        raise AnswerError(
            f"{name} has dtype {array.dtype}, whole numbers; wanted floating-point numbers "
            "(float64 or float32). Was something rounded or cast?"
        )
    if array.dtype.kind != "f":
        kind = (
            f"dtype {array.dtype}"
            if isinstance(value, np.ndarray)
            else f"type {type(value).__name__}"
        )
        raise AnswerError(f"{name} must be an array of numbers; it came with {kind}.")
    if array.dtype == np.float16:
        raise AnswerError(
            f"{name} has dtype float16, which keeps three digits only; wanted float64 or float32."
        )
    wrong = np.flatnonzero(~np.isfinite(array))
    if wrong.size:
        raise AnswerError(
            f"{name} must hold finite numbers; {_place(name, wrong[0], array.shape)} is "
            f"{array.flat[wrong[0]]} ({wrong.size} of {array.size} values are NaN or infinite). "
            "Likely cause: a division by zero, the logarithm of a number that is not positive, or "
            "exp of a large one."
        )
    return array


def difference(name: str, found: np.ndarray, expected: np.ndarray) -> str | None:
    """Say where an array first differs from the expected one of the same shape.

    Parameters
    ----------
    name : str
        What the array is, for the message.
    found, expected : ndarray
        Equal in shape.

    Returns
    -------
    str or None
        None if no value is further off than `TOLERANCE`.

    Examples
    --------
    >>> difference("cell", np.array([0.5, 0.2]), np.array([0.5, 0.3]))
    'cell[1] is 0.2; expected 0.3 (1 of 2 values differs).'
    """
    wrong = np.flatnonzero(np.abs(found - expected) > TOLERANCE)
    if not wrong.size:
        return None
    return (
        f"{_place(name, wrong[0], found.shape)} is {found.flat[wrong[0]]:.6g}; expected "
        f"{expected.flat[wrong[0]]:.6g} ({wrong.size} of {found.size} values "
        f"{'differs' if wrong.size == 1 else 'differ'})."
    )


def _place(name: str, flat_index: int, shape: tuple[int, ...]) -> str:
    index = ", ".join(str(i) for i in np.unravel_index(flat_index, shape))
    return f"{name}[{index}]" if shape else name
