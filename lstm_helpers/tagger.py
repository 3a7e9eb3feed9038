"""A trained tagger in NumPy: how it reads a sentence, from one side or from both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.embedding import embed
from lstm_helpers.feature_vocabulary import FeatureVocabulary, split_tokens
from lstm_helpers.probabilities import softmax
from lstm_helpers.tag_rows import legal_tags
from lstm_helpers.trace import GateTrace, trace_lstm


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class TagReading:
    """One sentence as a tagger read it, T tokens, C tags.

    Attributes
    ----------
    tokens : tuple of str, length T
        The tokens.
    ids : ndarray of int32, shape (T, 3)
        Of the word, the shape and the ending of each; 1, 2, 3 where they are not known.
    inputs : ndarray, shape (T, D)
        Their vectors, each the sum of three.
    forward : GateTrace
        The LSTM that reads from the start; row t after tokens 0 … t.
    backward : GateTrace or None
        The one that reads from the end, its rows in the order of the tokens: row t after tokens
        T − 1 … t. None if there is none.
    states : ndarray, shape (T, H) or (T, 2H)
        What the dense layer sees: the hidden states, forward before backward.
    probabilities : ndarray, shape (T, C)
        Of each tag; a row adds up to 1.
    tags : tuple of str, length T
        A legal row of tags: the likeliest of all if the tagger reads from both ends; else the
        likeliest tag, token by token, that may follow the one before.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers
    >>> reading = load_entity_taggers().both_sides.read("Rose sang .")
    >>> reading.states.shape, reading.probabilities.shape
    ((3, 128), (3, 7))
    """

    tokens: tuple[str, ...]
    ids: np.ndarray
    inputs: np.ndarray
    forward: GateTrace
    backward: GateTrace | None
    states: np.ndarray
    probabilities: np.ndarray
    tags: tuple[str, ...]


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class EntityTagger:
    """Embedding → sum of a token's features → LSTM, one or two → dense → a tag for each token.

    Attributes
    ----------
    vocabulary : FeatureVocabulary
        V ids.
    embedding : ndarray, shape (V, D)
        A vector for each id.
    forward : LSTMWeights
        D features, H units; reads from the start.
    backward : LSTMWeights or None
        Of the same sizes; reads from the end. None in a tagger that knows the left side alone.
    dense_kernel : ndarray, shape (H, C) or (2H, C)
        From states to logits.
    dense_bias : ndarray, shape (C,)
        Added to them.
    record : dict
        How it was trained, and how it did on sentences it had not seen.

    Raises
    ------
    ValueError
        If the parts do not fit together, or a value is not finite.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers
    >>> tagger = load_entity_taggers().left_only
    >>> tagger.bidirectional, tagger.embedding.shape == (len(tagger.vocabulary), 64)
    (False, True)
    """

    vocabulary: FeatureVocabulary
    embedding: np.ndarray
    forward: LSTMWeights
    backward: LSTMWeights | None
    dense_kernel: np.ndarray
    dense_bias: np.ndarray
    record: dict

    def __post_init__(self) -> None:
        features, units = self.forward.features, self.forward.units
        size = (len(self.vocabulary), features)
        _validate.array("embedding", self.embedding, ("vocabulary", "features"), size)
        if self.backward is not None:
            found = self.backward.features, self.backward.units
            if found != (features, units):
                raise ValueError(
                    f"backward must have {features} features and {units} units, as forward; "
                    f"got {found[0]} and {found[1]}"
                )
        width = units * (1 if self.backward is None else 2)
        _validate.array("dense_kernel", self.dense_kernel, ("states", "tags"), (width, len(TAGS)))
        _validate.array("dense_bias", self.dense_bias, ("tags",), (len(TAGS),))
        _validate.instance("record", self.record, dict)

    @property
    def bidirectional(self) -> bool:
        """Whether it reads from both ends."""
        return self.backward is not None

    def read(self, sentence: str | Sequence[str]) -> TagReading:
        """Read a sentence and tag each of its tokens.

        Parameters
        ----------
        sentence : str or sequence of str
            A text, which `split_tokens` cuts, or its tokens.

        Returns
        -------
        TagReading
            With T = 0 rows if there is no token.

        Raises
        ------
        ValueError
            If `sentence` is neither.

        Examples
        --------
        >>> from lstm_helpers import load_entity_taggers
        >>> load_entity_taggers().both_sides.read("They met in Vienna .").tags[-2]
        'B-LOC'
        """
        tokens = split_tokens(sentence) if isinstance(sentence, str) else sentence
        tokens = tuple(_validate.texts("sentence", tokens))
        ids = self.vocabulary.encode(tokens)
        inputs = embed(ids.ravel(), self.embedding)
        inputs = inputs.reshape(len(tokens), 3, self.forward.features).sum(axis=1)
        forward = trace_lstm(self.forward, inputs)
        states, backward = [forward.hidden], None
        if self.backward is not None:
            backward = _turned_round(trace_lstm(self.backward, inputs[::-1]))
            states.append(backward.hidden)
        joined = np.concatenate(states, axis=1)
        probabilities = softmax(joined @ self.dense_kernel + self.dense_bias)
        tags = legal_tags(probabilities, ahead=self.bidirectional)
        return TagReading(tokens, ids, inputs, forward, backward, joined, probabilities, tags)


def _turned_round(trace: GateTrace) -> GateTrace:
    """Return a trace of a reversed sentence, its rows in the order of the tokens."""
    return GateTrace(**{name: rows[::-1] for name, rows in vars(trace).items()})
