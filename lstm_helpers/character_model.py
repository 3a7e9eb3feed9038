"""A language model of characters: what comes next, how surprising a text is, text of its own."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.cells import lstm_step
from lstm_helpers.history import History
from lstm_helpers.models import weights_from_keras
from lstm_helpers.networks import character_network
from lstm_helpers.probabilities import softmax
from lstm_helpers.training import Plan, train

_PERIOD = 100  # batches that count as an epoch: after each the model is judged


class CharacterModel:
    """Embedding → LSTM → a probability for each next character.

    Made by `fit_character_model`.

    Parameters
    ----------
    characters : str
        Each character it knows, once, sorted; a character's id is its place.
    network : keras.Model
        From ids of shape (batch, T) to logits of shape (batch, T, V).
    history : History
        How it was trained.

    Raises
    ------
    ValueError
        If a character comes twice, or the network gives another number of logits.

    Examples
    --------
    >>> model = fit_character_model("tick tock " * 40, epochs=1, units=8, batch=4, rows=32)
    >>> model.characters
    ' cikot'
    """

    def __init__(self, characters: str, network: keras.Model, history: History) -> None:
        self.characters = _validate.text("characters", characters)
        if len(set(characters)) != len(characters):
            raise ValueError("characters must hold each character once only")
        if network.output_shape[-1] != len(characters):
            raise ValueError(
                f"network must give one logit for each of the {len(characters)} characters; "
                f"got {network.output_shape[-1]}"
            )
        self.network = network
        self.history = history
        self._ids = {character: place for place, character in enumerate(characters)}

    def __repr__(self) -> str:
        return f"CharacterModel({len(self.characters)} characters)"

    def encode(self, text: str) -> list[int]:
        """Return the id of each character.

        Parameters
        ----------
        text : str
            Of known characters.

        Returns
        -------
        list of int

        Raises
        ------
        ValueError
            If a character is unknown; the words name it.
        """
        unseen = sorted(set(_validate.text("text", text)) - self._ids.keys())
        if unseen:
            raise ValueError(
                f"text must hold characters that the model was trained on; got {unseen[0]!r}, "
                f"and it knows {self.characters!r}"
            )
        return [self._ids[character] for character in text]

    def loss(self, text: str, row: int = 256) -> float:
        """Return the mean cross-entropy of a text, in nats a character.

        Parameters
        ----------
        text : str
            Two characters or more, all of them known.
        row : int
            The text is cut into rows of so many characters; each row is read from an empty state,
            and the first character of the text alone is not predicted.

        Returns
        -------
        float
            exp of it is the perplexity.

        Raises
        ------
        ValueError
            If the text is too short, `row` is below 1, or a character is unknown.

        Examples
        --------
        >>> model = fit_character_model("tick tock " * 40, epochs=1, units=8, batch=4, rows=32)
        >>> 0 < model.loss("tick tock tick") < 4
        True
        """
        ids = np.array(self.encode(text), dtype=np.int32)
        row = _validate.whole("row", row, low=1)
        if len(ids) < 2:
            raise ValueError(f"text must hold at least 2 characters; got {len(ids)}")
        return _mean_loss(self.network, ids, row)

    def next_probabilities(self, prompt: str, temperature: float = 1.0) -> np.ndarray:
        """Return the probability of each character to come next.

        Parameters
        ----------
        prompt : str
            What has been read so far; one known character or more.
        temperature : float
            More than 0: below 1 the likely get likelier, above 1 all get alike.

        Returns
        -------
        ndarray of float64, shape (V,)
            In the order of `characters`.

        Raises
        ------
        ValueError
            If the prompt is empty or holds an unknown character, or the temperature is not above 0.
        """
        temperature = _temperature(temperature)
        reader = self._reader(prompt)
        return softmax(reader.logits / temperature)

    def generate(
        self, prompt: str, length: int = 200, temperature: float = 1.0, seed: int = 0
    ) -> str:
        """Write on from a prompt, character by character, the state carried on all the way.

        Parameters
        ----------
        prompt : str
            What to begin with; one known character or more.
        length : int
            Characters to add.
        temperature : float
            More than 0: low is careful, high is wild.
        seed : int
            The same seed gives the same text.

        Returns
        -------
        str
            The prompt and what follows.

        Raises
        ------
        ValueError
            If the prompt is empty or holds an unknown character, or a number is out of range.

        Examples
        --------
        >>> model = fit_character_model("tick tock " * 40, epochs=1, units=8, batch=4, rows=32)
        >>> len(model.generate("tick", length=6))
        10
        """
        length = _validate.whole("length", length, low=0)
        temperature = _temperature(temperature)
        random = np.random.default_rng(_validate.whole("seed", seed, low=0))
        reader, written = self._reader(prompt), list(prompt)
        for _ in range(length):
            probabilities = softmax(reader.logits / temperature)
            id_ = int(random.choice(len(probabilities), p=probabilities))
            written.append(self.characters[id_])
            reader.read(id_)
        return "".join(written)

    def _reader(self, prompt: str) -> "_Reader":
        ids = self.encode(_validate.text("prompt", prompt))
        if not ids:
            raise ValueError("prompt must hold at least one character; got ''")
        reader = _Reader(self.network)
        for id_ in ids:
            reader.read(id_)
        return reader


class _Reader:
    """The network in NumPy, one character at a time: some microseconds instead of milliseconds."""

    def __init__(self, network: keras.Model) -> None:
        self._lstm = weights_from_keras(network.get_layer("lstm"))
        (self._embedding,) = network.get_layer("embedding").get_weights()
        self._kernel, self._bias = network.get_layer("dense").get_weights()
        self._hidden = np.zeros(self._lstm.units, dtype=np.float32)
        self._cell = self._hidden
        self.logits = np.zeros(len(self._bias))

    def read(self, id_: int) -> None:
        step = lstm_step(self._lstm, self._embedding[id_], self._hidden, self._cell)
        self._hidden, self._cell = step.hidden, step.cell
        self.logits = (self._hidden @ self._kernel + self._bias).astype(np.float64)


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
    watch: object = None,
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
        (lambda: (_mean_loss(network, held, 256), None)) if len(held) > 1 else None,
        watch,
    )
    return CharacterModel(characters, network, history)


def _mean_loss(network: keras.Model, ids: np.ndarray, row: int) -> float:
    """Return the mean cross-entropy in nats; rows of one length are read together."""
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


def _temperature(temperature: float) -> float:
    if _validate.number("temperature", temperature) <= 0:
        raise ValueError(f"temperature must be more than 0; got {temperature:g}")
    return float(temperature)
