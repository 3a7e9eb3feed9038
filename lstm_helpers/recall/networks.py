"""S small networks side by side: a recurrent cell that reads, a softmax that names a word."""

from collections.abc import Sequence

import numpy as np

from lstm_helpers.gradients.untrained import glorot_uniform, orthonormal_columns
from lstm_helpers.recall.attending import attend_back, attend_stacked
from lstm_helpers.recall.stacked import CELLS
from lstm_helpers.recall.task import RECALL_WORDS

Weights = dict[str, np.ndarray]
WORDS = len(RECALL_WORDS)


def start_weights(
    cell: str,
    units: int,
    seeds: Sequence[int],
    forget_bias: float = 1.0,
    attention: bool = False,
) -> Weights:
    """Draw the weights of one network for each seed, as Keras's layers start.

    Parameters
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    units : int
        H.
    seeds : sequence of int, length S
        One network each.
    forget_bias : float
        Of an LSTM; 1 in Keras.
    attention : bool
        Whether the softmax gets a weighted sum of all states in place of the last one.

    Returns
    -------
    dict of str to ndarray of float32
        kernel (S, V, blocks · H), recurrent_kernel (S, H, blocks · H), bias (S, biases,
        blocks · H), dense_kernel (S, H, V), dense_bias (S, 1, V); V words. With attention also
        query_kernel (S, H, H), which makes the query from the last state.

    Notes
    -----
    Kernels after Glorot and Bengio (2010), the recurrent kernel with orthonormal rows, biases at 0
    but for an LSTM's forget gate.

    Examples
    --------
    >>> start_weights("lstm", units=16, seeds=[0, 1])["kernel"].shape
    (2, 8, 64)
    """
    networks = [_one_network(cell, units, seed, forget_bias, attention) for seed in seeds]
    return {name: np.stack([one[name] for one in networks]) for name in networks[0]}


def _one_network(cell: str, units: int, seed: int, forget_bias: float, attention: bool) -> Weights:
    rng = np.random.default_rng(seed)
    wide = CELLS[cell].blocks * units
    bias = np.zeros((CELLS[cell].biases, wide))
    if cell == "lstm":
        bias[:, units : 2 * units] = forget_bias
    weights = {
        "kernel": glorot_uniform(rng, WORDS, wide),
        "recurrent_kernel": orthonormal_columns(rng, wide, units).T,
        "bias": bias,
        "dense_kernel": glorot_uniform(rng, units, WORDS),
        "dense_bias": np.zeros((1, WORDS)),
    }
    if attention:  # drawn last: the others are those of the same seed without
        weights["query_kernel"] = glorot_uniform(rng, units, units)
    return {name: array.astype(np.float32) for name, array in weights.items()}


def read(cell: str, weights: Weights, ids: np.ndarray) -> tuple[np.ndarray, list]:
    """Read sequences, and give the probability of each word being the first.

    Parameters
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    weights : dict of str to ndarray
        S networks, as `start_weights` gives them.
    ids : ndarray of int, shape (S, B, T)
        B sequences for each network.

    Returns
    -------
    probabilities : ndarray, shape (S, B, V)
    tape : list
        What `gradients` needs.

    Examples
    --------
    >>> weights = start_weights("gru", units=4, seeds=[0])
    >>> probabilities, _ = read("gru", weights, np.zeros((1, 2, 3), dtype=int))
    >>> probabilities.shape
    (1, 2, 8)
    """
    inputs = np.eye(WORDS, dtype=np.float32)[ids.transpose(2, 0, 1)]  # (T, S, B, V)
    z = inputs @ weights["kernel"] + weights["bias"][:, :1]
    recurrent_bias = weights["bias"][:, 1:] if CELLS[cell].biases == 2 else None
    units = weights["dense_kernel"].shape[1]
    states = (np.zeros((*ids.shape[:2], units), dtype=np.float32),) * CELLS[cell].states
    kept, hidden = [], []
    for z_at_t in z:
        states, kept_at_t = CELLS[cell].forward(
            z_at_t, states, weights["recurrent_kernel"], recurrent_bias
        )
        kept.append(kept_at_t)
        hidden.append(states[0])
    attended = attend_stacked(hidden, weights.get("query_kernel"))
    logits = attended.read @ weights["dense_kernel"] + weights["dense_bias"]
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True), [inputs, attended, kept]


def gradients(
    cell: str, weights: Weights, ids: np.ndarray, probabilities: np.ndarray, tape: list
) -> Weights:
    """Send the error back through time.

    Parameters
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    weights : dict of str to ndarray
        Those that read.
    ids : ndarray of int, shape (S, B, T)
        What was read; the first word of each sequence is the right answer.
    probabilities : ndarray, shape (S, B, V)
        What `read` gave, with its `tape`.
    tape : list
        From `read`.

    Returns
    -------
    dict of str to ndarray
        The gradient of each network's mean cross-entropy, by the weights' names.

    Examples
    --------
    >>> weights = start_weights("rnn", units=4, seeds=[0])
    >>> ids = np.zeros((1, 2, 3), dtype=int)
    >>> gradients("rnn", weights, ids, *read("rnn", weights, ids))["bias"].shape
    (1, 1, 4)
    """
    of_logits = (probabilities - np.eye(WORDS, dtype=np.float32)[ids[:, :, 0]]) / ids.shape[1]
    return back(cell, weights, of_logits, tape)[0]


def back(
    cell: str, weights: Weights, of_logits: np.ndarray, tape: list
) -> tuple[Weights, np.ndarray]:
    """Send any gradient of the logits back through time.

    Parameters
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    weights : dict of str to ndarray
        Those that read.
    of_logits : ndarray, shape (S, B, V)
        Where to begin.
    tape : list
        From `read`.

    Returns
    -------
    of_weights : dict of str to ndarray
        By the weights' names.
    of_inputs : ndarray, shape (T, S, B, V)
        Of each word's one-hot vector, over all ways from there.

    Examples
    --------
    >>> weights = start_weights("rnn", units=4, seeds=[0])
    >>> _, tape = read("rnn", weights, np.zeros((1, 2, 3), dtype=int))
    >>> back("rnn", weights, np.ones((1, 2, 8)), tape)[1].shape
    (3, 1, 2, 8)
    """
    inputs, attended, kept = tape
    of_read = of_logits @ weights["dense_kernel"].swapaxes(1, 2)
    of_hidden, of_attended, of_query_kernel = attend_back(
        attended, of_read, weights.get("query_kernel")
    )
    of_states = (of_hidden, *[np.zeros_like(of_hidden)] * (CELLS[cell].states - 1))
    of_z, of_recurrent = [], []
    for t in reversed(range(len(kept))):
        if of_attended is not None:
            of_states = (of_states[0] + of_attended[t], *of_states[1:])
        z, recurrent, of_states = CELLS[cell].backward(
            kept[t], of_states, weights["recurrent_kernel"]
        )
        of_z.append(z)
        of_recurrent.append(recurrent)
    of_z, of_recurrent = np.stack(of_z[::-1]), np.stack(of_recurrent[::-1])
    hidden = np.stack([kept_at_t[0] for kept_at_t in kept])
    biases = [of_z, of_recurrent][: CELLS[cell].biases]
    found = {
        "kernel": _summed_products(inputs, of_z),
        "recurrent_kernel": _summed_products(hidden, of_recurrent),
        "bias": np.stack([part.sum(axis=(0, 2)) for part in biases], axis=1),
        "dense_kernel": attended.read.swapaxes(1, 2) @ of_logits,
        "dense_bias": of_logits.sum(axis=1, keepdims=True),
    }
    if of_query_kernel is not None:
        found["query_kernel"] = of_query_kernel
    return found, of_z @ weights["kernel"].swapaxes(1, 2)


def _summed_products(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the sum over timesteps and sequences of the outer products, for each network."""
    networks = left.shape[1]
    left, right = (
        part.swapaxes(0, 1).reshape(networks, -1, part.shape[-1]) for part in (left, right)
    )
    return left.swapaxes(1, 2) @ right
