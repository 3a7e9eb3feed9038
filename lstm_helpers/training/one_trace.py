"""One traced training step, and one traced reading, for batches of every shape.

TensorFlow turns a training step into a graph before it runs it, which takes about a second, and by
itself does so for the first length, for the second, and once more for the last, smaller batch. The
first time it does so twice if the step makes variables, so the optimiser's and the measures' own
are made before.

The graph stays with its network: trained again, it is not traced again.
"""

import operator
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from lstm_helpers._backend import keras

_KEPT = "_step_traced_once"


@contextmanager
def traced_once(network: keras.Model) -> Iterator[None]:
    """Let ``network.train_on_batch`` trace its step once, in this and every later ``with`` block.

    The steps are Keras's own, with the same figures; once the network is compiled again, they are
    traced again. Networks with several inputs or outputs, those that run eagerly, what is no Keras
    model, and other backends than TensorFlow are left alone.

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
    network.train_function = _kept_step_of(network)
    try:
        yield
    finally:
        network.train_function = None  # Keras makes its own again when it is asked to


def trace_reading(network: keras.Model) -> None:
    """Let ``network.predict_on_batch`` trace its reading once, for batches of every shape.

    Left alone are the same networks as by `traced_once`, and those that have read already.

    Parameters
    ----------
    network : keras.Model
        Compiled or not.

    Examples
    --------
    >>> network = keras.Sequential([keras.Input((None, 1)), keras.layers.LSTM(2)])
    >>> trace_reading(network)
    >>> [network.predict_on_batch(np.ones((4, length, 1))).shape for length in (3, 5)]
    [(4, 2), (4, 2)]
    """
    if keras.backend.backend() != "tensorflow" or not _is_plain(network):
        return
    if network.predict_function is not None:
        return
    import tensorflow as tf

    network.make_predict_function()
    (inputs,) = network.inputs
    for_any = tf.TensorSpec(network.input_shape, inputs.dtype)
    network.predict_function.get_concrete_function([(for_any,)])


def _is_plain(network: object) -> bool:
    if not isinstance(network, keras.Model) or not network.built or network.run_eagerly:
        return False
    return len(getattr(network, "inputs", ())) == len(network.outputs) == 1


def _kept_step_of(network: keras.Model) -> object:
    """Return the step that was traced in an earlier training, unless it was compiled since."""
    compiled = [network.optimizer, *network.metrics[:1]]  # `compile` makes the first, of loss, anew
    before, step = vars(network).get(_KEPT, ([], None))
    if len(before) != len(compiled) or any(map(operator.is_not, before, compiled)):
        step = _step_of(network)
        vars(network)[_KEPT] = compiled, step  # past Keras, which looks for weights in what is set
    return step


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
        wanted = tuple(map(specification, parts, shapes))
        if wanted not in traced:
            _make_variables(network, *parts)
            step.get_concrete_function(wanted)
            traced.add(wanted)
        return step(parts)

    shapes = network.input_shape, network.output_shape, network.output_shape
    traced: set[tuple] = set()
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
