"""Labelled texts made ready for training: checked, and some of them kept back."""

from numbers import Real

import numpy as np
from sklearn.model_selection import train_test_split

from lstm_helpers import _validate


def labelled(texts: object, labels: object) -> tuple[list[str], np.ndarray]:
    """Return texts as a list and their labels as an array, one for each.

    Examples
    --------
    >>> labelled(("a film",), [True])
    (['a film'], array([ True]))
    """
    texts = _validate.texts("texts", texts)
    wanted = "a list with a label for each text"
    labels = _validate.entries("labels", labels, wanted)
    for label in labels:
        if not isinstance(label, str | Real | np.bool_) or label != label:  # nan equals nothing
            raise ValueError(
                f"labels must be {wanted}, text or a number; got {_validate.brief(label)}"
            )
    if len(labels) != len(texts):
        raise ValueError(
            f"labels must hold one for each of the {len(texts)} texts; got {len(labels)}"
        )
    if not texts:
        raise ValueError("texts must hold at least one text; got none")
    return texts, np.asarray(labels)


def split_places(targets: np.ndarray, share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places to fit on and the places kept back, every class in both if it can be.

    Examples
    --------
    >>> fit, kept = split_places(np.array([0, 1] * 10), 0.1, seed=0)
    >>> len(fit), len(kept)
    (18, 2)
    """
    share = _validate.number("validation", share, 0.0, 0.9)
    places = np.arange(len(targets))
    kept = round(share * len(targets))
    if kept < 1:
        return places, places[:0]
    counts = np.bincount(targets)
    enough = counts.min() >= 2 and kept >= len(counts) <= len(targets) - kept
    return train_test_split(
        places, test_size=kept, random_state=seed, stratify=targets if enough else None
    )
