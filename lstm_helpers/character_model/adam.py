"""Adam for weights in one flat array, updated piece by piece in several threads."""

import math

import numpy as np

_NORM = 1.0  # above it the gradient, all arrays together, is scaled down
_SLOW, _SLOWER, _TINY = 0.9, 0.99, 1e-8
_WARM_UP = 50  # steps in which the rate rises: the moments know little yet
_CHUNK = 16_384  # weights updated at once: their moments then stay in the processor's cache


class Adam:
    """Adam with the gradient's norm limited.

    Parameters
    ----------
    count : int
        N, how many weights.
    dtype : data type
        Of the moments.

    Attributes
    ----------
    learning_rate : float
        May be changed before each step.

    Notes
    -----
    Kingma and Ba, *Adam: a method for stochastic optimization*, 2015. The squares are averaged over
    some 100 steps (β₂ = 0.99) in place of 1,000: a short training has no more than a few thousand.

    Examples
    --------
    >>> weights = np.zeros(2)
    >>> adam = Adam(2, float)
    >>> adam.learning_rate = 5.0  # of which a first step has a fiftieth
    >>> for part in adam.prepare(np.array([3.0, -4.0])):
    ...     adam.update(weights, part)
    >>> weights.round(3)
    array([-0.1,  0.1])
    """

    def __init__(self, count: int, dtype: type = np.float32) -> None:
        self.learning_rate, self._steps = 0.001, 0
        self._mean, self._square = np.zeros(count, dtype), np.zeros(count, dtype)

    def prepare(self, gradient: np.ndarray) -> list[slice]:
        """Begin a step.

        Parameters
        ----------
        gradient : ndarray, shape (N,)
            Of all weights; used up by `update`.

        Returns
        -------
        list of slice
            Which weights to update at once; each slice once, in any order, in any thread.
        """
        self._steps += 1
        self._gradient = gradient
        kind = gradient.dtype.type
        self._factor = kind(_NORM / max(_NORM, math.sqrt(float(gradient @ gradient))))
        corrections = math.sqrt(1 - _SLOWER**self._steps) / (1 - _SLOW**self._steps)
        risen = min(1.0, self._steps / _WARM_UP)
        self._rate = kind(self.learning_rate * risen * corrections)
        return [slice(start, start + _CHUNK) for start in range(0, len(gradient), _CHUNK)]

    def update(self, weights: np.ndarray, part: slice) -> None:
        """Change some weights in place.

        Parameters
        ----------
        weights : ndarray, shape (N,)
            All weights.
        part : slice
            One of those that `prepare` returned.
        """
        gradient, mean, square = (
            array[part] for array in (self._gradient, self._mean, self._square)
        )
        gradient *= self._factor
        mean *= _SLOW
        mean += (1 - _SLOW) * gradient
        square *= _SLOWER
        gradient *= gradient
        gradient *= 1 - _SLOWER
        square += gradient
        np.sqrt(square, out=gradient)
        gradient += _TINY
        np.divide(mean, gradient, out=gradient)
        gradient *= self._rate
        weights[part] -= gradient
