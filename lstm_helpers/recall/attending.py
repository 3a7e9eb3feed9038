"""What the softmax of the recall networks reads: the last state, or a weighted sum of all.

For S networks side by side, and B sequences for each, as in `stacked`.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Attended:
    """What is read, and what the way back needs.

    Attributes
    ----------
    read : ndarray, shape (S, B, H)
        The last state, or the weighted sum.
    last : ndarray, shape (S, B, H)
        The last state.
    states : ndarray of shape (T, S, B, H), or None
        All of them; None without attention.
    query : ndarray of shape (S, B, H), or None
        The last state times the query kernel.
    weights : ndarray of shape (T, S, B), or None
        Along T they add up to 1.
    """

    read: np.ndarray
    last: np.ndarray
    states: np.ndarray | None = None
    query: np.ndarray | None = None
    weights: np.ndarray | None = None


def attend_stacked(states: list[np.ndarray], query_kernel: np.ndarray | None) -> Attended:
    """Read the states, through attention if there is a query kernel.

    Parameters
    ----------
    states : list of ndarray, length T, each of shape (S, B, H)
        The hidden states, first timestep first.
    query_kernel : ndarray of shape (S, H, H), or None
        Makes the query from the last state.

    Returns
    -------
    Attended

    Notes
    -----
    | q = h_T A
    | a = softmax over t of h_t · q
    | read = Σ_t a_t h_t

    The score is that called *general* by Luong, Pham and Manning, *Effective approaches to
    attention-based neural machine translation*, 2015.

    Examples
    --------
    >>> states = [np.ones((1, 1, 2)), 3 * np.ones((1, 1, 2))]
    >>> attend_stacked(states, np.zeros((1, 2, 2))).read
    array([[[2., 2.]]])
    """
    last = states[-1]
    if query_kernel is None:
        return Attended(last, last)
    every = np.stack(states)
    query = last @ query_kernel
    scores = np.einsum("tsbh,sbh->tsb", every, query)
    powers = np.exp(scores - scores.max(axis=0))
    weights = powers / powers.sum(axis=0)
    return Attended(np.einsum("tsb,tsbh->sbh", weights, every), last, every, query, weights)


def attend_back(
    attended: Attended, of_read: np.ndarray, query_kernel: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray | None, np.ndarray | None]:
    """Go back from what was read to the states.

    Parameters
    ----------
    attended : Attended
        From `attend_stacked`.
    of_read : ndarray, shape (S, B, H)
        The gradient of what was read.
    query_kernel : ndarray of shape (S, H, H), or None
        As there.

    Returns
    -------
    of_last : ndarray, shape (S, B, H)
        The gradient of the last state, but for its share in `of_states`.
    of_states : ndarray of shape (T, S, B, H), or None
        Of each state as one that is attended to.
    of_query_kernel : ndarray of shape (S, H, H), or None

    Examples
    --------
    >>> states = [np.ones((1, 1, 2)), 3 * np.ones((1, 1, 2))]
    >>> kernel = np.zeros((1, 2, 2))
    >>> _, of_states, _ = attend_back(attend_stacked(states, kernel), np.ones((1, 1, 2)), kernel)
    >>> of_states[:, 0, 0]
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    if query_kernel is None:
        return of_read, None, None
    of_weights = np.einsum("tsbh,sbh->tsb", attended.states, of_read)
    mean = (attended.weights * of_weights).sum(axis=0)
    of_scores = attended.weights * (of_weights - mean)
    of_states = attended.weights[..., None] * of_read + of_scores[..., None] * attended.query
    of_query = np.einsum("tsb,tsbh->sbh", of_scores, attended.states)
    of_kernel = attended.last.swapaxes(1, 2) @ of_query
    return of_query @ query_kernel.swapaxes(1, 2), of_states, of_kernel
