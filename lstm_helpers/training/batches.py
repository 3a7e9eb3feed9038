"""Batches of texts of about one length, so that little of them is padding."""

from collections.abc import Iterator, Sequence

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.training.one_trace import trace_reading

# Texts whose lengths differ by less than this share may fall into one batch, in any order.
_LENGTH_JITTER = 0.2
_READ_AT_ONCE = 512


def batches_by_length(
    lengths: Sequence[int], batch: int, random: np.random.Generator
) -> list[np.ndarray]:
    """Deal examples into batches of similar length, in random order.

    Parameters
    ----------
    lengths : sequence of int, length N
        Tokens in each example.
    batch : int
        Examples in a batch, 1 or more; the last may be smaller.
    random : numpy.random.Generator
        Decides which of like length go together, and the order of the batches.

    Returns
    -------
    list of ndarray of int
        The places of each batch's examples; every example is in one batch.

    Raises
    ------
    ValueError
        If `batch` is below 1.

    Examples
    --------
    >>> dealt = batches_by_length([3, 90, 4, 80], 2, np.random.default_rng(0))
    >>> sorted(sorted(places.tolist()) for places in dealt)
    [[0, 2], [1, 3]]
    """
    batch = _validate.whole("batch", batch, low=1)
    lengths = np.asarray(_validate.ids("lengths", lengths), dtype=float)
    jitter = random.uniform(1 - _LENGTH_JITTER, 1 + _LENGTH_JITTER, len(lengths))
    order = np.argsort(lengths * jitter + random.uniform(0, 1, len(lengths)))
    dealt = [order[start : start + batch] for start in range(0, len(order), batch)]
    random.shuffle(dealt)
    return dealt


def padded_batches(
    rows: Sequence[Sequence[int]], targets: np.ndarray, batch: int, random: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield one epoch of batches, each padded behind to its own longest row.

    Parameters
    ----------
    rows : sequence of sequences of int, length N
        Token ids of each example.
    targets : ndarray, length N
        What is to be predicted for each.
    batch : int
        Examples in a batch.
    random : numpy.random.Generator
        Shuffles.

    Yields
    ------
    ids : ndarray of int32, shape (B, T)
        With zeros as padding; T differs from batch to batch and is at least 1.
    targets : ndarray, length B

    Examples
    --------
    >>> both = padded_batches([[5], [6, 7]], np.array([0, 1]), 2, np.random.default_rng(0))
    >>> [(ids.shape, targets.shape) for ids, targets in both]
    [((2, 2), (2,))]
    """
    lengths = [len(row) for row in rows]
    for places in batches_by_length(lengths, batch, random):
        yield _padded([rows[place] for place in places]), targets[places]


def read_rows(network: keras.Model, rows: Sequence[Sequence[int]]) -> np.ndarray:
    """Let a network read rows of ids of any length, in batches of like length.

    Parameters
    ----------
    network : keras.Model
        From ids of shape (batch, T), 0 for padding, to numbers of shape (batch, C).
    rows : sequence of sequences of int, length N
        Token ids of each text.

    Returns
    -------
    ndarray of float64, shape (N, C)
        In the order of `rows`.

    Examples
    --------
    >>> from lstm_helpers.networks import classifier_network
    >>> read_rows(classifier_network(size=9, classes=2), [[5, 6], [], [7]]).shape
    (3, 2)
    """
    read = np.zeros((len(rows), network.output_shape[-1]))
    order = np.argsort([len(row) for row in rows], kind="stable")
    trace_reading(network)
    for start in range(0, len(rows), _READ_AT_ONCE):
        places = order[start : start + _READ_AT_ONCE]
        read[places] = network.predict_on_batch(_padded([rows[place] for place in places]))
    return read


def _padded(rows: Sequence[Sequence[int]]) -> np.ndarray:
    """Pad rows behind, as `lstm_helpers.padding.pad` does, which also checks each of the ids."""
    lengths = np.array([len(row) for row in rows])
    ids = np.zeros((len(rows), max(1, lengths.max())), dtype=np.int32)
    ids[np.arange(ids.shape[1]) < lengths[:, None]] = np.concatenate(rows)
    return ids
