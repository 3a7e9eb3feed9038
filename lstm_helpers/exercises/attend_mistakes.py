"""The mistakes that learners make in attention over states, each carried out."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lstm_helpers.exercises.mistake import Mistake


class Attended(NamedTuple):
    """What is wanted, in order."""

    weights: np.ndarray
    context: np.ndarray


def right_attention(query: np.ndarray, states: np.ndarray, mask: np.ndarray) -> Attended:
    """Attend as it is wanted.

    Parameters
    ----------
    query : ndarray, shape (H,)
        What is looked for.
    states : ndarray, shape (T, H)
        What is looked at.
    mask : ndarray of bool, shape (T,)
        False at padding.

    Returns
    -------
    Attended

    Examples
    --------
    >>> right_attention(np.zeros(1), np.array([[1.0], [3.0]]), np.array([True, False])).context
    array([1.])
    """
    return _summed(_softmax(np.where(mask, states @ query, -np.inf)), states)


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def _summed(weights: np.ndarray, states: np.ndarray) -> Attended:
    return Attended(weights, weights @ states)


def _of_scores(change: Callable) -> Callable:
    """Return attention whose scores, before the softmax, are ``change(scores, mask)``."""

    def attend(query: np.ndarray, states: np.ndarray, mask: np.ndarray) -> Attended:
        return _summed(_softmax(change(states @ query, mask)), states)

    return attend


def _with_weights(weigh: Callable) -> Callable:
    """Return attention whose weights are ``weigh(scores, mask)``."""

    def attend(query: np.ndarray, states: np.ndarray, mask: np.ndarray) -> Attended:
        return _summed(weigh(states @ query, mask), states)

    return attend


def _with_context(take: Callable) -> Callable:
    """Return right weights, and as context ``take(weights, states)``."""

    def attend(query: np.ndarray, states: np.ndarray, mask: np.ndarray) -> Attended:
        weights = right_attention(query, states, mask).weights
        return Attended(weights, take(weights, states))

    return attend


def _last_state_asks(query: np.ndarray, states: np.ndarray, mask: np.ndarray) -> Attended:
    return right_attention(states[-1], states, mask)


def _scaled(query: np.ndarray, states: np.ndarray, mask: np.ndarray) -> Attended:
    return right_attention(query / np.sqrt(len(query)), states, mask)


def _hard(scores: np.ndarray, mask: np.ndarray) -> np.ndarray:
    best = np.where(mask, scores, -np.inf).argmax()
    return (np.arange(len(scores)) == best).astype(float)


# Each takes query, states and mask, returns `Attended`.
MISTAKES: tuple[Mistake[Callable[[np.ndarray, np.ndarray, np.ndarray], Attended]], ...] = (
    Mistake(
        _of_scores(lambda scores, mask: scores),
        "the mask is not used: padding gets weight too. No state there may count.",
    ),
    Mistake(
        _of_scores(lambda scores, mask: scores * mask),
        "the scores at padding are set to 0, and exp(0) is 1: padding still gets weight. A score "
        "of −∞ (-np.inf) gives exactly 0.",
    ),
    Mistake(
        _with_weights(lambda scores, mask: _softmax(scores) * mask),
        "the weights at padding are set to 0 *after* the softmax, so the others add up to less "
        "than 1. Mask the scores before it, or divide by the sum again.",
    ),
    Mistake(
        _of_scores(lambda scores, mask: np.where(mask, -np.inf, scores) if not mask.all() else
                   scores),
        "the mask is turned round: weight goes to the padding alone. True means *read*.",
    ),
    Mistake(
        _of_scores(lambda scores, mask: np.where(mask, scores, -1000.0)),
        "padding gets a low number as its score. The other scores may lie lower still, and then "
        "padding gets the weight; only −∞, -np.inf, lies below all.",
    ),
    Mistake(
        _with_weights(lambda scores, mask: np.where(mask, scores, 0.0)),
        "the scores themselves are the weights. They may be negative and don't add up to 1; the "
        "softmax makes weights of them.",
    ),
    Mistake(
        _with_weights(lambda scores, mask: np.where(mask, scores, 0) / scores[mask].sum()),
        "the scores are divided by their sum, without exp. With scores below 0 the weights leave "
        "the range from 0 to 1; take the softmax.",
    ),
    Mistake(
        _with_weights(lambda scores, mask: mask / mask.sum()),
        "every timestep that is read has the same weight: a mean, which the query can't move. The "
        "weights come from states @ query.",
    ),
    Mistake(
        _with_weights(_hard),
        "the best state gets all the weight (argmax). Attention is soft: the softmax gives every "
        "timestep that is read its share, so that gradients reach all of them.",
    ),
    Mistake(
        _last_state_asks,
        "the last state is used as the query. It is given as an argument of its own.",
    ),
    Mistake(
        _scaled,
        "the scores are divided by the root of H, as Transformers do. Here they are plain scalar "
        "products.",
    ),
    Mistake(
        _with_context(lambda weights, states: states.sum(axis=0)),
        "the weights are right, but the context adds up the states without them.",
    ),
    Mistake(
        _with_context(lambda weights, states: (weights @ states) / len(states)),
        "the weighted sum is divided by T once more. The weights add up to 1 already.",
    ),
    Mistake(
        _with_context(lambda weights, states: states[weights.argmax()]),
        "the weights are right, but the context is the best state alone. Wanted is the sum of all "
        "states, each times its weight.",
    ),
)  # fmt: skip
