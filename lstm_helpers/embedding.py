"""From ids to vectors."""

from collections.abc import Iterable

import numpy as np

from lstm_helpers import _validate

_SPREAD = 0.05  # of Keras's uniform initialiser


def one_hot(ids: Iterable[int], size: int) -> np.ndarray:
    """Return a row for each id: all zeros but a one in the id's column.

    Parameters
    ----------
    ids : iterable of int, length T
        Ids from 0 to ``size - 1``.
    size : int
        The number of ids in the vocabulary.

    Returns
    -------
    ndarray of float32, shape (T, size)

    Raises
    ------
    ValueError
        If `size` is below 1, or an id is not a whole number from 0 to ``size - 1``.

    Examples
    --------
    >>> one_hot([2, 0], size=3)
    array([[0., 0., 1.],
           [1., 0., 0.]], dtype=float32)
    """
    size = _validate.whole("size", size, low=1)
    columns = _validate.ids("ids", ids, size)
    _validate.room("size", size, max(1, len(columns)))
    rows = np.zeros((len(columns), size), dtype=np.float32)
    rows[np.arange(len(columns)), columns] = 1.0
    return rows


def fresh_embedding(size: int, features: int, seed: int = 0) -> np.ndarray:
    """Return an untrained embedding: random numbers, spread as `keras.layers.Embedding` does.

    Parameters
    ----------
    size : int
        V, the number of ids.
    features : int
        D, the length of each vector.
    seed : int
        The same seed gives the same numbers, though not those of Keras with that seed.

    Returns
    -------
    ndarray of float32, shape (V, D)
        Each number equally likely anywhere from −0.05 to 0.05, Keras's ``"uniform"`` initialiser.

    Raises
    ------
    ValueError
        If `size` or `features` is below 1, or `seed` is no whole number from 0 up.

    Examples
    --------
    >>> vectors = fresh_embedding(size=1000, features=16)
    >>> vectors.shape, bool(abs(vectors).max() <= 0.05)
    ((1000, 16), True)
    """
    size = _validate.whole("size", size, low=1)
    features = _validate.whole("features", features, low=1)
    _validate.room("size", size)
    _validate.room("features", features, size)
    rng = np.random.default_rng(_validate.whole("seed", seed, low=0))
    return rng.uniform(-_SPREAD, _SPREAD, (size, features)).astype(np.float32)


def embed(ids: Iterable[int], embedding: np.ndarray) -> np.ndarray:
    """Look up the vector of each id: row `id` of the embedding matrix.

    Parameters
    ----------
    ids : iterable of int, length T
        Ids from 0 to V − 1.
    embedding : array_like, shape (V, D)
        One row of D features for each id of the vocabulary.

    Returns
    -------
    ndarray, shape (T, D)
        Equal to ``one_hot(ids, V) @ embedding``, without the multiplication; float32 if the
        embedding is, else float64.

    Raises
    ------
    ValueError
        If an id has no row, or `embedding` is not a matrix of finite numbers.

    Examples
    --------
    >>> embed([2, 0], [[0.0, 0.1], [1.0, 1.1], [2.0, 2.1]])
    array([[2. , 2.1],
           [0. , 0.1]])
    """
    matrix = _validate.array("embedding", embedding, ("vocabulary", "features"), ("V", "D"))
    return matrix[np.array(_validate.ids("ids", ids, len(matrix)), dtype=np.intp)]
