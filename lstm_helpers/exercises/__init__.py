"""Exercises: the learner writes a function; the course runs it and says what is wrong and why."""

from importlib import import_module

from lstm_helpers import _validate
from lstm_helpers.exercises.exercise import Exercise

__all__ = ["Exercise", "exercise"]

# In the order of the lessons. Each is the EXERCISE of its own module, loaded when it is asked for:
# one needs scikit-learn, and a lesson has two of them.
_NAMES = (
    "01_encoder",
    "02_length",
    "03_lookup",
    "03_parameters",
    "04_rnn_step",
    "04_clip",
    "05_lstm_step",
    "05_forget",
    "06_shapes",
    "06_carry",
    "07_find_fault",
    "07_softmax",
    "08_early_stop",
    "08_diagnose",
    "09_scores",
    "09_threshold",
    "10_twins",
    "10_baseline",
    "11_temperature",
    "11_carry_state",
    "12_masked_accuracy",
    "12_spans",
    "13_attend",
    "14_repair",
)


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
    name = _validate.choice("name", name, _NAMES)
    return import_module(f"{__name__}.lesson_{name}").EXERCISE
