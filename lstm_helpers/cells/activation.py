"""The sigmoid, which turns a number into how far a valve is open."""

import numpy as np

from lstm_helpers import _validate


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Squash numbers into (0, 1): the soft valve of every gate.

    Parameters
    ----------
    z : array_like of float
        Pre-activations, any shape. In an array, NaN stays NaN.

    Returns
    -------
    ndarray
        1 / (1 + exp(−z)), same shape; float32 if `z` is, else float64.

    Raises
    ------
    ValueError
        If `z` holds something else than numbers.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    # Read at every timestep, so an array that is one already is not looked through.
    if type(z) is not np.ndarray or z.dtype.char not in "fd":
        z = _validate.numbers("z", z)
    # exp of a negative number cannot overflow, so each sign has its own form of the same fraction:
    # 1 / (1 + exp(−z)) from zero up, exp(z) / (1 + exp(z)) below.
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
