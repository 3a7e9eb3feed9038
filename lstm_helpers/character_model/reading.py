"""Reading a network's rows, and a network in NumPy that reads one character at a time."""

import numpy as np

from lstm_helpers._backend import keras
from lstm_helpers.cells import lstm_step
from lstm_helpers.models import weights_from_keras
from lstm_helpers.probabilities import softmax


class CharacterReader:
    """The network in NumPy, one character at a time: microseconds instead of milliseconds.

    Parameters
    ----------
    network : keras.Model
        With the layers ``embedding``, ``lstm`` and ``dense``.

    Attributes
    ----------
    logits : ndarray of float64, shape (V,)
        For each next character, after the last one that was read.

    Examples
    --------
    >>> from lstm_helpers.networks import character_network
    >>> reader = CharacterReader(character_network(size=5, units=2))
    >>> reader.read(3)
    >>> reader.logits.shape
    (5,)
    """

    def __init__(self, network: keras.Model) -> None:
        self._lstm = weights_from_keras(network.get_layer("lstm"))
        (self._embedding,) = network.get_layer("embedding").get_weights()
        self._kernel, self._bias = network.get_layer("dense").get_weights()
        self._hidden = np.zeros(self._lstm.units, dtype=np.float32)
        self._cell = self._hidden
        self.logits = np.zeros(len(self._bias))

    def read(self, id_: int) -> None:
        """Read one more character; the state is carried on.

        Parameters
        ----------
        id_ : int
            The character's id.
        """
        step = lstm_step(self._lstm, self._embedding[id_], self._hidden, self._cell)
        self._hidden, self._cell = step.hidden, step.cell
        self.logits = (self._hidden @ self._kernel + self._bias).astype(np.float64)


def mean_loss(network: keras.Model, ids: np.ndarray, row: int) -> float:
    """Return the mean cross-entropy of a row of ids, in nats a character.

    Parameters
    ----------
    network : keras.Model
        From ids of shape (batch, T) to logits of shape (batch, T, V).
    ids : ndarray of int, length N
        N at least 2; all but the first are predicted.
    row : int
        Ids read in one go from an empty state.

    Returns
    -------
    float

    Examples
    --------
    >>> from lstm_helpers.networks import character_network
    >>> untrained = character_network(size=5, units=2)
    >>> round(mean_loss(untrained, np.array([0, 1, 2, 3, 4]), row=2), 1)  # about log 5
    1.6
    """
    inputs, targets = ids[:-1], ids[1:]
    whole = len(inputs) // row * row
    parts = [(inputs[:whole].reshape(-1, row), targets[:whole].reshape(-1, row))]
    parts.append((inputs[None, whole:], targets[None, whole:]))
    total = 0.0
    for read, wanted in parts:
        if read.size:
            logits = network.predict_on_batch(read)
            chosen = softmax(logits)
            chosen = np.take_along_axis(chosen, wanted[..., None], axis=-1)
            total -= float(np.log(np.maximum(chosen, 1e-30), dtype=np.float64).sum())
    return total / len(inputs)
