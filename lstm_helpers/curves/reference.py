"""What a model's figures are to be compared with: what guessing gives."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate


@dataclass(frozen=True)
class Guessing:
    """How well one does who never looks at a text.

    Attributes
    ----------
    even : float
        The loss, in nats, of one who gives every class the same probability: log C. An untrained
        network starts near it.
    by_share : float
        The loss of one who gives every class its share of the labels: their entropy. No constant
        answer costs less.
    accuracy : float
        Of one who always names the most frequent class.

    Examples
    --------
    >>> Guessing(even=0.69, by_share=0.5, accuracy=0.8).accuracy
    0.8
    """

    even: float
    by_share: float
    accuracy: float


def guessing(labels: Iterable[object]) -> Guessing:
    """Work out what guessing gives.

    Parameters
    ----------
    labels : iterable
        The label of each text, of at least two classes.

    Returns
    -------
    Guessing

    Raises
    ------
    ValueError
        If there are fewer than two classes.

    Notes
    -----
    Of classes with shares p: log C, −Σ p log p, and max p.

    Examples
    --------
    >>> guess = guessing(["good"] * 4 + ["bad"] * 4 + ["so so"] * 2)
    >>> round(guess.even, 2), round(guess.by_share, 2), guess.accuracy
    (1.1, 1.05, 0.4)
    """
    found = _validate.entries("labels", labels, "a list with a label for each text")
    try:
        counts = Counter(found)
    except TypeError:
        raise ValueError(
            "labels must hold texts, numbers or the like, which can be counted; "
            f"got {_validate.brief(found)}"
        ) from None
    if len(counts) < 2:
        raise ValueError(f"labels must hold at least two classes; got {len(counts)}")
    shares = np.array(list(counts.values())) / sum(counts.values())
    return Guessing(
        even=float(np.log(len(counts))),
        by_share=float(-(shares * np.log(shares)).sum()),
        accuracy=float(shares.max()),
    )
