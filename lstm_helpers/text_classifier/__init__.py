"""A text classifier: labelled texts in, a trained network with scikit-learn's manners out."""

from collections.abc import Iterable

from lstm_helpers.text_classifier.estimator import TextClassifier
from lstm_helpers.text_classifier.reader import as_review_model

__all__ = ["TextClassifier", "as_review_model", "fit_text_classifier"]


def fit_text_classifier(
    texts: Iterable[str],
    labels: Iterable[object],
    seconds: float | None = None,
    seed: int = 0,
    **parameters: object,
) -> TextClassifier:
    """Train a text classifier; with `seconds`, one made for real text and little time.

    Parameters
    ----------
    texts : iterable of str, length N
        The texts.
    labels : iterable, length N
        A label for each: str, int or bool.
    seconds : float, optional
        How long all of it may take, from the first token on; at least a step is made. The recipe
        is then ``"strong"``: beside the LSTM, a bag of words and pairs of words is trained, and the
        two are added up (see `TextClassifier`; ``recipe="plain"`` is the LSTM alone). Without
        `seconds`, all epochs of the LSTM alone are run.
    seed : int
        The same seed gives the same figures on the same machine, unless time runs out.
    **parameters
        Of `TextClassifier`.

    Returns
    -------
    TextClassifier
        Trained.

    Raises
    ------
    ValueError
        As `TextClassifier.fit`.

    Examples
    --------
    >>> classifier = fit_text_classifier(["yes", "no"] * 20, [True, False] * 20, epochs=1)
    >>> classifier.predict_proba(["yes", "no", "maybe"]).shape
    (3, 2)
    """
    return TextClassifier(seconds=seconds, seed=seed, **parameters).fit(texts, labels)
