"""A language model that counts: which character followed the last few, and how often."""

from collections import defaultdict
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
    discount : float
        What each count gives up, for the next lower order to share out.
    counts : dict of str to ndarray of float, shape (V,)
        For each context met. Of ``order − 1`` characters: how often each character followed. Of
        fewer: how many different characters stood before the context with that follower.

    Examples
    --------
    >>> model = fit_ngram_model("banana", order=2)
    >>> model.characters, model.counts["n"].astype(int).tolist()
    ('abn', [2, 0, 0])
    """

    characters: str
    order: int
    discount: float
    counts: dict[str, np.ndarray]

    def __repr__(self) -> str:
        return f"NgramModel(order={self.order}, discount={self.discount:g})"

    def next_probabilities(self, prompt: str) -> np.ndarray:
        """Return the probability of each character to come next.

        Parameters
        ----------
        prompt : str
            What has been read so far; only its last ``order − 1`` characters matter.

        Returns
        -------
        ndarray of float64, shape (V,)
            In the order of `characters`; none is 0.

        Raises
        ------
        ValueError
            If the prompt holds an unknown character.

        Examples
        --------
        >>> fit_ngram_model("banana", order=2, discount=0.6).next_probabilities("ban").round(2)
        array([0.88, 0.04, 0.08])
        """
        Alphabet(self.characters).encode(prompt, "prompt")
        return self._next(prompt[max(0, len(prompt) - self.order + 1) :] if self.order > 1 else "")

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
        ids = np.array(two_or_more("text", text, Alphabet(self.characters)))
        chances = np.full(len(ids), 1 / len(self.characters))
        for length in range(min(self.order, len(ids))):
            chances[length:] = self._mixed(text, ids, length, chances[length:])
        return float(-np.log(np.maximum(chances[1:], np.finfo(float).tiny)).mean())

    def _mixed(self, text: str, ids: np.ndarray, length: int, below: np.ndarray) -> np.ndarray:
        """Mix the counts after `length` characters with what shorter contexts say, at each place.

        `below` has one probability for each character that has so many before it.
        """
        never = np.zeros(len(self.characters))
        contexts = (text[place - length : place] for place in range(length, len(text)))
        counts = np.array([self.counts.get(context, never) for context in contexts])
        total = counts.sum(axis=1)
        freed = self.discount * np.count_nonzero(counts, axis=1)
        count = counts[np.arange(len(counts)), ids[length:]]
        mixed = np.maximum(count - self.discount, 0) + freed * below
        return np.divide(mixed, total, out=below.copy(), where=total > 0)

    def _next(self, context: str) -> np.ndarray:
        """Mix the orders, from all alike up to the counts after the whole context."""
        mixed = np.full(len(self.characters), 1 / len(self.characters))
        for length in range(min(len(context) + 1, self.order)):
            counts = self.counts.get(context[len(context) - length :])
            if counts is not None:
                freed = self.discount * np.count_nonzero(counts)
                kept = np.maximum(counts - self.discount, 0)
                mixed = (kept + freed * mixed) / counts.sum()
        return mixed


def fit_ngram_model(
    text: str, order: int = 3, discount: float = 0.7, characters: str | None = None
) -> NgramModel:
    """Count the n-grams of a text.

    Parameters
    ----------
    text : str
        What to count in.
    order : int
        n: 3 for trigrams. From 0 up.
    discount : float
        Between 0 and 1: what each count gives up to the next lower order. Choose it on validation
        text.
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
    Interpolated Kneser–Ney smoothing. With N(hc) the count of character c after context h, h' the
    context without its first character, d the discount and D(h) how many different characters
    follow h:

    | p(c | h) = (max(N(hc) − d, 0) + d D(h) p(c | h')) / N(h),  and 1 / V below the shortest

    For a context shorter than the longest, N(hc) is the number of different characters that stand
    before hc. Where h was never met, p(c | h) = p(c | h').

    Kneser and Ney, *Improved backing-off for m-gram language modeling*, 1995; interpolated as in
    Chen and Goodman, *An empirical study of smoothing techniques for language modeling*, 1999.

    Examples
    --------
    >>> fit_ngram_model("banana", order=2, discount=0.6)
    NgramModel(order=2, discount=0.6)
    """
    text = _validate.text("text", text)
    order = _validate.whole("order", order, low=0)
    if not 0 < _validate.number("discount", discount) < 1:
        raise ValueError(f"discount must be more than 0 and less than 1; got {discount:g}")
    if characters is None:
        characters = "".join(sorted(set(text)))
    ids = Alphabet(characters).encode(text)
    longest: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(characters)))
    for place in range(order - 1, len(ids) if order else 0):
        longest[text[place - order + 1 : place]][ids[place]] += 1
    counts = dict(longest)
    for length in range(min(order, len(ids)) - 2, -1, -1):  # no context is longer than the text
        for context in [context for context in counts if len(context) == length + 1]:
            before = counts.setdefault(context[1:], np.zeros(len(characters)))
            before += counts[context] > 0
    return NgramModel(characters, order, float(discount), counts)
