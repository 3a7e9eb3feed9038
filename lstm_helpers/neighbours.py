"""Which vectors point the same way: cosine similarity, and a word's nearest neighbours."""

from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.tokenizer import UNKNOWN_ID, Vocabulary, tokenize

FIRST_WORD = UNKNOWN_ID + 1  # ids below are padding and unknown, which are no words


@dataclass(frozen=True)
class Neighbour:
    """A word near another.

    Attributes
    ----------
    word : str
        The token.
    id : int
        Its id.
    similarity : float
        The cosine of the angle between the two vectors, from −1 to 1.

    Examples
    --------
    >>> Neighbour("great", id=40, similarity=0.9).word
    'great'
    """

    word: str
    id: int
    similarity: float


def cosine_similarities(vector: np.ndarray, embedding: np.ndarray) -> np.ndarray:
    r"""Compare one vector with each row of a matrix by the angle between them.

    The cosine of the angle between a and b is ``a · b / (‖a‖ ‖b‖)``: 1 where they point the same
    way, 0 at a right angle, −1 where they point in opposite directions, however long they are
    (Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, section 6.3.1).

    Parameters
    ----------
    vector : array_like, shape (D,)
        The one vector.
    embedding : array_like, shape (V, D)
        The others, one a row.

    Returns
    -------
    ndarray of float64, shape (V,)
        From −1 to 1. A vector of zeros has no direction; its similarity to any other is set to 0.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or a value is not finite.

    Examples
    --------
    >>> cosine_similarities([1.0, 0.0], [[3.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, 0.0]])
    array([ 1.,  0., -1.,  0.])
    """
    vector = _validate.array("vector", vector, ("features",), ("D",), huge=True)
    axes, shape = ("vocabulary", "features"), ("V", len(vector))
    matrix = _validate.array("embedding", embedding, axes, shape, huge=True)
    return np.clip(_unit(matrix) @ _unit(vector), -1.0, 1.0)


def nearest_neighbours(
    word: str, vocabulary: Vocabulary, embedding: np.ndarray, count: int = 10
) -> list[Neighbour]:
    """Find the words whose vectors point most nearly the same way as a word's.

    Parameters
    ----------
    word : str
        A word of the vocabulary, in any spelling that `tokenize` makes that token of.
    vocabulary : Vocabulary
        V ids.
    embedding : array_like, shape (V, D)
        One row an id.
    count : int
        How many neighbours, 1 or more. If there are fewer other words, all of them are returned.

    Returns
    -------
    list of Neighbour
        By falling cosine similarity, equal ones by id; without the word itself, padding and
        unknown.

    Raises
    ------
    ValueError
        If the word is not in the vocabulary, the embedding has another number of rows, or `count`
        is below 1.

    Examples
    --------
    >>> vocabulary = Vocabulary(("", "[UNK]", "good", "great", "bad"))
    >>> vectors = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [2.0, 0.0], [-1.0, 0.0]]
    >>> nearest_neighbours("Good", vocabulary, vectors, count=1)
    [Neighbour(word='great', id=3, similarity=1.0)]
    >>> nearest_neighbours("graet", vocabulary, vectors)
    Traceback (most recent call last):
    ValueError: word must be in the vocabulary; got 'graet' – did you mean 'great'?
    """
    id_ = known_word("word", word, vocabulary)
    count = _validate.whole("count", count, low=1)
    shape = (len(vocabulary), "D")
    matrix = _validate.array("embedding", embedding, ("vocabulary", "features"), shape)
    return [
        Neighbour(vocabulary.tokens[near], near, similarity)
        for near, similarity in nearest_ids(id_, matrix, count)
    ]


def nearest_ids(
    id_: int, embedding: np.ndarray, count: int, among: int | None = None
) -> list[tuple[int, float]]:
    """Return the ids of a word's nearest neighbours, each with its similarity.

    Parameters
    ----------
    id_ : int
        The word's id.
    embedding : ndarray, shape (V, D)
        One row an id.
    count : int
        How many.
    among : int, optional
        How many words, the first of the vocabulary, come into question; all if left out.

    Returns
    -------
    list of (int, float)
        As `nearest_neighbours` orders them.

    Examples
    --------
    >>> nearest_ids(2, np.array([[1.0], [1.0], [1.0], [-2.0], [3.0]]), count=5)
    [(4, 1.0), (3, -1.0)]
    """
    end = len(embedding) if among is None else FIRST_WORD + among
    similarities = cosine_similarities(embedding[id_], embedding[:end])
    others = np.array([i for i in range(FIRST_WORD, end) if i != id_], dtype=np.intp)
    # Rounded, so that vectors of one direction are a tie, which the id breaks, on any processor.
    order = np.argsort(-similarities[others].round(12), kind="stable")[:count]
    return [(int(near), float(similarities[near])) for near in others[order]]


def known_word(name: str, word: object, vocabulary: Vocabulary) -> int:
    """Return a word's id, or refuse it and suggest the known word that is spelled most like it.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    word : str
        One word.
    vocabulary : Vocabulary
        The known words.

    Returns
    -------
    int
        From 2 up.

    Raises
    ------
    ValueError
        If it is not one single known word.

    Examples
    --------
    >>> known_word("word", "Film!", Vocabulary(("", "[UNK]", "film")))
    2
    """
    _validate.instance("vocabulary", vocabulary, Vocabulary)
    tokens = tokenize(_validate.text(name, word))
    if len(tokens) != 1:
        raise ValueError(f"{name} must be one word; got {_validate.brief(word)}")
    (token,) = tokens
    if token not in vocabulary:
        close = get_close_matches(token, vocabulary.tokens[FIRST_WORD:], n=1)
        hint = f" – did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"{name} must be in the vocabulary; got {_validate.brief(word)}{hint}")
    return vocabulary.encode(token)[0]


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Return each vector at length 1; zeros stay zeros."""
    vectors = vectors.astype(np.float64)
    # Scaled first, so that squares of very small or very large numbers do not run out of range.
    largest = np.abs(vectors).max(axis=-1, keepdims=True, initial=0.0)
    scaled = np.divide(vectors, largest, out=np.zeros_like(vectors), where=largest > 0)
    lengths = np.linalg.norm(scaled, axis=-1, keepdims=True)
    return np.divide(scaled, lengths, out=np.zeros_like(scaled), where=lengths > 0)
