"""A character model that reads: one character at a time, or many rows at once."""

from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.probabilities import draw, temperature_above_zero

if TYPE_CHECKING:
    from lstm_helpers.character_model.model import CharacterModel

_COLDEST = 1e-200  # of temperatures


class CharacterReader:
    """A model that has read some characters, and carries its state to the next.

    Parameters
    ----------
    model : CharacterModel
        V characters, H units.

    Attributes
    ----------
    logits : ndarray of float64, shape (V,)
        For each next character, after the last one that was read.
    hidden, cell : ndarray of float32, shape (H,)
        The state; zeros before anything is read.

    Examples
    --------
    >>> from lstm_helpers import load_verse_model
    >>> model = load_verse_model()
    >>> reader = CharacterReader(model)
    >>> for id_ in model.encode("The bo"):
    ...     reader.read(id_)
    >>> model.characters[reader.logits.argmax()]
    'a'
    """

    def __init__(self, model: "CharacterModel") -> None:
        from lstm_helpers.character_model.model import CharacterModel  # which imports this module

        _validate.instance("model", model, CharacterModel)
        self._model = model
        self.reset()

    def reset(self) -> None:
        """Forget what was read: back to a state of zeros."""
        self.hidden = np.zeros(self._model.lstm.units, dtype=np.float32)
        self.cell = np.zeros_like(self.hidden)
        self.logits = self._model.dense_bias.astype(np.float64)

    def read(self, id_: int) -> None:
        """Read one more character; the state is carried on.

        Parameters
        ----------
        id_ : int
            The character's id.

        Raises
        ------
        ValueError
            If there is no such id.
        """
        model = self._model
        id_ = _validate.whole("id_", id_, 0, len(model.table) - 1)
        self.hidden, self.cell = _step(model, model.table[id_], self.hidden, self.cell)
        logits = self.hidden @ model.dense_kernel + model.dense_bias
        self.logits = logits.astype(np.float64)

    def probabilities(self, temperature: float = 1.0) -> np.ndarray:
        """Return the probability of each character to come next: `softmax` of the scaled logits.

        Parameters
        ----------
        temperature : float
            More than 0.

        Returns
        -------
        ndarray of float64, shape (V,)

        Raises
        ------
        ValueError
            If the temperature is not a finite number above 0.
        """
        # Still nearer to 0 a quotient would overflow; exp gives 0 for all but the greatest anyway.
        if type(temperature) is not float or not _COLDEST <= temperature < np.inf:
            temperature = max(temperature_above_zero(temperature), _COLDEST)
        weights = np.exp((self.logits - self.logits.max()) / temperature)
        return weights / weights.sum()

    def draw(self, chance: float, temperature: float = 1.0) -> int:
        """Choose a next character, without reading it.

        Parameters
        ----------
        chance : float
            A random number, at least 0 and below 1.
        temperature : float
            More than 0.

        Returns
        -------
        int
            Its id.

        Raises
        ------
        ValueError
            If `chance` is not at least 0 and below 1, or the temperature not above 0.
        """
        inside = type(chance) is float and 0 <= chance < 1  # as nearly always
        if not inside and _validate.number("chance", chance, 0.0, 1.0) == 1:
            raise ValueError("chance must be below 1; got 1")
        return draw(self.probabilities(temperature), chance)


def losses(model: "CharacterModel", ids: np.ndarray, row: int) -> np.ndarray:
    """Return −log of the probability of each id but the first, in nats.

    Parameters
    ----------
    model : CharacterModel
        Gives the probabilities.
    ids : ndarray of int, length N
        N at least 2.
    row : int
        Ids read in one go from an empty state; all rows are read side by side.

    Returns
    -------
    ndarray of float64, length N − 1

    Examples
    --------
    >>> from lstm_helpers import load_verse_model
    >>> model = load_verse_model()
    >>> losses(model, np.array(model.encode("tide")), row=2).shape
    (3,)
    """
    inputs, targets = ids[:-1], ids[1:]
    whole = len(inputs) // row * row
    last = np.arange(whole, len(inputs))
    parts = [np.arange(whole).reshape(-1, row), last[None]]
    found = np.zeros(len(inputs))
    # The products are many and small: two threads would spend more time on waiting for each other,
    # twenty times more on a busy machine.
    with threadpool_limits(1, "blas"):
        for places in parts:
            if places.size:
                found[places] = _rows(model, inputs[places], targets[places])
    return found


def _rows(model: "CharacterModel", inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    hidden = cell = np.zeros((len(inputs), model.lstm.units), dtype=np.float32)
    found = np.zeros(inputs.shape)
    for t in range(inputs.shape[1]):
        hidden, cell = _step(model, model.table[inputs[:, t]], hidden, cell)
        logits = (hidden @ model.dense_kernel + model.dense_bias).astype(np.float64)
        highest = logits.max(axis=1)
        total = np.log(np.exp(logits - highest[:, None]).sum(axis=1)) + highest
        found[:, t] = total - logits[np.arange(len(logits)), targets[:, t]]
    return found


def _step(
    model: "CharacterModel", brought: np.ndarray, hidden: np.ndarray, cell: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Read one character in each row: `lstm_step` without its checks, x W + b being known."""
    units = model.lstm.units
    z = brought + hidden @ model.lstm.recurrent_kernel
    valves = sigmoid(z)
    candidate = np.tanh(z[..., 2 * units : 3 * units])
    kept = valves[..., units : 2 * units] * cell
    cell = kept + valves[..., :units] * candidate
    return valves[..., 3 * units :] * np.tanh(cell), cell
