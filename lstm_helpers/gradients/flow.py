"""How far back a gradient reaches, in cells whose weights nobody has trained yet."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import CellWeights
from lstm_helpers.gradients.bptt import backpropagate
from lstm_helpers.gradients.clipping import clip_by_norm, global_norm
from lstm_helpers.gradients.untrained import (
    CELLS,
    FEATURES,
    LARGEST,
    UNITS,
    above_zero,
    random_cell,
)

INPUT_SPREAD = 0.1
# Between a hundredth and a hundredfold of where it started, a gradient counts as holding.
BOUND = 100.0


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class GradientCurve:
    """How one cell passes a gradient back, from the last of T timesteps to the first.

    Attributes
    ----------
    cell : {"RNN", "LSTM", "GRU"}
        Which cell it is.
    norms : ndarray, shape (T,)
        The norm of ∂L/∂h after each timestep; 1 after the last.
    cell_norms : ndarray of shape (T,), or None
        The same for ∂L/∂c of an LSTM.
    weight_gradient : RNNWeights, LSTMWeights or GRUWeights
        ∂L/∂W, ∂L/∂U and ∂L/∂b.
    weight_norm : float
        The norm of these three together.
    """

    cell: str
    norms: np.ndarray
    cell_norms: np.ndarray | None
    weight_gradient: CellWeights
    weight_norm: float

    @property
    def ratio(self) -> float:
        """The first timestep's norm divided by the last's."""
        return float(self.norms[0] / self.norms[-1])

    @property
    def factor(self) -> float:
        """What each step back multiplies the norm by, on (geometric) average."""
        return self.ratio ** (1 / (len(self.norms) - 1))

    @property
    def halving(self) -> float:
        """Over how many steps back the norm halves on average; negative where it doubles.

        Infinite where it stays, 0 where nothing at all is left.
        """
        if self.ratio in (0.0, 1.0):
            return 0.0 if self.ratio == 0 else math.inf
        return math.log(0.5) / math.log(self.factor)

    @property
    def verdict(self) -> str:
        """``"vanishing"`` below a ratio of 1/100, ``"exploding"`` above 100, else ``"holding"``."""
        if self.ratio < 1 / BOUND:
            return "vanishing"
        return "exploding" if self.ratio > BOUND else "holding"


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class GradientFlow:
    """The same gradient sent back through three untrained cells.

    Attributes
    ----------
    curves : dict of str to GradientCurve
        By cell: ``"RNN"``, ``"LSTM"``, ``"GRU"``.
    cell : str
        The one in the foreground.
    length : int
        T, the number of timesteps.
    gain : float
        What the recurrent kernel's blocks multiply a vector's norm by.
    forget_bias : float
        The LSTM's bias of the forget gate.
    clip : float or None
        The limit on the weights' gradient, if there is one.
    seed : int
        Chooses the random numbers.
    """

    curves: dict[str, GradientCurve]
    cell: str
    length: int
    gain: float
    forget_bias: float
    clip: float | None
    seed: int

    @property
    def curve(self) -> GradientCurve:
        """That of the cell in the foreground."""
        return self.curves[self.cell]

    @property
    def clipped_norm(self) -> float:
        """The norm of its weights' gradient after clipping."""
        if self.clip is None:
            return self.curve.weight_norm
        return global_norm(clip_by_norm(self.curve.weight_gradient, self.clip))

    @property
    def is_clipped(self) -> bool:
        """Whether clipping changes the update."""
        return self.clip is not None and self.curve.weight_norm > self.clip


def gradient_flow(
    cell: str = "RNN",
    length: int = 50,
    gain: float = 1.0,
    forget_bias: float = 1.0,
    clip: float | None = None,
    seed: int = 0,
) -> GradientFlow:
    """Send a gradient of norm 1 back from the last hidden state, through each of the cells.

    Parameters
    ----------
    cell : {"RNN", "LSTM", "GRU"}
        The one in the foreground.
    length : int
        T, the number of timesteps, at least 2.
    gain : float
        Each H × H block of the recurrent kernel is `gain` times a random orthogonal matrix, in
        all three cells: it multiplies the norm of every vector by `gain`, whichever way the
        vector points. Greater than 0.
    forget_bias : float
        The bias of the LSTM's forget gate; all other biases are 0, as Keras starts them.
    clip : float, optional
        A limit on the norm of the weights' whole gradient, above 0.
    seed : int
        Chooses weights and inputs.

    Returns
    -------
    GradientFlow

    Raises
    ------
    ValueError
        If a value is out of range.

    Notes
    -----
    The loss is L = (h₁ + … + h_H) / √H of the last hidden state, H = 32 units. So ∂L/∂h after the
    last timestep has norm 1. The inputs have 8 features, normal with mean 0 and standard
    deviation 0.1; the kernel is Glorot uniform; the states start at 0.

    One step back through the RNN multiplies by tanh's slopes, at most 1, and by the recurrent
    kernel. So k steps before the end the RNN's norm is at most gain to the power of k. A greater
    gain also drives tanh into saturation, where its slopes are small; so the norm grows more
    slowly than that, if at all.

    Examples
    --------
    >>> flow = gradient_flow("RNN", length=100, gain=0.5)
    >>> flow.curve.verdict, flow.curves["LSTM"].ratio > flow.curve.ratio
    ('vanishing', True)
    """
    cell = _validate.choice("cell", cell, CELLS)
    length = _validate.whole("length", length, low=2)
    _validate.room("length", length, UNITS)
    gain = above_zero("gain", gain)
    forget_bias = _validate.number("forget_bias", forget_bias, -LARGEST, LARGEST)
    clip = clip if clip is None else above_zero("clip", clip)
    seed = _validate.whole("seed", seed, low=0)
    curves = {
        name: _curve(name, length, gain, forget_bias if name == "LSTM" else 0.0, seed)
        for name in CELLS
    }
    return GradientFlow(curves, cell, length, gain, forget_bias, clip, seed)


@lru_cache(maxsize=512)
def _curve(cell: str, length: int, gain: float, forget_bias: float, seed: int) -> GradientCurve:
    weights = random_cell(cell, gain, forget_bias, seed)
    inputs = np.random.default_rng([seed, 1]).normal(0.0, INPUT_SPREAD, (length, FEATURES))
    from_loss = np.zeros((length, UNITS))
    from_loss[-1] = 1 / math.sqrt(UNITS)
    found = backpropagate(weights, inputs, from_loss)
    return GradientCurve(
        cell, found.norms, found.cell_norms, found.weights, global_norm(found.weights)
    )
