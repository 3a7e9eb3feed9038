"""From the probabilities of tags to a row of tags that BIO allows."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.spans import may_follow

_ALLOWED = np.array([[may_follow(before, tag) for tag in TAGS] for before in (*TAGS, None)])
_NEVER = -1e30  # stands for the logarithm of 0


def legal_tags(probabilities: np.ndarray, ahead: bool = True) -> tuple[str, ...]:
    """Choose a tag for each token, so that every `I-` goes on with what was begun.

    Parameters
    ----------
    probabilities : array-like, shape (T, 7)
        Of each tag, in the order of `TAGS`, for each token.
    ahead : bool
        Whether a tag may be chosen in view of tokens behind it. If so, the row is the likeliest of
        all legal rows; if not, each tag is the likeliest that may follow the one before.

    Returns
    -------
    tuple of str, length T

    Raises
    ------
    ValueError
        If `probabilities` are of another shape, or one lies outside [0, 1].

    Notes
    -----
    The likeliest legal row is found by the algorithm of Viterbi, 1967, *Error bounds for
    convolutional codes and an asymptotically optimum decoding algorithm*, in O(T · 7²) steps.

    Examples
    --------
    >>> torn = [[0.1, 0.5, 0, 0, 0, 0.4, 0], [0.2, 0, 0.1, 0, 0, 0, 0.7]]  # B-PER I-ORG
    >>> legal_tags(torn), legal_tags(torn, ahead=False)
    (('B-ORG', 'I-ORG'), ('B-PER', 'O'))
    """
    axes = ("timesteps", "tags")
    rows = _validate.array("probabilities", probabilities, axes, ("T", len(TAGS)))
    if ((rows < 0) | (rows > 1 + 1e-6)).any():
        raise ValueError("probabilities must lie between 0 and 1")
    if not len(rows):
        return ()
    return _likeliest(rows) if _validate.flag("ahead", ahead) else _one_by_one(rows)


def _one_by_one(rows: np.ndarray) -> tuple[str, ...]:
    chosen = [len(TAGS)]  # the row of the start
    for row in rows:
        chosen.append(int(np.where(_ALLOWED[chosen[-1]], row, -1.0).argmax()))
    return tuple(TAGS[place] for place in chosen[1:])


def _likeliest(rows: np.ndarray) -> tuple[str, ...]:
    logs = np.log(np.maximum(rows, 1e-30))
    steps = np.where(_ALLOWED, 0.0, _NEVER)
    score, came_from = logs[0] + steps[-1], []
    for row in logs[1:]:
        paths = score[:, None] + steps[:-1]  # (from, to)
        came_from.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + row
    places = [int(score.argmax())]
    for back in reversed(came_from):
        places.append(int(back[places[-1]]))
    return tuple(TAGS[place] for place in reversed(places))
