"""What back-propagation through time found."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import CellWeights


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Gradients:
    """The derivative of a loss L with respect to all that one sequence passed through.

    Attributes
    ----------
    weights : RNNWeights, LSTMWeights or GRUWeights
        The class of the layer's weights, holding ∂L/∂W, ∂L/∂U and ∂L/∂b.
    inputs : ndarray, shape (T, D)
        ∂L/∂x at each timestep.
    hidden : ndarray, shape (T, H)
        ∂L/∂h after each timestep, over all ways from there to the loss.
    initial_hidden : ndarray, shape (H,)
        The same for the hidden state before the first timestep.
    cell : ndarray of shape (T, H), or None
        ∂L/∂c after each timestep, over all ways; None without a cell state.
    initial_cell : ndarray of shape (H,), or None
        The same for the cell state before the first timestep.
    """

    weights: CellWeights
    inputs: np.ndarray
    hidden: np.ndarray
    initial_hidden: np.ndarray
    cell: np.ndarray | None = None
    initial_cell: np.ndarray | None = None

    @property
    def norms(self) -> np.ndarray:
        """The norm of ∂L/∂h after each timestep, float64 of shape (T,)."""
        return norm_of_rows(self.hidden)

    @property
    def cell_norms(self) -> np.ndarray | None:
        """The norm of ∂L/∂c after each timestep, as `norms`; None without a cell state."""
        return None if self.cell is None else norm_of_rows(self.cell)


def norm_of_rows(rows: np.ndarray) -> np.ndarray:
    """Return the Euclidean norm of each row, as small or great as it may be.

    Parameters
    ----------
    rows : ndarray, shape (N, M)

    Returns
    -------
    ndarray of float64, shape (N,)

    Notes
    -----
    The square of 1e-200 is too small for a float64, that of 1e200 too great. So each row is
    divided by its greatest entry before it is squared.

    Examples
    --------
    >>> norm_of_rows(np.array([[3e-200, 4e-200], [0.0, 0.0]]))
    array([5.e-200, 0.e+000])
    """
    rows = rows.astype(np.float64)
    greatest = np.abs(rows).max(axis=1, initial=0)
    divisor = np.where(greatest > 0, greatest, 1)[:, None]
    return greatest * np.sqrt(np.square(rows / divisor).sum(axis=1))
