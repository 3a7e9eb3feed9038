"""The whole way from texts to probabilities, with what every stage holds kept."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.embedding import embed
from lstm_helpers.last_state import last_hidden
from lstm_helpers.padding import pad
from lstm_helpers.probabilities import softmax
from lstm_helpers.tokenizer import Vocabulary, tokenize

STAGES = ("text", "ids", "padded", "vectors", "state", "probabilities")


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Stages:
    """B texts at each stage of a pipeline: T timesteps, D features, H units, C classes.

    Attributes
    ----------
    texts : tuple of str, length B
        Stage 1: the texts as they came.
    tokens : tuple of list of str, length B
        On the way to stage 2: the tokens of each text.
    ids : tuple of list of int, length B
        Stage 2: their ids; the lists differ in length.
    padded : ndarray of int32, shape (B, T)
        Stage 3: the ids in rows of one length, 0 where there is padding.
    mask : ndarray of bool, shape (B, T)
        With stage 3: False where there is padding.
    vectors : ndarray, shape (B, T, D)
        Stage 4: a vector for each id. Padding has one too, which the LSTM skips.
    state : ndarray, shape (B, H)
        Stage 5: the hidden state after the last token.
    logits : ndarray, shape (B, C)
        On the way to stage 6: one number a class, of any size.
    probabilities : ndarray, shape (B, C)
        Stage 6: the same as probabilities; each row adds up to 1.
    labels : tuple of str, length C
        The name of each class.

    Examples
    --------
    >>> from lstm_helpers import load_pipeline
    >>> stages = load_pipeline().run(["A dull film.", "I loved every minute of it."])
    >>> stages.state.shape, stages.predicted
    ((2, 64), ['negative', 'positive'])
    """

    texts: tuple[str, ...]
    tokens: tuple[list[str], ...]
    ids: tuple[list[int], ...]
    padded: np.ndarray
    mask: np.ndarray
    vectors: np.ndarray
    state: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray
    labels: tuple[str, ...]

    def __len__(self) -> int:
        """Return B, the number of texts."""
        return len(self.texts)

    @property
    def shapes(self) -> dict[str, str]:
        """The shape of each of the six stages, in words."""
        rows = len(self)
        arrays = {name: getattr(self, name).shape for name in STAGES[2:]}
        return {
            "text": f"{rows} string{'s' * (rows != 1)}",
            "ids": f"{rows} list{'s' * (rows != 1)} of ids",
            **{name: " × ".join(map(str, shape)) for name, shape in arrays.items()},
        }

    @property
    def predicted(self) -> list[str]:
        """The label with the greatest probability, for each text."""
        return [self.labels[best] for best in self.probabilities.argmax(axis=1)]


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class TextPipeline:
    """All that is needed to read a text: vocabulary → padding → embedding → LSTM → softmax.

    Attributes
    ----------
    vocabulary : Vocabulary
        V ids.
    length : int
        T, the timesteps of every padded row.
    embedding : ndarray, shape (V, D)
        A vector for each id.
    lstm : LSTMWeights
        D features, H units.
    dense_kernel : ndarray, shape (H, C)
        From the last hidden state to a logit for each class.
    dense_bias : ndarray, shape (C,)
        Added to the logits.
    labels : tuple of str, length C
        The name of each class, in the order of the columns.
    where, truncate : {"pre", "post"}
        Where padding goes, and which tokens too long a text loses.

    Raises
    ------
    ValueError
        If the parts do not fit together, or a value is not finite.

    Examples
    --------
    >>> from lstm_helpers import load_pipeline
    >>> pipeline = load_pipeline()
    >>> pipeline.length, pipeline.labels
    (10, ('negative', 'neutral', 'positive'))
    """

    vocabulary: Vocabulary
    length: int
    embedding: np.ndarray
    lstm: LSTMWeights
    dense_kernel: np.ndarray
    dense_bias: np.ndarray
    labels: tuple[str, ...]
    where: str = "post"
    truncate: str = "pre"

    def __post_init__(self) -> None:
        _validate.instance("vocabulary", self.vocabulary, Vocabulary)
        # An int of NumPy's would do, but not in the file that save_pipeline writes.
        object.__setattr__(self, "length", _validate.whole("length", self.length, low=1))
        _validate.instance("lstm", self.lstm, LSTMWeights)
        labels = tuple(_validate.texts("labels", self.labels))
        if not labels or len(set(labels)) != len(labels):
            raise ValueError(f"labels must all differ, at least one; got {_validate.brief(labels)}")
        _validate.choice("where", self.where, ("pre", "post"))
        _validate.choice("truncate", self.truncate, ("pre", "post"))
        checked = {
            "embedding": (("vocabulary", "features"), (len(self.vocabulary), self.lstm.features)),
            "dense_kernel": (("units", "classes"), (self.lstm.units, len(labels))),
            "dense_bias": (("classes",), (len(labels),)),
        }
        for name, (axes, sizes) in checked.items():
            array = _validate.array(name, getattr(self, name), axes, sizes)
            object.__setattr__(self, name, array)
        object.__setattr__(self, "labels", labels)

    @property
    def parameters(self) -> dict[str, int]:
        """The number of trained numbers behind each stage; 0 where nothing is learned by training.

        Examples
        --------
        >>> from lstm_helpers import load_pipeline
        >>> load_pipeline().parameters["probabilities"]
        195
        """
        learned = {
            "vectors": self.embedding.size,
            "state": self.lstm.parameters,
            "probabilities": self.dense_kernel.size + self.dense_bias.size,
        }
        return {stage: learned.get(stage, 0) for stage in STAGES}

    def run(self, texts: str | Iterable[str]) -> Stages:
        """Read texts, and keep what every stage holds.

        Parameters
        ----------
        texts : str or iterable of str
            One text, or B texts; any text, also an empty one.

        Returns
        -------
        Stages
            With B = 1 for a single text.

        Raises
        ------
        ValueError
            If something else than text is among them.

        Examples
        --------
        >>> from lstm_helpers import load_pipeline
        >>> stages = load_pipeline().run("A dull film.")
        >>> stages.ids
        ([4, 56, 8],)
        >>> stages.padded
        array([[ 4, 56,  8,  0,  0,  0,  0,  0,  0,  0]], dtype=int32)
        """
        texts = (texts,) if isinstance(texts, str) else tuple(_validate.texts("texts", texts))
        tokens = tuple(tokenize(text) for text in texts)
        ids = tuple(self.vocabulary.encode(text) for text in texts)
        padded = pad(ids, self.length, self.where, self.truncate)
        vectors = embed(padded.ids.ravel(), self.embedding)
        vectors = vectors.reshape(*padded.ids.shape, self.lstm.features)
        state = last_hidden(self.lstm, vectors, padded.mask)
        logits = state @ self.dense_kernel + self.dense_bias
        return Stages(
            texts, tokens, ids, padded.ids, padded.mask, vectors, state, logits,
            softmax(logits), self.labels,
        )  # fmt: skip
