"""Lesson 08, exercise 1: when to stop, by validation losses and patience."""

import math
from numbers import Integral

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import parts
from lstm_helpers.exercises.early_stop_mistakes import CASES, likely_mistake, right_epochs
from lstm_helpers.exercises.exercise import Exercise

_NAMES = ("stop", "best")


def my_early_stop(validation_losses, patience):
    """Return the epoch after which training stops, and the epoch whose weights are kept."""
    # Step 1. Before the first epoch nothing has been reached: any loss is lower than infinity.
    best, lowest = 0, math.inf
    for epoch, loss in enumerate(validation_losses, start=1):
        # Step 2. Only a loss below the lowest so far is a gain. Equal is not lower.
        if loss < lowest:
            best, lowest = epoch, loss
        # Step 3. Count from the best epoch, not from the one before.
        if epoch - best >= patience:
            return epoch, best
    # Step 4. Patience was never exhausted: the training runs to its end.
    return len(validation_losses), best


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, losses, patience) for losses, patience in CASES]
    for (losses, patience), answer in zip(CASES, answers, strict=True):
        expected = right_epochs(losses, patience)
        if answer == expected:
            continue
        mistake = likely_mistake(answers)
        cause = (
            f"Likely cause: {mistake.cause}"
            if mistake
            else "Go through the losses one by one, and note the lowest so far and its epoch."
        )
        raise AnswerError(
            f"Not yet, for validation_losses={losses} and patience={patience}:\n"
            f"    yours    stop {answer[0]}, best {answer[1]}\n"
            f"    expected stop {expected[0]}, best {expected[1]}\n"
            f"{cause}"
        )
    return (
        f"Right. In {len(CASES)} trainings, some that turn, one that dips late, two that never "
        "stop early, you stop where the course's training loop does."
    )


def _answer(attempt: Attempt, losses: list[float], patience: int) -> tuple[int, int]:
    value = attempt.call(validation_losses=losses, patience=patience)
    epochs = []
    for name, found in zip(_NAMES, parts(value, _NAMES), strict=True):
        found = found.item() if isinstance(found, np.generic) else found
        if isinstance(found, float) and found.is_integer():
            found = int(found)
        if isinstance(found, bool) or not isinstance(found, Integral):
            raise AnswerError(
                f"{name} must be the number of an epoch, counted from 1, such as 3; yours is "
                f"{found!r}, of type {type(found).__name__}. A loss is not an epoch."
            )
        epochs.append(int(found))
    return epochs[0], epochs[1]


EXERCISE = Exercise(
    name="08_early_stop",
    objectives=("train.stop",),
    prompt=(
        "Write my_early_stop(validation_losses, patience). validation_losses holds the loss after "
        "each epoch. Training stops after the first epoch at which the lowest loss so far is "
        "`patience` epochs old; if that never happens, after the last one. Return two numbers "
        "counted from 1: the epoch after which it stops, and the epoch with the lowest loss so "
        "far, whose weights are kept."
    ),
    reference=my_early_stop,
    review=_review,
    hints=(
        "Keep two things while you go through the epochs: the lowest loss so far, and the epoch it "
        "belongs to.",
        "for epoch, loss in enumerate(validation_losses, start=1): counts from 1. A loss is a gain "
        "only if it is below the lowest so far; if it is, both things change.",
        "After each epoch ask how old the lowest loss is: epoch - best. If that has reached "
        "patience, return epoch, best at once.",
        "After the loop, when nothing was returned, the training has run to its end: return "
        "len(validation_losses), best.",
    ),
    imports="import math",
)
