"""What happened while a network was trained: a record that outlives the training."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

FINISHED = "all epochs are done"
NO_TIME = "the time is spent"
NO_GAIN = "the validation loss has stopped falling"
INTERRUPTED = "you stopped it"


@dataclass(frozen=True)
class Epoch:
    """One pass over the training examples, and what was measured after it.

    Attributes
    ----------
    number : int
        Counted from 1.
    loss, accuracy : float, float or None
        Mean over the epoch's batches, in nats and as a share from 0 to 1, taken while the network
        changed; an accuracy that was not measured is None.
    validation_loss, validation_accuracy : float or None
        The same on examples kept back, measured after the epoch.
    seconds : float
        Since the training began.

    Examples
    --------
    >>> Epoch(1, 0.7, 0.5, 0.6, 0.6, 2.5).judged_by
    0.6
    """

    number: int
    loss: float
    accuracy: float | None
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float

    @property
    def judged_by(self) -> float:
        """The loss that tells which epoch is best: on examples kept back, if there are any."""
        return self.loss if self.validation_loss is None else self.validation_loss


class NoEpochError(ValueError):
    """A training has finished no epoch, so there is nothing to read.

    Jupyter shows its words alone, for a training that was stopped early is no fault to trace.

    Examples
    --------
    >>> try:
    ...     History(stopped=INTERRUPTED).last
    ... except ValueError as error:
    ...     print(error)
    no epoch was finished: you stopped it. Train again, and let the first epoch end.
    """

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints instead of a traceback."""
        return [str(self)]


@dataclass(frozen=True)
class History:
    """A whole training.

    Attributes
    ----------
    epochs : tuple of Epoch
        Those that were finished.
    batch_losses : tuple of float
        The loss of every batch, in nats, those of an unfinished epoch as well.
    stopped : str
        Why it ended, in words.

    Examples
    --------
    >>> epochs = (Epoch(1, 0.7, 0.5, 0.6, 0.6, 2.0), Epoch(2, 0.5, 0.8, 0.8, 0.6, 4.0))
    >>> history = History(epochs, (0.7, 0.5))
    >>> history.best.number, history.stopped
    (1, 'all epochs are done')
    """

    epochs: tuple[Epoch, ...] = ()
    batch_losses: tuple[float, ...] = ()
    stopped: str = FINISHED

    @property
    def first(self) -> Epoch:
        """The first finished epoch; `NoEpochError`, a ValueError, if there is none."""
        return self._finished()[0]

    @property
    def last(self) -> Epoch:
        """The last finished epoch; `NoEpochError`, a ValueError, if there is none."""
        return self._finished()[-1]

    @property
    def best(self) -> Epoch:
        """The epoch with the lowest loss on what was kept back.

        `NoEpochError`, a ValueError, if there is none, or none whose loss is a number.
        """
        best = best_of(self._finished())
        if best is None:
            raise NoEpochError(f"no epoch has a loss that is a number: {self.stopped}")
        return best

    def _finished(self) -> tuple[Epoch, ...]:
        if not self.epochs:
            raise NoEpochError(
                f"no epoch was finished: {self.stopped}. Train again, and let the first epoch end."
            )
        return self.epochs


def best_of(epochs: Iterable[Epoch]) -> Epoch | None:
    """Find the epoch with the lowest loss on what was kept back.

    Parameters
    ----------
    epochs : iterable of Epoch
        Finished ones.

    Returns
    -------
    Epoch or None
        None if no loss is a number.

    Examples
    --------
    >>> best_of([]) is None
    True
    """
    finite = [epoch for epoch in epochs if math.isfinite(epoch.judged_by)]
    return min(finite, key=lambda epoch: epoch.judged_by, default=None)


@dataclass(frozen=True)
class Progress:
    """How far a training is, told while it runs.

    Attributes
    ----------
    history : History
        What has happened so far.
    share : float
        From 0 to 1, of the epochs or of the time, whichever is further.
    seconds : float
        Since the training began.
    ended : bool
        Whether it is over; only then does `history.stopped` mean anything.

    Examples
    --------
    >>> Progress(History(), share=0.5, seconds=1.0).history.epochs
    ()
    """

    history: History
    share: float
    seconds: float
    ended: bool = False
