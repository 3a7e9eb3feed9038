"""A bag of words, pairs and beginnings, each weighed by its log-count ratio.

After Wang and Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification"
(ACL 2012): the ratios of Naive Bayes as the scale of a logistic regression's inputs.
"""

import re
import warnings
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from lstm_helpers import _validate
from lstm_helpers.text_classifier.token_table import TokenTable

_BEGINNING = 5  # characters
_AT_LEAST = 2  # texts that a feature must stand in
_DIGIT = re.compile(r"\d")


def log_count_ratios(counts: np.ndarray, smoothing: float = 1.0) -> np.ndarray:
    """Return how much likelier each feature is in one class than in all the others.

    Parameters
    ----------
    counts : array_like, shape (C, F)
        In how many texts of each class each feature stands.
    smoothing : float
        Is added to every count, so that no ratio is infinite; more than 0.

    Returns
    -------
    ndarray of float64, shape (C, F)
        log of the feature's share of the class's counts, less log of its share of the rest's. For
        two classes the difference of `sklearn.naive_bayes.MultinomialNB.feature_log_prob_`.

    Raises
    ------
    ValueError
        If `counts` has another shape, or `smoothing` is below 0.

    Examples
    --------
    With 1 added, "bad" makes up 3/4 of one class and 1/4 of the other; log 3 ≈ 1.1:

    >>> log_count_ratios([[2, 0], [0, 2]]).round(1).tolist()
    [[1.1, -1.1], [-1.1, 1.1]]
    """
    counts = _validate.array("counts", counts, ("classes", "features"), ("C", "F"))
    inside = counts + _validate.number("smoothing", smoothing, 0.0)
    outside = counts.sum(axis=0) - counts + smoothing
    shares = [part / part.sum(axis=1, keepdims=True) for part in (inside, outside)]
    return np.log(shares[0]) - np.log(shares[1])


def beginning(word: str) -> str:
    """Return a word's first five characters, each digit as 0.

    Words of one family share it, and numbers of one shape; a word never met may have a known one.

    Examples
    --------
    >>> beginning("wonderfully"), beginning("wonders"), beginning("0871")
    ('wonde', 'wonde', '0000')
    """
    return _DIGIT.sub("0", word[:_BEGINNING])


class WordBag:
    """What is in a text, whatever its order: words, pairs of neighbours, beginnings of words.

    Only features of at least two training texts count. A text's row holds, for each feature,
    (1 + log count) · (1 + log((1 + N) / (1 + texts with it))) · log-count ratio, and is then made
    1 long; a logistic regression for each class (one, for two classes) adds up its numbers.

    Parameters
    ----------
    strength : float
        Of the regression; lower means smaller weights (scikit-learn's C).

    Examples
    --------
    >>> table = TokenTable.of(["a good film", "a bad film"] * 4)
    >>> bag = WordBag().fit(table, np.array([1, 0] * 4), classes=2)
    >>> bag.logits(TokenTable.of(["good", "bad"])).argmax(axis=1).tolist()
    [1, 0]
    """

    def __init__(self, strength: float = 1.0) -> None:
        self.strength = strength

    def fit(
        self,
        table: TokenTable,
        targets: np.ndarray,
        classes: int,
        weights: np.ndarray | None = None,
    ) -> "WordBag":
        """Learn from the tokens of N texts.

        Parameters
        ----------
        table : TokenTable
            Of N texts.
        targets : ndarray of int, length N
            The class of each text, from 0 to C - 1.
        classes : int
            C, from 2 up.
        weights : ndarray, length N, optional
            How much each text counts in the regression.

        Returns
        -------
        WordBag
            Itself.
        """
        self.words_ = {word: number for number, word in enumerate(table.words)}
        self.beginnings_ = {}
        for word in table.words:
            self.beginnings_.setdefault(beginning(word), len(self.beginnings_))
        found, rows = self._features(table)
        self.features_, counts = np.unique(found, return_counts=True)
        self.features_ = self.features_[counts >= _AT_LEAST]
        matrix = self._counted(found, rows, len(table))
        texts_with = np.bincount(matrix.indices, minlength=len(self.features_))
        kept = texts_with >= _AT_LEAST
        self.features_, matrix = self.features_[kept], matrix[:, kept]
        self.rarity_ = np.log((1 + len(table)) / (1 + texts_with[kept])) + 1

        member = np.eye(classes)[targets]  # (N, C)
        self.ratios_ = np.zeros((classes, 0))
        if kept.any():
            self.ratios_ = log_count_ratios(((matrix > 0).T @ member).T)
        numbers = [1] if classes == 2 else range(classes)
        self.classes_ = classes
        self.regressions_ = [
            self._regression(self._weighed(matrix, number), targets == number, weights)
            for number in numbers
        ]
        return self

    def logits(self, table: TokenTable) -> np.ndarray:
        """Return a logit for each class, shape (N, C); of two classes, half the regression's each.

        A text without a known feature gets the regressions' own bias.
        """
        matrix = self._counted(*self._features(table), len(table))
        if self.classes_ == 2:
            half = self._read(self.regressions_[0], matrix, 1) / 2
            return np.stack([-half, half], axis=1)
        read = [self._read(one, matrix, number) for number, one in enumerate(self.regressions_)]
        return np.stack(read, axis=1)

    def word_ratios(self, words: Sequence[str]) -> np.ndarray:
        """Return the log-count ratios of some words, 0 where a word is no feature.

        Shape (W, C); of two classes, the second's alone: (W, 1).
        """
        numbers = np.array([self.words_.get(word, -1) for word in words], dtype=np.int64)
        ratios = np.zeros((self.classes_, len(numbers)))
        if len(self.features_):
            columns = np.searchsorted(self.features_, numbers) % len(self.features_)
            found = self.features_[columns] == numbers
            ratios[:, found] = self.ratios_[:, columns[found]]
        return ratios[1:].T if self.classes_ == 2 else ratios.T

    def _features(self, table: TokenTable) -> tuple[np.ndarray, np.ndarray]:
        """Return each feature's number in the texts, and the number of the text it stands in."""
        words = table.look_up(lambda word: self.words_.get(word, -1))
        starts = table.look_up(lambda word: self.beginnings_.get(beginning(word), -1))
        rows, size = table.rows, len(self.words_)
        pairs = (rows[1:] == rows[:-1]) & (words[1:] >= 0) & (words[:-1] >= 0)
        first_pair = size + len(self.beginnings_)
        found = (
            words[words >= 0],
            size + starts[starts >= 0],
            first_pair + (words[:-1] * size + words[1:])[pairs],
        )
        return np.concatenate(found), np.concatenate(
            (rows[words >= 0], rows[starts >= 0], rows[1:][pairs])
        )

    def _counted(self, found: np.ndarray, rows: np.ndarray, texts: int) -> sparse.csr_array:
        """Return a matrix of 1 + log count, a row for each text, a column for each feature."""
        shape = (texts, len(self.features_))
        if not shape[1]:
            return sparse.csr_array(shape, dtype=np.float32)
        columns = np.searchsorted(self.features_, found)
        columns[columns == shape[1]] = 0
        known = self.features_[columns] == found
        ones = np.ones(np.count_nonzero(known), dtype=np.float32)
        matrix = sparse.csr_array((ones, (rows[known], columns[known])), shape=shape)
        matrix.sum_duplicates()
        matrix.data = 1 + np.log(matrix.data)
        return matrix

    def _weighed(self, matrix: sparse.csr_array, number: int) -> sparse.csr_array:
        weights = (self.rarity_ * self.ratios_[number]).astype(np.float32)
        data = matrix.data * weights[matrix.indices]
        weighed = sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
        lengths = np.sqrt(np.asarray(weighed.power(2).sum(axis=1)).ravel())
        weighed.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr))
        return weighed

    def _regression(
        self, rows: sparse.csr_array, member: np.ndarray, weights: np.ndarray | None
    ) -> LogisticRegression | None:
        if not rows.shape[1] or member.all() or not member.any():
            return None  # nothing to weigh, or nothing to tell apart
        with warnings.catch_warnings():  # the last digits of its weights change no answer
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression = LogisticRegression(C=self.strength, tol=1e-5, max_iter=100)
            return regression.fit(rows, member, weights)

    def _read(
        self, regression: LogisticRegression | None, matrix: sparse.csr_array, number: int
    ) -> np.ndarray:
        if regression is None:
            return np.zeros(matrix.shape[0])
        return regression.decision_function(self._weighed(matrix, number))
