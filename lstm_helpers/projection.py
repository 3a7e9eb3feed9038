"""A plane through a cloud of vectors: principal component analysis in a few lines of NumPy."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Projection:
    """Vectors seen along their principal axes.

    Attributes
    ----------
    points : ndarray of float64, shape (N, axes)
        Each vector's place.
    shares : ndarray of float64, shape (axes,)
        The share of the whole variance along each axis, from 0 to 1, falling.
    directions : ndarray of float64, shape (axes, D)
        The axes, each of length 1, in the space of the vectors.

    Examples
    --------
    >>> project([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]], axes=1).shares.round(3)
    array([1.])
    """

    points: np.ndarray
    shares: np.ndarray
    directions: np.ndarray


def project(embedding: np.ndarray, axes: int = 2) -> Projection:
    """Place vectors on the axes along which they differ most.

    Principal component analysis: take the mean away, and the right singular vectors of what
    remains are the axes, in the order of the variance along them (Jolliffe, *Principal Component
    Analysis*, 2nd edition, 2002, section 3.5).

    Parameters
    ----------
    embedding : array_like, shape (N, D)
        One vector a row; N is 2 or more.
    axes : int
        How many axes, from 1 to D and at most N.

    Returns
    -------
    Projection
        Each axis is turned so that the largest of its numbers is positive, as scikit-learn does;
        so the same vectors always give the same picture.

    Raises
    ------
    ValueError
        If there are fewer than two vectors or too many axes, if all vectors are the same, or a
        value is not finite.

    Examples
    --------
    >>> found = project([[0.0, 0.0], [4.0, 0.0], [0.0, 2.0], [4.0, 2.0]])
    >>> found.points.tolist()
    [[-2.0, -1.0], [2.0, -1.0], [-2.0, 1.0], [2.0, 1.0]]
    >>> found.shares
    array([0.8, 0.2])
    """
    matrix = _validate.array("embedding", embedding, ("vectors", "features"), ("N", "D"))
    if len(matrix) < 2:
        raise ValueError(f"embedding must hold at least 2 vectors; got {len(matrix)}")
    axes = _validate.whole("axes", axes, 1, min(matrix.shape))
    centred = matrix.astype(np.float64) - matrix.mean(axis=0, dtype=np.float64)
    _, lengths, directions = np.linalg.svd(centred, full_matrices=False)
    variances = lengths**2
    if not variances.sum() > 0:
        raise ValueError("embedding must hold vectors that differ; all of them are the same")
    directions = directions[:axes]
    largest = np.abs(directions).argmax(axis=1)
    directions = directions * np.sign(directions[np.arange(axes), largest])[:, None]
    # What is zero but for rounding is zero on every processor.
    points = (centred @ directions.T).round(12) + 0.0
    return Projection(points, variances[:axes] / variances.sum(), directions)
