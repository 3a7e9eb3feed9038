"""The trained review model: its file, and how it reads a sentence."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights, sigmoid
from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.embedding import embed
from lstm_helpers.surgery import Intervention
from lstm_helpers.tokenizer import Vocabulary, tokenize
from lstm_helpers.trace import GateTrace, trace_lstm
from lstm_helpers.weights_file import read_arrays

REVIEW_MODEL_FILE = DATA_FOLDER / "pretrained" / "review_lstm.npz"

_ARRAYS = (
    *("embedding", "kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias"),
    *("tokens", "record"),
)


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class Reading:
    """One sentence as the model read it, T tokens.

    Attributes
    ----------
    tokens : list of str
        The tokens, known or not.
    ids : ndarray of int, shape (T,)
        Their ids; 1 for a word the model does not know.
    inputs : ndarray, shape (T, D)
        Their vectors.
    trace : GateTrace
        Gates and states after each token.
    logits : ndarray, shape (T,)
        What the model would answer if the sentence ended there: below 0 negative, above positive.
    probabilities : ndarray, shape (T,)
        The same as a probability of *positive*.

    Examples
    --------
    >>> reading = load_review_model().read("A dull film.")
    >>> reading.tokens, reading.logits.shape
    (['a', 'dull', 'film'], (3,))
    """

    tokens: list[str]
    ids: np.ndarray
    inputs: np.ndarray
    trace: GateTrace
    logits: np.ndarray
    probabilities: np.ndarray


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class ReviewModel:
    """Embedding → LSTM → one sigmoid unit, telling praise from blame in film reviews.

    Attributes
    ----------
    vocabulary : Vocabulary
        V known tokens, padding and unknown included.
    embedding : ndarray of float32, shape (V, D)
        A vector for each token.
    lstm : LSTMWeights
        D features, H units.
    dense_kernel : ndarray of float32, shape (H,)
        The weight of each unit's hidden state on the logit.
    dense_bias : float
        The logit of an empty sentence.
    record : dict
        How the model was trained, and how it did on sentences it had not seen.

    Raises
    ------
    ValueError
        If the parts do not fit together, or a value is not finite.

    Examples
    --------
    >>> model = load_review_model()
    >>> model.embedding.shape == (len(model.vocabulary), model.lstm.features)
    True
    """

    vocabulary: Vocabulary
    embedding: np.ndarray
    lstm: LSTMWeights
    dense_kernel: np.ndarray
    dense_bias: float
    record: dict

    def __post_init__(self) -> None:
        shape = (len(self.vocabulary), self.lstm.features)
        _validate.array("embedding", self.embedding, ("vocabulary", "features"), shape)
        _validate.array("dense_kernel", self.dense_kernel, ("units",), (self.lstm.units,))
        _validate.number("dense_bias", self.dense_bias)
        _validate.instance("record", self.record, dict)

    def read(self, sentence: str, intervention: Intervention | None = None) -> Reading:
        """Read a sentence token by token.

        Parameters
        ----------
        sentence : str
            Any text; unknown words are read as ``[UNK]``.
        intervention : Intervention, optional
            Gates to clamp or shift while reading.

        Returns
        -------
        Reading
            With T = 0 rows if the text holds no token.

        Raises
        ------
        ValueError
            If `sentence` is not a str, or the intervention lies beyond the sentence.

        Examples
        --------
        >>> reading = load_review_model().read("I loved every minute of it.")
        >>> reading.tokens[1], reading.trace.forget.shape
        ('loved', (6, 16))
        """
        _validate.text("sentence", sentence)
        ids = np.array(self.vocabulary.encode(sentence), dtype=np.int32)
        inputs = embed(ids, self.embedding)
        trace = trace_lstm(self.lstm, inputs, intervention=intervention)
        logits = trace.hidden @ self.dense_kernel + self.dense_bias
        return Reading(tokenize(sentence), ids, inputs, trace, logits, sigmoid(logits))

    def save(self, path: Path) -> None:
        """Write the model to a file; the same model gives the same bytes.

        Parameters
        ----------
        path : Path
            The file; its name ends in ``.npz``, or NumPy adds that.

        Raises
        ------
        ValueError
            If `path` is something else.

        Examples
        --------
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "copy.npz"
        >>> load_review_model().save(path)
        >>> load_review_model(path).lstm.units
        16
        """
        np.savez_compressed(
            _validate.path("path", path),
            embedding=self.embedding,
            kernel=self.lstm.kernel,
            recurrent_kernel=self.lstm.recurrent_kernel,
            bias=self.lstm.bias,
            dense_kernel=self.dense_kernel,
            dense_bias=np.float32(self.dense_bias),
            tokens=np.array("\n".join(self.vocabulary.tokens)),
            record=np.array(json.dumps(self.record, sort_keys=True)),
        )


def load_review_model(path: Path | str = REVIEW_MODEL_FILE) -> ReviewModel:
    """Load a trained review model; by default the one that comes with the course.

    Parameters
    ----------
    path : path-like
        A file written by `ReviewModel.save`.

    Returns
    -------
    ReviewModel

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is cut short, lacks an array or holds one of another shape; named in the words.

    Examples
    --------
    >>> load_review_model().lstm.units
    16
    """
    path = _validate.path("path", path)
    arrays = read_arrays(path, _ARRAYS)
    try:
        lstm = LSTMWeights(arrays["kernel"], arrays["recurrent_kernel"], arrays["bias"])
        return ReviewModel(
            Vocabulary(tuple(str(arrays["tokens"]).split("\n"))),
            arrays["embedding"],
            lstm,
            arrays["dense_kernel"],
            float(arrays["dense_bias"]),
            json.loads(str(arrays["record"])),
        )
    except (TypeError, ValueError, RecursionError) as fault:
        raise ValueError(f"{path.name} does not fit together: {fault}") from None
