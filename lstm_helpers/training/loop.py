"""The loop that trains any of the course's networks: batches, epochs, and when to stop.

Keras's own `fit` costs some 40 ms an epoch before any work is done, ends with an error and the last
weights when it is stopped, and can't be told how long it may take. This loop calls
`train_on_batch`, which every Keras backend has.
"""

import math
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.history import (
    FINISHED,
    INTERRUPTED,
    NO_GAIN,
    NO_TIME,
    Epoch,
    History,
    Progress,
    best_of,
)
from lstm_helpers.training.one_trace import traced_once

_TELL_EVERY = 0.1  # seconds between two words to the watcher


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train.

    Attributes
    ----------
    epochs : int
        Passes over the training examples, at most.
    learning_rate : float
        At the start; it falls to 0 along a cosine, unless `steady`.
    seconds : float or None
        Stop when they are spent; the rate then falls with the time. Figures of a training that
        ran out of time depend on the machine; others depend on the seed alone.
    patience : int or None
        Stop when the validation loss has not fallen for so many epochs.
    steady : bool
        Keep the learning rate.

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> Plan(seconds=0)
    Traceback (most recent call last):
    ValueError: seconds must be more than 0; got 0
    """

    epochs: int = 8
    learning_rate: float = 0.005
    seconds: float | None = None
    patience: int | None = None
    steady: bool = False

    def __post_init__(self) -> None:
        _validate.whole("epochs", self.epochs, low=1)
        _validate.number("learning_rate", self.learning_rate, low=0.0)
        if self.seconds is not None and _validate.number("seconds", self.seconds) <= 0:
            raise ValueError(f"seconds must be more than 0; got {self.seconds:g}")
        if self.patience is not None:
            _validate.whole("patience", self.patience, low=1)
        _validate.flag("steady", self.steady)


Batches = Callable[[], Iterable[tuple[np.ndarray, ...]]]
Measure = Callable[[], tuple[float | None, float | None]]
Watch = Callable[[Progress], None]


def train(
    network: keras.Model,
    batches: Batches,
    steps: int,
    plan: Plan,
    validate: Measure | None = None,
    watch: Watch | None = None,
) -> History:
    """Train a compiled network and leave it with the weights of its best epoch.

    Parameters
    ----------
    network : keras.Model
        Compiled, with a loss and at most the metric ``"accuracy"``; or what learns in its way, as
        `CharacterLearner` does in NumPy: with `train_on_batch`, `get_weights`, `set_weights` and an
        `optimizer` that has a `learning_rate`.
    batches : function
        Called for each epoch; returns its (inputs, targets) or (inputs, targets, weights), or
        whatever else `train_on_batch` takes.
    steps : int
        Batches in an epoch.
    plan : Plan
        How long and how fast.
    validate : function, optional
        Called after each epoch; returns the loss and the accuracy on kept examples, either of them
        None where it is not measured.
    watch : function, optional
        Called with a `Progress` some times a second and at the end.

    Returns
    -------
    History
        Whatever ended it. Interrupted (■ in JupyterLab, Ctrl-C), out of time, or with a loss that
        is no number any more, it keeps what there is, and the network the best weights so far.

    Warns
    -----
    UserWarning
        If the loss has become infinite or no number; the words name the likely cause.

    Examples
    --------
    >>> network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    >>> network.compile("sgd", "mse")
    >>> one = (np.ones((4, 1)), np.ones((4, 1)))
    >>> history = train(network, lambda: [one], 1, Plan(epochs=3, learning_rate=0.1))
    >>> [epoch.number for epoch in history.epochs], history.stopped
    ([1, 2, 3], 'all epochs are done')
    """
    run = _Run(network, plan, steps, watch)
    try:
        with traced_once(network):
            while run.stopped is None:
                run.epoch(batches, validate)
    except KeyboardInterrupt:
        run.stopped = INTERRUPTED
    except RuntimeError as error:
        # What TensorFlow makes of an interruption that comes while it traces the step.
        if "KeyboardInterrupt" not in str(error):
            raise
        run.stopped = INTERRUPTED
    if run.best_weights is not None:
        network.set_weights(run.best_weights)
    run.tell(at_once=True, ended=True)
    return run.history()


class _Run:
    """One training under way."""

    def __init__(self, network: keras.Model, plan: Plan, steps: int, watch: Watch | None) -> None:
        self.network, self.plan, self.steps, self.watch = network, plan, steps, watch
        self.began = self.told = time.perf_counter()
        self.epochs: list[Epoch] = []
        self.batch_losses: list[float] = []
        self.best_weights: list[np.ndarray] | None = None
        self.stopped: str | None = None

    def history(self) -> History:
        return History(tuple(self.epochs), tuple(self.batch_losses), self.stopped or FINISHED)

    def seconds(self) -> float:
        return time.perf_counter() - self.began

    def share(self) -> float:
        """How much of the plan is done, from 0 to 1."""
        done = len(self.batch_losses) / (self.plan.epochs * self.steps)
        spent = 0.0 if self.plan.seconds is None else self.seconds() / self.plan.seconds
        return min(1.0, max(done, spent))

    def tell(self, at_once: bool = False, ended: bool = False) -> None:
        now = time.perf_counter()
        if self.watch is not None and (at_once or now - self.told >= _TELL_EVERY):
            self.told = now
            self.watch(Progress(self.history(), self.share(), self.seconds(), ended))

    def epoch(self, batches: Batches, validate: Measure | None) -> None:
        """Train on one epoch's batches and judge the network; or stop on the way."""
        sizes, accuracies, first = [], [], len(self.batch_losses)
        for parts in batches():
            logs = self._step(parts)
            sizes.append(len(parts[0]))
            self.batch_losses.append(float(logs["loss"]))
            accuracies.append(float(logs.get("accuracy", math.nan)))
            self._stop_if_needed()
            if self.stopped is not None:
                break
            self.tell()
        if self.stopped not in (None, NO_TIME):
            return  # the loss is no number, and nothing that is measured now would be one
        loss = np.average(self.batch_losses[first:], weights=sizes)
        self._close_epoch(float(loss), float(np.average(accuracies, weights=sizes)), validate)

    def _step(self, parts: tuple[np.ndarray, ...]) -> dict[str, float]:
        if not self.plan.steady:
            falling = (1 + math.cos(math.pi * self.share())) / 2
            self.network.optimizer.learning_rate = self.plan.learning_rate * falling
        elif not self.batch_losses:
            self.network.optimizer.learning_rate = self.plan.learning_rate
        return self.network.train_on_batch(*parts, return_dict=True)

    def _stop_if_needed(self) -> None:
        if not math.isfinite(self.batch_losses[-1]):
            number = len(self.epochs) + 1
            self.stopped = (
                f"the loss became {self.batch_losses[-1]} in epoch {number}: the learning rate of "
                f"{self.plan.learning_rate:g} is likely too high; try a tenth of it"
            )
            warnings.warn(self.stopped, stacklevel=4)
        elif self.plan.seconds is not None and self.seconds() >= self.plan.seconds:
            self.stopped = NO_TIME

    def _close_epoch(self, loss: float, accuracy: float, validate: Measure | None) -> None:
        kept_loss, kept_accuracy = validate() if validate is not None else (None, None)
        accuracy = None if math.isnan(accuracy) else accuracy  # not every network measures it
        best = best_of(self.epochs)
        number = len(self.epochs) + 1
        this = Epoch(number, loss, accuracy, kept_loss, kept_accuracy, self.seconds())
        gain = best is None or this.judged_by < best.judged_by
        best, weights = (this, self.network.get_weights()) if gain else (best, self.best_weights)
        # Both at once: who interrupts the copy keeps the epochs before, and their best weights.
        self.best_weights = weights
        self.epochs.append(this)
        if self.stopped is None and number >= self.plan.epochs:
            self.stopped = FINISHED
        elif (
            self.stopped is None
            and self.plan.patience
            and number - best.number >= self.plan.patience
        ):
            self.stopped = NO_GAIN
        self.tell(at_once=True)
