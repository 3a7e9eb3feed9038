"""Recurrent cells for many networks at once, each step with its way back.

Arrays hold S networks side by side, and B sequences for each: a state has shape (S, B, H). Every
network has its own weights and meets its own sequences only. `forward` takes what comes from the
input at one timestep, z = x W + b, and the state; `backward` takes the gradient of the state after
the timestep and gives that of both.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Arrays = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class StackedCell:
    """One kind of cell.

    Attributes
    ----------
    blocks : int
        How many pre-activations a unit has: 1 RNN, 4 LSTM, 3 GRU.
    biases : int
        1, or 2 where what comes from the state has a bias of its own.
    states : int
        1, or 2 where there is a cell state after the hidden state.
    forward : function
        Takes z (S, B, blocks · H), the states, the recurrent kernel (S, H, blocks · H) and the
        recurrent bias or None; returns the new states and what `backward` will need.
    backward : function
        Takes what `forward` kept, the gradients of the new states and the recurrent kernel;
        returns the gradients of z, of what came from the state, and of the old states.
    """

    blocks: int
    biases: int
    states: int
    forward: Callable[..., tuple[Arrays, Arrays]]
    backward: Callable[..., tuple[np.ndarray, np.ndarray, Arrays]]


def _rnn_forward(z: np.ndarray, states: Arrays, kernel: np.ndarray, _: None) -> tuple:
    (hidden,) = states
    new = np.tanh(z + hidden @ kernel)
    return (new,), (hidden, new)


def _rnn_backward(kept: Arrays, gradients: Arrays, kernel: np.ndarray) -> tuple:
    (of_hidden,), (_, new) = gradients, kept
    of_z = of_hidden * (1 - new * new)
    return of_z, of_z, (of_z @ _transposed(kernel),)


def _lstm_forward(z: np.ndarray, states: Arrays, kernel: np.ndarray, _: None) -> tuple:
    hidden, cell = states
    z = z + hidden @ kernel
    units = hidden.shape[-1]
    valves = _sigmoid(z)  # of the candidate's block as well, unused: one call is faster than three
    write, keep, show = (_block(valves, k, units) for k in (0, 1, 3))
    candidate = np.tanh(_block(z, 2, units))
    new_cell = keep * cell + write * candidate
    shown = np.tanh(new_cell)
    return (show * shown, new_cell), (hidden, cell, write, keep, candidate, show, shown)


def _lstm_backward(kept: Arrays, gradients: Arrays, kernel: np.ndarray) -> tuple:
    _, cell, write, keep, candidate, show, shown = kept
    of_hidden, of_cell = gradients
    of_cell = of_cell + of_hidden * show * (1 - shown * shown)
    of_z = np.empty((*cell.shape[:-1], kernel.shape[-1]), dtype=cell.dtype)
    of_write, of_keep, of_candidate, of_show = np.split(of_z, 4, axis=-1)  # views, filled here
    of_write[:] = of_cell * candidate * write * (1 - write)
    of_keep[:] = of_cell * cell * keep * (1 - keep)
    of_candidate[:] = of_cell * write * (1 - candidate * candidate)
    of_show[:] = of_hidden * shown * show * (1 - show)
    return of_z, of_z, (of_z @ _transposed(kernel), of_cell * keep)


def _gru_forward(z: np.ndarray, states: Arrays, kernel: np.ndarray, bias: np.ndarray) -> tuple:
    (hidden,) = states
    units = hidden.shape[-1]
    recurrent = hidden @ kernel + bias
    valves = _sigmoid(z[..., : 2 * units] + recurrent[..., : 2 * units])
    update, reset = (_block(valves, k, units) for k in (0, 1))
    from_hidden = _block(recurrent, 2, units)
    candidate = np.tanh(_block(z, 2, units) + reset * from_hidden)
    new = update * hidden + (1 - update) * candidate
    return (new,), (hidden, update, reset, from_hidden, candidate)


def _gru_backward(kept: Arrays, gradients: Arrays, kernel: np.ndarray) -> tuple:
    hidden, update, reset, from_hidden, candidate = kept
    (of_hidden,) = gradients
    of_update = of_hidden * (hidden - candidate) * update * (1 - update)
    of_candidate = of_hidden * (1 - update) * (1 - candidate * candidate)
    of_reset = of_candidate * from_hidden * reset * (1 - reset)
    of_z = np.concatenate([of_update, of_reset, of_candidate], axis=-1)
    of_recurrent = np.concatenate([of_update, of_reset, of_candidate * reset], axis=-1)
    return of_z, of_recurrent, (of_hidden * update + of_recurrent @ _transposed(kernel),)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """Return the sigmoid in the form that NumPy computes fastest."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def _block(z: np.ndarray, number: int, units: int) -> np.ndarray:
    return z[..., number * units : (number + 1) * units]


def _transposed(kernel: np.ndarray) -> np.ndarray:
    return kernel.swapaxes(-1, -2)


CELLS = {
    "rnn": StackedCell(1, 1, 1, _rnn_forward, _rnn_backward),
    "lstm": StackedCell(4, 1, 2, _lstm_forward, _lstm_backward),
    "gru": StackedCell(3, 2, 1, _gru_forward, _gru_backward),
}
