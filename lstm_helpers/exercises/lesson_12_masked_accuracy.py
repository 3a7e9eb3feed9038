"""Lesson 12, exercise 2: the accuracy of a padded batch of tags."""

from numbers import Real

import numpy as np

from lstm_helpers.exercises.accuracy_mistakes import Arrays, likely_mistake, right_accuracy
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise

_LENGTHS = ((6, 2, 3), (1, 9), (4, 7, 5, 2))
_TAGS = 7


def my_accuracy(targets, predicted, mask):
    """Return the share of tokens with the right tag, padding left out."""
    # Step 1. Where are they equal? An array of True and False, shape (batch, timesteps).
    right = targets == predicted
    # Step 2. Take the real tokens out of it. The result is flat: one entry for each of them.
    # Step 3. The mean of True and False is the share of True.
    return float(right[mask].mean())


def _cases() -> list[Arrays]:
    """Return batches in which every known mistake gives a number of its own."""
    rng = np.random.default_rng(12)
    cases = []
    for lengths in _LENGTHS:
        size = (len(lengths), max(lengths) + 1)
        mask = np.arange(size[1]) < np.array(lengths)[:, None]
        targets = np.where(rng.random(size) < 0.5, 0, rng.integers(0, _TAGS, size)) * mask
        predicted = np.where(rng.random(size) < 0.6, targets, rng.integers(0, _TAGS, size))
        cases.append((targets, predicted, mask))
    return cases


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = [_answer(attempt, case) for case in cases]
    for case, answer in zip(cases, answers, strict=True):
        expected = right_accuracy(*case)
        if abs(answer - expected) > 1e-6:
            mistake = likely_mistake(cases, answers)
            cause = (
                f"Likely cause: {mistake.cause}"
                if mistake
                else "Count by hand: how many tokens are real, and at how many of them are "
                "targets and predicted equal?"
            )
            raise AnswerError(
                f"Not yet, for {len(case[0])} sentences of {case[2].sum(axis=1).tolist()} tokens, "
                f"padded to {case[0].shape[1]}:\n    yours    {answer:.6g}\n"
                f"    expected {expected:.6g}\n{cause}"
            )
    return f"Right. On {len(cases)} padded batches your accuracy is that of the real tokens alone."


def _answer(attempt: Attempt, case: Arrays) -> float:
    targets, predicted, mask = (array.copy() for array in case)
    value = attempt.call(targets=targets, predicted=predicted, mask=mask)
    if hasattr(value, "__array__"):  # a tensor of Keras as well
        value = np.asarray(value)
        value = value[()] if value.shape == () else value
    if isinstance(value, np.ndarray | list | tuple):
        shape = np.shape(value) if isinstance(value, np.ndarray) else f"{len(value)} parts"
        raise AnswerError(
            f"Return one number, the share of right tokens. Yours returned {shape}. Likely cause: "
            "mean() with an axis, or no mean at all."
        )
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise AnswerError(
            "Return one number, the share of right tokens. Yours returned a value of type "
            f"{type(value).__name__}."
        )
    if not np.isfinite(float(value)):
        raise AnswerError(
            f"Yours returned {value}. Likely cause: a division by zero; is the mask used the "
            "right way round?"
        )
    return float(value)


EXERCISE = Exercise(
    name="12_masked_accuracy",
    objectives=("task.tag",),
    prompt=(
        "Write my_accuracy(targets, predicted, mask): three arrays of shape (batch, timesteps). "
        "targets and predicted hold the number of a tag at each place, mask is True where there is "
        "a token and False where there is padding. Return the share of tokens with the right tag."
    ),
    reference=my_accuracy,
    review=_review,
    hints=(
        "Which places may count, and by what do you divide? Padding may do neither.",
        "targets == predicted is an array of True and False. Indexed with the mask, it keeps the "
        "real tokens: right[mask].",
        "The mean of True and False is the share of True. (targets == predicted)[mask] has one "
        "entry for each token of the batch.",
        "return float((targets == predicted)[mask].mean())",
    ),
    imports="# No import is needed.",
)
