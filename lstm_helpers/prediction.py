"""From texts to predictions."""

from collections.abc import Iterable

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.last_state import last_hidden
from lstm_helpers.pretrained import ReviewModel
from lstm_helpers.surgery import Intervention


def classify(
    model: ReviewModel, sentences: Iterable[str], intervention: Intervention | None = None
) -> np.ndarray:
    """Return P(positive) after the last token of each sentence.

    Parameters
    ----------
    model : ReviewModel
        The model that reads.
    sentences : iterable of str
        The N sentences. One without a token gets the answer to an empty sentence.
    intervention : Intervention, optional
        Gates to clamp or shift while reading every sentence.

    Returns
    -------
    ndarray, shape (N,)
        Probabilities.

    Raises
    ------
    ValueError
        If `sentences` is a single str or holds something else than texts, `model` is no
        `ReviewModel`, or the intervention lies beyond a sentence.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> model = load_review_model()
    >>> probabilities = classify(model, ["A wonderful film.", "A dull, boring film."])
    >>> bool(probabilities[0] > 0.5 > probabilities[1])
    True
    """
    _validate.instance("model", model, ReviewModel)
    if intervention is not None:
        _validate.instance("intervention", intervention, Intervention)
    rows = [model.vocabulary.encode(text) for text in _validate.texts("sentences", sentences)]
    hidden = np.zeros((len(rows), model.lstm.units), model.lstm.kernel.dtype)
    lengths = np.array([len(row) for row in rows], dtype=int)
    for length in np.unique(lengths):  # sentences of one length are read side by side
        alike = np.flatnonzero(lengths == length)
        ids = np.array([rows[place] for place in alike], dtype=np.int32).reshape(len(alike), length)
        read = np.ones(ids.shape, dtype=bool)
        hidden[alike] = last_hidden(model.lstm, model.embedding[ids], read, intervention)
    return sigmoid(hidden @ model.dense_kernel + model.dense_bias)
