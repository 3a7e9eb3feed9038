"""What a tagger sees of a token: its word, its shape and its ending.

Case is kept here, other than in `tokenize`, for a capital letter is half of what tells a name; and
a name that was never seen still has a shape and an ending.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from lstm_helpers import _validate

_UNSEEN = ("unseen word", "unseen shape", "unseen ending")  # ids 1, 2 and 3; id 0 is padding
_ENDING = 3  # letters
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")  # quotation marks, as the corpus has them

# A token of the entity corpus: a possessive, an initial, a number, a word with inner hyphens and
# apostrophes, or one character of punctuation.
_TOKEN = re.compile(
    r"'s\b|\b[A-Z]\.(?=\s+[A-Z])|\d+(?:[.,:]\d+)*[a-z]*|[^\W\d_]+(?:[-'](?!s\b)[^\W\d_]+)*|\S"
)


def split_tokens(text: str) -> list[str]:
    """Split a text into tokens with their case, punctuation and possessives on their own.

    Parameters
    ----------
    text : str
        Any text, with or without spaces around its punctuation.

    Returns
    -------
    list of str
        Cut as in the course's entity corpus; curly quotation marks become straight ones.

    Raises
    ------
    ValueError
        If `text` is not a str.

    Examples
    --------
    >>> split_tokens("Jordan's uncle, R. Weiss, lives in Baden-Baden.")
    ['Jordan', "'s", 'uncle', ',', 'R.', 'Weiss', ',', 'lives', 'in', 'Baden-Baden', '.']
    """
    return _TOKEN.findall(_validate.text("text", text).translate(_STRAIGHT))


def token_shape(token: str) -> str:
    """Return the shape of a token: X for capitals, x for small letters, d for digits.

    Parameters
    ----------
    token : str
        Any token.

    Returns
    -------
    str
        A run of the same kind is written once; other characters stay.

    Raises
    ------
    ValueError
        If `token` is not a str.

    Examples
    --------
    >>> [token_shape(token) for token in ("Jordan", "signed", "UN", "R.", "1987", "Baden-Baden")]
    ['Xx', 'x', 'X', 'X.', 'd', 'Xx-Xx']
    """
    return re.sub(r"(.)\1+", r"\1", "".join(map(_kind, _validate.text("token", token))))


def token_features(token: str) -> tuple[str, str, str]:
    """Return the names of a token's features: its word in small letters, its shape, its ending.

    Parameters
    ----------
    token : str
        Any token.

    Returns
    -------
    tuple of three str
        The ending is the last three letters, or all there are.

    Raises
    ------
    ValueError
        If `token` is not a str.

    Examples
    --------
    >>> token_features("Jordan")
    ('word:jordan', 'shape:Xx', 'end:dan')
    """
    shape, word = token_shape(token), token.lower()
    return f"word:{word}", f"shape:{shape}", f"end:{word[-_ENDING:]}"


@dataclass(frozen=True)
class FeatureVocabulary:
    """The known features of tokens, each with its id.

    Id 0 is padding; ids 1, 2 and 3 stand for a word, a shape and an ending that are not known.
    A word that was never seen in small letters is kept as ``"name:…"``. Every token with a capital
    has ``" name"`` behind its shape, unless its word is known in small letters: at the start of a
    sentence, *Clerks* and *Reggie* differ by that alone.

    Parameters
    ----------
    features : tuple of str
        ``features[id]`` is the name of that feature; the first four are ``""``,
        ``"unseen word"``, ``"unseen shape"`` and ``"unseen ending"``.

    Raises
    ------
    ValueError
        If the first four are others, or a feature stands twice.

    Examples
    --------
    >>> vocabulary = FeatureVocabulary.from_sentences([["Rose", "sang"], ["Rose", "left"]])
    >>> vocabulary.features[4:]
    ('name:rose', 'shape:Xx name', 'shape:x', 'end:ose')
    >>> vocabulary.encode(["Rose", "danced"])
    array([[4, 5, 7],
           [1, 6, 3]], dtype=int32)
    """

    features: tuple[str, ...]
    _ids: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        features = tuple(_validate.texts("features", self.features))
        if features[:4] != ("", *_UNSEEN):
            wanted = ", ".join(map(repr, ("", *_UNSEEN)))
            raise ValueError(f"features must begin with {wanted}; got {list(features[:4])}")
        if len(set(features)) != len(features):
            twice = Counter(features).most_common(1)[0][0]
            raise ValueError(f"features must all differ; got {twice!r} more than once")
        object.__setattr__(self, "features", features)
        object.__setattr__(self, "_ids", {name: id_ for id_, name in enumerate(features)})

    @classmethod
    def from_sentences(
        cls, sentences: Iterable[Sequence[str]], min_count: int = 2
    ) -> "FeatureVocabulary":
        """Count the features of sentences and number those that are frequent enough.

        Parameters
        ----------
        sentences : iterable of sequences of str
            The tokens of each sentence.
        min_count : int
            How often a feature has to occur to be known. What is seen once teaches nothing but
            itself; read as unknown, it teaches what an unknown word is like.

        Returns
        -------
        FeatureVocabulary
            Words first, then shapes, then endings, each by falling frequency.

        Raises
        ------
        ValueError
            If a token is not a str, or `min_count` is below 1.

        Examples
        --------
        >>> len(FeatureVocabulary.from_sentences([["Rose", "sang"]], min_count=1))
        10
        """
        min_count = _validate.whole("min_count", min_count, low=1)
        rows = _validate.entries("sentences", sentences, "a list of lists of tokens")
        tokens = [
            token
            for place, row in enumerate(rows)
            for token in _validate.texts(f"sentences[{place}]", row)
        ]
        small = {f"word:{token}" for token in tokens if token == token.lower()}
        found = [_told_apart(token, small) for token in tokens]
        known: list[str] = []
        for names in zip(*found, strict=True):
            counts = Counter(names)
            ranked = sorted((-count, name) for name, count in counts.items())
            known += [name for count, name in ranked if -count >= min_count]
        return cls(("", *_UNSEEN, *known))

    def encode(self, tokens: Sequence[str]) -> np.ndarray:
        """Return three ids for each token: of its word, its shape and its ending.

        Parameters
        ----------
        tokens : sequence of str, length T
            The tokens of one sentence.

        Returns
        -------
        ndarray of int32, shape (T, 3)

        Raises
        ------
        ValueError
            If `tokens` is a single str, or a token is not a str.

        Examples
        --------
        >>> FeatureVocabulary.from_sentences([["Rose", "Ann"]]).encode(["Jo"])
        array([[1, 4, 3]], dtype=int32)
        """
        rows = [
            [
                self._ids.get(name, unseen)
                for unseen, name in enumerate(_told_apart(token, self._ids), 1)
            ]
            for token in _validate.texts("tokens", tokens)
        ]
        return np.array(rows, dtype=np.int32).reshape(len(rows), len(_UNSEEN))

    def __len__(self) -> int:
        """Return the number of ids, padding and the unknown included."""
        return len(self.features)

    def __contains__(self, name: object) -> bool:
        """Tell whether a feature such as ``"word:rose"`` is known."""
        return isinstance(name, str) and self._ids.get(name, 0) > len(_UNSEEN)


def _told_apart(token: str, small: Container[str]) -> tuple[str, str, str]:
    """Return a token's features, those of a name told from those of a word with a capital."""
    word, shape, ending = token_features(token)
    if token == token.lower() or word in small:
        return word, shape, ending
    return word.replace("word:", "name:", 1), f"{shape} name", ending


def _kind(letter: str) -> str:
    if letter.isdigit():
        return "d"
    if letter.isupper():
        return "X"
    return "x" if letter.isalpha() else letter
