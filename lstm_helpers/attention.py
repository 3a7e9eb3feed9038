"""Attention over states: look back at all of them, and take a weighted sum."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.probabilities import softmax


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Attention:
    """What attention computed.

    Attributes
    ----------
    scores : ndarray, shape (T,)
        How well each state suits the query.
    weights : ndarray, shape (T,)
        The scores' softmax over the timesteps that are read; 0 at the others. They add up to 1.
    context : ndarray, shape (H,)
        The sum of the states, each times its weight.

    Examples
    --------
    >>> attend(query=[0.0], states=[[1.0], [3.0]]).weights
    array([0.5, 0.5])
    """

    scores: np.ndarray
    weights: np.ndarray
    context: np.ndarray


def attend(query: np.ndarray, states: np.ndarray, mask: np.ndarray | None = None) -> Attention:
    """Compare a query with every state, and return their weighted sum.

    Parameters
    ----------
    query : array_like, shape (H,)
        What is looked for.
    states : array_like, shape (T, H)
        One state a timestep, at least one.
    mask : array_like of bool, shape (T,), optional
        True where a timestep is read, False where it is padding; all are read if left out.

    Returns
    -------
    Attention

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or no timestep is read.

    Notes
    -----
    | s_t = q · h_t
    | a = softmax(s), over the timesteps that are read
    | context = Σ_t a_t h_t

    Bahdanau, Cho and Bengio, *Neural machine translation by jointly learning to align and
    translate*, 2015; with the score as a scalar product: Luong, Pham and Manning, *Effective
    approaches to attention-based neural machine translation*, 2015.

    Examples
    --------
    >>> found = attend([1.0, 0.0], [[9.0, 2.0], [0.0, 4.0], [9.0, 9.0]], [True, True, False])
    >>> found.weights.round(3), found.context.round(1)
    (array([1., 0., 0.]), array([9., 2.]))
    """
    states = _validate.array("states", states, ("timesteps", "units"), ("T", "H"))
    query = _validate.array("query", query, ("units",), (states.shape[1],))
    read = np.ones(len(states), bool) if mask is None else _validate.mask("mask", mask, len(states))
    if not read.any():
        raise ValueError("mask must be True for at least one timestep; got none to read")
    scores = states @ query
    weights = np.zeros_like(scores)
    weights[read] = softmax(scores[read])
    return Attention(scores, weights, weights @ states)
