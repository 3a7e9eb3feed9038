"""S small networks side by side: a recurrent cell that reads, a softmax that names a word."""

from collections.abc import Sequence

import numpy as np

from lstm_helpers.gradients.untrained import glorot_uniform, orthonormal_columns
from lstm_helpers.recall.stacked import CELLS
from lstm_helpers.recall.task import RECALL_WORDS

Weights = dict[str, np.ndarray]
WORDS = len(RECALL_WORDS)


def start_weights(cell: str, units: int, seeds: Sequence[int], forget_bias: float = 1.0) -> Weights:
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

    Returns
    -------
    dict of str to ndarray of float32
        kernel (S, V, blocks · H), recurrent_kernel (S, H, blocks · H), bias (S, biases,
        blocks · H), dense_kernel (S, H, V), dense_bias (S, 1, V); V words.

    Notes
    -----
    Kernels after Glorot and Bengio (2010), the recurrent kernel with orthonormal rows, biases at 0
    but for an LSTM's forget gate.

    Examples
    --------
    >>> start_weights("lstm", units=16, seeds=[0, 1])["kernel"].shape
    (2, 8, 64)
    """
    networks = [_one_network(cell, units, seed, forget_bias) for seed in seeds]
    return {name: np.stack([one[name] for one in networks]) for name in networks[0]}


def _one_network(cell: str, units: int, seed: int, forget_bias: float) -> Weights:
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
    kept = []
    for z_at_t in z:
        states, kept_at_t = CELLS[cell].forward(
            z_at_t, states, weights["recurrent_kernel"], recurrent_bias
        )
        kept.append(kept_at_t)
    logits = states[0] @ weights["dense_kernel"] + weights["dense_bias"]
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True), [inputs, states[0], kept]


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
    inputs, last_hidden, kept = tape
    of_logits = (probabilities - np.eye(WORDS, dtype=np.float32)[ids[:, :, 0]]) / ids.shape[1]
    of_hidden = of_logits @ weights["dense_kernel"].swapaxes(1, 2)
    of_states = (of_hidden, *[np.zeros_like(of_hidden)] * (CELLS[cell].states - 1))
    of_z, of_recurrent = [], []
    for kept_at_t in reversed(kept):
        z, recurrent, of_states = CELLS[cell].backward(
            kept_at_t, of_states, weights["recurrent_kernel"]
        )
        of_z.append(z)
        of_recurrent.append(recurrent)
    of_z, of_recurrent = np.stack(of_z[::-1]), np.stack(of_recurrent[::-1])
    hidden = np.stack([kept_at_t[0] for kept_at_t in kept])
    biases = [of_z, of_recurrent][: CELLS[cell].biases]
    return {
        "kernel": _summed_products(inputs, of_z),
        "recurrent_kernel": _summed_products(hidden, of_recurrent),
        "bias": np.stack([part.sum(axis=(0, 2)) for part in biases], axis=1),
        "dense_kernel": last_hidden.swapaxes(1, 2) @ of_logits,
        "dense_bias": of_logits.sum(axis=1, keepdims=True),
    }


def _summed_products(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the sum over timesteps and sequences of the outer products, for each network."""
    networks = left.shape[1]
    left, right = (
        part.swapaxes(0, 1).reshape(networks, -1, part.shape[-1]) for part in (left, right)
    )
    return left.swapaxes(1, 2) @ right
