"""The recorded networks of the recall task, one of them looked at closely."""

from dataclasses import dataclass
from functools import cache
from numbers import Integral

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.recorded import load_recorded

RECALL_CELLS = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class RecordedRecall:
    """What was recorded of one kind of network, by distance.

    Attributes
    ----------
    cell : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    attention : bool
        Whether it attends to all its states.
    parameters : int
        Of the whole network.
    distances : tuple of int, length N
        How many other words were read after the first.
    accuracy : ndarray, shape (S, N)
        The share of right answers, for S seeds.
    """

    cell: str
    attention: bool
    parameters: int
    distances: tuple[int, ...]
    accuracy: np.ndarray

    @property
    def name(self) -> str:
        """Such as ``"LSTM + attention"``."""
        return RECALL_CELLS[self.cell] + " + attention" * self.attention

    @property
    def holds_to(self) -> int:
        """The greatest distance up to which every seed is right nine times in ten; 0 if none."""
        holds = (self.accuracy.min(axis=0) >= 0.9).cumprod().astype(bool)
        return max(np.array(self.distances)[holds], default=0)


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class RecallView:
    """One of the recorded networks at one distance, and the others to compare it with.

    Attributes
    ----------
    networks : tuple of RecordedRecall
        All of them.
    network : RecordedRecall
        The one in the foreground.
    distance : int
        How many other words follow the first.
    trained : bool
        Whether slopes are those after training.
    timestep : int
        The one that is pointed at.
    timesteps : ndarray of int, shape (M,)
        Those recorded; 0 is the first word, the last is `distance`.
    slopes : ndarray, shape (M,)
        The norm of the gradient of the right word's logit by each timestep's word: the geometric
        mean of the seeds.
    attended : ndarray of shape (M,), or None
        The weight of each timestep after training, the mean of the seeds; None without attention.
    """

    networks: tuple[RecordedRecall, ...]
    network: RecordedRecall
    distance: int
    trained: bool
    timestep: int
    timesteps: np.ndarray
    slopes: np.ndarray
    attended: np.ndarray | None

    @property
    def accuracy(self) -> np.ndarray:
        """The share of right answers of each seed, shape (S,)."""
        return self.network.accuracy[:, self.network.distances.index(self.distance)]

    @property
    def place(self) -> int:
        """Where the timestep stands among those recorded."""
        return int(np.flatnonzero(self.timesteps == self.timestep)[0])

    @property
    def chance(self) -> float:
        """What guessing gets on average."""
        return 1 / load_recorded("recall")["words"]


@cache
def recorded_recall() -> tuple[RecordedRecall, ...]:
    """Return how far the recorded networks remember.

    Returns
    -------
    tuple of RecordedRecall
        RNN, LSTM and GRU, each without attention and with it; see ``data/README.md``.

    Examples
    --------
    >>> [network.name for network in recorded_recall()][2:4]
    ['LSTM', 'LSTM + attention']
    """
    runs = load_recorded("recall")["runs"]
    found = []
    for kind in dict.fromkeys((run["cell"], run["attention"]) for run in runs):
        own = [run for run in runs if (run["cell"], run["attention"]) == kind]
        accuracy = np.array([run["accuracy"] for run in own]).T
        distances = tuple(run["distance"] for run in own)
        found.append(RecordedRecall(*kind, own[0]["parameters"], distances, accuracy))
    return tuple(found)


@cache
def _runs() -> dict[tuple[str, bool, int], dict]:
    runs = load_recorded("recall")["runs"]
    return {(run["cell"], run["attention"], run["distance"]): run for run in runs}


def recall_timesteps(distance: int) -> list[int]:
    """Return the timesteps that were recorded for sequences of `distance` other words.

    Parameters
    ----------
    distance : int
        One of the recorded distances.

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        If it is none of them.

    Examples
    --------
    >>> recall_timesteps(10)
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    """
    return _runs()["rnn", False, _recorded_distance(distance)]["timesteps"]


def recall_view(
    cell: str = "lstm",
    attention: bool = False,
    distance: int = 100,
    trained: bool = True,
    timestep: int = 0,
) -> RecallView:
    """Look at one of the recorded networks.

    Parameters
    ----------
    cell : {"rnn", "lstm", "gru"}
        Kind of recurrent layer.
    attention : bool
        Whether it attends to all its states.
    distance : {10, 25, 50, 100, 200, 400}
        How many other words follow the first.
    trained : bool
        Whether to look at the slopes after training, or before.
    timestep : int
        From 0, the first word, to `distance`; the nearest that was recorded is taken.

    Returns
    -------
    RecallView

    Raises
    ------
    ValueError
        If an argument is not of its kind or range.

    Examples
    --------
    >>> recall_view("gru", attention=True, distance=10).attended.shape
    (11,)
    >>> recall_view(distance=30)
    Traceback (most recent call last):
    ValueError: distance must be 10, 25, 50, 100, 200 or 400; got 30
    """
    cell = _validate.choice("cell", cell, RECALL_CELLS)
    attention = _validate.flag("attention", attention)
    distance = _recorded_distance(distance)
    trained = _validate.flag("trained", trained)
    timestep = _validate.whole("timestep", timestep, 0, distance)
    run = _runs()[cell, attention, distance]
    timesteps = np.array(run["timesteps"])
    networks = recorded_recall()
    network = next(each for each in networks if (each.cell, each.attention) == (cell, attention))
    return RecallView(
        networks, network, distance, trained,
        int(timesteps[np.abs(timesteps - timestep).argmin()]), timesteps,
        np.array(run["slope_after" if trained else "slope_before"]),
        None if run["attended"] is None else np.array(run["attended"]),
    )  # fmt: skip


def _recorded_distance(distance: object) -> int:
    known = recorded_recall()[0].distances
    if isinstance(distance, bool) or not isinstance(distance, Integral) or distance not in known:
        *most, last = map(str, known)
        raise ValueError(
            f"distance must be {', '.join(most)} or {last}; got {_validate.brief(distance)}"
        )
    return int(distance)
