"""A small LSTM, unrolled: one box a timestep, its numbers on the wires between them."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.embedding import embed
from lstm_helpers.padding import pad
from lstm_helpers.returns import lstm_returns
from lstm_helpers.tokenizer import Vocabulary, tokenize
from lstm_helpers.trace import GateTrace, trace_lstm

_IDS, _FEATURES = 50_000, 5  # 250,000 numbers in the embedding
_SEED = 24


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Unrolled:
    """A sentence as a small LSTM read it, T timesteps, D features, H units.

    Attributes
    ----------
    tokens : tuple of str, length T
        The tokens that were read; empty text for padding.
    ids : ndarray of int32, shape (T,)
        Their ids; 1 for a word the vocabulary does not know, 0 for padding.
    inputs : ndarray of float32, shape (T, D)
        Their vectors.
    mask : ndarray of bool, shape (T,)
        False where a timestep is skipped; True everywhere if nothing is masked.
    trace : GateTrace
        Gates and states at each timestep.
    return_sequences, return_state : bool
        The flags of the layer.
    tokens_left_out : int
        How many tokens of the sentence stand after the last timestep and were not read.

    Examples
    --------
    >>> day = unroll("Good Day", Vocabulary(("", "[UNK]", "good", "day")))
    >>> day.tokens, day.ids, day.inputs.shape
    (('good', 'day'), array([2, 3], dtype=int32), (2, 5))
    """

    tokens: tuple[str, ...]
    ids: np.ndarray
    inputs: np.ndarray
    mask: np.ndarray
    trace: GateTrace
    return_sequences: bool
    return_state: bool
    tokens_left_out: int

    @property
    def returned(self) -> dict[str, np.ndarray]:
        """What the layer hands on, named, as `lstm_returns` gives it."""
        return lstm_returns(self.trace, self.return_sequences, self.return_state)

    @property
    def call(self) -> str:
        """How the layer is made in Keras, as in ``"LSTM(3, return_state=True)"``."""
        flags = [
            f", {flag}=True" for flag in ("return_sequences", "return_state") if getattr(self, flag)
        ]
        return f"LSTM({self.units}{''.join(flags)})"

    @property
    def units(self) -> int:
        """H, the number of units."""
        return self.trace.hidden.shape[1]


def small_network(units: int = 3) -> tuple[np.ndarray, LSTMWeights]:
    """Return an embedding of 50,000 ids × 5 features and an LSTM, untrained but always the same.

    Parameters
    ----------
    units : int
        H, from 1 up.

    Returns
    -------
    embedding : ndarray of float32, shape (50000, 5)
        Drawn from a normal distribution. It is shared and cannot be written to.
    weights : LSTMWeights
        float32, 5 features and H units, drawn evenly from −1 to 1; the bias is 0, and 1 for the
        forget gate, as in Keras.

    Raises
    ------
    ValueError
        If `units` is not a whole number from 1 up.

    Examples
    --------
    >>> embedding, weights = small_network(units=3)
    >>> embedding.size, weights.parameters
    (250000, 108)
    """
    units = _validate.whole("units", units, low=1)
    _validate.room("units", units, 4 * max(units, _FEATURES))
    return _drawn(units)


@cache
def _drawn(units: int) -> tuple[np.ndarray, LSTMWeights]:
    rng = np.random.default_rng([_SEED, units])
    kernel, recurrent_kernel = (
        rng.uniform(-1, 1, size=(rows, 4 * units)).astype(np.float32) for rows in (_FEATURES, units)
    )
    bias = np.repeat(np.float32([0, 1, 0, 0]), units)
    return _embedding(), LSTMWeights(kernel, recurrent_kernel, bias)


def unroll(
    sentence: str,
    vocabulary: Vocabulary,
    units: int = 3,
    timesteps: int | None = None,
    masked: bool = False,
    return_sequences: bool = False,
    return_state: bool = False,
) -> Unrolled:
    """Read a sentence with the small network, and keep all there is to draw.

    Parameters
    ----------
    sentence : str
        Any text with at least one token.
    vocabulary : Vocabulary
        Gives the ids; 50,000 at most.
    units : int
        H, from 1 up.
    timesteps : int, optional
        T, from 1 up: later tokens are left out; missing ones are padded after the sentence. The
        number of tokens if left out.
    masked : bool
        Whether padding is skipped.
    return_sequences, return_state : bool
        The flags of the layer.

    Returns
    -------
    Unrolled

    Raises
    ------
    ValueError
        If the sentence holds no token, or another argument is not of its kind or range.

    Examples
    --------
    >>> vocabulary = Vocabulary(("", "[UNK]", "good", "day"))
    >>> day = unroll("Good Day", vocabulary, timesteps=3, masked=True, return_sequences=True)
    >>> day.tokens, day.mask.tolist(), day.returned["output"].shape
    (('good', 'day', ''), [True, True, False], (1, 3, 3))
    """
    tokens = tokenize(_validate.text("sentence", sentence))
    if not tokens:
        raise ValueError(f"sentence must hold at least one word; got {_validate.brief(sentence)}")
    _validate.instance("vocabulary", vocabulary, Vocabulary)
    length = len(tokens) if timesteps is None else _validate.whole("timesteps", timesteps, low=1)
    masked = _validate.flag("masked", masked)
    units = _validate.whole("units", units, low=1)
    _validate.room("timesteps", length, max(units, _FEATURES))
    embedding, weights = small_network(units)
    batch = pad([vocabulary.encode(sentence)], length, where="post", truncate="post")
    mask = batch.mask[0] if masked else np.ones(length, dtype=bool)
    inputs = embed(batch.ids[0], embedding)
    return Unrolled(
        tokens=(*tokens[:length], *[""] * (length - len(tokens))),
        ids=batch.ids[0],
        inputs=inputs,
        mask=mask,
        trace=trace_lstm(weights, inputs, mask),
        return_sequences=_validate.flag("return_sequences", return_sequences),
        return_state=_validate.flag("return_state", return_state),
        tokens_left_out=max(0, len(tokens) - length),
    )


@cache
def _embedding() -> np.ndarray:
    drawn = np.random.default_rng(_SEED).normal(size=(_IDS, _FEATURES)).astype(np.float32)
    drawn.flags.writeable = False
    return drawn
