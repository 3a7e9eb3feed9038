"""From texts to predictions."""

from collections.abc import Iterable

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.intervention import Intervention
from lstm_helpers.pretrained import ReviewModel


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
    empty = sigmoid(model.dense_bias)
    readings = (
        model.read(sentence, intervention).probabilities
        for sentence in _validate.texts("sentences", sentences)
    )
    return np.array([after[-1] if len(after) else empty for after in readings])
