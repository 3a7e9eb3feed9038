"""Keras, imported without the notices that TensorFlow writes past Python to the terminal.

On a machine without a graphics card these would stand, red, below the first cell of every lesson.
An import that fails still says so: only the stream is covered, and only while importing.

Keras also imports scikit-learn for `keras.wrappers` and pyplot for `keras.visualization`, which the
course has no use for; and while thousands of modules load that all stay, Python keeps looking for
some to throw away. Both are left out. Whoever wants them imports Keras before `lstm_helpers` does.

Later, TensorFlow warns whoever trains a fifth network that functions are traced again; that is kept
back too, for batches of different lengths are what we want.
"""

import contextlib
import gc
import logging
import os
import sys
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


@contextlib.contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Let modules that are not loaded yet seem missing, as Keras allows them to be."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # None: an import finds nothing
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


@contextlib.contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


with _standard_error_covered(), _hidden("sklearn", "matplotlib.pyplot"), _nothing_thrown_away():
    import keras

logging.getLogger("tensorflow").addFilter(lambda notice: "retracing" not in notice.getMessage())

__all__ = ["keras"]
