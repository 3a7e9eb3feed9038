"""The ways to take one sequence through one LSTM that are measured side by side.

A way is prepared once for some weights and inputs, and is then a function without arguments that
reads the whole sequence from its first timestep to its last and returns NumPy arrays by name, each
of shape (T, H).
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from benchmarks.layer import has, open_layer
from lstm_helpers import GateTrace, LSTMWeights, trace_lstm

GATES = tuple(field.name for field in fields(GateTrace))


@dataclass(frozen=True)
class Way:
    """One way to read a sequence.

    Attributes
    ----------
    name : str
        As printed in the table.
    gives : str
        What can be seen of the LSTM afterwards.
    prepare : callable
        Takes weights and inputs of shape (T, D), returns the function that is timed.
    """

    name: str
    gives: str
    prepare: Callable[[LSTMWeights, np.ndarray], Callable[[], dict[str, np.ndarray]]]


def prepare_numpy(weights, inputs):
    """Read with the course's own function."""
    return lambda: vars(trace_lstm(weights, inputs))


def prepare_eager(weights, inputs):
    """Read with TensorFlow, operation by operation, as `trace_lstm` does with NumPy."""
    import tensorflow as tf

    kernel, recurrent_kernel, bias, sequence = map(
        tf.constant, (weights.kernel, weights.recurrent_kernel, weights.bias, inputs)
    )

    def read():
        from_inputs = sequence @ kernel + bias
        hidden = cell = tf.zeros((1, weights.units))
        steps = []
        for t in range(len(inputs)):
            z = from_inputs[t : t + 1] + hidden @ recurrent_kernel
            z_input, z_forget, z_candidate, z_output = tf.split(z, 4, axis=1)
            input_gate, forget_gate = tf.sigmoid(z_input), tf.sigmoid(z_forget)
            candidate, output_gate = tf.tanh(z_candidate), tf.sigmoid(z_output)
            cell = forget_gate * cell + input_gate * candidate
            hidden = output_gate * tf.tanh(cell)
            steps.append((input_gate, forget_gate, candidate, output_gate, cell, hidden))
        kept = (tf.concat(each, axis=0).numpy() for each in zip(*steps, strict=True))
        return dict(zip(GATES, kept, strict=True))

    return read


def prepare_predict(weights, inputs):
    """Read with `model.predict` of a Keras LSTM that returns its sequence."""
    import keras

    from lstm_helpers.models import keras_lstm

    layer = keras_lstm(weights, return_sequences=True)
    begin = keras.Input((None, weights.features))
    model = keras.Model(begin, layer(begin))
    batch = inputs[None]
    return lambda: {"hidden": model.predict(batch, verbose=0)[0]}


def prepare_torch_cell(weights, inputs):
    """Read with PyTorch's `LSTMCell`, timestep by timestep."""
    import torch

    cell_of_torch = _with_weights(torch.nn.LSTMCell(weights.features, weights.units), weights)
    sequence = torch.from_numpy(inputs)

    @torch.inference_mode()
    def read():
        state, steps = None, []
        for x in sequence:
            state = cell_of_torch(x[None], state)
            steps.append(state)
        hidden, cell = (torch.cat(each).numpy() for each in zip(*steps, strict=True))
        return {"hidden": hidden, "cell": cell}

    return read


def prepare_torch_layer(weights, inputs):
    """Read with PyTorch's `LSTM`, the whole sequence in one call."""
    import torch

    layer = _with_weights(torch.nn.LSTM(weights.features, weights.units), weights)
    sequence = torch.from_numpy(inputs)

    @torch.inference_mode()
    def read():
        return {"hidden": layer(sequence)[0].numpy()}

    return read


def _with_weights(module, weights):
    """Put our weights into a PyTorch module, whose gates stand in our order, and one bias at 0."""
    import torch

    kernel, recurrent_kernel = weights.kernel.T, weights.recurrent_kernel.T
    arrays = (kernel, recurrent_kernel, weights.bias, np.zeros_like(weights.bias))
    with torch.no_grad():
        for parameter, array in zip(module.parameters(), arrays, strict=True):
            parameter.copy_(torch.from_numpy(np.ascontiguousarray(array)))
    return module


NUMPY = Way("`trace_lstm`", "all gates", prepare_numpy)
EAGER = Way("TensorFlow, eager loop", "all gates", prepare_eager)
PREDICT = Way("Keras, `model.predict`", "h", prepare_predict)
TORCH_CELL = Way("PyTorch, `LSTMCell` loop", "h, c", prepare_torch_cell)
TORCH_LAYER = Way("PyTorch, `LSTM`", "h", prepare_torch_layer)


def ways():
    """List the ways that can be taken here: those of PyTorch only where it is installed."""
    found = [NUMPY, EAGER, PREDICT]
    if has("torch"):
        open_layer()
        found += [TORCH_CELL, TORCH_LAYER]
    return found


def take_threads(count):
    """Let every library compute with so many threads; to be called before any of them computes."""
    import tensorflow as tf
    from threadpoolctl import threadpool_limits

    tf.config.threading.set_intra_op_parallelism_threads(count)
    tf.config.threading.set_inter_op_parallelism_threads(count)
    if has("torch"):
        open_layer()
        import torch

        torch.set_num_threads(count)
    threadpool_limits(count)
