"""Lesson 07, exercise 1: turn logits into probabilities, and let none overflow."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.cells import sigmoid
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import difference, floats
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.probabilities import softmax

_LOGITS = (
    np.array([[1.0, 2.0, 3.0], [0.5, -1.5, 0.0]]),
    np.array([[-4.0, 0.0, 1.0, 1.0], [2.0, 2.0, 2.0, 2.0], [0.1, 0.2, -0.3, 5.0]]),
    np.array([[1000.0, 1001.0], [-1000.0, -1002.0]]),  # exp of these is infinite, or 0
    np.array([[3.0]]),
)


def my_softmax(logits):
    """Return the probabilities of a batch of logits, shape (batch, classes)."""
    # Step 1. Take the greatest logit of each row away. That changes no probability, and no
    #         exponential can overflow then: the greatest is exp(0) = 1.
    shifted = logits - logits.max(axis=1, keepdims=True)
    # Step 2. Positive numbers, the greater the logit the greater.
    exponentials = np.exp(shifted)
    # Step 3. Each one's share of its row.
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def _exp(logits: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return np.exp(logits)


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return part / whole


_MISTAKES: tuple[tuple[Callable, str], ...] = (
    (_exp, "the exponentials are not divided by their sum, so they do not add up to 1."),
    (lambda z: _divided(z, z.sum(axis=1, keepdims=True)),
     "the logits are divided by their sum without exp. Logits may be negative, probabilities not: "
     "np.exp comes first."),
    (lambda z: _divided(np.abs(z), np.abs(z).sum(axis=1, keepdims=True)),
     "np.abs takes the sign away, so a very negative logit gets a great share. np.exp keeps the "
     "order: the smaller the logit, the smaller the share."),
    (lambda z: softmax(z, axis=0),
     "the sum runs over the texts, axis 0. Classes lie along axis 1; each row adds up to 1."),
    (lambda z: softmax(z.ravel()).reshape(z.shape),
     "one sum is taken over the whole batch. Each row has its own: axis=1, keepdims=True."),
    (sigmoid,
     "each logit goes through a sigmoid of its own. Those are answers to separate questions; the "
     "shares of classes that exclude each other compete, and add up to 1."),
    (lambda z: (z == z.max(axis=1, keepdims=True)).astype(float),
     "the greatest gets 1 and the others 0. That is argmax; softmax is soft: it says by how much."),
    (lambda z: np.log(np.maximum(softmax(z), 1e-300)),
     "these are the logarithms of the probabilities."),
    (lambda z: softmax(-z),
     "the sign is turned: exp(-z) gives the smallest logit the greatest share."),
    (lambda z: softmax(z * np.log(2)), "the base is 2 instead of e: use np.exp."),
)  # fmt: skip


def _review(attempt: Attempt) -> str:
    answers = []
    for logits in _LOGITS:
        answers.append(_answer(attempt, logits))
        problem = difference("probabilities", answers[-1], softmax(logits))
        if problem:
            raise AnswerError(
                f"Not yet, for logits {logits.tolist()}:\n    {problem}\n{_cause(answers)}"
            )
    return (
        f"Right. On {len(_LOGITS)} batches, with logits of 1001 and -1002 among them, your "
        "probabilities are those of the course's softmax, which are those of Keras."
    )


def _call(attempt: Attempt, logits: np.ndarray) -> object:
    try:
        return attempt.call(logits=logits)
    except AnswerError as error:
        if "could not be broadcast" not in str(error):
            raise
        raise AnswerError(
            f"{error}\nLikely cause: a row's sum or maximum has lost its axis. With axis=1, "
            "keepdims=True it stays a column, and meets its own row."
        ) from None


def _answer(attempt: Attempt, logits: np.ndarray) -> np.ndarray:
    value = _call(attempt, logits)
    try:
        finite = bool(np.isfinite(np.asarray(value, dtype=float)).all())
    except (TypeError, ValueError):  # no numbers, or rows that differ in length: told by floats
        finite = True
    if np.abs(logits).max() > 700 and not finite:
        raise AnswerError(
            f"Not yet, for logits {logits.tolist()}: the answer holds NaN or infinity.\n"
            "Likely cause: exp(1001) is too large for a computer's numbers, and exp(-1002) is 0, "
            "so the fraction is inf / inf or 0 / 0. Take the greatest logit of each row away first."
        )
    if isinstance(value, np.ndarray) and value.shape == (len(logits),):  # also where it is a place
        raise _shape_error(value.shape, logits)
    array = floats("probabilities", value)
    if array.shape != logits.shape:
        raise _shape_error(array.shape, logits)
    return array


def _shape_error(shape: tuple[int, ...], logits: np.ndarray) -> AnswerError:
    return AnswerError(
        f"probabilities must have the shape of the logits, {logits.shape}; yours has {shape}. "
        f"{_shape_cause(shape, logits)}"
    )


def _shape_cause(shape: tuple[int, ...], logits: np.ndarray) -> str:
    rows = len(logits)
    if shape == (rows,):
        return "Likely cause: one number a text, the greatest or its place; all classes are wanted."
    if shape == logits.shape[::-1]:
        return "Likely cause: rows and columns are exchanged."
    if shape == logits.shape[1:]:
        return "Likely cause: only one text is taken; do all rows at once."
    return "Each logit becomes one probability."


def _cause(answers: list[np.ndarray]) -> str:
    for does, cause in _MISTAKES:
        if all(
            np.allclose(does(logits), answer, atol=1e-5, equal_nan=True)
            for logits, answer in zip(_LOGITS, answers, strict=False)
        ):
            return f"Likely cause: {cause}"
    sums = answers[-1].sum(axis=1)
    if not np.allclose(sums, 1):
        return f"The rows add up to {', '.join(f'{total:.3g}' for total in sums)}; wanted 1 each."
    return "The rows add up to 1, but the shares are not in the ratio of the exponentials."


EXERCISE = Exercise(
    name="07_softmax",
    objectives=("pipeline.predict",),
    prompt=(
        "Write my_softmax(logits): logits is an array of shape (batch, classes), each row the "
        "logits of one text, of any size and sign. Return the probabilities, same shape: positive, "
        "and each row adding up to 1."
    ),
    reference=my_softmax,
    review=_review,
    hints=(
        "Two steps: make every number positive without changing the order, then give each its "
        "share of its row.",
        "np.exp makes them positive. For the row's sum use .sum(axis=1, keepdims=True), so that it "
        "stays a column and divides row by row.",
        "exp(1001) overflows. Adding the same number to all logits of a row changes no "
        "probability: which number makes the greatest logit 0?",
        "shifted = logits - logits.max(axis=1, keepdims=True); then np.exp(shifted) divided by its "
        "own row sums.",
    ),
    imports="import numpy as np",
)
