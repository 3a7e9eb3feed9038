"""One update of the weights of S networks side by side: clip the gradient, then Adam."""

import numpy as np

from lstm_helpers.recall.networks import Weights

_SLOW, _SLOWER, _TINY = 0.9, 0.999, 1e-7  # Keras's usual settings


def clipped(slope: Weights, limit: float) -> Weights:
    """Scale each network's gradient down, if its norm over all arrays together is above a limit.

    Parameters
    ----------
    slope : dict of str to ndarray, each of three axes, the first S long
        The gradients.
    limit : float
        The largest norm left as it is.

    Returns
    -------
    dict of str to ndarray
        One factor for all arrays of a network, so that the direction stays.

    Examples
    --------
    >>> clipped({"bias": np.array([[[3.0, 4.0]]])}, limit=1.0)["bias"].round(2)
    array([[[0.6, 0.8]]])
    """
    squares = sum((array * array).sum(axis=(1, 2)) for array in slope.values())
    factor = limit / np.maximum(np.sqrt(squares), limit)
    return {name: array * factor[:, None, None] for name, array in slope.items()}


class Adam:
    """Keras's Adam.

    Parameters
    ----------
    weights : dict of str to ndarray
        Those to be changed.
    rate : float
        The learning rate.

    Notes
    -----
    Kingma and Ba, *Adam: a method for stochastic optimization*, 2015.

    Examples
    --------
    >>> weights = {"bias": np.array([1.0])}
    >>> Adam(weights, rate=0.1).update(weights, {"bias": np.array([5.0])})
    >>> weights["bias"].round(3)
    array([0.9])
    """

    def __init__(self, weights: Weights, rate: float) -> None:
        self._rate = rate
        self._mean = {name: np.zeros_like(array) for name, array in weights.items()}
        self._square = {name: np.zeros_like(array) for name, array in weights.items()}
        self._steps = 0

    def update(self, weights: Weights, slope: Weights) -> None:
        """Change the weights in place.

        Parameters
        ----------
        weights, slope : dict of str to ndarray
            The weights, and the gradient of the loss, by the same names.
        """
        self._steps += 1
        rate = self._rate * (1 - _SLOWER**self._steps) ** 0.5 / (1 - _SLOW**self._steps)
        for name, array in slope.items():
            mean, square = self._mean[name], self._square[name]
            mean += (1 - _SLOW) * (array - mean)
            square += (1 - _SLOWER) * (array * array - square)
            weights[name] -= rate * mean / (np.sqrt(square) + _TINY)
