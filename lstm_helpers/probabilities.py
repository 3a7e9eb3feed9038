"""From logits to probabilities that add up to 1."""

import numpy as np

from lstm_helpers import _validate


def softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn logits into probabilities: positive, and adding up to 1 along an axis.

    Parameters
    ----------
    logits : array_like of float
        Finite numbers, with at least one axis; the classes lie along `axis`.
    axis : int
        The axis of the classes; by default the last.

    Returns
    -------
    ndarray
        Same shape; float32 if `logits` is, else float64.

    Raises
    ------
    ValueError
        If a logit is not a finite number, or there is no such axis or no class along it.

    Notes
    -----
    pₖ = exp(zₖ) / Σⱼ exp(zⱼ). The greatest logit is subtracted from all of them first. That
    divides both sides of the fraction by the same number, so it changes nothing but this: no
    exponential can overflow. Bridle, *Probabilistic interpretation of feedforward classification
    network outputs*, 1990.

    Examples
    --------
    >>> softmax([1.0, 2.0, 3.0]).round(2)
    array([0.09, 0.24, 0.67])
    >>> softmax([1001.0, 1002.0, 1003.0]).round(2)
    array([0.09, 0.24, 0.67])
    """
    logits = _validate.numbers("logits", logits)
    axes = logits.ndim
    if axes == 0:
        raise ValueError("logits must have an axis of classes; got a single number")
    axis = _validate.whole("axis", axis, -axes, axes - 1)
    if logits.shape[axis] == 0:
        raise ValueError(f"logits must hold at least one class; got shape {logits.shape}")
    with np.errstate(over="ignore"):  # two huge logits can be infinitely far apart: exp gives 0
        exponentials = np.exp(logits - logits.max(axis, keepdims=True))
    return exponentials / exponentials.sum(axis, keepdims=True)


def temperature_above_zero(temperature: float) -> float:
    """Return a temperature, by which logits can be divided.

    Parameters
    ----------
    temperature : float
        More than 0.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If it is not a finite number above 0.

    Examples
    --------
    >>> temperature_above_zero(0)
    Traceback (most recent call last):
    ValueError: temperature must be more than 0; got 0
    """
    if _validate.number("temperature", temperature) <= 0:
        raise ValueError(f"temperature must be more than 0; got {temperature:g}")
    return float(temperature)


def draw(probabilities: np.ndarray, chance: float) -> int:
    """Choose a class at random, as often as its probability says.

    Parameters
    ----------
    probabilities : ndarray, shape (C,)
        Adding up to 1.
    chance : float
        A random number, at least 0 and below 1, that decides.

    Returns
    -------
    int
        The first class at which the probabilities, added up from the left, exceed `chance`.

    Examples
    --------
    >>> [draw(np.array([0.2, 0.5, 0.3]), chance) for chance in (0.1, 0.6, 0.9)]
    [0, 1, 2]
    """
    reached = np.cumsum(probabilities)
    # Scaled, for rounding can leave the sum a hair below 1, and `chance` between the two.
    return int(np.searchsorted(reached, chance * reached[-1], side="right"))
