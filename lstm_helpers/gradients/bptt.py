"""Back-propagation through time, for all three cells."""

from types import ModuleType

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import CellWeights, GRUWeights, LSTMWeights, RNNWeights
from lstm_helpers.gradients import gru, lstm, rnn
from lstm_helpers.gradients.result import Gradients
from lstm_helpers.gradients.step import StepGradients

_CELLS = {RNNWeights: rnn, LSTMWeights: lstm, GRUWeights: gru}


def backpropagate(
    weights: CellWeights,
    inputs: np.ndarray,
    hidden_gradients: np.ndarray,
    initial_state: np.ndarray | tuple[np.ndarray, np.ndarray] | None = None,
) -> Gradients:
    """Follow a loss back through every timestep of a sequence.

    Parameters
    ----------
    weights : RNNWeights, LSTMWeights or GRUWeights
        D features, H units; says which cell it is.
    inputs : array_like, shape (T, D)
        One vector a timestep; T may be 0.
    hidden_gradients : array_like, shape (T, H)
        ∂L/∂h after each timestep where the loss looks at h itself, zeros elsewhere. A loss that
        looks at the last hidden state only has zeros in all rows but the last.
    initial_state : array_like of shape (H,), for an LSTM a pair of them, optional
        Hidden state, and cell state, before the first timestep; zeros if left out.

    Returns
    -------
    Gradients
        float32 if all arrays given are, else float64.

    Raises
    ------
    ValueError
        If a shape does not fit the weights, a value is not finite, `weights` is something else,
        or the gradient grows beyond what the arrays' type can hold.

    Notes
    -----
    The chain rule, taken backwards from the last timestep to the first. Each timestep's state s (h;
    of an LSTM, h and c together) reaches the loss in two ways: where the loss looks at its h, and
    by the next timestep:

    | ∂L/∂s_t = what the loss gives at t + (∂s_{t+1}/∂s_t)ᵀ ∂L/∂s_{t+1}

    All timesteps use the same weights, so the weights' gradient is a sum over timesteps.
    Where tanh or a sigmoid is saturated, its slope is nearly 0, in floating point often 0, and so
    is the gradient behind it.

    Werbos, *Backpropagation through time: what it does and how to do it*, 1990.

    Examples
    --------
    >>> weights = RNNWeights(np.ones((1, 1)), 0.5 * np.ones((1, 1)), np.zeros(1))
    >>> gradients = backpropagate(weights, np.zeros((4, 1)), [[0.0], [0.0], [0.0], [1.0]])
    >>> gradients.norms
    array([0.125, 0.25 , 0.5  , 1.   ])
    """
    cell = _CELLS.get(type(weights))
    if cell is None:
        raise ValueError(
            f"weights must be RNNWeights, LSTMWeights or GRUWeights; got {type(weights).__name__}"
        )
    inputs = _validate.array("inputs", inputs, ("timesteps", "features"), ("T", weights.features))
    given = _validate.array(
        "hidden_gradients", hidden_gradients, ("timesteps", "units"), (len(inputs), weights.units)
    )
    state = _initial_state(initial_state, weights)
    kept = cell.forward(weights, inputs, *state)
    with np.errstate(over="ignore", invalid="ignore"):  # looked for, and said in words
        steps, at_start = _steps_back(cell, weights, kept, given, states=len(state))
        return _gathered(weights, inputs, kept.hidden_before, steps, at_start)


def _steps_back(
    cell: ModuleType, weights: CellWeights, kept: object, given: np.ndarray, states: int
) -> tuple[list[StepGradients], tuple[np.ndarray, ...]]:
    """Return all steps, the first timestep's first, and the gradients of the initial states."""
    steps, carried = [], (np.zeros_like(given, shape=weights.units),) * states
    for t in reversed(range(len(given))):
        hidden = given[t] + carried[0]
        steps.append(cell.backward_step(weights, kept, t, hidden, *carried[1:]))
        carried = steps[-1].state_before
    return steps[::-1], carried


def _gathered(
    weights: CellWeights,
    inputs: np.ndarray,
    hidden_before: np.ndarray,
    steps: list[StepGradients],
    at_start: tuple[np.ndarray, ...],
) -> Gradients:
    """Sum the weights' gradient over the timesteps, and stack what is kept apart.

    With the timesteps as rows, such a sum of outer products is one product of matrices.
    """
    width = weights.blocks * weights.units
    dtype = np.result_type(inputs, hidden_before, weights.kernel, *at_start)
    from_input = np.array([step.from_input for step in steps], dtype).reshape(-1, width)
    from_hidden = np.array([step.from_hidden for step in steps], dtype).reshape(-1, width)
    biases = (from_input, from_hidden)[: weights.biases]
    found = {
        "kernel": inputs.T @ from_input,
        "recurrent_kernel": hidden_before.T @ from_hidden,
        "bias": np.array([each.sum(axis=0) for each in biases]).reshape(weights.bias.shape),
        "inputs": from_input @ weights.kernel.T,
    }
    for i, state in enumerate(("hidden", "cell")[: len(at_start)]):
        found[state] = np.array([step.state[i] for step in steps], dtype)
        found[state] = found[state].reshape(-1, weights.units)
        found[f"initial_{state}"] = at_start[i]
    if not all(np.isfinite(array).all() for array in found.values()):
        raise ValueError(
            f"weights let the gradient grow beyond what {dtype} can hold; "
            "make them smaller, or the sequence shorter"
        )
    own = [found.pop(name) for name in ("kernel", "recurrent_kernel", "bias")]
    return Gradients(weights=type(weights)(*own), **found)


def _initial_state(state: object, weights: CellWeights) -> tuple[np.ndarray, ...]:
    if not isinstance(weights, LSTMWeights):
        given = {"initial_state": state}
    elif state is None:
        given = {"hidden": None, "cell": None}
    elif isinstance(state, tuple | list) and len(state) == 2:
        given = dict(zip(("initial_state's hidden", "initial_state's cell"), state, strict=True))
    else:
        raise ValueError(
            f"initial_state must be a pair (hidden, cell); got {_validate.brief(state)}"
        )
    zeros = np.zeros_like(weights.kernel, shape=weights.units)
    return tuple(
        zeros if value is None else _validate.array(name, value, ("units",), (weights.units,))
        for name, value in given.items()
    )
