"""How far a share that was counted on a few may be off."""

import math
from statistics import NormalDist

from lstm_helpers import _validate


def wilson_interval(part: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the range that a share may well have, given how few it was counted on.

    Parameters
    ----------
    part, total : int
        So many of so many; `total` at least 1.
    confidence : float
        How often such a range holds the true share, in the long run; more than 0 and less than 1.

    Returns
    -------
    low, high : float
        From 0 to 1.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    With z the normal quantile and p = part / total: (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) /
    (1 + z²/n). Wilson, *Probable inference, the law of succession, and statistical inference*,
    1927.

    Examples
    --------
    >>> [round(end, 2) for end in wilson_interval(9, 23)]
    [0.22, 0.59]
    >>> [round(end, 2) for end in wilson_interval(900, 2300)]
    [0.37, 0.41]
    """
    total = _validate.whole("total", total, 1, _validate.COUNTABLE)
    part = _validate.whole("part", part, 0, total)
    confidence = _validate.number("confidence", confidence, 0.0, 1.0)
    if confidence in (0.0, 1.0):
        raise ValueError(f"confidence must be more than 0 and less than 1; got {confidence:g}")
    share, z = part / total, NormalDist().inv_cdf((1 + confidence) / 2)
    middle = share + z * z / (2 * total)
    reach = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    low, high = ((middle + sign * reach) / (1 + z * z / total) for sign in (-1, 1))
    return (0.0 if part == 0 else low), (1.0 if part == total else high)
