"""How well a language model foresees what comes."""

import math
from collections.abc import Sequence

import numpy as np

from lstm_helpers import _validate


def perplexity(chosen: Sequence[float]) -> float:
    """Return how many equally likely choices a language model hesitates between, on average.

    Parameters
    ----------
    chosen : sequence of float, length N
        The probability that the model had given, each time, to what then came.

    Returns
    -------
    float
        exp of the mean cross-entropy in nats: from 1, all foreseen, up; infinite if something
        came that had probability 0.

    Raises
    ------
    ValueError
        If there is none, or one lies outside [0, 1].

    Notes
    -----
    exp(−1/N Σ ln pₙ). Jelinek and others, *Perplexity: a measure of the difficulty of speech
    recognition tasks*, 1977.

    Examples
    --------
    >>> round(perplexity([0.25, 0.25, 0.25]), 6)
    4.0
    >>> perplexity([0.9, 0.9, 0.0])
    inf
    """
    chosen = _validate.array("chosen", chosen, ("predictions",), ("N",)).astype(np.float64)
    if len(chosen) == 0:
        raise ValueError("chosen must hold at least one probability; got none")
    if chosen.min() < 0 or chosen.max() > 1:
        raise ValueError("chosen must hold probabilities, which lie between 0 and 1")
    if chosen.min() == 0:
        return math.inf
    with np.errstate(over="ignore"):  # beyond what a float holds it is infinite, too
        return float(np.exp(-np.log(chosen).mean()))
