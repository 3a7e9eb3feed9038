"""A language model that counts: which character followed the last few, and how often."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.alphabet import Alphabet, two_or_more


@dataclass(frozen=True, eq=False, repr=False)  # arrays have no single truth value
class NgramModel:
    """Probabilities of the next character, from counts of what followed the last few.

    Made by `fit_ngram_model`.

    Attributes
    ----------
    characters : str
        The V characters it knows.
    order : int
        How many characters it looks at, the one to come included: 3 for trigrams, 1 for plain
        frequencies, 0 for all alike.
    k : float
        How many characters' worth of trust the next lower order has.
    counts : dict of str to ndarray of float, shape (V,)
        For each context met, of 0 to ``order − 1`` characters: how often each character followed.

    Examples
    --------
    >>> model = fit_ngram_model("banana", order=2, k=1.0)
    >>> model.characters, model.counts["n"].astype(int).tolist()
    ('abn', [2, 0, 0])
    """

    characters: str
    order: int
    k: float
    counts: dict[str, np.ndarray]

    def __repr__(self) -> str:
        return f"NgramModel(order={self.order}, k={self.k:g})"

    def next_probabilities(self, prompt: str) -> np.ndarray:
        """Return the probability of each character to come next.

        Parameters
        ----------
        prompt : str
            What has been read so far; only its last ``order − 1`` characters matter.

        Returns
        -------
        ndarray of float64, shape (V,)
            In the order of `characters`; none is 0 unless k is.

        Raises
        ------
        ValueError
            If the prompt holds an unknown character.

        Examples
        --------
        >>> fit_ngram_model("banana", order=2, k=1.0).next_probabilities("ban").round(2)
        array([0.83, 0.06, 0.11])
        """
        Alphabet(self.characters).encode(prompt, "prompt")
        return self._next(prompt[len(prompt) - self.order + 1 :] if self.order > 1 else "")

    def loss(self, text: str) -> float:
        """Return the mean cross-entropy of a text, in nats a character.

        Parameters
        ----------
        text : str
            Two characters or more, all of them known; the first is not predicted, as in
            `CharacterModel.loss`.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            If the text is too short or holds an unknown character.

        Examples
        --------
        >>> bool(np.isclose(fit_ngram_model("banana", order=0).loss("nab"), np.log(3)))
        True
        """
        ids = two_or_more("text", text, Alphabet(self.characters))
        width = max(0, self.order - 1)
        met: dict[str, np.ndarray] = {}
        total = 0.0
        for place in range(1, len(ids)):
            context = text[max(0, place - width) : place]
            if context not in met:
                met[context] = np.log(np.maximum(self._next(context), np.finfo(float).tiny))
            total -= met[context][ids[place]]
        return float(total / (len(ids) - 1))

    def _next(self, context: str) -> np.ndarray:
        """Mix the orders, from all alike up to the counts after the whole context."""
        mixed = np.full(len(self.characters), 1 / len(self.characters))
        for length in range(min(len(context) + 1, self.order)):
            counts = self.counts.get(context[len(context) - length :])
            if counts is not None:
                mixed = (counts + self.k * mixed) / (counts.sum() + self.k)
        return mixed


def fit_ngram_model(
    text: str, order: int = 3, k: float = 1.0, characters: str | None = None
) -> NgramModel:
    """Count the n-grams of a text.

    Parameters
    ----------
    text : str
        What to count in.
    order : int
        n: 3 for trigrams. From 0 up.
    k : float
        More than 0: how much the counts after a short context weigh against those after a long
        one. Choose it on validation text.
    characters : str, optional
        Those the model is to know, where they are more than those of `text`.

    Returns
    -------
    NgramModel

    Raises
    ------
    ValueError
        If there are fewer than two characters, a number is out of range, or the text holds a
        character that is not among `characters`.

    Notes
    -----
    With N(hc) the count of character c after context h, h' the context without its first
    character, and V characters:

    | p(c | h) = (N(hc) + k p(c | h')) / (N(h) + k),  and 1 / V below the plain frequencies

    MacKay and Peto, *A hierarchical Dirichlet language model*, 1995, with one k for all orders.

    Examples
    --------
    >>> fit_ngram_model("banana", order=2, k=1.0)
    NgramModel(order=2, k=1)
    """
    text = _validate.text("text", text)
    order = _validate.whole("order", order, low=0)
    if _validate.number("k", k) <= 0:
        raise ValueError(f"k must be more than 0; got {k:g}")
    if characters is None:
        characters = "".join(sorted(set(text)))
    ids = Alphabet(characters).encode(text)
    followers: dict[str, Counter[int]] = defaultdict(Counter)
    for length in range(order):
        for place in range(length, len(ids)):
            followers[text[place - length : place]][ids[place]] += 1
    counts = {context: np.zeros(len(characters)) for context in followers}
    for context, after in followers.items():
        counts[context][list(after)] = list(after.values())
    return NgramModel(characters, order, float(k), counts)
