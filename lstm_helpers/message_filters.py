"""What two filters say about every message, each time one that was not trained on it."""

from functools import cache

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from lstm_helpers.corpus import load_corpus
from lstm_helpers.recorded import load_recorded


def held_out_messages() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Judge all messages of the course by filters that were trained on other ones.

    The messages are cut into five parts, in the order of writing; each is judged by a filter
    trained on the other four.

    Returns
    -------
    actual : ndarray of bool, shape (1193,)
        True where a message is unwanted.
    probabilities : dict of str to ndarray, each of shape (1193,)
        P(unwanted): ``"bag of words"``, TF-IDF and logistic regression, fitted at the first call
        in less than half a second; ``"LSTM"``, as recorded.

    Examples
    --------
    >>> actual, probabilities = held_out_messages()
    >>> int(actual.sum()), sorted(probabilities)
    (157, ['LSTM', 'bag of words'])
    """
    actual, probabilities = _judged()
    return actual.copy(), {name: values.copy() for name, values in probabilities.items()}


@cache
def _judged() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    messages = load_corpus("messages")
    actual = np.array([label == "unwanted" for label in messages.labels])
    bag = make_pipeline(TfidfVectorizer(), LogisticRegression())
    judged = cross_val_predict(bag, messages.texts, actual, cv=KFold(5), method="predict_proba")
    recorded = load_recorded("messages")["held_out"]["LSTM"]
    return actual, {"bag of words": judged[:, 1], "LSTM": np.array(recorded)}
