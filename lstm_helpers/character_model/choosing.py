"""How a character model is trained where nobody says: by the length of the text and the time."""

from dataclasses import dataclass

LEARNING_RATE = 0.01  # Adam's, at the start
_LARGE, _SMALL = 256, 128  # units
_LONG_TIME = 60.0  # seconds
_LONG_TEXT = 300_000  # characters; a shorter text is learned by heart unless much is blanked
_STEPS = 50  # batches that a pass over a short text has at least
_LEAST_BATCH, _MOST_BATCH = 4, 32  # rows
_PASSES, _TIMED_PASSES, _TIMED_STEPS = 20, 100, 1000


@dataclass(frozen=True)
class Choice:
    """What a training is done with.

    Attributes
    ----------
    units, batch, epochs : int
        H, rows of a batch, passes over the text at most.
    dropout : float
        Probability that a unit's hidden state is blanked while training.
    """

    units: int
    batch: int
    epochs: int
    dropout: float


def choose(count: int, seconds: float | None, rows: int) -> Choice:
    """Choose how to train.

    Parameters
    ----------
    count : int
        Characters to train on.
    seconds : float or None
        How long it may take.
    rows : int
        Characters of a row in a batch.

    Returns
    -------
    Choice

    Examples
    --------
    >>> choose(1_000_000, 107, 64)
    Choice(units=256, batch=32, epochs=100, dropout=0.2)
    """
    if seconds is None:
        return Choice(_SMALL, _MOST_BATCH, _PASSES, 0.0)
    batch = max(_LEAST_BATCH, min(_MOST_BATCH, count // (rows * _STEPS)))
    steps = max(1, count // (rows * batch))
    return Choice(
        units=_LARGE if seconds >= _LONG_TIME else _SMALL,
        batch=batch,
        epochs=max(_TIMED_PASSES, _TIMED_STEPS // steps),
        dropout=0.2 if count >= _LONG_TEXT else 0.5,
    )
