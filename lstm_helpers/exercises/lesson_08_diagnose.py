"""Lesson 08, exercise 2: what ails a training, told from its curves."""

import math

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.diagnosis_mistakes import CASES, NAMES, likely_mistake, right_word
from lstm_helpers.exercises.exercise import Exercise


def my_diagnosis(losses, validation_losses, guess):
    """Return "diverges", "underfits", "overfits" or "fits"."""
    # Step 1. A loss that is no number, or a training loss worse than guessing.
    if not all(math.isfinite(loss) for loss in [*losses, *validation_losses]):
        return "diverges"
    if losses[-1] > 1.02 * guess:
        return "diverges"
    # Step 2. Too little was learned of the training sentences themselves.
    if losses[-1] > 0.5 * guess:
        return "underfits"
    # Step 3. The validation loss has left its lowest point behind.
    if validation_losses[-1] > 1.1 * min(validation_losses):
        return "overfits"
    return "fits"


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, *case) for case in CASES]
    for case, answer in zip(CASES, answers, strict=True):
        expected = right_word(*case)
        if answer == expected:
            continue
        losses, kept, guess = case
        mistake = likely_mistake(answers)
        cause = (
            f"Likely cause: {mistake.cause}"
            if mistake
            else "Ask the four questions in the order of the rule; the first that holds decides."
        )
        raise AnswerError(
            f"Not yet, for losses={losses},\n    validation_losses={kept}, guess={guess}:\n"
            f"    yours    {answer}\n    expected {expected}\n{cause}"
        )
    return (
        f"Right. You diagnose {len(CASES)} trainings as the rule does, of two, three and ten "
        "classes, some of them with nan or inf."
    )


def _answer(attempt: Attempt, losses: list[float], kept: list[float], guess: float) -> str:
    value = attempt.call(losses=losses, validation_losses=kept, guess=guess)
    if isinstance(value, np.str_):
        value = str(value)
    if not isinstance(value, str):
        raise AnswerError(
            f"Return one of the four words {', '.join(NAMES)} as text. Yours returned a value of "
            f"type {type(value).__name__}."
        )
    if value not in NAMES:
        raise AnswerError(f"Return one of {', '.join(NAMES)}; yours returned {value!r}.")
    return value


EXERCISE = Exercise(
    name="08_diagnose",
    objectives=("train.overfit", "train.loss", "train.rate"),
    prompt=(
        "Write my_diagnosis(losses, validation_losses, guess). The first two hold a loss for each "
        "epoch; guess is what guessing evenly costs, log C. Return 'diverges' if any loss is no "
        "finite number or the last training loss is above 1.02 · guess; else 'underfits' if the "
        "last training loss is above half of guess; else 'overfits' if the last validation loss is "
        "above 1.1 times the lowest one; else 'fits'."
    ),
    reference=my_diagnosis,
    review=_review,
    hints=(
        "Four questions in a row, each with a return; the first that holds decides. So each later "
        "one may rely on the earlier ones.",
        "nan is neither above nor below anything. math.isfinite(loss) is False for nan and for "
        "infinity; all(... for loss in [*losses, *validation_losses]) asks it of every one.",
        "losses[-1] is the last training loss. Compare it with 1.02 * guess, then with "
        "0.5 * guess.",
        "Overfitting is told by validation alone: validation_losses[-1] against 1.1 times "
        "min(validation_losses).",
    ),
    imports="import math",
)
