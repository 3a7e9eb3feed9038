"""From tagged sentences to one rectangular batch: ids, targets, and the mask that tells padding."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.corpus.tagged import TAGS, TaggedCorpus
from lstm_helpers.feature_vocabulary import FeatureVocabulary


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class PaddedTags:
    """Tagged sentences as one batch, B sentences of T timesteps, padded behind.

    Attributes
    ----------
    ids : ndarray of int32, shape (B, T, 3)
        Of each token's word, shape and ending; 0 where there is padding.
    targets : ndarray of int32, shape (B, T)
        The place of each tag in `TAGS`; 0, which is also that of ``"O"``, where there is padding.
    mask : ndarray of bool, shape (B, T)
        True where there is a token: the only way to tell padding from ``"O"``.
    capitals : ndarray of bool, shape (B, T)
        True where a token begins with a capital letter.

    Examples
    --------
    >>> from lstm_helpers import load_corpus
    >>> sentences = load_corpus("entities").select("test")
    >>> batch = pad_tagged(sentences, FeatureVocabulary.from_sentences(sentences.tokens))
    >>> batch.ids.shape, batch.targets.shape, int(batch.mask.sum())
    ((412, 22, 3), (412, 22), 5283)
    """

    ids: np.ndarray
    targets: np.ndarray
    mask: np.ndarray
    capitals: np.ndarray

    def rows(self, places: np.ndarray) -> "PaddedTags":
        """Return some of the sentences, no longer than the longest of them.

        Parameters
        ----------
        places : iterable of int
            Which ones, counted from 0, in the order wanted; at least one.

        Returns
        -------
        PaddedTags

        Raises
        ------
        ValueError
            If there is none, or one lies beyond the last sentence.
        """
        places = _validate.ids("places", places, len(self.mask))
        if not places:
            raise ValueError("places must hold at least one place; got none")
        length = int(self.mask[places].sum(axis=1).max())
        return PaddedTags(*(array[places, :length] for array in vars(self).values()))


def pad_tagged(sentences: TaggedCorpus, vocabulary: FeatureVocabulary) -> PaddedTags:
    """Turn tagged sentences into ids, targets and mask of one length.

    Parameters
    ----------
    sentences : TaggedCorpus
        At least one sentence.
    vocabulary : FeatureVocabulary
        Gives the ids.

    Returns
    -------
    PaddedTags

    Raises
    ------
    ValueError
        If there is no sentence, or an argument is of another kind.

    Examples
    --------
    >>> one = TaggedCorpus((("Ann", "sang"),), (("B-PER", "O"),), ("test",), ("plain",), ("",))
    >>> pad_tagged(one, FeatureVocabulary.from_sentences([])).targets
    array([[1, 0]], dtype=int32)
    """
    _validate.instance("sentences", sentences, TaggedCorpus)
    _validate.instance("vocabulary", vocabulary, FeatureVocabulary)
    if not len(sentences):
        raise ValueError("sentences must hold at least one sentence; got none")
    size = (len(sentences), max(map(len, sentences.tokens)))
    ids, targets = np.zeros((*size, 3), dtype=np.int32), np.zeros(size, dtype=np.int32)
    mask, capitals = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for row, (tokens, tags) in enumerate(zip(sentences.tokens, sentences.tags, strict=True)):
        ids[row, : len(tokens)] = vocabulary.encode(tokens)
        targets[row, : len(tokens)] = [TAGS.index(tag) for tag in tags]
        mask[row, : len(tokens)] = True
        capitals[row, : len(tokens)] = [token[:1].isupper() for token in tokens]
    return PaddedTags(ids, targets, mask, capitals)


def tagged_batches(
    padded: PaddedTags,
    batch: int,
    random: np.random.Generator,
    word_dropout: float = 0.0,
    name_dropout: float = 0.0,
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield one epoch of batches in random order, padding weighing nothing.

    Parameters
    ----------
    padded : PaddedTags
        The sentences.
    batch : int
        Sentences in a batch; the last may be smaller.
    random : numpy.random.Generator
        Shuffles, and drops words.
    word_dropout : float
        A: a word that occurs n times in these sentences is read as unseen with probability
        A / (A + n), so the rarer the more often; its shape and its ending stay. 0 drops none.
    name_dropout : float
        Probability that a token with a capital letter is read as unseen, however frequent it is,
        in half of these cases with an unseen ending as well.

    Yields
    ------
    ids : ndarray of int32, shape (B, T, 3)
    targets : ndarray of int32, shape (B, T)
    weights : ndarray of float32, shape (B, T)
        1 for a token, 0 for padding: the weights of the loss.

    Raises
    ------
    ValueError
        If `batch` is below 1, `word_dropout` below 0, `name_dropout` outside [0, 1], or another
        argument not of its kind.

    Notes
    -----
    Dropping words by their rarity: Kiperwasser and Goldberg, *Simple and accurate dependency
    parsing using bidirectional LSTM feature representations*, 2016.

    Examples
    --------
    >>> one = TaggedCorpus((("Ann", "sang"),), (("B-PER", "O"),), ("test",), ("plain",), ("",))
    >>> padded = pad_tagged(one, FeatureVocabulary.from_sentences([]))
    >>> [weights for _, _, weights in tagged_batches(padded, 8, np.random.default_rng(0))]
    [array([[1., 1.]], dtype=float32)]
    """
    _validate.instance("padded", padded, PaddedTags)
    _validate.instance("random", random, np.random.Generator)
    batch = _validate.whole("batch", batch, low=1)
    rate = _validate.number("word_dropout", word_dropout, low=0.0)
    hide = _validate.number("name_dropout", name_dropout, 0.0, 1.0)
    often = np.bincount(padded.ids[..., 0].ravel())
    order = random.permutation(len(padded.ids))
    for start in range(0, len(order), batch):
        part = padded.rows(order[start : start + batch])
        ids = part.ids.copy()
        chance = rate / (rate + often[ids[..., 0]])
        ids[part.mask & (random.random(part.mask.shape) < chance), 0] = 1
        drawn = random.random(part.mask.shape)
        ids[part.capitals & (drawn < hide), 0] = 1
        ids[part.capitals & (drawn < hide / 2), 2] = 3
        yield ids, part.targets, part.mask.astype(np.float32)
