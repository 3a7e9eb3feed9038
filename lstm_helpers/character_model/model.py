"""A language model of characters: what comes next, how surprising a text is, text of its own."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.character_model.reading import CharacterReader, mean_loss
from lstm_helpers.history import History
from lstm_helpers.probabilities import softmax


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
    >>> from lstm_helpers import fit_character_model
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
        >>> from lstm_helpers import fit_character_model
        >>> model = fit_character_model("tick tock " * 40, epochs=1, units=8, batch=4, rows=32)
        >>> 0 < model.loss("tick tock tick") < 4
        True
        """
        ids = np.array(self.encode(text), dtype=np.int32)
        row = _validate.whole("row", row, low=1)
        if len(ids) < 2:
            raise ValueError(f"text must hold at least 2 characters; got {len(ids)}")
        return mean_loss(self.network, ids, row)

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
        >>> from lstm_helpers import fit_character_model
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

    def _reader(self, prompt: str) -> CharacterReader:
        ids = self.encode(_validate.text("prompt", prompt))
        if not ids:
            raise ValueError("prompt must hold at least one character; got ''")
        reader = CharacterReader(self.network)
        for id_ in ids:
            reader.read(id_)
        return reader


def _temperature(temperature: float) -> float:
    if _validate.number("temperature", temperature) <= 0:
        raise ValueError(f"temperature must be more than 0; got {temperature:g}")
    return float(temperature)
