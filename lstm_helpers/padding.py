"""From sequences of differing length to one rectangular batch and its mask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate

_IDS = 2**31  # as many as int32 can tell apart


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Padded:
    """A batch of equally long rows.

    Attributes
    ----------
    ids : ndarray of int32, shape (batch, length)
        Token ids; 0 where there is padding.
    mask : ndarray of bool, shape (batch, length)
        True where there is a token, False where there is padding.

    Examples
    --------
    >>> pad([[5, 6]], length=3).mask.tolist()
    [[False, True, True]]
    """

    ids: np.ndarray
    mask: np.ndarray


def pad(
    sequences: Iterable[Sequence[int]],
    length: int,
    where: str = "pre",
    truncate: str = "pre",
) -> Padded:
    """Bring sequences of ids to one length by adding zeros or dropping tokens.

    Parameters
    ----------
    sequences : iterable of sequences of int
        One sequence of ids a text, of any length.
    length : int
        The wanted length in tokens, 1 or more.
    where : {"pre", "post"}
        Whether zeros go before or after the tokens.
    truncate : {"pre", "post"}
        Whether a longer sequence loses its first or its last tokens.

    Returns
    -------
    Padded
        ``ids`` of shape (batch, length), int32, and ``mask`` of the same shape, bool.

    Raises
    ------
    ValueError
        If `length` is below 1, a side is unknown, or an id is not a whole number from 0 up.

    Examples
    --------
    >>> batch = pad([[5, 6], [7, 8, 9, 4]], length=3, where="post")
    >>> batch.ids
    array([[5, 6, 0],
           [8, 9, 4]], dtype=int32)
    >>> batch.mask
    array([[ True,  True, False],
           [ True,  True,  True]])
    """
    length = _validate.whole("length", length, low=1)
    _validate.choice("where", where, ("pre", "post"))
    _validate.choice("truncate", truncate, ("pre", "post"))
    rows = _rows(sequences)
    _validate.room("length", length, max(1, len(rows)))
    ids = np.zeros((len(rows), length), dtype=np.int32)
    mask = np.zeros((len(rows), length), dtype=bool)
    for row, sequence in enumerate(rows):
        kept = sequence[-length:] if truncate == "pre" else sequence[:length]
        place = slice(length - len(kept), length) if where == "pre" else slice(0, len(kept))
        ids[row, place] = kept
        mask[row, place] = True
    return Padded(ids, mask)


def length_for(sequences: Iterable[Sequence[int]], share: float = 0.95) -> int:
    """Find the shortest length at which truncation keeps at least a share of all tokens.

    Parameters
    ----------
    sequences : iterable of sequences of int
        One sequence of ids a text, of any length; those of the training texts, as a rule.
    share : float
        The wanted share of tokens, from 0 to 1.

    Returns
    -------
    int
        The length, 1 or more. With it `pad` keeps ``min(len(sequence), length)`` tokens of each
        sequence, whichever side it truncates.

    Raises
    ------
    ValueError
        If there is no token in all the sequences, `share` lies outside [0, 1], or an id is not a
        whole number from 0 up.

    Examples
    --------
    Of these 12 tokens a length of 4 keeps 2 + 4 + 4 = 10, a length of 5 keeps 11:

    >>> sequences = [[7, 8], [7, 8, 9, 4], [7, 8, 9, 4, 5, 6]]
    >>> length_for(sequences, share=0.8), length_for(sequences, share=0.9)
    (4, 5)
    """
    share = _validate.number("share", share, 0.0, 1.0)
    lengths = np.array([len(row) for row in _rows(sequences)], dtype=np.int64)
    if not lengths.any():
        raise ValueError(
            f"sequences must hold at least one token; got {len(lengths)} sequences without any"
        )
    longer = [np.count_nonzero(lengths > place) for place in range(lengths.max())]
    kept = np.cumsum(longer)  # tokens kept by a length of 1, 2, 3 …
    return 1 + int(np.argmax(kept / kept[-1] >= share))


def _rows(sequences: Iterable[Sequence[int]]) -> list[list[int]]:
    wanted = "a list of lists of ids, such as [[5, 6]]"
    return [
        _validate.ids(f"sequences[{row}]", sequence, _IDS)
        for row, sequence in enumerate(_validate.entries("sequences", sequences, wanted))
    ]
