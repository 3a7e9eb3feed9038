"""A bag of words, pairs and beginnings, each weighed by its log-count ratio.

After Wang and Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification"
(ACL 2012): the ratios of Naive Bayes as the scale of a logistic regression's inputs.
"""

import re
import warnings
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.special import log_softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from lstm_helpers.text_classifier.log_ratios import log_count_ratios
from lstm_helpers.text_classifier.token_table import TokenTable

_BEGINNING = 5  # characters
_AT_LEAST = 2  # texts that a feature must stand in
_DIGIT = re.compile(r"\d")


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
    strengths : sequence of float
        Of the regression; lower means smaller weights (scikit-learn's C). The first is taken, and a
        later one only where texts kept back are clearly better told by it than by the one before:
        their mean loss is lower by more than a standard error.

    Examples
    --------
    >>> table = TokenTable.of(["a good film", "a bad film"] * 4)
    >>> bag = WordBag().fit(table, np.array([1, 0] * 4), classes=2)
    >>> bag.logits(TokenTable.of(["good", "bad"])).argmax(axis=1).tolist()
    [1, 0]
    """

    def __init__(self, strengths: Sequence[float] = (1.0, 4.0, 16.0)) -> None:
        self.strengths = strengths

    def fit(
        self,
        table: TokenTable,
        targets: np.ndarray,
        classes: int,
        weights: np.ndarray | None = None,
        kept: tuple[TokenTable, np.ndarray] | None = None,
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
        kept : (TokenTable, ndarray of int), optional
            Other texts and their classes, to choose the strength by.

        Returns
        -------
        WordBag
            Itself, with the strength taken as `strength_`.
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
        often = texts_with >= _AT_LEAST
        self.features_, matrix = self.features_[often], matrix[:, often]
        self.rarity_ = np.log((1 + len(table)) / (1 + texts_with[often])) + 1

        member = np.eye(classes)[targets]  # (N, C)
        self.ratios_ = np.zeros((classes, 0))
        if often.any():
            self.ratios_ = log_count_ratios(((matrix > 0).T @ member).T)
        self.classes_ = classes
        self.numbers_ = [1] if classes == 2 else list(range(classes))
        rows = [self._weighed(matrix, number) for number in self.numbers_]
        losses = None
        for strength in self.strengths if kept is not None else self.strengths[:1]:
            tried = [
                _regression(part, targets == number, weights, strength)
                for part, number in zip(rows, self.numbers_, strict=True)
            ]
            before, losses = losses, None if kept is None else self._losses(tried, *kept)
            if before is not None and not _clearly_lower(losses, before):
                break
            self.regressions_, self.strength_ = tried, strength
        return self

    def logits(self, table: TokenTable) -> np.ndarray:
        """Return a logit for each class, shape (N, C); of two classes, half the regression's each.

        A text without a known feature gets the regressions' own bias.
        """
        return self._logits(self.regressions_, table)

    def _logits(
        self, regressions: list[LogisticRegression | None], table: TokenTable
    ) -> np.ndarray:
        matrix = self._counted(*self._features(table), len(table))
        read = [
            np.zeros(len(table))
            if regression is None or not len(table)
            else regression.decision_function(self._weighed(matrix, number))
            for number, regression in zip(self.numbers_, regressions, strict=True)
        ]
        return np.stack(read if self.classes_ > 2 else [-read[0] / 2, read[0] / 2], axis=1)

    def _losses(
        self, regressions: list[LogisticRegression | None], table: TokenTable, targets: np.ndarray
    ) -> np.ndarray:
        logged = log_softmax(self._logits(regressions, table), axis=1)
        return -logged[np.arange(len(table)), targets]

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
    rows: sparse.csr_array, member: np.ndarray, weights: np.ndarray | None, strength: float
) -> LogisticRegression | None:
    if not rows.shape[1] or member.all() or not member.any():
        return None  # nothing to weigh, or nothing to tell apart
    with warnings.catch_warnings():  # the last digits of its weights change no answer
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression = LogisticRegression(C=strength, tol=1e-5, max_iter=100)
        return regression.fit(rows, member, weights)


def _clearly_lower(losses: np.ndarray, before: np.ndarray) -> bool:
    """Tell whether a mean loss has fallen by more than a standard error of the fall."""
    fall = before - losses
    return bool(len(fall) > 1 and fall.mean() > fall.std(ddof=1) / np.sqrt(len(fall)))
