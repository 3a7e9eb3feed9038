"""Training a model of characters; it needs Keras."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.alphabet import Alphabet, two_or_more
from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.history import History, Progress
from lstm_helpers.models import weights_from_keras
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
    dropout: float = 0.0,
    validation: float | str = 0.1,
    characters: str | None = None,
    watch: Callable[[Progress], None] | None = None,
    after_epoch: Callable[[CharacterModel], None] | None = None,
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
    dropout : float
        Probability that a unit's hidden state is blanked while training; a feature of a character
        half as often.
    validation : float or str
        Text kept back to choose the best epoch by: the share of `text`, at its end, or another
        text.
    characters : str, optional
        Those the model is to know, where they are more than those of `text`.
    watch : function, optional
        Is called with a `Progress` while it trains.
    after_epoch : function, optional
        Is called after each epoch with the model as it is.

    Returns
    -------
    CharacterModel

    Raises
    ------
    ValueError
        If the text is shorter than two rows, holds one character only or one that is not among
        `characters`, or a number is out of range.

    Notes
    -----
    Rows begin at random places, from an empty state (truncated back-propagation through time).

    Examples
    --------
    >>> model = fit_character_model("la " * 100, epochs=1, units=8, batch=4, rows=16)
    >>> model.history.epochs[0].number
    1
    """
    rows = _validate.whole("rows", rows, low=1)
    batch = _validate.whole("batch", batch, low=1)
    seed = _validate.whole("seed", seed, 0, 2**32 - 1)
    fitted, held, alphabet = _split(text, validation, characters, rows)
    keras.utils.set_random_seed(seed)
    network = character_network(len(alphabet), features, units, dropout, seed)
    network.compile(
        keras.optimizers.Adam(clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    cut, random = _Rows(fitted, rows, batch), np.random.default_rng(seed)

    def judge() -> tuple[float, None]:
        model = _as_character_model(alphabet, network)
        if after_epoch is not None:
            after_epoch(model)
        return model.loss(held, _JUDGED_ROW), None

    history = train(
        network,
        lambda: cut.batches(random),
        cut.steps(),
        Plan(epochs, learning_rate, seconds),
        judge if held else None,
        watch,
    )
    return _as_character_model(alphabet, network, history)


def _split(
    text: str, validation: float | str, characters: str | None, rows: int
) -> tuple[np.ndarray, str, Alphabet]:
    """Return the ids to train on, the text kept back (perhaps none), and the alphabet."""
    text = _validate.text("text", text)
    if isinstance(validation, str):
        held, share = validation, 0.0
    else:
        share = _validate.number("validation", validation, 0.0, 0.5)
        kept = round(share * len(text))
        held = text[len(text) - kept :] if kept > 1 else ""
        text = text[: len(text) - len(held)]
    if characters is None:
        characters = "".join(sorted(set(text + held)))
        if len(characters) < 2:
            raise ValueError("text must hold at least two different characters")
    alphabet = Alphabet(characters)
    ids = alphabet.encode(text)
    if isinstance(validation, str):
        two_or_more("validation", validation, alphabet)
    if len(ids) < rows + 1:
        raise ValueError(
            f"text must hold at least {math.ceil((rows + 1) / (1 - share))} characters for rows of "
            f"{rows}; got {len(ids) + len(held) * (share > 0)}"
        )
    return np.array(ids, dtype=np.int32), held, alphabet


def _as_character_model(
    alphabet: Alphabet, network: keras.Model, history: History | None = None
) -> CharacterModel:
    (embedding,) = network.get_layer("embedding").get_weights()
    kernel, bias = network.get_layer("dense").get_weights()
    lstm = weights_from_keras(network.get_layer("lstm"))
    return CharacterModel(alphabet.characters, embedding, lstm, kernel, bias, history or History())
