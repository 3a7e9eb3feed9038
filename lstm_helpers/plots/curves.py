"""Curves of a training: loss and accuracy by epoch."""

from collections.abc import Hashable, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_helpers.curves import CurvesScene, Guessing, Run, curves_scene
from lstm_helpers.history import History
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette

HIGHEST = 2.0  # nats; what lies above stands at the upper edge, with its number
_LOWEST_SHARE = 0.3
# Line style and marker: which is which must be told without colour.
STYLES = {"training": ("-", "o"), "validation": ("--", "s")}
_APART = 0.062  # of the height of the axes, between two numbers at the ends of lines


def plot_curves(training: History | Run, guess: Guessing, epochs: int | None = None) -> Figure:
    """Draw loss and accuracy by epoch, on training and on kept-back texts.

    Parameters
    ----------
    training : History or Run
        With at least one epoch, and figures on what was kept back.
    guess : Guessing
        From `lstm_helpers.guessing`, of the training labels: drawn as thin lines.
    epochs : int, optional
        How many of the epochs to draw; all if left out.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or fewer epochs than asked for.

    Examples
    --------
    >>> run = Run((0.9, 0.3), (0.6, 0.9), (0.8, 0.7), (0.7, 0.7))
    >>> picture = plot_curves(run, Guessing(even=1.1, by_share=1.0, accuracy=0.4))
    >>> [axes.get_ylabel() for axes in picture.axes]
    ['loss', 'accuracy']
    """
    return CurvesFigure().still(curves_scene(training, guess, epochs))


class CurvesFigure(LiveFigure):
    """The drawing of a `CurvesScene`, as a still and in the curves explorer.

    Examples
    --------
    >>> from lstm_helpers.plots.live import Look
    >>> run = Run((0.9, 0.3), (0.6, 0.9), (0.8, 0.7), (0.7, 0.7))
    >>> scene = curves_scene(run, Guessing(even=1.1, by_share=1.0, accuracy=0.4))
    >>> CurvesFigure().png(scene, Look())[1:4]
    b'PNG'
    """

    height = 360

    def stage_key(self, scene: CurvesScene) -> Hashable:
        """Draw the stage anew where the axes or their thin lines change."""
        return scene.epochs, scene.guessing

    def stage(self, figure: Figure, scene: CurvesScene, palette: Palette) -> None:
        """Draw the axes, and make the lines."""
        self._palette = palette
        width = 80 * figure.get_figwidth()  # CSS pixels: letters keep their size, axes give way
        left, gap, right = 58 / width, 112 / width, 58 / width
        each = (1 - left - gap - right) / 2
        self._loss = _Panel(
            figure.add_axes((left, 0.18, each, 0.69)), "loss", (0, HIGHEST), scene, palette
        )
        self._accuracy = _Panel(
            figure.add_axes((left + each + gap, 0.18, each, 0.69)),
            "accuracy", (_LOWEST_SHARE, 1), scene, palette,
        )  # fmt: skip
        guess = scene.guessing
        self._loss.references(
            (guess.even, guess.by_share),
            f"dotted: guessing {guess.even:.2f}, by shares {guess.by_share:.2f}",
        )
        self._accuracy.references(
            (guess.accuracy,), f"dotted: the most frequent class {guess.accuracy:.2f}"
        )
        self._stage_legend(figure, width)
        self._verdict = figure.text(
            0.99, 0.94, "", ha="right", va="center_baseline", fontsize=13, fontweight="bold",
            animated=True,
        )  # fmt: skip

    def move(self, scene: CurvesScene) -> list[Artist]:
        """Set the lines to the figures of the scene."""
        run = scene.run
        self._verdict.set_text(scene.diagnosis.word)
        return [
            *self._loss.move(run.loss, run.validation_loss, run.best),
            *self._accuracy.move(run.accuracy, run.validation_accuracy, run.best),
            self._verdict,
        ]

    def _stage_legend(self, figure: Figure, width: float) -> None:
        x = 58
        for name, (style, marker) in STYLES.items():
            colour = _colour(name, self._palette)
            figure.add_artist(
                Line2D(
                    [x / width, (x + 17) / width, (x + 34) / width], [0.94] * 3, linestyle=style,
                    marker=marker, markevery=[1], markersize=5, color=colour,
                )
            )  # fmt: skip
            figure.text((x + 40) / width, 0.94, name, va="center_baseline")
            x += 40 + 8 * len(name) + 24
        figure.add_artist(
            Line2D(
                [(x + 6) / width], [0.94], linestyle="", marker="D", markersize=9,
                fillstyle="none", color=self._palette.ink,
            )
        )  # fmt: skip
        figure.text((x + 18) / width, 0.94, "lowest validation loss", va="center_baseline")


class _Panel:
    """One pair of axes with a line for training and one for validation."""

    def __init__(
        self, axes: Axes, name: str, limits: tuple[float, float], scene: CurvesScene,
        palette: Palette,
    ) -> None:  # fmt: skip
        self.axes, self.limits, self.palette = axes, limits, palette
        axes.set(ylabel=name, ylim=limits, xlim=(0.6, scene.epochs + 0.15))
        axes.set_xticks(_ticks(scene.epochs))
        axes.set_yticks(np.arange(0, 2.1, 0.5) if name == "loss" else np.arange(0.3, 1.01, 0.1))
        axes.set_xlabel("epoch", loc="right")
        axes.grid(axis="y", linewidth=0.8)
        axes.set_axisbelow(True)
        self.lines, self.ends = {}, {}
        for each, (style, marker) in STYLES.items():
            colour = _colour(each, palette)
            (self.lines[each],) = axes.plot(
                [], [], style, marker=marker, markersize=4.5, color=colour, linewidth=1.9,
                clip_on=False, animated=True,
            )  # fmt: skip
            self.ends[each] = axes.text(
                0, 0, "", color=colour, fontweight="bold", va="center", animated=True
            )
        (self.best,) = axes.plot(
            [], [], "D", markersize=10, fillstyle="none", color=palette.ink, markeredgewidth=1.5,
            clip_on=False, animated=True,
        )  # fmt: skip

    def references(self, values: Sequence[float], text: str) -> None:
        """Draw a thin line at each thing that guessing gives, and say below what they are."""
        for value in values:
            self.axes.axhline(value, color=self.palette.faint, linewidth=1.2, linestyle=(0, (1, 2)))
        self.axes.text(
            0, -0.165, text, color=self.palette.faint, fontsize=9.5, va="top",
            transform=self.axes.transAxes,
        )  # fmt: skip

    def move(
        self, training: Sequence[float], validation: Sequence[float], best: int
    ) -> list[Artist]:
        places = np.arange(1, len(training) + 1)
        low, high = self.limits
        for name, values in (("training", training), ("validation", validation)):
            self.lines[name].set_data(places, np.clip(values, low, high))
        self.best.set_data([best], [min(max(validation[best - 1], low), high)])
        self._write_ends(len(places), training[-1], validation[-1])
        return [*self.lines.values(), self.best, *self.ends.values()]

    def _write_ends(self, place: int, *last: float) -> None:
        """Write both last numbers beside their points, one a little aside if they would touch."""
        low, high = self.limits
        heights = [(min(max(value, low), high) - low) / (high - low) for value in last]
        middle, upper = sum(heights) / 2, int(heights[1] >= heights[0])
        if abs(heights[0] - heights[1]) < _APART:
            middle = min(max(middle, _APART / 2), 1 - _APART / 2)
            heights[upper], heights[1 - upper] = middle + _APART / 2, middle - _APART / 2
        for text, height, value in zip(self.ends.values(), heights, last, strict=True):
            text.set_x(place + 0.022 * self.axes.get_xlim()[1] + 0.1)
            text.set_y(low + height * (high - low))
            text.set_text(f"▲ {value:.2f}" if value > high else f"{value:.2f}")


def _colour(name: str, palette: Palette) -> str:
    return palette.ink if name == "training" else palette.accent


def _ticks(epochs: int) -> list[int]:
    """Return the epochs to be numbered: all of a few, each so many of more."""
    step = next(step for step in (1, 2, 5, 10, 50, 10**6) if epochs <= 12 * step)
    return list(range(step, epochs + 1, step)) if step > 1 else list(range(1, epochs + 1))
