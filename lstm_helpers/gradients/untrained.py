"""Weights as they are before training, with a recurrent kernel of known strength."""

import math

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import CellWeights, GRUWeights, LSTMWeights, RNNWeights

CELLS: dict[str, type[CellWeights]] = {"RNN": RNNWeights, "LSTM": LSTMWeights, "GRU": GRUWeights}
UNITS, FEATURES = 32, 8
LARGEST = 1e100  # of a gain or a bias: beyond it products overflow


def random_cell(
    cell: str,
    gain: float = 1.0,
    forget_bias: float = 1.0,
    seed: int = 0,
    features: int = FEATURES,
    units: int = UNITS,
) -> CellWeights:
    """Return weights of a cell as before training, with a recurrent kernel of known strength.

    Parameters
    ----------
    cell : {"RNN", "LSTM", "GRU"}
        Which cell.
    gain, forget_bias : float
        As in `gradient_flow`; the bias is used by an LSTM only.
    seed : int
        Chooses the random numbers.
    features, units : int
        D and H.

    Returns
    -------
    RNNWeights, LSTMWeights or GRUWeights
        float64. The kernel is Glorot uniform, as Keras starts it; the recurrent kernel's blocks
        are orthogonal matrices times `gain`.

    Raises
    ------
    ValueError
        If a value is out of range.

    Examples
    --------
    >>> kernel = random_cell("RNN", gain=0.5).recurrent_kernel
    >>> float((np.linalg.norm(np.ones(32) @ kernel) / np.linalg.norm(np.ones(32))).round(6))
    0.5
    """
    kind = CELLS[_validate.choice("cell", cell, CELLS)]
    gain = above_zero("gain", gain)
    forget_bias = _validate.number("forget_bias", forget_bias, -LARGEST, LARGEST)
    features = _validate.whole("features", features, low=1)
    units = _validate.whole("units", units, low=1)
    _validate.room("features", features)
    _validate.room("units", units, kind.blocks * max(features, units))
    rng = np.random.default_rng(_validate.whole("seed", seed, low=0))

    width = kind.blocks * units
    kernel = glorot_uniform(rng, features, width)
    blocks = [gain * orthonormal_columns(rng, units, units) for _ in range(kind.blocks)]
    bias = np.zeros((2, width) if kind.biases == 2 else width)
    if kind is LSTMWeights:
        bias[units : 2 * units] = forget_bias
    return kind(kernel, np.hstack(blocks), bias)


def glorot_uniform(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """Draw a kernel as Keras starts one, after Glorot and Bengio (2010)."""
    limit = math.sqrt(6 / (rows + columns))
    return rng.uniform(-limit, limit, (rows, columns))


def orthonormal_columns(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """Draw columns of norm 1 at right angles to each other; each such matrix is as likely.

    There can be no more columns than rows. With as many it is a rotation or reflection.
    """
    q, r = np.linalg.qr(rng.normal(size=(rows, columns)))
    return q * np.sign(np.diag(r))


def above_zero(name: str, value: object) -> float:
    """Return `value` as a float greater than 0, and small enough to multiply with."""
    found = _validate.number(name, value)
    if found <= 0:
        raise ValueError(f"{name} must be greater than 0; got {found:g}")
    return _validate.number(name, found, 0.0, LARGEST)
