"""Trainings that stop short: all is checked and built, and no step is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from lstm_helpers._backend import keras
from lstm_helpers.history import FINISHED, Epoch, History

_LOOPS = ("character_model.fitting", "tagger_fitting", "text_classifier.fitting")
_reached: list[str] = []


class TooLateError(Exception):
    """An argument was refused once training was under way."""


class _Fitted:
    """What Keras's own `fit` returns."""

    def __init__(self) -> None:
        self.history = {"loss": [0.5]}


def _train(*_: object, **__: object) -> History:
    _reached.append("train")
    return History((Epoch(1, 0.5, None, None, None, 0.1),), (0.5,), FINISHED)


def _fit(*_: object, **__: object) -> _Fitted:
    _reached.append("fit")
    return _Fitted()


@contextmanager
def no_training() -> Iterator[None]:
    """Put, in the place of every loop that trains, one that notes that it was reached."""
    with patch.object(keras.Model, "fit", _fit):
        loops = [patch(f"lstm_helpers.{home}.train", _train) for home in _LOOPS]
        for loop in loops:
            loop.start()
        try:
            yield
        finally:
            for loop in loops:
                loop.stop()


def untrained(call: Callable) -> Callable:
    """Return what calls a function that trains, but for the training."""

    def called(**given: object) -> object:
        _reached.clear()
        with no_training():
            try:
                result = call(**given)
            except (ValueError, TypeError) as error:
                if _reached:
                    raise TooLateError(str(error)) from error
                raise
        assert _reached, "nothing would have been trained"
        return result

    return called
