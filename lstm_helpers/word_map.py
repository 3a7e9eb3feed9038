"""Words as points in a plane: an embedding seen flat, and one word with its neighbours."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.neighbours import FIRST_WORD, Neighbour, known_word, nearest_ids
from lstm_helpers.projection import Projection, project
from lstm_helpers.tokenizer import Vocabulary
from lstm_helpers.word_labels import WordLabels


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class WordMap:
    """A word, its neighbours, and the words shown around them.

    Attributes
    ----------
    word : Neighbour
        The chosen word itself.
    neighbours : tuple of Neighbour
        K words, by falling similarity.
    point, neighbour_points, points : ndarray, shapes (2,), (K, 2) and (N, 2)
        Places of the chosen word, of its neighbours and of the N words shown.
    leaning, neighbour_leanings, leanings : int and ndarray of int, shapes (K,) and (N,)
        1 where a word stands mostly in praise, −1 mostly in blame, 0 neither.
    sentences : int
        In how many training sentences the chosen word stands.
    shares : ndarray, shape (2,)
        The share of the variance of all words that each axis shows.
    reach : ndarray, shape (2, 2)
        The least and the greatest place of any word of the vocabulary on each axis.
    name : str
        Which vectors these are, such as ``"after training"``.

    Examples
    --------
    >>> labels = WordLabels(*np.zeros((3, 5), dtype=int))
    >>> vocabulary = Vocabulary(("", "[UNK]", "good", "great", "bad"))
    >>> vectors = np.array([[0, 0], [0, 0], [1, 0.5], [2, 0], [-3, 0]])
    >>> found = WordAtlas(vocabulary, vectors, labels).around("good", count=1, shown=2)
    >>> found.neighbours[0].word, found.points.shape, found.same
    ('great', (2, 2), 1)
    """

    word: Neighbour
    neighbours: tuple[Neighbour, ...]
    point: np.ndarray
    neighbour_points: np.ndarray
    points: np.ndarray
    leaning: int
    neighbour_leanings: np.ndarray
    leanings: np.ndarray
    sentences: int
    shares: np.ndarray
    reach: np.ndarray
    name: str

    @property
    def same(self) -> int:
        """The number of neighbours that lean as the chosen word does."""
        return int((self.neighbour_leanings == self.leaning).sum())


class WordAtlas:
    """An embedding laid flat once, of which any word's surroundings can be drawn.

    Parameters
    ----------
    vocabulary : Vocabulary
        V ids, words by falling frequency.
    embedding : array_like, shape (V, D)
        One vector an id, D of 2 or more.
    labels : WordLabels
        In sentences of which label each word stands.
    name : str
        Which vectors these are, such as ``"after training"``.

    Attributes
    ----------
    vocabulary, name : Vocabulary, str
        As given.
    projection : Projection
        The two axes along which the vectors of all words differ most.

    Raises
    ------
    ValueError
        If the parts do not belong together, or there are fewer than two words.

    Examples
    --------
    >>> labels = WordLabels(*np.zeros((3, 4), dtype=int))
    >>> atlas = WordAtlas(Vocabulary(("", "[UNK]", "good", "bad")), np.eye(4), labels)
    >>> atlas.projection.points.shape
    (2, 2)
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        embedding: np.ndarray,
        labels: WordLabels,
        name: str = "after training",
    ) -> None:
        _validate.instance("vocabulary", vocabulary, Vocabulary)
        _validate.instance("labels", labels, WordLabels)
        size = len(vocabulary)
        shape = (size, "D")
        matrix = _validate.array("embedding", embedding, ("vocabulary", "features"), shape)
        if labels.positive.shape != (size,):
            raise ValueError(
                f"labels must hold one count for each of the {size} ids; got {len(labels.positive)}"
            )
        self.name = _validate.text("name", name)
        self.vocabulary = vocabulary
        self.projection: Projection = project(matrix[FIRST_WORD:], axes=2)
        self._embedding = matrix
        self._leaning = labels.leaning
        self._sentences = labels.sentences

    def around(self, word: str, count: int, shown: int) -> WordMap:
        """Return a word's surroundings.

        Parameters
        ----------
        word : str
            A known word; it may be rarer than those shown.
        count : int
            How many neighbours, 1 or more.
        shown : int
            How many words, the most frequent, are shown; neighbours are looked for among them.

        Returns
        -------
        WordMap

        Raises
        ------
        ValueError
            If the word is not known, `count` is below 1, or `shown` is below 2 or more than all.

        Examples
        --------
        >>> labels = WordLabels(*np.zeros((3, 4), dtype=int))
        >>> atlas = WordAtlas(Vocabulary(("", "[UNK]", "good", "bad")), np.eye(4), labels)
        >>> atlas.around("good", count=5, shown=2).neighbours
        (Neighbour(word='bad', id=3, similarity=0.0),)
        """
        id_ = known_word("word", word, self.vocabulary)
        count = _validate.whole("count", count, low=1)
        shown = _validate.whole("shown", shown, 2, len(self.vocabulary) - FIRST_WORD)
        near = nearest_ids(id_, self._embedding, count, among=shown)
        ids = np.array([each for each, _ in near])
        points = self.projection.points  # of all words, so an id's row is two earlier
        tokens = self.vocabulary.tokens
        return WordMap(
            word=Neighbour(tokens[id_], id_, 1.0),
            neighbours=tuple(Neighbour(tokens[each], each, value) for each, value in near),
            point=points[id_ - FIRST_WORD],
            neighbour_points=points[ids - FIRST_WORD],
            points=points[:shown],
            leaning=int(self._leaning[id_]),
            neighbour_leanings=self._leaning[ids],
            leanings=self._leaning[FIRST_WORD : FIRST_WORD + shown],
            sentences=int(self._sentences[id_]),
            shares=self.projection.shares,
            reach=np.array([points.min(axis=0), points.max(axis=0)]),
            name=self.name,
        )

    def word_at(self, place: np.ndarray, shown: int) -> str:
        """Return the word shown nearest to a place on the map.

        Parameters
        ----------
        place : array_like, shape (2,)
            In the map's own units.
        shown : int
            How many words, the most frequent, are shown; 1 or more.

        Returns
        -------
        str

        Raises
        ------
        ValueError
            If the place is not one of two finite numbers, or `shown` is below 1 or more than all.

        Examples
        --------
        >>> labels = WordLabels(*np.zeros((3, 4), dtype=int))
        >>> atlas = WordAtlas(Vocabulary(("", "[UNK]", "good", "bad")), np.eye(4), labels)
        >>> atlas.word_at(atlas.around("bad", 1, 2).point, shown=2)
        'bad'
        """
        place = _validate.array("place", place, ("axes",), (2,))
        shown = _validate.whole("shown", shown, 1, len(self.vocabulary) - FIRST_WORD)
        distances = np.linalg.norm(self.projection.points[:shown] - place, axis=1)
        return self.vocabulary.tokens[int(distances.argmin()) + FIRST_WORD]
