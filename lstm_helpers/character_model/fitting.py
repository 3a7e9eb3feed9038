"""Training a model of characters."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.character_model.reading import mean_loss
from lstm_helpers.history import Progress
from lstm_helpers.networks import character_network
from lstm_helpers.training import Plan, train

_JUDGED_ROW = 256  # characters read in one go where the text kept back is measured


@dataclass(frozen=True)
class _Rows:
    """Training text cut into rows of one length, begun at another place in each epoch."""

    ids: np.ndarray
    length: int
    batch: int

    def steps(self) -> int:
        return max(1, (len(self.ids) - 1) // (self.length * self.batch))

    def batches(self, random: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for _ in range(self.steps()):
            starts = random.integers(0, len(self.ids) - self.length, self.batch)
            places = starts[:, None] + np.arange(self.length)
            yield self.ids[places], self.ids[places + 1]


def fit_character_model(
    text: str,
    seconds: float | None = None,
    seed: int = 0,
    *,
    units: int = 128,
    features: int = 32,
    epochs: int = 20,
    batch: int = 32,
    rows: int = 64,
    learning_rate: float = 0.006,
    validation: float = 0.1,
    watch: Callable[[Progress], None] | None = None,
) -> CharacterModel:
    """Train a model of characters on a text.

    Parameters
    ----------
    text : str
        The longer the better: tens of thousands of characters.
    seconds : float, optional
        How long training may take; without it, all epochs are run.
    seed : int
        The same seed gives the same figures on the same machine, unless time runs out.
    units, features : int
        Of the LSTM, and of the vector for each character.
    epochs, batch, rows : int
        Passes over the text; rows in a step; characters in a row.
    learning_rate : float
        Adam's at the start; it falls to 0.
    validation : float
        The share of the text, at its end, that is kept back to choose the best epoch by.
    watch : function, optional
        Is called with a `Progress` while it trains.

    Returns
    -------
    CharacterModel

    Raises
    ------
    ValueError
        If the text is shorter than two rows or holds one character only, or a number is out of
        range.

    Notes
    -----
    Rows begin at random places, from an empty state (truncated back-propagation through time).

    Examples
    --------
    >>> model = fit_character_model("la " * 100, epochs=1, units=8, batch=4, rows=16)
    >>> model.history.epochs[0].number
    1
    """
    text = _validate.text("text", text)
    rows = _validate.whole("rows", rows, low=1)
    batch = _validate.whole("batch", batch, low=1)
    seed = _validate.whole("seed", seed, 0, 2**32 - 1)
    share = _validate.number("validation", validation, 0.0, 0.5)
    characters = "".join(sorted(set(text)))
    if len(characters) < 2:
        raise ValueError("text must hold at least two different characters")
    known = {character: place for place, character in enumerate(characters)}
    ids = np.array([known[character] for character in text], dtype=np.int32)
    kept = round(share * len(ids))
    fitted, held = ids[: len(ids) - kept], ids[len(ids) - kept :]
    if len(fitted) < rows + 1:
        raise ValueError(
            f"text must hold at least {math.ceil((rows + 1) / (1 - share))} characters for rows of "
            f"{rows}; got {len(ids)}"
        )
    keras.utils.set_random_seed(seed)
    network = character_network(len(characters), features, units)
    network.compile(
        keras.optimizers.Adam(clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    cut, random = _Rows(fitted, rows, batch), np.random.default_rng(seed)
    history = train(
        network,
        lambda: cut.batches(random),
        cut.steps(),
        Plan(epochs, learning_rate, seconds),
        (lambda: (mean_loss(network, held, _JUDGED_ROW), None)) if len(held) > 1 else None,
        watch,
    )
    return CharacterModel(characters, network, history)
