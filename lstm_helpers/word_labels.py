"""In sentences of which label each word stands."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.corpus import Corpus
from lstm_helpers.tokenizer import Vocabulary

_CLEAR = 0.75  # the share of one verdict from which a word leans to it


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class WordLabels:
    """For each id, how many sentences of each label hold it.

    Attributes
    ----------
    positive, negative, neutral : ndarray of int, each of shape (V,)
        Sentences of that label; a word that stands twice in a sentence counts once.

    Examples
    --------
    >>> labels = WordLabels(np.array([0, 0, 3]), np.array([0, 0, 1]), np.array([0, 0, 5]))
    >>> labels.sentences, labels.leaning
    (array([0, 0, 9]), array([0, 0, 1]))
    """

    positive: np.ndarray
    negative: np.ndarray
    neutral: np.ndarray

    @property
    def sentences(self) -> np.ndarray:
        """The number of sentences that hold the word, shape (V,)."""
        return self.positive + self.negative + self.neutral

    @property
    def opinions(self) -> np.ndarray:
        """The number of those that praise or blame, shape (V,)."""
        return self.positive + self.negative

    @property
    def leaning(self) -> np.ndarray:
        """To which verdict each word leans, shape (V,): 1 praise, −1 blame, 0 neither.

        A word leans to praise if at least three of four sentences with an opinion that hold it
        are positive, and to blame if at least three of four are negative.
        """
        wanted = _CLEAR * np.maximum(self.opinions, 1)
        return (self.positive >= wanted).astype(int) - (self.negative >= wanted).astype(int)


def count_labels(corpus: Corpus, vocabulary: Vocabulary) -> WordLabels:
    """Count, for each word, the sentences of each label that hold it.

    Parameters
    ----------
    corpus : Corpus
        Sentences labelled ``"positive"``, ``"negative"`` or ``"neutral"``.
    vocabulary : Vocabulary
        V ids. Padding counts nothing; words that it does not know count for id 1.

    Returns
    -------
    WordLabels

    Raises
    ------
    ValueError
        If an argument is of another kind, or a label is another.

    Examples
    --------
    >>> texts, labels = ("Good, good film", "Bad film"), ("positive", "negative")
    >>> corpus = Corpus(texts, labels, ("train", "train"), ("", ""))
    >>> count_labels(corpus, Vocabulary(("", "[UNK]", "film", "good"))).positive
    array([0, 0, 1, 1])
    """
    _validate.instance("corpus", corpus, Corpus)
    _validate.instance("vocabulary", vocabulary, Vocabulary)
    counts = {
        label: np.zeros(len(vocabulary), dtype=int) for label in ("positive", "negative", "neutral")
    }
    for text, label in zip(corpus.texts, corpus.labels, strict=True):
        _validate.choice("each label of corpus", label, counts)
        present = sorted(set(vocabulary.encode(text)))
        counts[label][present] += 1
    return WordLabels(**counts)
