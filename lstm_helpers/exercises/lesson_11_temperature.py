"""Lesson 11, exercise 1: a softmax with temperature."""

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import difference, floats
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.temperature_mistakes import likely_mistake
from lstm_helpers.probabilities import softmax

_LOGITS = np.array([2.0, 0.5, -1.0, 1.5])
_CASES = (
    (_LOGITS, 1.0),
    (_LOGITS, 0.5),
    (_LOGITS, 2.0),
    (np.array([-3.0, 0.0, 4.0]), 0.7),
    (np.zeros(5) - 1.0, 1.5),
)
# exp(8 / 0.01) is more than a float can hold.
_COLD = (np.array([8.0, 7.0, -2.0]), 0.01)


def my_softmax(logits, temperature):
    """Return the probability of each class at a temperature."""
    # Step 1. Divide the logits: a low temperature stretches their differences, a high one
    #         shrinks them.
    scaled = logits / temperature
    # Step 2. Subtract the greatest. No share changes, and exp can no longer overflow.
    weights = np.exp(scaled - scaled.max())
    # Step 3. Divide by the sum, so that they add up to 1.
    return weights / weights.sum()


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, *case) for case in _CASES]
    for (logits, temperature), answer in zip(_CASES, answers, strict=True):
        says = difference("the answer", answer, softmax(logits / temperature))
        if says:
            mistake = likely_mistake(_CASES, answers)
            raise AnswerError(
                f"Not yet, {_at(logits, temperature)}:\n    {says}\n"
                + (f"Likely cause: {mistake.cause}" if mistake else _clue(answers))
            )
    try:
        cold = _answer(attempt, *_COLD)
    except AnswerError as error:
        raise AnswerError(
            f"{error}\nAll other cases are right. exp of {_COLD[0].max() / _COLD[1]:g} is more "
            "than a float can hold: subtract the greatest of the scaled logits from all of them "
            "before exp. No share changes by that."
        ) from None
    says = difference("the answer", cold, softmax(_COLD[0] / _COLD[1]))
    if says:
        raise AnswerError(f"Not yet, {_at(*_COLD)}:\n    {says}")
    return (
        f"Right. In {len(_CASES) + 1} cases, one of them very cold, your probabilities are those "
        "of the course's softmax."
    )


def _answer(attempt: Attempt, logits: np.ndarray, temperature: float) -> np.ndarray:
    value = attempt.call(logits=logits, temperature=temperature)
    if isinstance(value, int | float | np.number):
        raise AnswerError(
            f"Not yet, {_at(logits, temperature)}: the answer is one number. Was a class drawn "
            "already? Return one probability for each logit."
        )
    try:
        array = floats("the answer", value)
    except AnswerError as error:
        raise AnswerError(f"Not yet, {_at(logits, temperature)}: {error}") from None
    if array.shape != logits.shape:
        raise AnswerError(
            f"Not yet, {_at(logits, temperature)}: return one probability for each logit, shape "
            f"{logits.shape}; yours has shape {array.shape}."
        )
    return array


def _clue(answers: list[np.ndarray]) -> str:
    sums = [answer.sum() for answer in answers]
    if not np.allclose(sums, 1, atol=1e-4):
        return (
            f"The probabilities add up to {', '.join(f'{total:.3g}' for total in sums)}; they have "
            "to add up to 1 in each case."
        )
    return "They add up to 1. Compare yours with exp(logits / temperature), divided by its sum."


def _at(logits: np.ndarray, temperature: float) -> str:
    return f"with logits {logits.tolist()} at temperature {temperature:g}"


EXERCISE = Exercise(
    name="11_temperature",
    objectives=("task.temperature",),
    prompt=(
        "Write my_softmax(logits, temperature): logits is an array of numbers, temperature a "
        "number above 0. Return the probability of each class, as an array of the same shape."
    ),
    reference=my_softmax,
    review=_review,
    hints=(
        "At temperature 1 it is the plain softmax: exp of each logit, divided by the sum of all "
        "of them. Where can the temperature come in so that a low one makes differences larger?",
        "Divide the logits by the temperature first, then go on as ever. At 0.5 every difference "
        "is twice as large, so the ratio of two probabilities is squared.",
        "scaled = logits / temperature; weights = np.exp(scaled); weights / weights.sum(). What "
        "does exp do with 8 / 0.01?",
        "It overflows. weights = np.exp(scaled - scaled.max()) has the same shares and cannot.",
    ),
    imports="import numpy as np",
)
