"""Trainings of the review classifier that were recorded, to compare without waiting."""

from dataclasses import dataclass
from functools import cache

from lstm_helpers import _validate
from lstm_helpers.curves.reference import Guessing, guessing
from lstm_helpers.recorded import load_recorded

_SETTINGS = ("rate", "units", "sentences", "dropout")


@dataclass(frozen=True)
class Run:
    """The figures of one training, a number for each finished epoch.

    Attributes
    ----------
    loss, accuracy : tuple of float
        Mean over the epoch's batches, taken while the network changed.
    validation_loss, validation_accuracy : tuple of float
        On the sentences kept back, after the epoch.

    Examples
    --------
    >>> run = Run((0.9, 0.5), (0.6, 0.8), (0.8, 0.7), (0.7, 0.7))
    >>> len(run), run.best, run.first(1).loss
    (2, 2, (0.9,))
    """

    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    validation_loss: tuple[float, ...]
    validation_accuracy: tuple[float, ...]

    def __len__(self) -> int:
        """Return the number of epochs."""
        return len(self.loss)

    @property
    def best(self) -> int:
        """The epoch with the lowest validation loss, counted from 1."""
        return self.validation_loss.index(min(self.validation_loss)) + 1

    def first(self, epochs: int) -> "Run":
        """Return the run as it was after so many epochs.

        Parameters
        ----------
        epochs : int
            From 1.

        Returns
        -------
        Run

        Raises
        ------
        ValueError
            If there are not so many.
        """
        _validate.whole("epochs", epochs, 1, len(self))
        return Run(
            self.loss[:epochs],
            self.accuracy[:epochs],
            self.validation_loss[:epochs],
            self.validation_accuracy[:epochs],
        )


@dataclass(frozen=True)
class RecordedRuns:
    """A grid of recorded trainings, and trainings with a fault.

    Attributes
    ----------
    grid : dict of (rate, units, sentences, dropout) to Run
        Every combination of the settings.
    faults : dict of str to tuple of Run
        What was wrong, and a run for each seed.
    guessing : Guessing
        What guessing gives on the training sentences.
    about : dict
        How they were made: epochs, batch, features, seed, CPU seconds.

    Examples
    --------
    >>> runs = load_recorded_runs()
    >>> runs.values("units")
    (4, 16, 64)
    """

    grid: dict[tuple[float, int, int, float], Run]
    faults: dict[str, tuple[Run, ...]]
    guessing: Guessing
    about: dict[str, object]

    def values(self, setting: str) -> tuple[float, ...]:
        """Return what was tried of a setting, in rising order.

        Parameters
        ----------
        setting : {"rate", "units", "sentences", "dropout"}
            Its name.

        Returns
        -------
        tuple of int or float

        Raises
        ------
        ValueError
            If there is no such setting.
        """
        place = _SETTINGS.index(_validate.choice("setting", setting, _SETTINGS))
        return tuple(sorted({settings[place] for settings in self.grid}))

    def checked(self, setting: str, value: object) -> float:
        """Return a value of a setting as it was recorded.

        Parameters
        ----------
        setting : {"rate", "units", "sentences", "dropout"}
            Its name.
        value : float
            What is wanted.

        Returns
        -------
        int or float

        Raises
        ------
        ValueError
            If it was not recorded; the message lists what was.
        """
        return _validate.numbered_choice(setting, value, self.values(setting))

    def run(self, rate: float, units: int = 16, sentences: int = 2000, dropout: float = 0.0) -> Run:
        """Return one recorded training.

        Parameters
        ----------
        rate : float
            Adam's learning rate, kept steady.
        units, sentences : int
            Of the LSTM; trained on.
        dropout : float
            Of embedding features and of the last state.

        Returns
        -------
        Run

        Raises
        ------
        ValueError
            If a value was not recorded; the message lists those that were.
        """
        wanted = (rate, units, sentences, dropout)
        for name, value in zip(_SETTINGS, wanted, strict=True):
            self.checked(name, value)
        return self.grid[wanted]


@cache
def load_recorded_runs() -> RecordedRuns:
    """Load the recorded trainings of the course.

    Returns
    -------
    RecordedRuns
        From ``data/recorded/curves.json``, as ``tools/record_curves.py`` wrote it.

    Examples
    --------
    >>> runs = load_recorded_runs()
    >>> len(runs.run(rate=0.01, units=16, sentences=2000))
    10
    """
    return read_runs(load_recorded("curves"))


def read_runs(record: dict) -> RecordedRuns:
    """Read recorded trainings.

    Parameters
    ----------
    record : dict
        With ``runs``, ``faults``, ``training_labels`` and how they were made.

    Returns
    -------
    RecordedRuns

    Examples
    --------
    >>> read_runs(load_recorded("curves")).values("dropout")
    (0.0, 0.4)
    """
    about = {name: value for name, value in record.items() if name not in ("runs", "faults")}
    grid = {tuple(run[name] for name in _SETTINGS): _run(run) for run in record["runs"]}
    faults: dict[str, tuple[Run, ...]] = {}
    for run in record["faults"]:
        faults[run["fault"]] = (*faults.get(run["fault"], ()), _run(run))
    counts = record["training_labels"]
    labels = [label for label, count in counts.items() for _ in range(count)]
    return RecordedRuns(grid, faults, guessing(labels), about)


def _run(figures: dict) -> Run:
    names = ("loss", "accuracy", "validation_loss", "validation_accuracy")
    return Run(*(tuple(figures[name]) for name in names))
