"""Keras, imported without the notices that TensorFlow writes past Python to the terminal.

On a machine without a graphics card these would stand, red, below the first cell of every lesson.
An import that fails still says so: only the stream is covered, and only while importing.
Later, TensorFlow warns whoever trains a fifth network that functions are traced again; that is kept
back too, for batches of different lengths are what we want.
"""

import contextlib
import logging
import os
from collections.abc import Iterator


@contextlib.contextmanager
def _standard_error_covered() -> Iterator[None]:
    try:
        kept = os.dup(2)
    except OSError:  # there is no such stream, so nothing can be written to it
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


with _standard_error_covered():
    import keras

logging.getLogger("tensorflow").addFilter(lambda notice: "retracing" not in notice.getMessage())

__all__ = ["keras"]
