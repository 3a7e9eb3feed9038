"""The mistakes that learners make when they carry a state over a cut, each carried out."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]
Layer = Callable[..., Arrays]


def _handing_over(state: Callable[[np.ndarray, np.ndarray, np.ndarray], list | None]) -> Callable:
    """Return a reading that starts the second piece from ``state(early, hidden, cell)``."""

    def read(layer: Layer, first: np.ndarray, second: np.ndarray) -> Arrays:
        early, hidden, cell = layer(first)
        late, hidden, cell = layer(second, initial_state=state(early, hidden, cell))
        return np.concatenate([early, late], axis=1), hidden, cell

    return read


def _early_states(layer: Layer, first: np.ndarray, second: np.ndarray) -> Arrays:
    early, hidden, cell = layer(first)
    late, _, _ = layer(second, initial_state=[hidden, cell])
    return np.concatenate([early, late], axis=1), hidden, cell


def _states_from_nothing(layer: Layer, first: np.ndarray, second: np.ndarray) -> Arrays:
    output, _, _ = _handing_over(lambda early, hidden, cell: [hidden, cell])(layer, first, second)
    _, hidden, cell = layer(second)
    return output, hidden, cell


def _turned_round(layer: Layer, first: np.ndarray, second: np.ndarray) -> Arrays:
    late, hidden, cell = layer(second)
    early, hidden, cell = layer(first, initial_state=[hidden, cell])
    return np.concatenate([late, early], axis=1), hidden, cell


def _joined_backwards(layer: Layer, first: np.ndarray, second: np.ndarray) -> Arrays:
    early, hidden, cell = layer(first)
    late, hidden, cell = layer(second, initial_state=[hidden, cell])
    return np.concatenate([late, early], axis=1), hidden, cell


def _returned_the_other_way(layer: Layer, first: np.ndarray, second: np.ndarray) -> Arrays:
    right = _handing_over(lambda early, hidden, cell: [hidden, cell])
    output, hidden, cell = right(layer, first, second)
    return output, cell, hidden


# Each takes the layer and the two pieces, returns output, hidden and cell.
MISTAKES: tuple[Mistake[Callable[[Layer, np.ndarray, np.ndarray], Arrays]], ...] = (
    Mistake(
        _handing_over(lambda early, hidden, cell: None),
        "the state is dropped at the cut: the second piece starts from zeros, as if the first had "
        "never been read. Pass initial_state=[hidden, cell].",
    ),
    Mistake(
        _handing_over(lambda early, hidden, cell: [hidden, np.zeros_like(cell)]),
        "only h is carried over and c starts from zeros. c is the memory; hand over both.",
    ),
    Mistake(
        _handing_over(lambda early, hidden, cell: [np.zeros_like(hidden), cell]),
        "only c is carried over and h starts from zeros. The gates look at h; hand over both.",
    ),
    Mistake(
        _handing_over(lambda early, hidden, cell: [cell, hidden]),
        "h and c have changed places in initial_state. They have the same shape, so nothing "
        "complains; h comes first.",
    ),
    Mistake(
        _handing_over(lambda early, hidden, cell: [hidden, hidden]),
        "h is handed over twice, once in place of c. The third array that the layer returns is c.",
    ),
    Mistake(
        _handing_over(lambda early, hidden, cell: [early[:, 0], cell]),
        "the state after the first timestep is handed over, early[:, 0]; wanted is the last one, "
        "hidden.",
    ),
    Mistake(
        _early_states,
        "hidden and cell are those after the first piece. Take them from the second call, which "
        "stands at the end of the text.",
    ),
    Mistake(
        _states_from_nothing,
        "the output is right, but hidden and cell come from a reading of the second piece that "
        "started from zeros.",
    ),
    Mistake(
        _turned_round,
        "the second piece is read first. The text begins with first.",
    ),
    Mistake(
        _joined_backwards,
        "the outputs are joined in the wrong order: those of the first piece come first.",
    ),
    Mistake(
        _returned_the_other_way,
        "hidden and cell have changed places in what is returned: output, hidden, cell.",
    ),
)
