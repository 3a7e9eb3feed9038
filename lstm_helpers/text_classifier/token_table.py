"""The tokens of many texts in one table, so that work on each word is done once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.tokenizer import PADDING, UNKNOWN, UNKNOWN_ID, Vocabulary, tokenize

_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
# Keras drops these without a gap, so that "well-made" and "end...but" would become one token each.
_JOINTS = re.compile(r"[-–—…/]|\.(?=[^\W\d]|\.)")


def without_markup(text: str) -> str:
    """Return a text with a space in place of each tag and of what joins two words.

    Parameters
    ----------
    text : str
        Any text; may hold tags such as ``<br />``. A sign such as "<" or "<3" stays.

    Returns
    -------
    str
        The text. Dashes, slashes, and stops between two words have become spaces as well.

    Examples
    --------
    >>> without_markup("A well-made film.<br /><br />But 2 < 3...no?").split()
    ['A', 'well', 'made', 'film.', 'But', '2', '<', '3', 'no?']
    """
    text = _validate.text("text", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _JOINTS.sub(" ", text)


@dataclass(frozen=True, eq=False)
class TokenTable:
    """The tokens of N texts: each word once, and the place of each token's word.

    Attributes
    ----------
    words : list of str, length W
        Every word that stands in the texts, once.
    places : ndarray of int64, length T
        For each token of all texts, one after the other, the place of its word.
    lengths : ndarray of int64, length N
        Tokens in each text.

    Examples
    --------
    >>> table = TokenTable.of(["good good film", "", "bad film"])
    >>> table.words, table.places.tolist(), table.lengths.tolist()
    (['good', 'film', 'bad'], [0, 0, 1, 2, 1], [3, 0, 2])
    """

    words: list[str]
    places: np.ndarray
    lengths: np.ndarray

    @classmethod
    def of(cls, texts: Iterable[str], prepare: Callable[[str], str] = str) -> "TokenTable":
        """Split texts as `tokenize` does, after `prepare` has been at each."""
        rows = [tokenize(prepare(text)) for text in texts]
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        tokens = [token for row in rows for token in row]
        place = {word: number for number, word in enumerate(dict.fromkeys(tokens))}
        places = np.fromiter(map(place.__getitem__, tokens), np.int64, len(tokens))
        return cls(list(place), places, lengths)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.lengths)

    @property
    def rows(self) -> np.ndarray:
        """For each token, the number of its text."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def counts(self) -> np.ndarray:
        """Return how often each word stands in the texts."""
        return np.bincount(self.places, minlength=len(self.words))

    def look_up(self, number: Callable[[str], int]) -> np.ndarray:
        """Return a number for each token, asking for each word once.

        Examples
        --------
        >>> TokenTable.of(["good film", "film"]).look_up({"film": 7, "good": 2}.get).tolist()
        [2, 7, 7]
        """
        each = np.fromiter(map(number, self.words), np.int64, len(self.words))
        return each[self.places]

    def take(self, texts: np.ndarray) -> "TokenTable":
        """Return the table of some texts, in the order of `texts`; the words stay."""
        ends = np.cumsum(self.lengths)
        starts = (ends - self.lengths)[texts]
        lengths = self.lengths[texts]
        shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        return TokenTable(self.words, self.places[np.arange(lengths.sum()) + shift], lengths)

    def vocabulary(self, max_tokens: int | None = None, rarest: int = 1) -> Vocabulary:
        """Return the vocabulary that `Vocabulary.from_texts` makes, of words met often enough.

        Examples
        --------
        >>> TokenTable.of(["good good film", "bad film"]).vocabulary(rarest=2).tokens
        ('', '[UNK]', 'good', 'film')
        """
        counts = dict(zip(self.words, self.counts().tolist(), strict=True))
        often = [word for word, count in counts.items() if count >= rarest]
        ranked = sorted(often, key=lambda word: (counts[word], word), reverse=True)
        if not ranked:
            raise ValueError("texts must hold at least one word that the vocabulary may keep")
        return Vocabulary((PADDING, UNKNOWN, *ranked)[:max_tokens])

    def encode(self, vocabulary: Vocabulary, length: int, both_ends: bool) -> list[np.ndarray]:
        """Return each text's ids; of a long text its last ones, or half from each end.

        Examples
        --------
        >>> table = TokenTable.of(["a b c d e"])
        >>> [ids.tolist() for ids in table.encode(table.vocabulary(), 3, both_ends=True)]
        [[6, 3, 2]]
        """
        known = {word: number for number, word in enumerate(vocabulary.tokens)}
        ids = self.look_up(lambda word: known.get(word, UNKNOWN_ID)).astype(np.int32)
        rows = np.split(ids, np.cumsum(self.lengths)[:-1]) if len(self) else []
        first = length // 2 if both_ends else 0
        return [
            row if len(row) <= length else np.concatenate((row[:first], row[first - length :]))
            for row in rows
        ]
