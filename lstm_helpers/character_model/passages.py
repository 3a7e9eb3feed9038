"""Passages of a text, drawn at random and read side by side, each in a few pieces."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_PIECES = 4  # batches that a passage lasts


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Passages:
    """One pass over as many characters as a text has, in passages from anywhere.

    Each is read from an empty state, as a text will be that the model is asked to judge. Neighbours
    in a batch are at different places of theirs, so that every batch has all that a passage holds.

    Attributes
    ----------
    ids : ndarray of int, shape (N,)
        The text.
    rows, length : int
        B, how many passages are read side by side, and T, the characters of each in one batch.
    pieces : int
        Batches that a passage lasts, where the text is long enough.

    Examples
    --------
    >>> passages = Passages(np.arange(13), rows=2, length=3, pieces=2)
    >>> for ids, targets, goes_on in passages.batches(np.random.default_rng(0)):
    ...     print(ids.tolist(), targets.tolist(), goes_on.tolist())
    [[5, 6, 7], [7, 8, 9]] [[6, 7, 8], [8, 9, 10]] [False, False]
    [[8, 9, 10], [1, 2, 3]] [[9, 10, 11], [2, 3, 4]] [True, False]
    """

    ids: np.ndarray
    rows: int
    length: int
    pieces: int = _PIECES

    def steps(self) -> int:
        """Return how many batches make a pass: at least one, though passages then overlap."""
        return max(1, (len(self.ids) - 1) // (self.length * self.rows))

    def batches(
        self, random: np.random.Generator
    ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Yield the batches of one pass.

        Parameters
        ----------
        random : numpy.random.Generator
            Decides where passages begin.

        Yields
        ------
        ids, targets : ndarray of int, shape (B, T)
            What is read, and what comes next.
        goes_on : ndarray of bool, shape (B,)
            Whether a row goes on from the state it had: all but the first piece of a passage.
        """
        pieces = min(self.pieces, (len(self.ids) - 1) // self.length)
        beginnings = len(self.ids) - pieces * self.length
        begun = random.integers(0, beginnings, self.rows)
        piece = np.arange(self.rows) % pieces
        goes_on = np.zeros(self.rows, bool)
        for _ in range(self.steps()):
            places = (begun + piece * self.length)[:, None] + np.arange(self.length)
            yield self.ids[places], self.ids[places + 1], goes_on
            goes_on = piece + 1 < pieces
            begun = np.where(goes_on, begun, random.integers(0, beginnings, self.rows))
            piece = np.where(goes_on, piece + 1, 0)
