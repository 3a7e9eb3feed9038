"""Weights as they are before training, with a recurrent kernel of known strength."""

import math

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import CellWeights, GRUWeights, LSTMWeights, RNNWeights

CELLS: dict[str, type[CellWeights]] = {"RNN": RNNWeights, "LSTM": LSTMWeights, "GRU": GRUWeights}
UNITS, FEATURES = 32, 8


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
    forget_bias = _validate.number("forget_bias", forget_bias)
    features = _validate.whole("features", features, low=1)
    units = _validate.whole("units", units, low=1)
    rng = np.random.default_rng(_validate.whole("seed", seed, low=0))

    width = kind.blocks * units
    limit = math.sqrt(6 / (features + width))
    kernel = rng.uniform(-limit, limit, (features, width))
    blocks = [gain * _orthogonal(rng, units) for _ in range(kind.blocks)]
    bias = np.zeros((2, width) if kind.biases == 2 else width)
    if kind is LSTMWeights:
        bias[units : 2 * units] = forget_bias
    return kind(kernel, np.hstack(blocks), bias)


def _orthogonal(rng: np.random.Generator, size: int) -> np.ndarray:
    """Return a rotation or reflection, each as likely as any other."""
    q, r = np.linalg.qr(rng.normal(size=(size, size)))
    return q * np.sign(np.diag(r))


def above_zero(name: str, value: object) -> float:
    """Return `value` as a finite float greater than 0."""
    found = _validate.number(name, value)
    if found <= 0:
        raise ValueError(f"{name} must be greater than 0; got {found:g}")
    return found
