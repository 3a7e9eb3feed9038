"""What becomes of a filter's counts and measures when its threshold is moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lstm_helpers.metrics import binary_scores, open_share


@dataclass(frozen=True, eq=False)
class ThresholdCurve:
    """The counts of one model's decisions at every threshold at which they change.

    A probability above the threshold is called positive, as in `binary_scores`.

    Attributes
    ----------
    thresholds : ndarray, shape (K,)
        0 and each predicted probability, rising; the last one calls nothing positive.
    true_positives, false_positives : ndarray of int, shape (K,)
        Positives and negatives that are called positive.
    positives, negatives : int
        How many there are.

    Examples
    --------
    >>> curve = threshold_curve([False, True, False, True], [0.1, 0.3, 0.6, 0.8])
    >>> curve.thresholds.tolist(), curve.true_positives.tolist()
    ([0.0, 0.1, 0.3, 0.6, 0.8], [2, 2, 1, 1, 0])
    >>> curve.recall.tolist()
    [1.0, 1.0, 0.5, 0.5, 0.0]
    """

    thresholds: np.ndarray
    true_positives: np.ndarray
    false_positives: np.ndarray
    positives: int
    negatives: int

    @cached_property
    def recall(self) -> np.ndarray:
        """Of the positives the share that is found, shape (K,)."""
        return self.true_positives / self.positives

    @cached_property
    def false_alarms(self) -> np.ndarray:
        """Of the negatives the share that is called positive, shape (K,)."""
        return self.false_positives / self.negatives

    @cached_property
    def share(self) -> float:
        """Of all examples, the share that is positive."""
        return self.positives / (self.positives + self.negatives)

    def precision(self, share: float | None = None) -> np.ndarray:
        """Return the precision at each threshold; 0 where nothing is called positive.

        Parameters
        ----------
        share : float, optional
            The share of positives, more than 0 and less than 1; as counted if left out.

        Returns
        -------
        ndarray, shape (K,)

        Raises
        ------
        ValueError
            If the share is out of range.

        Notes
        -----
        With the share π, the recall R and the share of false alarms A it is
        π R / (π R + (1 − π) A), by Bayes' theorem.
        """
        share = self.share if share is None else open_share("share", share)
        found, lost = share * self.recall, (1 - share) * self.false_alarms
        called = found + lost
        return np.divide(found, called, out=np.zeros(len(called)), where=called > 0)

    def f1(self, share: float | None = None) -> np.ndarray:
        """Return F1 at each threshold, shape (K,), as `precision` does."""
        precision, recall = self.precision(share), self.recall
        both = precision + recall
        return np.divide(2 * precision * recall, both, out=np.zeros(len(both)), where=both > 0)

    def best_f1(self, share: float | None = None) -> tuple[float, float]:
        """Return the lowest threshold at which F1 is highest, and that F1.

        Parameters
        ----------
        share : float, optional
            As in `precision`.

        Returns
        -------
        threshold, f1 : float
        """
        values = self.f1(share)
        place = int(np.argmax(values))
        return float(self.thresholds[place]), float(values[place])


def threshold_curve(actual: Sequence[bool], probabilities: Sequence[float]) -> ThresholdCurve:
    """Count right and wrong calls at every threshold that makes a difference.

    Parameters
    ----------
    actual : sequence of bool, length N
        True where the answer is positive; both answers must occur.
    probabilities : sequence of float, length N
        The predicted probability of positive.

    Returns
    -------
    ThresholdCurve

    Raises
    ------
    ValueError
        As `binary_scores`; and if all answers are the same.

    Examples
    --------
    >>> curve = threshold_curve([False, True, True], [0.2, 0.5, 0.9])
    >>> curve.best_f1()
    (0.2, 1.0)
    """
    binary_scores(actual, probabilities)  # refuses what can't be counted
    actual = np.asarray(actual, dtype=bool)
    probabilities = np.asarray(probabilities, dtype=np.float64)
    positives = int(actual.sum())
    if positives in (0, len(actual)):
        raise ValueError(
            f"actual must hold both answers; got {positives} positives of {len(actual)}"
        )
    thresholds = np.union1d([0.0], probabilities)
    above = [
        np.sum(kind) - np.searchsorted(np.sort(probabilities[kind]), thresholds, side="right")
        for kind in (actual, ~actual)
    ]
    return ThresholdCurve(thresholds, *above, positives, len(actual) - positives)
