"""How good a prediction is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import confusion_matrix, log_loss, precision_recall_fscore_support

from lstm_helpers import _validate


@dataclass(frozen=True)
class BinaryScores:
    """Counts and measures of a yes/no decision; the measures are fractions from 0 to 1.

    A measure whose denominator is 0 is 0.0.

    Attributes
    ----------
    true_positives, false_negatives : int
        Positives that were called positive, and that were missed.
    false_positives, true_negatives : int
        Negatives that were called positive, and that were called negative.

    Examples
    --------
    >>> scores = BinaryScores(8, 2, 2, 8)
    >>> scores.precision, round(scores.f1, 2)
    (0.8, 0.8)
    """

    true_positives: int
    false_negatives: int
    false_positives: int
    true_negatives: int

    @property
    def accuracy(self) -> float:
        """The share of all decisions that are right."""
        right = self.true_positives + self.true_negatives
        return _share(right, right + self.false_positives + self.false_negatives)

    @property
    def precision(self) -> float:
        """Of all that was called positive, the share that is."""
        return _share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """Of all that is positive, the share that was called so."""
        return _share(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        wrong = self.false_positives + self.false_negatives
        return _share(2 * self.true_positives, 2 * self.true_positives + wrong)

    def at_share(self, share: float, total: int = 10_000) -> "BinaryScores":
        """Count the same decisions where positives are rarer or more frequent.

        Parameters
        ----------
        share : float
            Of all examples, the share that is positive; more than 0 and less than 1.
        total : int
            How many examples to count, at least 2.

        Returns
        -------
        BinaryScores
            Of the positives the same share is found and of the negatives the same share is
            called positive, as near as whole numbers allow.

        Raises
        ------
        ValueError
            If there are no positives or no negatives to go by, or a number is out of range.

        Examples
        --------
        >>> scores = BinaryScores(80, 20, 10, 90).at_share(0.01)
        >>> scores, round(scores.precision, 2)
        (BinaryScores(true_positives=80, false_negatives=20, false_positives=990, \
true_negatives=8910), 0.07)
        """
        given = self.true_positives + self.false_negatives
        refused = self.false_positives + self.true_negatives
        if not given or not refused:
            raise ValueError(
                "at_share needs positives and negatives to go by; "
                f"got {given} positives and {refused} negatives"
            )
        total = _validate.whole("total", total, 2, _validate.COUNTABLE)
        positives = round(total * open_share("share", share))
        positives = min(max(positives, 1), total - 1)
        negatives = total - positives
        found = round(positives * self.recall)
        lost = round(negatives * self.false_positives / refused)
        return BinaryScores(found, positives - found, lost, negatives - lost)


def binary_scores(
    actual: Sequence[bool], probabilities: Sequence[float], threshold: float = 0.5
) -> BinaryScores:
    """Count right and wrong decisions at a threshold.

    Parameters
    ----------
    actual : sequence of bool, length N
        True where the answer is positive.
    probabilities : sequence of float, length N
        The predicted probability of positive.
    threshold : float
        A probability above this is called positive.

    Returns
    -------
    BinaryScores

    Raises
    ------
    ValueError
        If the lengths differ, there is nothing to count, or a value is out of range.

    Examples
    --------
    >>> scores = binary_scores([True, True, False, False], [0.9, 0.2, 0.6, 0.1])
    >>> scores.accuracy, scores.precision, scores.recall
    (0.5, 0.5, 0.5)
    """
    truth = _validate.booleans("actual", actual)
    predicted = _validate.array("probabilities", probabilities, ("examples",), (len(truth),))
    if len(truth) == 0:
        raise ValueError("actual must hold at least one answer; got none")
    if predicted.min() < 0 or predicted.max() > 1:
        raise ValueError("probabilities must lie between 0 and 1")
    called = predicted > _validate.number("threshold", threshold, 0.0, 1.0)
    (tn, fp), (fn, tp) = confusion_matrix(truth, called, labels=[False, True])
    return BinaryScores(int(tp), int(fn), int(fp), int(tn))


def label_scores(
    labels: Sequence[object], probabilities: np.ndarray, classes: Sequence[object]
) -> dict[str, float]:
    """Measure predictions of one label out of several.

    Parameters
    ----------
    labels : sequence, length N
        The true labels, each one of `classes`.
    probabilities : ndarray, shape (N, C)
        What was predicted for each class; the likeliest is taken as the predicted label.
    classes : sequence, length C
        The labels, sorted, in the order of the columns.

    Returns
    -------
    dict of str to float
        ``accuracy``; ``precision``, ``recall`` and ``f1``, for two classes of the second one, for
        more their plain mean over the classes; ``loss``, cross-entropy in nats.

    Raises
    ------
    ValueError
        If a label is none of the classes.

    Examples
    --------
    >>> scores = label_scores(["b", "a"], np.array([[0.2, 0.8], [0.5, 0.5]]), ["a", "b"])
    >>> scores["accuracy"], scores["f1"], round(scores["loss"], 2)
    (1.0, 1.0, 0.46)
    """
    labels, classes = np.asarray(labels), np.asarray(classes)
    strange = labels[~np.isin(labels, classes)]
    if len(strange):
        raise ValueError(
            f"each of labels must be one of {', '.join(map(str, classes))}; got {str(strange[0])!r}"
        )
    predicted = classes[np.argmax(probabilities, axis=1)]
    two = len(classes) == 2
    measured = precision_recall_fscore_support(
        labels, predicted, zero_division=0,
        average="binary" if two else "macro", pos_label=classes[1] if two else 1,
    )  # fmt: skip
    names = dict(zip(("precision", "recall", "f1"), map(float, measured[:3]), strict=True))
    loss = float(log_loss(labels, probabilities, labels=classes))
    return {"accuracy": float(np.mean(predicted == labels)), **names, "loss": loss}


def open_share(name: str, share: float) -> float:
    """Return a share of examples that leaves some of both kinds.

    Examples
    --------
    >>> open_share("share", 1.0)
    Traceback (most recent call last):
    ValueError: share must be more than 0 and less than 1; got 1
    """
    if not 0 < _validate.number(name, share) < 1:
        raise ValueError(f"{name} must be more than 0 and less than 1; got {share:g}")
    return float(share)


def _share(part: int, total: int) -> float:
    return part / total if total else 0.0
