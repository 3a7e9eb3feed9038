"""The patient of lesson 14's exercise: its three faults, alone and together, and false repairs."""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from lstm_helpers.cells import lstm_step, sigmoid
from lstm_helpers.exercises.mistake import Mistake
from lstm_helpers.padding import pad
from lstm_helpers.pretrained import ReviewModel

_LENGTH = 20  # tokens a row; no text of the exercise is longer

# What is wrong in `broken_labels`, and how a learner is told of it.
FAULTS = {
    "state": "the state of one text is carried on into the next",
    "padding": "the zeros after a text are read like words",
    "border": "a logit is judged at 0.5, which is P = 0.62",
}


def labels_with(
    model: ReviewModel, texts: list[str], faults: tuple[str, ...] = (), where: str = "post"
) -> list[str]:
    """Label texts with some faults left in the program.

    Parameters
    ----------
    model : ReviewModel
        The weights.
    texts : list of str
        What to label; at least one.
    faults : tuple of str
        Keys of `FAULTS`; none gives the right labels.
    where : {"pre", "post"}
        Where the zeros go.

    Returns
    -------
    list of str
        ``"positive"`` or ``"negative"`` for each text.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> labels_with(load_review_model(), ["A wonderful film.", "A dull, boring film."])
    ['positive', 'negative']
    """
    border = 0.5 if "border" in faults else 0.0
    logits = _logits(model, texts, "state" in faults, "padding" in faults, where)
    return _named(logits > border)


def _logits(
    model: ReviewModel, texts: list[str], carried: bool, padding: bool, where: str = "post"
) -> np.ndarray:
    batch = pad([model.vocabulary.encode(text) for text in texts], _LENGTH, where=where)
    hidden = cell = np.zeros(model.lstm.units)
    logits = []
    for row, mask in zip(batch.ids, batch.mask, strict=True):
        if not carried:
            hidden = cell = np.zeros(model.lstm.units)
        for vector in model.embedding[row if padding else row[mask]]:
            step = lstm_step(model.lstm, vector, hidden, cell)
            hidden, cell = step.hidden, step.cell
        logits.append(hidden @ model.dense_kernel + model.dense_bias)
    return np.array(logits)


def _named(positive: np.ndarray) -> list[str]:
    return ["positive" if each else "negative" for each in positive]


def _read(model: ReviewModel, ids: list[int], forgets: bool = False) -> np.ndarray:
    """Return the hidden state after some ids, all else being right."""
    hidden = cell = np.zeros(model.lstm.units)
    for vector in model.embedding[np.array(ids, dtype=int)]:
        if forgets:
            hidden = cell = np.zeros(model.lstm.units)
        step = lstm_step(model.lstm, vector, hidden, cell)
        hidden, cell = step.hidden, step.cell
    return hidden


def _cell_carried(model: ReviewModel, texts: list[str]) -> list[str]:
    cell = np.zeros(model.lstm.units)
    logits = []
    for text in texts:
        hidden = np.zeros(model.lstm.units)
        for vector in model.embedding[np.array(model.vocabulary.encode(text), dtype=int)]:
            step = lstm_step(model.lstm, vector, hidden, cell)
            hidden, cell = step.hidden, step.cell
        logits.append(hidden @ model.dense_kernel + model.dense_bias)
    return _named(np.array(logits) > 0)


def _by(state_of: Callable) -> Callable[[ReviewModel, list[str]], list[str]]:
    """Return a labeller by the state that is got from a model and the ids of a text."""

    def labels(model: ReviewModel, texts: list[str]) -> list[str]:
        states = [state_of(model, model.vocabulary.encode(text)) for text in texts]
        return _named(np.array(states) @ model.dense_kernel + model.dense_bias > 0)

    return labels


def _exchanged(model: ReviewModel, texts: list[str]) -> list[str]:
    right = labels_with(model, texts)
    return ["negative" if label == "positive" else "positive" for label in right]


def _always_positive(model: ReviewModel, texts: list[str]) -> list[str]:
    return _named(sigmoid(_logits(model, texts, carried=False, padding=False)) > 0)


def _faulty(faults: tuple[str, ...]) -> Callable[[ReviewModel, list[str]], list[str]]:
    return lambda model, texts: labels_with(model, texts, faults)


def _left_over() -> Iterator[Mistake]:
    """Give every way to leave some of the faults in, all three first."""
    for number in range(len(FAULTS), 0, -1):
        for left in combinations(FAULTS, number):
            told = "; ".join(FAULTS[name] for name in left)
            if number == len(FAULTS):
                says = f"this is the patient as it came, with all three faults: {told}."
            elif number == 1:
                says = f"one fault is left: {told}."
            else:
                says = f"one is mended, two faults are left: {told}."
            yield Mistake(_faulty(left), says)


# Each takes model and texts, as the exercise's function does.
MISTAKES: tuple[Mistake[Callable[[ReviewModel, list[str]], list[str]]], ...] = (
    *_left_over(),
    Mistake(
        _by(lambda model, ids: _read(model, ids, forgets=True)),
        "the state is emptied at every word, so the last word alone decides. Empty it once for "
        "each text, before its first word.",
    ),
    Mistake(
        _cell_carried,
        "the hidden state begins anew with each text, the cell state doesn't. Both are emptied.",
    ),
    Mistake(
        lambda model, texts: labels_with(model, texts, ("padding",), where="pre"),
        "the zeros stand before the text now, but they are still read. Leave them out, by the "
        "batch's mask.",
    ),
    Mistake(
        _by(lambda model, ids: _read(model, [i for i in ids if i != 1])),
        "the unknown words, id 1, are left out along with the zeros. Only 0 is padding.",
    ),
    Mistake(
        _always_positive,
        "every text is called positive. Is a probability judged at 0, or the sigmoid taken twice? "
        "Judge a logit at 0, or one sigmoid of it at 0.5.",
    ),
    Mistake(_exchanged, "the two labels are exchanged."),
)


def likely_mistake(model: ReviewModel, texts: list[str], labels: list[str]) -> Mistake | None:
    """Return the mistake that gives the same labels, if one does.

    Parameters
    ----------
    model : ReviewModel
        What labelled.
    texts, labels : list of str, of equal length
        What was labelled, and how.

    Returns
    -------
    Mistake or None

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> texts = ["A wonderful film.", "A dull film.", "Not good."]
    >>> likely_mistake(load_review_model(), texts, ["negative", "positive", "positive"]).cause
    'the two labels are exchanged.'
    """
    return next((each for each in MISTAKES if each.does(model, texts) == labels), None)
