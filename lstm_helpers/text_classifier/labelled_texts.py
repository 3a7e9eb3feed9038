"""Labelled texts made ready for training: checked, and some of them kept back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.probabilities import softmax
from lstm_helpers.text_classifier.token_table import TokenTable
from lstm_helpers.tokenizer import UNKNOWN_ID
from lstm_helpers.training import padded_batches, read_rows


@dataclass(frozen=True, eq=False)
class Labelled:
    """The tokens of texts, the class of each text as a number, and how much each counts."""

    table: TokenTable
    targets: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.targets)

    def take(self, places: np.ndarray) -> "Labelled":
        """Return some of the texts, in the order of `places`."""
        return Labelled(self.table.take(places), self.targets[places], self.weights[places])


@dataclass(frozen=True, eq=False)
class Examples:
    """Rows of ids, the class of each as a number, and how much each counts.

    Examples
    --------
    >>> both = Examples([[2, 3], [4]], np.array([0, 1]), np.ones(2))
    >>> len(both)
    2
    """

    rows: Sequence[Sequence[int]]
    targets: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def batches(
        self, batch: int, classes: int, word_dropout: float, random: np.random.Generator
    ) -> Iterator[tuple[np.ndarray, ...]]:
        """Yield an epoch's ids, some words of them unread, with wanted outputs and weights."""
        wanted = np.eye(classes, dtype=np.float32)[self.targets]
        for ids, places in padded_batches(self.rows, np.arange(len(self)), batch, random):
            unread = (random.random(ids.shape) < word_dropout) & (ids > 0)
            yield np.where(unread, UNKNOWN_ID, ids), wanted[places], self.weights[places]

    def measure(self, network: keras.Model) -> tuple[float, float]:
        """Return a network's cross-entropy, in nats, and accuracy on the examples."""
        probabilities = softmax(read_rows(network, self.rows))
        right = probabilities.argmax(axis=1) == self.targets
        chosen = probabilities[np.arange(len(self)), self.targets]
        loss = np.average(-np.log(np.maximum(chosen, 1e-12)), weights=self.weights)
        return float(loss), float(np.average(right, weights=self.weights))


def labelled(
    texts: object, labels: object, names: tuple[str, str] = ("texts", "labels")
) -> tuple[list[str], np.ndarray]:
    """Return texts as a list and their labels as an array, one for each.

    Examples
    --------
    >>> labelled(("a film",), [True])
    (['a film'], array([ True]))
    """
    texts = _validate.texts(names[0], texts)
    wanted = "a list with a label for each text"
    labels = _validate.entries(names[1], labels, wanted)
    for label in labels:
        if not isinstance(label, str | Real | np.bool_) or label != label:  # nan equals nothing
            raise ValueError(
                f"{names[1]} must be {wanted}, text or a number; got {_validate.brief(label)}"
            )
    if len(labels) != len(texts):
        raise ValueError(
            f"{names[1]} must hold one for each of the {len(texts)} texts; got {len(labels)}"
        )
    if not texts:
        raise ValueError(f"{names[0]} must hold at least one text; got none")
    return texts, np.asarray(labels)


def numbered(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes, sorted, and the number of each label's class.

    Examples
    --------
    >>> [part.tolist() for part in numbered(np.array(["b", "a", "b"]))]
    [['a', 'b'], [1, 0, 1]]
    """
    classes, targets = np.unique(labels, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(
            f"labels must hold at least two classes; got only {_validate.brief(classes.tolist())}"
        )
    return classes, targets


def known_labels(name: str, labels: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Return the place of each label among the sorted classes.

    Examples
    --------
    >>> known_labels("labels", np.array(["b", "a"]), np.array(["a", "b"])).tolist()
    [1, 0]
    >>> known_labels("labels", np.array(["c"]), np.array(["a", "b"]))
    Traceback (most recent call last):
    ValueError: each of labels must be one of a, b; got 'c'
    """
    strange = labels[~np.isin(labels, classes)]
    if len(strange):
        known = ", ".join(map(str, classes))
        raise ValueError(f"each of {name} must be one of {known}; got {str(strange[0])!r}")
    return np.searchsorted(classes, labels)


def class_weights(targets: np.ndarray, balanced: bool) -> np.ndarray:
    """Return how much an example of each class counts: 1; if balanced, a rarer class more.

    Examples
    --------
    >>> class_weights(np.array([0, 0, 0, 1]), balanced=True).round(2).tolist()
    [0.67, 2.0]
    """
    classes = np.unique(targets)
    return compute_class_weight("balanced" if balanced else None, classes=classes, y=targets)


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


def split(
    every: Labelled,
    validation: object,
    weights: np.ndarray,
    classes: np.ndarray,
    table: Callable[[list[str]], TokenTable],
    seed: int,
) -> tuple[Labelled, Labelled]:
    """Return the texts to fit on and those to judge by, which may be none.

    `validation` is a share of the texts, or a pair (texts, labels) that `table` splits into tokens;
    `weights` says how much a text of each class counts.
    """
    if not isinstance(validation, tuple | list):
        fit, kept = split_places(every.targets, validation, seed)
        return every.take(fit), every.take(kept)
    if len(validation) != 2:
        raise ValueError("validation must be a share from 0 to 0.9, or a pair (texts, labels)")
    texts, labels = labelled(*validation, names=("validation texts", "validation labels"))
    kept = known_labels("validation labels", labels, classes)
    return every, Labelled(table(texts), kept, weights[kept])
