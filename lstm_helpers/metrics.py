"""How good a prediction is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import confusion_matrix

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


def _share(part: int, total: int) -> float:
    return part / total if total else 0.0
