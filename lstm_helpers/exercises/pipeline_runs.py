"""Runs of a small pipeline, one stage of which may be broken."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.pipeline import TextPipeline
from lstm_helpers.probabilities import softmax
from lstm_helpers.tokenizer import Vocabulary
from lstm_helpers.trace import trace_lstm

_WORDS = "the film was not good plot i loved it dull but and"
TOKENS = ("", "[UNK]", *_WORDS.split())
LENGTH, _FEATURES, _UNITS = 6, 4, 5
_LABELS = ("negative", "neutral", "positive")


@dataclass(frozen=True, eq=False)
class Run:
    """What a program produced at each stage, and the parts that it should have used.

    Attributes
    ----------
    texts : list of str, length B
        Stage 1.
    ids : list of list of int, length B
        Stage 2; a list for each text.
    padded : ndarray of int, shape (B, T)
        Stage 3; a broken program may give something else.
    vectors : ndarray, shape (B, T, D)
        Stage 4.
    state : ndarray, shape (B, H)
        Stage 5.
    probabilities : ndarray, shape (B, C)
        Stage 6.
    vocabulary : Vocabulary
        Gives the ids.
    length : int
        T; zeros go after the tokens, too long a text loses its first tokens.
    embedding : ndarray, shape (V, D)
        A vector for each id.
    lstm : LSTMWeights
        Reads the vectors; padding is masked.
    dense_kernel, dense_bias : ndarray, shape (H, C) and (C,)
        Make the logits.
    """

    texts: list[str]
    ids: list
    padded: object
    vectors: np.ndarray
    state: np.ndarray
    probabilities: np.ndarray
    vocabulary: Vocabulary
    length: int
    embedding: np.ndarray
    lstm: LSTMWeights
    dense_kernel: np.ndarray
    dense_bias: np.ndarray

    def __eq__(self, other: object) -> bool:
        """Tell whether nothing was changed, number by number."""
        return isinstance(other, Run) and all(
            _same(getattr(self, field.name), getattr(other, field.name)) for field in fields(self)
        )

    __hash__ = None


def _same(one: object, other: object) -> bool:
    if isinstance(one, LSTMWeights):
        return all(_same(vars(one)[name], vars(other)[name]) for name in vars(one))
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return type(one) is type(other) and np.array_equal(one, other)
    return one == other


def pipeline() -> TextPipeline:
    """Return the sound pipeline of all runs."""
    rng = np.random.default_rng(7)
    shapes = ((_FEATURES, 4 * _UNITS), (_UNITS, 4 * _UNITS), (4 * _UNITS,))
    return TextPipeline(
        Vocabulary(TOKENS),
        LENGTH,
        rng.normal(size=(len(TOKENS), _FEATURES)).round(2),
        LSTMWeights(*(rng.normal(size=shape).round(2) for shape in shapes)),
        rng.normal(size=(_UNITS, len(_LABELS))).round(2),
        rng.normal(size=len(_LABELS)).round(2),
        _LABELS,
    )


def make_run(texts: list[str], stage: str = "", does: Callable | None = None) -> Run:
    """Run the pipeline, one stage of it broken.

    Parameters
    ----------
    texts : list of str
        What is read.
    stage : str
        The broken stage; none if left out.
    does : function, optional
        Takes the sound stages and the sound pipeline, returns what the broken stage holds.

    Returns
    -------
    Run

    Examples
    --------
    >>> make_run(["A dull plot."], "state", lambda stages, sound: stages.state + 1).padded
    array([[ 1, 11,  7,  0,  0,  0]], dtype=int32)
    """
    sound = pipeline()
    stages = sound.run(texts)
    made = {
        "ids": [list(ids) for ids in stages.ids],
        "padded": stages.padded,
        "vectors": stages.vectors,
        "state": stages.state,
        "probabilities": stages.probabilities,
    }
    if does is not None:
        made[stage] = does(stages, sound)
        made = _carry_on(made, sound, stage)
    return Run(
        texts, **made, vocabulary=sound.vocabulary, length=sound.length,
        embedding=sound.embedding, lstm=sound.lstm,
        dense_kernel=sound.dense_kernel, dense_bias=sound.dense_bias,
    )  # fmt: skip


def _carry_on(made: dict, sound: TextPipeline, broken: str) -> dict:
    """Make what follows a broken stage from what it gave; where it can't be used, it is sound.

    So a stage after the fault may be right or wrong: a checker has to name the first.
    """
    texts = len(made["ids"])
    if broken == "ids":
        rows = [([*row[-LENGTH:]] + [0] * LENGTH)[:LENGTH] for row in made["ids"]]
        made["padded"] = np.array(rows, dtype=np.int32)
    if broken in ("ids", "padded") and np.shape(_or_nothing(made["padded"])) == (texts, LENGTH):
        usable = np.clip(made["padded"], 0, len(sound.vocabulary) - 1)
        made["vectors"] = sound.embedding[usable]
        broken = "vectors"
    if broken == "vectors" and made["vectors"].shape == (texts, LENGTH, _FEATURES):
        made["state"] = last_states(sound, made["vectors"], made["padded"] > 0)
        broken = "state"
    if broken == "state" and made["state"].shape == (texts, _UNITS):
        made["probabilities"] = softmax(made["state"] @ sound.dense_kernel + sound.dense_bias)
    return made


def _or_nothing(padded: object) -> object:
    return padded if isinstance(padded, np.ndarray) else ()


def last_states(
    sound: TextPipeline, vectors: np.ndarray, mask: np.ndarray, at: int = -1
) -> np.ndarray:
    """Return the hidden state of each row after one of its timesteps."""
    return np.array(
        [
            trace_lstm(sound.lstm, row, mask=read).hidden[at]
            for row, read in zip(vectors, mask, strict=True)
        ]
    )
