"""Text that a character model writes, with what it thought of each character."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.probabilities import temperature_above_zero


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Continuation:
    """A prompt written on, N characters.

    Attributes
    ----------
    prompt : str
        What was read first.
    text : str
        The N characters that were added.
    temperature : float
        At which they were drawn.
    seed : int
        Of the draws.
    characters : str
        The V that may come next, in the order of their ids.
    plain, next : ndarray of float64, shape (V,)
        The probability of each to come after the prompt, at temperature 1 and at this one.
    probabilities : ndarray of float64, shape (N,)
        That of each added character when its turn came, at temperature 1: what the model itself
        thinks of it.

    Examples
    --------
    >>> from lstm_helpers import load_verse_model
    >>> written = continue_text(load_verse_model(), "The boat", length=20)
    >>> len(written.text), written.probabilities.shape
    (20, (20,))
    """

    prompt: str
    text: str
    temperature: float
    seed: int
    characters: str
    plain: np.ndarray
    next: np.ndarray
    probabilities: np.ndarray

    @property
    def nats(self) -> float:
        """Mean of −log of `probabilities`; 0 if nothing was added."""
        if not self.text:
            return 0.0
        return float(-np.log(np.maximum(self.probabilities, np.finfo(float).tiny)).mean())

    @property
    def entropy(self) -> float:
        """That of `next`, in nats: how open the next character is at this temperature."""
        possible = self.next[self.next > 0]
        return float(-(possible * np.log(possible)).sum())


def continue_text(
    model: CharacterModel, prompt: str, length: int = 200, temperature: float = 1.0, seed: int = 0
) -> Continuation:
    """Write on from a prompt as `CharacterModel.generate` does, and keep the probabilities.

    Parameters
    ----------
    model : CharacterModel
        Writes.
    prompt : str
        What to begin with; one known character or more.
    length : int
        Characters to add.
    temperature : float
        More than 0.
    seed : int
        The same seed gives the same text.

    Returns
    -------
    Continuation

    Raises
    ------
    ValueError
        If the prompt is empty or holds an unknown character, or a number is out of range.

    Examples
    --------
    >>> from lstm_helpers import load_verse_model
    >>> model = load_verse_model()
    >>> written = continue_text(model, "Rain ", length=30, temperature=0.7, seed=4)
    >>> written.prompt + written.text == model.generate("Rain ", 30, 0.7, 4)
    True
    """
    _validate.instance("model", model, CharacterModel)
    length = _validate.whole("length", length, low=0)
    _validate.room("length", length)
    temperature = temperature_above_zero(temperature)
    random = np.random.default_rng(_validate.whole("seed", seed, low=0))
    reader = model.read(prompt)
    plain, at_first = reader.probabilities(), reader.probabilities(temperature)
    ids, probabilities = [], np.zeros(length)
    for place, chance in enumerate(random.random(length)):
        id_ = reader.draw(chance, temperature)
        probabilities[place] = reader.probabilities()[id_]
        ids.append(id_)
        reader.read(id_)
    return Continuation(
        prompt,
        "".join(model.characters[id_] for id_ in ids),
        temperature,
        seed,
        model.characters,
        plain,
        at_first,
        probabilities,
    )
