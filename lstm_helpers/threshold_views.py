"""One threshold before all others: what it counts, and how that is with other models."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.metrics import BinaryScores, binary_scores, open_share
from lstm_helpers.thresholds import ThresholdCurve, threshold_curve

_MOST_MODELS = 4  # whose curves can be told apart by their lines


@dataclass(frozen=True, eq=False)
class ThresholdView:
    """One model's decisions at one threshold, in front of all its thresholds.

    Attributes
    ----------
    names : (str, str)
        What a negative and a positive are called.
    actual : ndarray of bool, shape (N,)
        True where the answer is positive.
    probabilities : dict of str to ndarray, each of shape (N,)
        Each model's probability of positive.
    curves : dict of str to ThresholdCurve
        Of each model.
    model : str
        The one in front.
    threshold : float
        A probability above it is called positive.
    share : float or None
        Of all examples, the share that is positive; None is as counted.

    Examples
    --------
    >>> view = threshold_view([False, False, True], {"it": [0.1, 0.6, 0.8]}, ("ham", "spam"))
    >>> view.scores.accuracy.__round__(2), view.most_frequent.__round__(2)
    (0.67, 0.67)
    """

    names: tuple[str, str]
    actual: np.ndarray
    probabilities: dict[str, np.ndarray]
    curves: dict[str, ThresholdCurve]
    model: str
    threshold: float = 0.5
    share: float | None = None

    @property
    def curve(self) -> ThresholdCurve:
        """The curve of the model in front."""
        return self.curves[self.model]

    @cached_property
    def scores(self) -> BinaryScores:
        """The counts at the threshold; of 10,000 examples if the share is not as counted."""
        counted = binary_scores(self.actual, self.probabilities[self.model], self.threshold)
        return counted if self.share is None else counted.at_share(self.share)

    @property
    def counted_share(self) -> float:
        """Of the examples that `scores` counts, the share that is positive."""
        return self.curve.share if self.share is None else self.share

    @property
    def more_frequent(self) -> str:
        """The more frequent answer; the negative one if they are as frequent."""
        return self.names[int(self.counted_share > 0.5)]

    @property
    def most_frequent(self) -> float:
        """The accuracy of always giving the more frequent answer."""
        return max(self.counted_share, 1 - self.counted_share)


def threshold_view(
    actual: Sequence[bool],
    probabilities: dict[str, Sequence[float]],
    names: tuple[str, str] = ("negative", "positive"),
    threshold: float = 0.5,
    share: float | None = None,
    model: str | None = None,
) -> ThresholdView:
    """Set one threshold before the curves of one model or more.

    Parameters
    ----------
    actual : sequence of bool, length N
        True where the answer is positive; both answers must occur.
    probabilities : dict of str to sequence of float, each of length N
        The name of each model, one to four, and its probability of positive.
    names : (str, str)
        What a negative and a positive are called.
    threshold : float
        From 0 to 1; a probability above it is called positive.
    share : float, optional
        The share of positives to count with, more than 0 and less than 1; as it is if left out.
    model : str, optional
        The model in front; the first if left out.

    Returns
    -------
    ThresholdView

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; a model's is named.

    Examples
    --------
    >>> view = threshold_view([False, True], {"it": [0.1, 0.4]}, threshold=0.3)
    >>> view.scores.f1, view.model
    (1.0, 'it')
    """
    _validate.instance("probabilities", probabilities, dict)
    if not probabilities:
        raise ValueError("probabilities must hold at least one model; got none")
    if len(probabilities) > _MOST_MODELS:
        raise ValueError(
            f"probabilities must hold at most {_MOST_MODELS} models; got {len(probabilities)}"
        )
    names = tuple(_validate.texts("names", names))
    if len(names) != 2:
        raise ValueError(f"names must be two, of a negative and of a positive; got {len(names)}")
    curves = {}
    for name, values in probabilities.items():
        try:
            curves[name] = threshold_curve(actual, values)
        except ValueError as error:
            raise ValueError(f"of the model {name!r}: {error}") from None
    return ThresholdView(
        names,
        np.asarray(actual, dtype=bool),
        {name: np.asarray(values, dtype=np.float64) for name, values in probabilities.items()},
        curves,
        next(iter(curves)) if model is None else _validate.choice("model", model, curves),
        _validate.number("threshold", threshold, 0.0, 1.0),
        None if share is None else open_share("share", share),
    )
