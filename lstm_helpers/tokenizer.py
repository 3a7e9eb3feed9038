"""From text to tokens, and from tokens to ids."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lstm_helpers import _validate

PADDING, UNKNOWN = "", "[UNK]"  # the tokens of the first two ids
UNKNOWN_ID = 1

# Keras lowers ASCII letters only, removes ASCII punctuation and splits on ASCII white space.
# str.lower and str.split know more of Unicode than that, so they would give other tokens.
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_PUNCTUATION = dict.fromkeys(map(ord, "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'"))
_TOKEN = re.compile(r"[^ \t\n\v\f\r]+")


def tokenize(text: str) -> list[str]:
    """Split a text into lower-case word tokens without punctuation.

    Parameters
    ----------
    text : str
        Any text; may be empty.

    Returns
    -------
    list of str
        The tokens in reading order, exactly those of `keras.layers.TextVectorization`.

    Raises
    ------
    ValueError
        If `text` is not a str.

    Examples
    --------
    >>> tokenize("I didn't laugh. Not once!")
    ['i', 'didnt', 'laugh', 'not', 'once']
    """
    lowered = _validate.text("text", text).translate(_LOWER)
    return _TOKEN.findall(lowered.translate(_PUNCTUATION))


@dataclass(frozen=True)
class Vocabulary:
    """The known tokens, each with its id.

    Id 0 is padding, id 1 any unknown token; then tokens by falling frequency, ties in falling
    alphabetical order: the ids that `keras.layers.TextVectorization` gives.

    Parameters
    ----------
    tokens : tuple of str
        ``tokens[id]`` is the token of that id; the first two are ``""`` and ``"[UNK]"``.

    Raises
    ------
    ValueError
        If the first two tokens are others, or a token stands twice.

    Examples
    --------
    >>> vocabulary = Vocabulary.from_texts(["I love cats", "cats love fish"])
    >>> vocabulary.tokens
    ('', '[UNK]', 'love', 'cats', 'i', 'fish')
    >>> vocabulary.encode("Dogs love cats")
    [1, 2, 3]
    """

    tokens: tuple[str, ...]
    _ids: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tokens = tuple(_validate.texts("tokens", self.tokens))
        if tokens[:2] != (PADDING, UNKNOWN):
            raise ValueError(f"tokens must begin with '' and '[UNK]'; got {list(tokens[:2])}")
        if len(set(tokens)) != len(tokens):
            twice = Counter(tokens).most_common(1)[0][0]
            raise ValueError(f"tokens must all differ; got {twice!r} more than once")
        object.__setattr__(self, "tokens", tokens)
        object.__setattr__(self, "_ids", {token: id_ for id_, token in enumerate(tokens)})

    @classmethod
    def from_texts(cls, texts: Iterable[str], max_tokens: int | None = None) -> "Vocabulary":
        """Count the tokens of some texts and number them by falling frequency.

        Parameters
        ----------
        texts : iterable of str
            The texts to learn the vocabulary from.
        max_tokens : int, optional
            Greatest size, padding and unknown included; the rarest tokens are left out.

        Returns
        -------
        Vocabulary

        Raises
        ------
        ValueError
            If `texts` is a single str, or `max_tokens` is below 3.

        Examples
        --------
        >>> Vocabulary.from_texts(["good good film", "bad film"], max_tokens=4).tokens
        ('', '[UNK]', 'good', 'film')
        """
        if max_tokens is not None:
            max_tokens = _validate.whole("max_tokens", max_tokens, low=3)
        counts = Counter(
            token for text in _validate.texts("texts", texts) for token in tokenize(text)
        )
        ranked = sorted(counts, key=lambda token: (counts[token], token), reverse=True)
        return cls((PADDING, UNKNOWN, *ranked)[:max_tokens])

    def encode(self, text: str) -> list[int]:
        """Return the id of each token of `text`; an unknown token has id 1.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of int
            One id for each token.

        Raises
        ------
        ValueError
            If `text` is not a str.

        Examples
        --------
        >>> Vocabulary(("", "[UNK]", "film")).encode("Film noir")
        [2, 1]
        """
        return [self._ids.get(token, UNKNOWN_ID) for token in tokenize(text)]

    def decode(self, ids: Iterable[int]) -> list[str]:
        """Return the token of each id, padding left out.

        Parameters
        ----------
        ids : iterable of int
            Ids from 0 to ``len(vocabulary) - 1``.

        Returns
        -------
        list of str

        Raises
        ------
        ValueError
            If an id is not a whole number, or outside the vocabulary.

        Examples
        --------
        >>> Vocabulary(("", "[UNK]", "film")).decode([2, 1, 0, 0])
        ['film', '[UNK]']
        """
        checked = _validate.ids("ids", ids, len(self.tokens))
        return [self.tokens[id_] for id_ in checked if id_ != 0]

    def __len__(self) -> int:
        """Return the number of ids, padding and unknown included."""
        return len(self.tokens)

    def __contains__(self, token: object) -> bool:
        """Tell whether `token` is a known word."""
        return isinstance(token, str) and self._ids.get(token, 0) > 1
