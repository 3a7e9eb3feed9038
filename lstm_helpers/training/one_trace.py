"""One traced training step for batches of every shape.

TensorFlow turns a training step into a graph before it runs it, which takes about a second, and by
itself does so for the first length, for the second, and once more for the last, smaller batch. The
first time it does so twice if the step makes variables, so the optimiser's and the measures' own
are made before.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from lstm_helpers._backend import keras


@contextmanager
def traced_once(network: keras.Model) -> Iterator[None]:
    """Let ``network.train_on_batch`` trace its step once, in the ``with`` block.

    The steps are Keras's own, with the same figures. Networks with several inputs or outputs, those
    that run eagerly, what is no Keras model, and other backends than TensorFlow are left alone.

    Parameters
    ----------
    network : keras.Model
        Compiled; or whatever else has a ``train_on_batch``.

    Examples
    --------
    >>> network = keras.Sequential([keras.Input((None, 1)), keras.layers.LSTM(2)])
    >>> network.compile("sgd", "mse")
    >>> with traced_once(network):
    ...     for batch, length in ((4, 3), (4, 5), (1, 2)):
    ...         _ = network.train_on_batch(np.ones((batch, length, 1)), np.ones((batch, 2)))
    """
    if keras.backend.backend() != "tensorflow" or not _is_plain(network):
        yield
        return
    network.train_function = _step_of(network)
    try:
        yield
    finally:
        network.train_function = None  # Keras makes its own again when it is asked to


def _is_plain(network: object) -> bool:
    if not isinstance(network, keras.Model) or not network.built or network.run_eagerly:
        return False
    return len(getattr(network, "inputs", ())) == len(network.outputs) == 1


def _step_of(network: keras.Model) -> object:
    import tensorflow as tf

    # Keras doesn't let AutoGraph rewrite its step either.
    step = tf.function(network.train_step, jit_compile=network.jit_compile, autograph=False)

    def specification(part: np.ndarray | None, shape: tuple) -> object:
        if part is None:
            return None
        free = {axis for axis, size in enumerate(shape) if size is None}
        sizes = [None if axis in free else size for axis, size in enumerate(part.shape)]
        return tf.TensorSpec(sizes, part.dtype)

    def train_function(batches: Iterator[tuple[np.ndarray | None, ...]]) -> dict[str, object]:
        parts = tuple(part if part is None else np.asarray(part) for part in next(batches))
        if not traced:
            _make_variables(network, *parts)
            shapes = network.input_shape, network.output_shape, network.output_shape
            step.get_concrete_function(tuple(map(specification, parts, shapes)))
            traced.append(True)
        return step(parts)

    traced: list[bool] = []
    return train_function


def _make_variables(
    network: keras.Model,
    inputs: np.ndarray,
    targets: np.ndarray | None = None,
    weights: np.ndarray | None = None,
) -> None:
    """Make the variables of a network's optimiser and measures; what is measured is forgotten."""
    if not network.optimizer.built:
        network.optimizer.build(network.trainable_variables)
    if targets is None:
        return
    sizes = zip(network.output_shape, (*targets.shape, 1), strict=False)
    outputs = np.zeros([free if size is None else size for size, free in sizes])
    network.compute_metrics(inputs, targets, outputs.astype(network.compute_dtype), weights)
    network.reset_metrics()
