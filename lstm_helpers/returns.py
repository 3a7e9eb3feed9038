"""What an LSTM layer hands on: the last output, all of them, the states."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.trace import GateTrace


def lstm_returns(
    trace: GateTrace, return_sequences: bool = False, return_state: bool = False
) -> dict[str, np.ndarray]:
    """Pick from a trace what a Keras LSTM layer with these two flags returns.

    Parameters
    ----------
    trace : GateTrace
        A sentence as an LSTM read it, T timesteps and H units, T at least 1.
    return_sequences : bool
        Whether the output holds the hidden state after every timestep, or the last one only.
    return_state : bool
        Whether the last hidden and the last cell state are returned beside the output.

    Returns
    -------
    dict of str to ndarray
        In Keras's order and with its shapes, for a batch of one sentence:
        ``"output"`` of shape (1, T, H) with `return_sequences`, else (1, H); with `return_state`
        also ``"hidden"`` and ``"cell"``, each of shape (1, H). The dtype is the trace's.

    Raises
    ------
    ValueError
        If the trace holds no timestep, or a flag is neither True nor False.

    Notes
    -----
    As documented for ``keras.layers.LSTM``. The output is made of hidden states h alone; the cell
    state c leaves the layer by `return_state` only, and only the last one does.

    Examples
    --------
    >>> from lstm_helpers import LSTMWeights, trace_lstm
    >>> weights = LSTMWeights(np.zeros((5, 12)), np.zeros((3, 12)), np.ones(12))
    >>> trace = trace_lstm(weights, np.zeros((2, 5)))
    >>> [(name, array.shape) for name, array in lstm_returns(trace, return_state=True).items()]
    [('output', (1, 3)), ('hidden', (1, 3)), ('cell', (1, 3))]
    >>> lstm_returns(trace, return_sequences=True)["output"].shape
    (1, 2, 3)
    """
    _validate.instance("trace", trace, GateTrace)
    if not len(trace.hidden):
        raise ValueError("trace must hold at least one timestep; got none")
    every = _validate.flag("return_sequences", return_sequences)
    returned = {"output": trace.hidden[None] if every else trace.hidden[-1:]}
    if _validate.flag("return_state", return_state):
        returned |= {"hidden": trace.hidden[-1:], "cell": trace.cell[-1:]}
    return returned
