"""A text cut into streams that are read side by side, each from batch to batch."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Streams:
    """One pass over a text in streams, each read on where it was left.

    Attributes
    ----------
    ids : ndarray of int, shape (N,)
        The text.
    rows, length : int
        B, how many streams are read side by side, and T, the characters of each in one batch.

    Examples
    --------
    >>> streams = Streams(np.arange(13), rows=2, length=3)
    >>> for ids, targets, goes_on in streams.batches(np.random.default_rng(0)):
    ...     print(ids.tolist(), targets.tolist(), goes_on.tolist())
    [[2, 3, 4], [6, 7, 8]] [[3, 4, 5], [7, 8, 9]] [False, False]
    [[5, 6, 7], [9, 10, 11]] [[6, 7, 8], [10, 11, 12]] [True, True]
    """

    ids: np.ndarray
    rows: int
    length: int

    def steps(self) -> int:
        """Return how many batches make a pass: at least one, though streams then overlap."""
        return max(1, (len(self.ids) - 1) // (self.length * self.rows))

    def batches(
        self, random: np.random.Generator
    ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Yield the batches of one pass.

        Parameters
        ----------
        random : numpy.random.Generator
            Decides where the streams begin: evenly spaced, and elsewhere in each pass.

        Yields
        ------
        ids, targets : ndarray of int, shape (B, T)
            What is read, and what comes next.
        goes_on : ndarray of bool, shape (B,)
            Whether a row goes on from the state it had: all but the first of a stream.
        """
        whole = self.steps() * self.length
        share = (np.arange(self.rows) + random.random()) / self.rows
        starts = (share * (len(self.ids) - whole)).astype(int)
        for step in range(self.steps()):
            places = starts[:, None] + step * self.length + np.arange(self.length)
            yield self.ids[places], self.ids[places + 1], np.full(self.rows, step > 0)
