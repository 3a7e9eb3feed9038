"""The task: sequences of words drawn by chance, of which the first is to be named at the end."""

import numpy as np

from lstm_helpers import _validate

RECALL_WORDS = ("red", "blue", "green", "white", "black", "pink", "grey", "brown")


def recall_sequences(distance: int, count: int = 1, seed: int = 0) -> np.ndarray:
    """Draw sequences of word numbers; the task is to name the first after reading all.

    Parameters
    ----------
    distance : int
        How many other words follow the first, from 1.
    count : int
        B, how many sequences, from 1.
    seed : int
        The same seed gives the same sequences.

    Returns
    -------
    ndarray of int, shape (B, distance + 1)
        Places in `RECALL_WORDS`. Each is drawn on its own and all are equally likely, so nothing
        but the first tells what the first was.

    Raises
    ------
    ValueError
        If an argument is not a whole number in its range.

    Examples
    --------
    >>> recall_sequences(distance=4, count=2).shape
    (2, 5)
    >>> recall_sequences(distance=0)
    Traceback (most recent call last):
    ValueError: distance must be a whole number at least 1; got 0
    """
    distance = _validate.whole("distance", distance, low=1)
    count = _validate.whole("count", count, low=1)
    _validate.room("count", count)
    _validate.room("distance", distance + 1, count)
    seed = _validate.whole("seed", seed, low=0)
    rng = np.random.default_rng(seed)
    return rng.integers(len(RECALL_WORDS), size=(count, distance + 1))
