"""The weights of a character model while they are trained: views of one flat array."""

import math

import numpy as np

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.gradients.untrained import glorot_uniform, orthonormal_columns

_GATES, _FORGET = 4, 1


class Parameters:
    """All weights in one flat array, each gate's in a block of its own.

    What is done to every weight alike, as an optimiser does, is done to `flat`. And with a block
    for each gate, every gate of a batch lies in memory in one piece.

    Parameters
    ----------
    size, features, units : int
        V, D and H.
    dtype : data type
        Of the array.

    Attributes
    ----------
    flat : ndarray, shape (N,)
        Zeros at first.
    embedding : ndarray, shape (V, D)
        This and the following are views of `flat`.
    kernel, recurrent_kernel, bias : ndarray, shapes (4, D, H), (4, H, H), (4, 1, H)
        A block for each gate, in Keras's order: input, forget, candidate, output.
    dense_kernel, dense_bias : ndarray, shapes (H, V), (V,)
        From the hidden state to the logits.

    Examples
    --------
    >>> parameters = Parameters(size=10, features=4, units=6)
    >>> parameters.bias[1] = 1
    >>> float(parameters.flat.sum())
    6.0
    """

    def __init__(self, size: int, features: int, units: int, dtype: type = np.float32) -> None:
        self.shapes = {
            "embedding": (size, features),
            "kernel": (_GATES, features, units),
            "recurrent_kernel": (_GATES, units, units),
            "bias": (_GATES, 1, units),
            "dense_kernel": (units, size),
            "dense_bias": (size,),
        }
        self.flat = np.zeros(sum(map(math.prod, self.shapes.values())), dtype)
        start = 0
        for name, shape in self.shapes.items():
            end = start + math.prod(shape)
            setattr(self, name, self.flat[start:end].reshape(shape))
            start = end

    def draw(self, seed: int) -> None:
        """Fill in weights as before training.

        Parameters
        ----------
        seed : int
            The same seed gives the same weights.

        Notes
        -----
        As Keras starts them, but for the vectors of the characters. Keras draws those from −0.05 to
        0.05, where the gates hardly see them; from a normal distribution of deviation 1, as in
        PyTorch, training loses no time on making them larger.
        """
        rng = np.random.default_rng(seed)
        (size, features), units = self.embedding.shape, self.dense_kernel.shape[0]
        self.embedding[...] = rng.normal(size=(size, features))
        wide = _GATES * units
        self.kernel[...] = _blocks(glorot_uniform(rng, features, wide))
        self.recurrent_kernel[...] = _blocks(orthonormal_columns(rng, wide, units).T)
        self.bias[...] = 0
        self.bias[_FORGET] = 1
        self.dense_kernel[...] = glorot_uniform(rng, units, size)
        self.dense_bias[...] = 0

    def parts(self) -> tuple[np.ndarray, LSTMWeights, np.ndarray, np.ndarray]:
        """Return copies as a `CharacterModel` takes them.

        Returns
        -------
        embedding : ndarray, shape (V, D)
        lstm : LSTMWeights
        dense_kernel, dense_bias : ndarray, shapes (H, V), (V,)
        """
        lstm = LSTMWeights(
            _side_by_side(self.kernel),
            _side_by_side(self.recurrent_kernel),
            _side_by_side(self.bias)[0],
        )
        return self.embedding.copy(), lstm, self.dense_kernel.copy(), self.dense_bias.copy()


def _blocks(wide: np.ndarray) -> np.ndarray:
    """Return the gates' blocks one behind the other: (rows, 4H) to (4, rows, H)."""
    return wide.reshape(len(wide), _GATES, -1).swapaxes(0, 1)


def _side_by_side(blocks: np.ndarray) -> np.ndarray:
    """Return the gates' blocks side by side: (4, rows, H) to (rows, 4H)."""
    return blocks.swapaxes(0, 1).reshape(blocks.shape[1], -1)
