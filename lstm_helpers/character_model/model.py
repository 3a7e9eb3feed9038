"""A language model of characters: what comes next, how surprising a text is, text of its own."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.alphabet import Alphabet, two_or_more
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.character_model.reading import CharacterReader, losses
from lstm_helpers.history import History
from lstm_helpers.probabilities import temperature_above_zero


@dataclass(frozen=True, eq=False, repr=False)  # arrays have no single truth value
class CharacterModel:
    """Embedding → LSTM → a probability for each next character; in NumPy.

    Made by `fit_character_model`, or loaded by `load_verse_model`.

    Attributes
    ----------
    characters : str
        The V characters it knows, each once; a character's id is its place.
    embedding : ndarray of float32, shape (V, D)
        A vector for each.
    lstm : LSTMWeights
        D features, H units.
    dense_kernel : ndarray of float32, shape (H, V)
        From the hidden state to the logits.
    dense_bias : ndarray of float32, shape (V,)
        Added to the same.
    history : History
        How it was trained.
    record : dict
        What else is known of it.

    Raises
    ------
    ValueError
        If the parts do not fit together, or a value is not finite.

    Examples
    --------
    >>> from lstm_helpers import load_verse_model
    >>> model = load_verse_model()
    >>> model.embedding.shape == (len(model.characters), model.lstm.features)
    True
    """

    characters: str
    embedding: np.ndarray
    lstm: LSTMWeights
    dense_kernel: np.ndarray
    dense_bias: np.ndarray
    history: History = field(default_factory=History)
    record: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        size, units = len(self.alphabet), self.lstm.units
        shape = (size, self.lstm.features)
        _validate.array("embedding", self.embedding, ("characters", "features"), shape)
        _validate.array("dense_kernel", self.dense_kernel, ("units", "characters"), (units, size))
        _validate.array("dense_bias", self.dense_bias, ("characters",), (size,))
        _validate.instance("history", self.history, History)
        _validate.instance("record", self.record, dict)

    def __repr__(self) -> str:
        return f"CharacterModel({len(self.characters)} characters)"

    @cached_property
    def alphabet(self) -> Alphabet:
        """The characters, with a check of any text."""
        return Alphabet(self.characters)

    @cached_property
    def table(self) -> np.ndarray:
        """What each character brings to the gates, x W + b, shape (V, 4H): computed once."""
        return self.embedding @ self.lstm.kernel + self.lstm.bias

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
        return self.alphabet.encode(text)

    def losses(self, text: str, row: int = 256) -> np.ndarray:
        """Return how surprising each character of a text is, −log of its probability.

        Parameters
        ----------
        text : str
            Two characters or more, all of them known.
        row : int
            The text is cut into rows of so many characters, each read from an empty state.

        Returns
        -------
        ndarray of float64, shape (len(text) − 1,)
            In nats; the first character of the text alone is not predicted.

        Raises
        ------
        ValueError
            If the text is too short, `row` is below 1, or a character is unknown.

        Examples
        --------
        >>> from lstm_helpers import load_verse_model
        >>> load_verse_model().losses("the boat").shape
        (7,)
        """
        ids = two_or_more("text", text, self.alphabet)
        row = _validate.whole("row", row, low=1)
        return losses(self, np.array(ids), min(row, len(ids)))

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
        >>> from lstm_helpers import load_verse_model
        >>> 0.5 < load_verse_model().loss("The boat is on the water.") < 2.5
        True
        """
        return float(self.losses(text, row).mean())

    def read(self, prompt: str) -> CharacterReader:
        """Return a reader that has read a prompt and goes on from there.

        Parameters
        ----------
        prompt : str
            One known character or more.

        Returns
        -------
        CharacterReader

        Raises
        ------
        ValueError
            If the prompt is empty or holds an unknown character.
        """
        ids = self.alphabet.encode(prompt, "prompt")
        if not ids:
            raise ValueError("prompt must hold at least one character; got ''")
        reader = CharacterReader(self)
        for id_ in ids:
            reader.read(id_)
        return reader

    def next_probabilities(self, prompt: str, temperature: float = 1.0) -> np.ndarray:
        """Return the probability of each character to come next.

        Parameters
        ----------
        prompt : str
            What has been read so far; one known character or more.
        temperature : float
            More than 0: below 1 the likeliest gets likelier, above 1 all get more alike.

        Returns
        -------
        ndarray of float64, shape (V,)
            In the order of `characters`.

        Raises
        ------
        ValueError
            If the prompt is empty or holds an unknown character, or the temperature is not above 0.
        """
        temperature = temperature_above_zero(temperature)
        return self.read(prompt).probabilities(temperature)

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
        >>> from lstm_helpers import load_verse_model
        >>> len(load_verse_model().generate("The boat", length=6))
        14
        """
        length = _validate.whole("length", length, low=0)
        _validate.room("length", length)
        temperature = temperature_above_zero(temperature)
        random = np.random.default_rng(_validate.whole("seed", seed, low=0))
        reader, written = self.read(prompt), [prompt]
        for chance in random.random(length):
            id_ = reader.draw(chance, temperature)
            written.append(self.characters[id_])
            reader.read(id_)
        return "".join(written)
