"""What a gate does over a whole corpus, word by word."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.pretrained import ReviewModel


@dataclass(frozen=True)
class WordGate:
    """One word's meetings with a gate.

    Attributes
    ----------
    word : str
        The token.
    count : int
        How often it was read.
    mean : float
        The gate's value at the word, averaged over all units and meetings.
    spread : float
        The standard deviation over its meetings of the value averaged over units.

    Examples
    --------
    >>> WordGate("but", count=9, mean=0.4, spread=0.1).word
    'but'
    """

    word: str
    count: int
    mean: float
    spread: float


def gates_by_word(
    model: ReviewModel, sentences: Iterable[str], gate: str, min_count: int = 5
) -> list[WordGate]:
    """Average a gate at each known word of some sentences, from the lowest mean to the highest.

    Parameters
    ----------
    model : ReviewModel
        The model that reads.
    sentences : iterable of str
        The sentences, best such as the model was not trained on.
    gate : {"input", "forget", "output"}
        The gate to watch.
    min_count : int
        Words met less often are left out.

    Returns
    -------
    list of WordGate
        In order of rising mean, then of word.

    Raises
    ------
    ValueError
        If the gate is unknown, `min_count` is below 1, `sentences` is a single str, or `model` is
        no `ReviewModel`.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> words = gates_by_word(load_review_model(), ["the end", "the start"], "forget", min_count=2)
    >>> [(word.word, word.count) for word in words]
    [('the', 2)]
    """
    _validate.instance("model", model, ReviewModel)
    _validate.choice("gate", gate, ("input", "forget", "output"))
    min_count = _validate.whole("min_count", min_count, low=1)
    meetings = defaultdict(list)
    for sentence in _validate.texts("sentences", sentences):
        reading = model.read(sentence)
        averages = getattr(reading.trace, gate).mean(axis=1)
        for token, average in zip(reading.tokens, averages, strict=True):
            if token in model.vocabulary:
                meetings[token].append(average)
    census = [
        WordGate(word, len(values), float(np.mean(values)), float(np.std(values)))
        for word, values in meetings.items()
        if len(values) >= min_count
    ]
    return sorted(census, key=lambda entry: (entry.mean, entry.word))
