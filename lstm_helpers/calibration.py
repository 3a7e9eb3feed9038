"""Whether a predicted probability is as good as its word."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.intervals import wilson_interval
from lstm_helpers.metrics import binary_scores


@dataclass(frozen=True)
class CalibrationBin:
    """Predictions of about one probability, and how often they came true.

    Attributes
    ----------
    count : int
        How many predictions.
    predicted : float
        Their mean probability.
    happened : float
        The share of them that was positive.
    low, high : float
        The range that this share may well have, by `wilson_interval`.

    Examples
    --------
    >>> CalibrationBin(count=10, predicted=0.2, happened=0.3, low=0.1, high=0.6).happened
    0.3
    """

    count: int
    predicted: float
    happened: float
    low: float
    high: float


def calibration_bins(
    actual: Sequence[bool], probabilities: Sequence[float], bins: int = 10
) -> list[CalibrationBin]:
    """Compare probabilities with how often what they foretold came true.

    Parameters
    ----------
    actual : sequence of bool, length N
        True where the answer is positive.
    probabilities : sequence of float, length N
        The predicted probability of positive.
    bins : int
        Equal parts of the range from 0 to 1, at least 1; a probability on the border of two
        belongs to the upper one.

    Returns
    -------
    list of CalibrationBin
        In rising order; a part without predictions is left out.

    Raises
    ------
    ValueError
        As `binary_scores`, or if there is no part.

    Examples
    --------
    >>> first, last = calibration_bins([False, True, True, True], [0.1, 0.3, 0.8, 0.9], bins=2)
    >>> first.predicted, first.happened, last.happened
    (0.2, 0.5, 1.0)
    """
    binary_scores(actual, probabilities)  # refuses what can't be counted
    bins = _validate.whole("bins", bins, 1, _validate.COUNTABLE)
    actual = np.asarray(actual, dtype=bool)
    probabilities = np.asarray(probabilities, dtype=np.float64)
    places = (probabilities * bins).astype(int)
    # The product is rounded: 0.29 * 100 is a hair below 29. The borders themselves decide.
    places += (places + 1) / bins <= probabilities
    places -= places / bins > probabilities
    places = np.minimum(places, bins - 1)
    found = []
    for place in np.unique(places):
        inside = places == place
        count, positives = int(inside.sum()), int(actual[inside].sum())
        ends = wilson_interval(positives, count)
        predicted = float(probabilities[inside].mean())
        found.append(CalibrationBin(count, predicted, positives / count, *ends))
    return found
