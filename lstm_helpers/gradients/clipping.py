"""A limit on the norm of a whole gradient."""

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import CellWeights
from lstm_helpers.gradients.result import norm_of_rows

Arrays = TypeVar("Arrays", bound=CellWeights | Sequence[np.ndarray])


def global_norm(arrays: CellWeights | Sequence[np.ndarray]) -> float:
    """Return the Euclidean norm of all arrays taken as one long vector.

    Parameters
    ----------
    arrays : RNNWeights, LSTMWeights, GRUWeights, or sequence of array_like
        Such as ``Gradients.weights``.

    Returns
    -------
    float
        √(Σ of the squares of all numbers); 0 of nothing.

    Raises
    ------
    ValueError
        If it is something else, a value is not finite, or the norm too large for a float.

    Examples
    --------
    >>> global_norm([np.array([[3.0]]), np.array([0.0, 4.0])])
    5.0
    """
    everything = [array.ravel() for array in _listed(arrays)]
    with np.errstate(over="ignore"):
        norm = float(norm_of_rows(np.concatenate([*everything, np.zeros(1)])[None])[0])
    if not math.isfinite(norm):
        raise ValueError("arrays must have a norm that a float can hold; got one beyond it")
    return norm


def clip_by_norm(arrays: Arrays, limit: float) -> Arrays:
    """Shorten a gradient to `limit` where it is longer, without turning it.

    Parameters
    ----------
    arrays : RNNWeights, LSTMWeights, GRUWeights, or sequence of array_like
        All parts of one gradient, such as ``Gradients.weights``.
    limit : float
        The greatest norm allowed, above 0.

    Returns
    -------
    The class of weights that was given, or a list of ndarray
        Every number multiplied by the same factor, limit / norm; as given if the norm is not
        above the limit.

    Raises
    ------
    ValueError
        If `arrays` is something else, a value is not finite, or the limit is not above 0.

    Notes
    -----
    | g' = g · min(1, limit / ‖g‖), with ‖g‖ over all arrays together

    Pascanu, Mikolov and Bengio, *On the difficulty of training recurrent neural networks*, 2013;
    Keras's ``global_clipnorm``. Keras's ``clipnorm`` takes each array for itself, which turns the
    gradient.

    Examples
    --------
    >>> clip_by_norm([np.array([[3.0]]), np.array([0.0, 4.0])], limit=1.0)
    [array([[0.6]]), array([0. , 0.8])]
    """
    parts = _listed(arrays)
    limit = _validate.number("limit", limit)
    if limit <= 0:
        raise ValueError(f"limit must be greater than 0; got {limit:g}")
    norm = global_norm(parts)
    if norm > limit:
        parts = [part * part.dtype.type(limit / norm) for part in parts]
    return type(arrays)(*parts) if isinstance(arrays, CellWeights) else parts


def _listed(arrays: CellWeights | Sequence[np.ndarray]) -> list[np.ndarray]:
    if isinstance(arrays, CellWeights):
        return [arrays.kernel, arrays.recurrent_kernel, arrays.bias]
    wanted = "a list of arrays, or weights of a cell such as the .weights of Gradients"
    parts = _validate.entries("arrays", arrays, wanted)
    return [_validate.numbers(f"arrays[{i}]", part) for i, part in enumerate(parts)]
