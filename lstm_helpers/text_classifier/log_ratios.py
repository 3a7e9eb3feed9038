"""The log-count ratios of Naive Bayes.

From Wang and Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification"
(ACL 2012), equation 1.
"""

import numpy as np

from lstm_helpers import _validate


def log_count_ratios(counts: np.ndarray, smoothing: float = 1.0) -> np.ndarray:
    """Return how much likelier each feature is in one class than in all the others.

    Parameters
    ----------
    counts : array_like, shape (C, F)
        In how many texts of each class each feature stands.
    smoothing : float
        Is added to every count, so that no ratio is infinite; more than 0.

    Returns
    -------
    ndarray of float64, shape (C, F)
        log of the feature's share of the class's counts, less log of its share of the rest's. For
        two classes the difference of `sklearn.naive_bayes.MultinomialNB.feature_log_prob_`.

    Raises
    ------
    ValueError
        If `counts` has another shape, or `smoothing` is not above 0.

    Examples
    --------
    With 1 added, "bad" makes up 3/4 of one class and 1/4 of the other; log 3 ≈ 1.1:

    >>> log_count_ratios([[2, 0], [0, 2]]).round(1).tolist()
    [[1.1, -1.1], [-1.1, 1.1]]
    """
    counts = _validate.array("counts", counts, ("classes", "features"), ("C", "F"))
    smoothing = _validate.number("smoothing", smoothing)
    if smoothing <= 0:
        raise ValueError(f"smoothing must be more than 0; got {smoothing:g}")
    inside = counts + smoothing
    outside = counts.sum(axis=0) - counts + smoothing
    shares = [part / part.sum(axis=1, keepdims=True) for part in (inside, outside)]
    return np.log(shares[0]) - np.log(shares[1])
