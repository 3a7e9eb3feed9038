"""Exercises: the learner writes a function; the course runs it and says what is wrong and why."""

from lstm_helpers import _validate
from lstm_helpers.exercises import (
    lesson_01_encoder,
    lesson_02_length,
    lesson_03_lookup,
    lesson_03_parameters,
    lesson_04_clip,
    lesson_04_rnn_step,
    lesson_05_forget,
    lesson_05_lstm_step,
    lesson_06_carry,
    lesson_06_shapes,
    lesson_07_find_fault,
    lesson_07_softmax,
    lesson_08_diagnose,
    lesson_08_early_stop,
    lesson_09_scores,
    lesson_09_threshold,
    lesson_10_baseline,
    lesson_10_twins,
    lesson_11_carry_state,
    lesson_11_temperature,
    lesson_12_masked_accuracy,
    lesson_12_spans,
    lesson_13_attend,
    lesson_14_repair,
)
from lstm_helpers.exercises.exercise import Exercise

__all__ = ["Exercise", "exercise"]

_EXERCISES = {
    lesson.EXERCISE.name: lesson.EXERCISE
    for lesson in (
        lesson_01_encoder,
        lesson_02_length,
        lesson_03_lookup,
        lesson_03_parameters,
        lesson_04_rnn_step,
        lesson_04_clip,
        lesson_05_lstm_step,
        lesson_05_forget,
        lesson_06_shapes,
        lesson_06_carry,
        lesson_07_find_fault,
        lesson_07_softmax,
        lesson_08_early_stop,
        lesson_08_diagnose,
        lesson_09_scores,
        lesson_09_threshold,
        lesson_10_twins,
        lesson_10_baseline,
        lesson_11_temperature,
        lesson_11_carry_state,
        lesson_12_masked_accuracy,
        lesson_12_spans,
        lesson_13_attend,
        lesson_14_repair,
    )
}


def exercise(name: str) -> Exercise:
    """Return an exercise of the course.

    Parameters
    ----------
    name : str
        Such as ``"05_forget"``, as its lesson calls it.

    Returns
    -------
    Exercise
        The same object for the same name, so that hints go on where they stopped.

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> exercise("05_forget")
    Exercise('05_forget')
    >>> exercise("05_remember")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: name must be one of 01_encoder, ...; got '05_remember'
    """
    return _EXERCISES[_validate.choice("name", name, _EXERCISES)]
