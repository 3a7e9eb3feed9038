"""Curves that grow while a network is trained."""

import math
import time
from collections.abc import Sequence
from pathlib import Path

import traitlets

from lstm_helpers import _validate
from lstm_helpers.history import History, Progress
from lstm_helpers.widgets._assets import join_modules, read_asset
from lstm_helpers.widgets.course_widget import CourseWidget

_STATIC = Path(__file__).parent / "static"
_MODULES = ("element", "colours", "theme", "live_curves")
_EVERY = 0.25  # seconds between two redraws, at least
_WAITING = "no step yet: the first takes longest, for the network is made ready in it"
_MOST_POINTS = 240  # of the curve of batches; more could not be told apart


class LiveCurves(CourseWidget):
    """A progress bar and the loss, drawn while a network is trained.

    Pass it as ``watch``: it is called with a `Progress`, and tells the page at the end of each
    epoch and, between, at most four times a second. What it shows stays when the training ends or
    is stopped.

    Attributes
    ----------
    shown : dict
        What the page draws: ``share``, ``words``, ``ended``, the losses of the ``batches`` (thinned
        out), and the ``epochs``, each with its place among the batches, training loss, validation
        loss and validation accuracy.

    Examples
    --------
    >>> from lstm_helpers.history import Epoch
    >>> live = LiveCurves()
    >>> history = History((Epoch(1, 0.8, 0.7, 0.6, 0.75, 2.0),), (0.9, 0.7))
    >>> live(Progress(history, share=1.0, seconds=2.0, ended=True))
    >>> live.shown["words"]
    'all epochs are done: 1 epoch, 2 steps, 2 s'
    """

    _esm = join_modules(*(_STATIC / f"{name}.js" for name in _MODULES))
    _css = read_asset(_STATIC, "theme.css") + read_asset(_STATIC, "live_curves.css")

    shown = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(shown=_shown(Progress(History(), 0.0, 0.0), _WAITING, []))
        self._told = -math.inf
        self._steps = 0
        self._ends: list[int] = []  # after which step each epoch ended

    def __repr__(self) -> str:
        return "LiveCurves()"

    def __call__(self, progress: Progress) -> None:
        """Show how far a training is.

        Parameters
        ----------
        progress : Progress
            From the training loop.

        Raises
        ------
        ValueError
            If it is something else.
        """
        _validate.instance("progress", progress, Progress)
        history, now = progress.history, time.monotonic()
        fewer = len(history.batch_losses) < self._steps or len(history.epochs) < len(self._ends)
        if fewer or self.shown["ended"]:  # one that was broken off may not have told its end
            self._ends = []  # another training
        self._steps = len(history.batch_losses)
        closed = len(history.epochs) - len(self._ends)
        self._ends += [self._steps] * closed
        if closed or progress.ended or now - self._told >= _EVERY:
            self._told = now
            state = history.stopped if progress.ended else "training"
            self.shown = _shown(progress, state, self._ends)


def _shown(progress: Progress, state: str, ends: list[int]) -> dict[str, object]:
    history = progress.history
    done, steps = len(history.epochs), len(history.batch_losses)
    counted = (
        f"{done} epoch{'s' * (done != 1)}, {steps:,} step{'s' * (steps != 1)}, "
        f"{progress.seconds:.0f} s"
    )
    return {
        "share": progress.share,
        "ended": progress.ended,
        "words": f"{state}: {counted}" if steps else state,
        "steps": steps,
        "batches": _thinned(history.batch_losses),
        "epochs": [
            [end, *map(_finite, (each.loss, each.validation_loss, each.validation_accuracy))]
            for end, each in zip(ends, history.epochs, strict=True)
        ],
    }


def _thinned(losses: Sequence[float]) -> list[list[float]]:
    """Return (step, loss) for some steps: means over neighbours, so that none is left out."""
    width = max(1, math.ceil(len(losses) / _MOST_POINTS))
    points = []
    for start in range(0, len(losses), width):
        part = losses[start : start + width]
        points.append([start + len(part), _finite(sum(part) / len(part))])
    return points


def _finite(value: float | None) -> float | None:
    """Return a number rounded for the page, which knows no NaN; None where there is none."""
    return None if value is None or not math.isfinite(value) else round(value, 4)
