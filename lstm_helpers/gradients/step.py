"""What one timestep of a backward pass hands on."""

from typing import NamedTuple

import numpy as np


class StepGradients(NamedTuple):
    """The gradients that one timestep of a cell computes, going backwards.

    Attributes
    ----------
    from_input, from_hidden : ndarray, shape (blocks · H,)
        With respect to x W + b and to h U + b. They differ for a GRU alone, where the reset gate
        stands between the two.
    state, state_before : tuple of ndarray, each of shape (H,)
        With respect to the hidden state after and before this timestep; of an LSTM, to the hidden
        and the cell state.
    """

    from_input: np.ndarray
    from_hidden: np.ndarray
    state: tuple[np.ndarray, ...]
    state_before: tuple[np.ndarray, ...]
