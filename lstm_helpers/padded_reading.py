"""What the review model says about a sentence in a row of a fixed length."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.embedding import embed
from lstm_helpers.padding import pad
from lstm_helpers.pretrained import ReviewModel
from lstm_helpers.tokenizer import tokenize
from lstm_helpers.trace import trace_lstm


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class PaddedReading:
    """A sentence of T tokens, brought to one length and read by the review model.

    Attributes
    ----------
    tokens : list of str
        All T tokens of the sentence, known or not.
    kept : slice
        Those that are in the row: ``tokens[kept]``.
    ids : ndarray of int32, shape (length,)
        The row; 0 where there is padding.
    mask : ndarray of bool, shape (length,)
        True where the row holds a token, False where it holds padding.
    masked : bool
        Whether the model was given the mask, and so skipped the padding.
    probabilities : ndarray, shape (length,)
        P(positive) if the row ended after each timestep.
    unpadded : float
        P(positive) of the whole sentence, with no padding and nothing cut off.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> reading = read_padded(load_review_model(), "A very dull film.", length=3)
    >>> reading.tokens[reading.kept], reading.lost, reading.zeros
    (['very', 'dull', 'film'], 1, 0)
    """

    tokens: list[str]
    kept: slice
    ids: np.ndarray
    mask: np.ndarray
    masked: bool
    probabilities: np.ndarray
    unpadded: float

    @property
    def length(self) -> int:
        """The length of the row."""
        return len(self.ids)

    @property
    def zeros(self) -> int:
        """How many places of the row hold padding."""
        return int(np.count_nonzero(~self.mask))

    @property
    def lost(self) -> int:
        """How many tokens were cut off."""
        return len(self.tokens) - (self.length - self.zeros)

    @property
    def probability(self) -> float:
        """P(positive) after the last timestep of the row: the model's answer."""
        return float(self.probabilities[-1])


def read_padded(
    model: ReviewModel,
    sentence: str,
    length: int,
    where: str = "pre",
    truncate: str = "pre",
    masked: bool = True,
) -> PaddedReading:
    """Pad or truncate a sentence, and read the row with or without its mask.

    Parameters
    ----------
    model : ReviewModel
        The model that reads.
    sentence : str
        Any text; unknown words are read as ``[UNK]``.
    length : int
        The length of the row, 1 or more.
    where, truncate : {"pre", "post"}
        As in `pad`: on which side zeros are added or tokens cut off.
    masked : bool
        True skips the padding; False reads each zero as if it were a word, with the vector of
        row 0 of the embedding.

    Returns
    -------
    PaddedReading

    Raises
    ------
    ValueError
        If `length` is below 1, a side is unknown, `masked` is neither True nor False, or
        `sentence` is not a str.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> options = dict(length=60, where="post")
    >>> for masked in (True, False):
    ...     reading = read_padded(load_review_model(), "A dull film.", masked=masked, **options)
    ...     print(f"{reading.probability:.2f}")
    0.00
    0.29
    """
    _validate.instance("model", model, ReviewModel)
    masked = _validate.flag("masked", masked)
    tokens, ids = tokenize(_validate.text("sentence", sentence)), model.vocabulary.encode(sentence)
    batch = pad([ids], length, where=where, truncate=truncate)
    row, mask = batch.ids[0], batch.mask[0]
    number = int(mask.sum())
    start = len(ids) - number if truncate == "pre" else 0
    whole = _probabilities(model, ids, None)
    return PaddedReading(
        tokens=tokens,
        kept=slice(start, start + number),
        ids=row,
        mask=mask,
        masked=masked,
        probabilities=_probabilities(model, row, mask if masked else None),
        unpadded=float(whole[-1] if len(whole) else sigmoid(model.dense_bias)),
    )


def _probabilities(model: ReviewModel, ids: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    """Return P(positive) after each timestep."""
    trace = trace_lstm(model.lstm, embed(ids, model.embedding), mask=mask)
    return sigmoid(trace.hidden @ model.dense_kernel + model.dense_bias)
