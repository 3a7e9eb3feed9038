"""How fast the two squashing functions rise, told from their own values."""

import numpy as np


def sigmoid_slope(value: np.ndarray) -> np.ndarray:
    """Return the derivative of the sigmoid where its value is `value`: a (1 − a).

    Examples
    --------
    >>> sigmoid_slope(np.array([0.0, 0.5, 1.0]))
    array([0.  , 0.25, 0.  ])
    """
    return value * (1 - value)


def tanh_slope(value: np.ndarray) -> np.ndarray:
    """Return the derivative of tanh where its value is `value`: 1 − a².

    Examples
    --------
    >>> tanh_slope(np.array([-1.0, 0.0, 0.5]))
    array([0.  , 1.  , 0.75])
    """
    return 1 - value**2
