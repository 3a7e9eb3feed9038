"""A character model that learns: batches in, better weights out."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from lstm_helpers.character_model.adam import Adam
from lstm_helpers.character_model.parameters import Parameters
from lstm_helpers.character_model.reading_back import Rows, SharedArrays

_MOST_THREADS = 4
_WORTH_A_THREAD = 2048  # numbers in the states of a thread's rows


class CharacterLearner:
    """The network embedding → LSTM → dense, trained in NumPy; `training.train` can train it.

    The rows of a batch are dealt out to threads, and the gradients added up. A context manager: the
    threads end with it, and within it NumPy's products take one thread each.

    Parameters
    ----------
    weights : Parameters
        Changed in place.
    rows, length : int
        B and T of every batch.
    dropout : float
        Probability that a unit's hidden state is blanked while training.
    seed : int
        Of the blanks.

    Attributes
    ----------
    weights : Parameters
        As they are.
    optimizer : Adam
        Its `learning_rate` may be set.

    Examples
    --------
    >>> weights = Parameters(size=5, features=4, units=6)
    >>> weights.draw(seed=0)
    >>> ids = np.array([[0, 1, 2, 3]])
    >>> with CharacterLearner(weights, rows=1, length=4) as learner:
    ...     logs = [learner.train_on_batch(ids, ids + 1, [False]) for _ in range(9)]
    >>> logs[8]["loss"] < logs[0]["loss"]
    True
    """

    def __init__(
        self, weights: Parameters, rows: int, length: int, dropout: float = 0.0, seed: int = 0
    ) -> None:
        self.weights, self.optimizer = weights, Adam(len(weights.flat), weights.flat.dtype)
        count = thread_count(rows, weights.dense_kernel.shape[0])
        self._ends = [rows * number // count for number in range(count + 1)]
        self._rows = [
            Rows(weights, end - start, length, dropout, np.random.default_rng([seed, start]))
            for start, end in zip(self._ends, self._ends[1:], strict=False)
        ]

    def __enter__(self) -> "CharacterLearner":
        self._limits = threadpool_limits(1, "blas")
        self._pool = ThreadPoolExecutor(len(self._rows))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        self._limits.restore_original_limits()

    def train_on_batch(
        self, ids: np.ndarray, targets: np.ndarray, goes_on: np.ndarray, return_dict: bool = True
    ) -> dict[str, float]:
        """Read a batch, and change the weights.

        Parameters
        ----------
        ids, targets : ndarray of int, shape (B, T)
            What is read, and what comes next.
        goes_on : ndarray of bool, shape (B,)
            Whether a row goes on where that of the last batch ended, from the state it had; else it
            begins with an empty one.
        return_dict : bool
            As in Keras, where False would give a list.

        Returns
        -------
        dict of str to float
            The mean ``"loss"`` in nats a character.
        """
        loss = self.read(ids, targets, goes_on)
        parts = self.optimizer.prepare(self.gradients.flat)
        count = len(self._rows)
        shares = [parts[number::count] for number in range(count)]
        self._each(
            lambda share: [self.optimizer.update(self.weights.flat, p) for p in share], shares
        )
        return {"loss": loss}

    def read(self, ids: np.ndarray, targets: np.ndarray, goes_on: np.ndarray) -> float:
        """Read a batch and leave the gradients in `gradients`; the weights stay.

        Parameters
        ----------
        ids, targets, goes_on : ndarray
            As for `train_on_batch`.

        Returns
        -------
        float
            The mean loss in nats a character.
        """
        shared, goes_on = SharedArrays(self.weights), np.asarray(goes_on)

        def learn(number: int) -> None:
            dealt = slice(self._ends[number], self._ends[number + 1])
            self._rows[number].learn(
                shared,
                np.ascontiguousarray(ids[dealt].T),
                np.ascontiguousarray(targets[dealt].T),
                goes_on[dealt],
                ids.size,
            )

        self._each(learn, range(len(self._rows)))
        self.gradients = self._rows[0].gradients
        for rows in self._rows[1:]:
            self.gradients.flat += rows.gradients.flat
        return sum(rows.loss for rows in self._rows) / ids.size

    def get_weights(self) -> list[np.ndarray]:
        """Return a copy of the weights, as `set_weights` takes it."""
        return [self.weights.flat.copy()]

    def set_weights(self, weights: list[np.ndarray]) -> None:
        """Put weights back."""
        (self.weights.flat[:],) = weights

    def _each(self, work: Callable[[Any], Any], shares: Iterable) -> None:
        def quietly(share: Any) -> None:
            with np.errstate(over="ignore", invalid="ignore"):  # whoever trains reads the loss
                work(share)

        if len(self._rows) == 1:
            for share in shares:
                quietly(share)
        else:
            futures: list[Future] = []
            try:
                futures.extend(self._pool.submit(quietly, share) for share in shares)
                for future in futures:
                    future.result()
            finally:
                wait(futures)  # whoever interrupts finds weights that nothing changes any more


def thread_count(rows: int, units: int) -> int:
    """Return in how many threads a batch is worth reading.

    Parameters
    ----------
    rows, units : int
        B and H: below a certain size threads cost more than they save.

    Returns
    -------
    int
        At most four, the number of processors, and B.

    Examples
    --------
    >>> thread_count(rows=4, units=32)
    1
    """
    worth = rows * units // _WORTH_A_THREAD
    return max(1, min(worth, rows, os.cpu_count() or 1, _MOST_THREADS))
