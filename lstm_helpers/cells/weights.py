"""What the weights of all recurrent cells have in common."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lstm_helpers import _validate


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class CellWeights:
    """Kernel, recurrent kernel and bias of one layer; made as one of the cells' own classes.

    Attributes
    ----------
    kernel : ndarray, shape (D, blocks · H)
        From the D input features to the pre-activations.
    recurrent_kernel : ndarray, shape (H, blocks · H)
        From the previous hidden state to the same.
    bias : ndarray, shape (blocks · H,) or, where a cell has two, (2, blocks · H)
        Added to the same.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or a value is not finite.
    """

    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray

    blocks: ClassVar[int]  # how many pre-activations a unit has
    biases: ClassVar[int] = 1

    def __post_init__(self) -> None:
        several = "" if self.blocks == 1 else f"{self.blocks} · "
        wide, letter = f"{several}units", f"{self.blocks}H".removeprefix("1")
        recurrent = _validate.array(
            "recurrent_kernel", self.recurrent_kernel, ("units", wide), ("H", letter), huge=True
        )
        units, width = recurrent.shape
        if units == 0 or width != self.blocks * units:
            raise ValueError(
                f"recurrent_kernel must have shape (units, {wide}) = (H, {letter}), H at least 1; "
                f"got {recurrent.shape}"
            )
        kernel = _validate.array("kernel", self.kernel, ("features", wide), ("D", width), True)
        axes, sizes = ((wide,), (width,)) if self.biases == 1 else (("biases", wide), (2, width))
        bias = _validate.array("bias", self.bias, axes, sizes, huge=True)
        object.__setattr__(self, "kernel", kernel)
        object.__setattr__(self, "recurrent_kernel", recurrent)
        object.__setattr__(self, "bias", bias)

    @property
    def units(self) -> int:
        """H, the number of units: the length of a state."""
        return self.recurrent_kernel.shape[0]

    @property
    def features(self) -> int:
        """D, the number of features of each input vector."""
        return self.kernel.shape[0]

    @property
    def parameters(self) -> int:
        """The number of trainable numbers, such as 4 · (H · (D + H) + H) of an LSTM."""
        return self.kernel.size + self.recurrent_kernel.size + self.bias.size
