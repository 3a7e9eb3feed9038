"""Train small networks on recall, and measure how often each is right by distance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.recall.networks import WORDS, Weights, gradients, read, start_weights
from lstm_helpers.recall.optimizer import Adam, clipped
from lstm_helpers.recall.stacked import CELLS

_BATCH = 24
_CLIP = 1.0
_TESTED = 500  # sequences on which a network is tested
_DRAWN_WITH = 2**31  # the sequences' seed: another stream than any of the weights'


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class RecallScores:
    """How often networks named the first word.

    Attributes
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    units : int
        H of each network.
    parameters : int
        Trainable numbers of each recurrent layer.
    distances : tuple of int, length N
        How many other words were read after the first.
    accuracy : ndarray, shape (S, N)
        The share of right answers, for S seeds.
    attention : bool
        Whether the networks attend to all states.

    Examples
    --------
    >>> scores = RecallScores("rnn", 1, 10, (1, 5), np.array([[1.0, 0.5], [0.5, 0.25]]))
    >>> scores.mean, scores.lowest, scores.highest
    (array([0.75 , 0.375]), array([0.5 , 0.25]), array([1. , 0.5]))
    >>> scores.chance
    0.125
    """

    cell: str
    units: int
    parameters: int
    distances: tuple[int, ...]
    accuracy: np.ndarray
    attention: bool = False

    @property
    def mean(self) -> np.ndarray:
        """The mean over the seeds, shape (N,)."""
        return self.accuracy.mean(axis=0)

    @property
    def lowest(self) -> np.ndarray:
        """The seed that did worst at each distance, shape (N,)."""
        return self.accuracy.min(axis=0)

    @property
    def highest(self) -> np.ndarray:
        """The seed that did best at each distance, shape (N,)."""
        return self.accuracy.max(axis=0)

    @property
    def chance(self) -> float:
        """What guessing gets on average: one in as many as there are words."""
        return 1 / WORDS


def recall_scores(
    cell: str,
    distances: Sequence[int] = (2, 5, 10, 20, 30),
    *,
    units: int = 16,
    rate: float = 0.02,
    steps: int = 400,
    seeds: Sequence[int] = (0, 1, 2, 3, 4),
    mixed: bool = True,
    forget_bias: float = 1.0,
    attention: bool = False,
) -> RecallScores:
    """Train one network for each distance and seed, and test it on sequences drawn anew.

    Parameters
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    distances : sequence of int, length N
        How many other words follow the first in the tests, 500 sequences each.
    units : int
        H, from 1.
    rate : float
        Adam's learning rate.
    steps : int
        Updates, each from 24 fresh sequences of one length.
    seeds : sequence of int, length S
        For the weights at the start.
    mixed : bool
        Whether to train on all distances from 1 to the tested one, each equally often; else on
        the tested one alone.
    forget_bias : float
        At which an LSTM's forget gate starts its bias; 1 in Keras.
    attention : bool
        Whether the softmax reads a weighted sum of all states in place of the last one.

    Returns
    -------
    RecallScores

    Raises
    ------
    ValueError
        If the cell is unknown, a number is out of its range, or there is nothing to do.

    Notes
    -----
    Weights start as in Keras. The loss is the cross-entropy of the softmax after the last word;
    each network's gradient is clipped to a norm of 1 over all its arrays together. The sequences
    are drawn with one fixed seed, so all kinds of cell meet the same ones. Training is chaotic:
    another processor rounds otherwise and gets somewhat other figures.

    Examples
    --------
    >>> quick = recall_scores("rnn", [1, 5], units=4, steps=3, seeds=[0, 1, 2])
    >>> quick.accuracy.shape, quick.parameters
    ((3, 2), 52)
    """
    cell = _validate.choice("cell", cell, CELLS)
    distances = _several("distances", distances, low=1)
    units = _validate.whole("units", units, low=1)
    rate = _validate.number("rate", rate, low=0.0)
    steps = _validate.whole("steps", steps, low=1)
    seeds = _several("seeds", seeds, low=0)
    mixed = _validate.flag("mixed", mixed)
    forget_bias = _validate.number("forget_bias", forget_bias)
    attention = _validate.flag("attention", attention)

    accuracy = []
    for distance in distances:
        weights = start_weights(cell, units, seeds, forget_bias, attention)
        rng = np.random.default_rng([_DRAWN_WITH, distance])
        train_networks(cell, weights, distance, rng, rate, steps, mixed)
        accuracy.append(_tested(cell, weights, distance, rng))
    parameters = sum(weights[name][0].size for name in ("kernel", "recurrent_kernel", "bias"))
    return RecallScores(
        cell, units, parameters, tuple(distances), np.stack(accuracy, axis=1), attention
    )


def _several(name: str, value: object, low: int) -> list[int]:
    numbers = _validate.entries(name, value, f"whole numbers from {low} up, such as [1, 5]")
    if not numbers:
        raise ValueError(f"{name} must hold at least one number; got none")
    return [_validate.whole(f"each of {name}", number, low) for number in numbers]


def train_networks(
    cell: str,
    weights: Weights,
    distance: int,
    rng: np.random.Generator,
    rate: float,
    steps: int,
    mixed: bool,
) -> None:
    """Train networks side by side; the weights are changed in place.

    Parameters
    ----------
    cell, distance, rate, steps, mixed
        As in `recall_scores`.
    weights : dict of str to ndarray
        Those at the start, of S networks.
    rng : numpy.random.Generator
        Draws the sequences.

    Examples
    --------
    >>> weights = start_weights("rnn", units=4, seeds=[0])
    >>> before = weights["bias"].copy()
    >>> train_networks("rnn", weights, 3, np.random.default_rng(0), 0.02, 1, mixed=True)
    >>> bool((weights["bias"] != before).all())
    True
    """
    networks = len(weights["kernel"])
    adam = Adam(weights, rate)
    others: list[int] = []
    for _ in range(steps):
        if not others:  # every distance comes equally often, in an order drawn anew each time
            others = (rng.permutation(distance) + 1).tolist() if mixed else [distance]
        ids = rng.integers(WORDS, size=(networks, _BATCH, others.pop() + 1))
        slope = gradients(cell, weights, ids, *read(cell, weights, ids))
        adam.update(weights, clipped(slope, _CLIP))


def _tested(cell: str, weights: Weights, distance: int, rng: np.random.Generator) -> np.ndarray:
    networks = len(weights["kernel"])
    ids = rng.integers(WORDS, size=(networks, _TESTED, distance + 1))
    probabilities, _ = read(cell, weights, ids)
    return (probabilities.argmax(axis=-1) == ids[:, :, 0]).mean(axis=1)
