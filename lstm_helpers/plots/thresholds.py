"""A threshold on a model's probabilities: what it calls, what it counts, and all others."""

from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lstm_helpers import _validate
from lstm_helpers.plots.count_panels import CountsPanel, MeasuresPanel
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.wording import shortened
from lstm_helpers.threshold_views import ThresholdView

POSITIVE, NEGATIVE = "forget", "output"  # the colours of the two kinds, as of these gates
_BINS = 40
_STYLES = ("-", "--", ":", "-.")
# In pixels of a page, y upwards: the lower panels from, to; the upper panels from, to.
_LOWER, _UPPER = (18, 150), (206, 402)


def plot_thresholds(view: ThresholdView) -> Figure:
    """Draw a threshold on the probabilities, its counts and measures, and all other thresholds.

    Parameters
    ----------
    view : ThresholdView
        From `threshold_view`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `view` is something else.

    Examples
    --------
    >>> from lstm_helpers import threshold_view
    >>> view = threshold_view([False, True], {"it": [0.1, 0.4]}, threshold=0.3)
    >>> [axes.get_xlabel() for axes in plot_thresholds(view).axes[:2]]
    ['P(positive)', 'recall']
    """
    _validate.instance("view", view, ThresholdView)
    return ThresholdFigure().still(view)


class ThresholdFigure(LiveFigure):
    """The drawing of a `ThresholdView`, as a still and in the threshold explorer.

    Above, the probabilities of both kinds with the threshold across, and precision against recall;
    below, the four counts and the four measures.
    """

    height = 430

    def stage_key(self, scene: ThresholdView) -> Hashable:
        """Draw the stage anew for other data only."""
        return id(scene.curves), scene.names

    def stage(self, figure: Figure, scene: ThresholdView, palette: Palette) -> None:
        """Draw the axes, and make what moves."""
        self._palette, self._data = palette, scene.curves  # kept, so that its id is not used again
        width = 80 * figure.get_figwidth()
        middle = 0.56 * width

        def panel(left: float, right: float, rows: tuple[int, int], **more: object) -> Axes:
            (low, high), height = rows, self.height
            place = (left / width, low / height, (right - left) / width, (high - low) / height)
            return figure.add_axes(place, **more)

        self.histogram = panel(52, middle - 34, _UPPER)
        self._stage_histogram(self.histogram, scene)
        self._stage_curve(panel(middle + 34, width - 18, _UPPER), scene)
        size = (middle - 42, _LOWER[1] - _LOWER[0])
        self._counts = CountsPanel(panel(8, middle - 34, _LOWER), size, scene.names, palette)
        self._measures = MeasuresPanel(panel(middle + 34, width - 52, _LOWER), palette)

    def move(self, scene: ThresholdView) -> list[Artist]:
        """Set what moves to the numbers of the view."""
        return [
            *self._move_histogram(scene),
            *self._move_curve(scene),
            *self._counts.move(scene),
            *self._measures.move(scene),
        ]

    # ------------------------------------------------------- above left: the probabilities

    def _stage_histogram(self, axes: Axes, scene: ThresholdView) -> None:
        palette, edges = self._palette, np.linspace(0, 1, _BINS + 1)
        kinds = {POSITIVE: (scene.actual, 1), NEGATIVE: (~scene.actual, -1)}
        self._heights = {
            name: [
                side * np.histogram(values[kind], edges)[0] / kind.sum()
                for kind, side in kinds.values()
            ]
            for name, values in scene.probabilities.items()
        }
        self._edges = edges
        highest = max(np.abs(heights).max() for heights in self._heights.values())
        self._sides = [
            axes.stairs(
                np.zeros(_BINS), edges, baseline=0, fill=side > 0, color=palette.gates[gate],
                linewidth=1.6, animated=True,
            )
            for gate, (_, side) in kinds.items()
        ]  # fmt: skip
        negative, positive = (shortened(name, 14) for name in scene.names)
        axes.axhline(0, color=palette.ink, linewidth=0.8)
        axes.set(xlim=(0, 1), ylim=(-1.3 * highest, 1.3 * highest))
        axes.set(xlabel=f"P({positive})")
        axes.set_yticks([-highest, 0, highest], [f"{highest:.0%}", "0", f"{highest:.0%}"])
        axes.spines["bottom"].set_visible(False)
        place = {"transform": axes.transAxes, "ha": "right", "fontweight": "bold"}
        axes.text(0.99, 0.9, f"are {positive}", color=palette.gates[POSITIVE], **place)
        axes.text(0.99, 0.04, f"are {negative}", color=palette.gates[NEGATIVE], **place)
        self._called = axes.add_patch(
            Rectangle((0, 0), 1, 1, color=palette.accent, alpha=0.13, linewidth=0, animated=True)
        )
        (self._line,) = axes.plot([], [], color=palette.accent, linewidth=2.2, animated=True)
        self._said = axes.text(
            0, 1.37 * highest, "", color=palette.accent, fontweight="bold", animated=True
        )
        self._span = axes.get_ylim()
        self._called_name = positive

    def _move_histogram(self, scene: ThresholdView) -> list[Artist]:
        low, high = self._span
        threshold = scene.threshold
        for side, heights in zip(self._sides, self._heights[scene.model], strict=True):
            side.set_data(heights, self._edges, 0)
        self._called.set_bounds(threshold, low, 1 - threshold, high - low)
        self._line.set_data([threshold] * 2, [low, high])
        called = f" · called {self._called_name} →" if threshold <= 0.4 else " →"
        self._said.set_text(f"threshold {threshold:.2f}{called}")
        self._said.set_ha("left" if threshold <= 0.5 else "right")
        self._said.set_x(threshold)
        return [self._called, *self._sides, self._line, self._said]

    # ------------------------------------------------- above right: precision against recall

    def _stage_curve(self, axes: Axes, scene: ThresholdView) -> None:
        palette = self._palette
        axes.set(xlim=(0, 1.01), ylim=(0, 1.03), xlabel="recall", ylabel="precision")
        axes.set_xticks([0, 0.5, 1])
        axes.set_yticks([0, 0.5, 1])
        for f1 in (0.2, 0.4, 0.6, 0.8):  # where F1 is the same
            recalls = np.linspace(f1 / (2 - f1), 1, 60)
            precision = f1 * recalls / (2 * recalls - f1)
            axes.plot(recalls, precision, color=palette.raised, linewidth=1, zorder=0)
            said = f"F1 {f1}" if f1 == 0.2 else f1
            axes.text(f1 / (2 - f1) + 0.025, 1.01, said, va="top", color=palette.faint, fontsize=9)
        faint = {"color": palette.faint, "animated": True}
        (self._always,) = axes.plot(
            [0, 1.01], [0, 0], linewidth=1.1, linestyle=(0, (1, 3)), **faint
        )
        self._always_said = axes.text(0.02, 0, "call all of them", fontsize=9, **faint)
        self._curves, samples = {}, []
        for name, style in zip(scene.curves, _STYLES, strict=False):
            (self._curves[name],) = axes.plot([], [], linestyle=style, animated=True)
            samples += axes.plot([], [], color=palette.ink, linestyle=style, label=name)
        axes.legend(
            handles=samples, loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=len(samples),
            frameon=False, handlelength=2.2, columnspacing=1.4,
        )  # fmt: skip
        (self._point,) = axes.plot(
            [], [], "o", color=palette.accent, markersize=10, animated=True, clip_on=False,
            markeredgecolor=palette.ink,
        )  # fmt: skip

    def _move_curve(self, scene: ThresholdView) -> list[Artist]:
        share = scene.counted_share
        self._always.set_ydata([share] * 2)
        self._always_said.set_y(share + 0.015 if share < 0.8 else share - 0.08)
        for name, line in self._curves.items():
            curve = scene.curves[name]
            calls = curve.true_positives + curve.false_positives > 0
            line.set_data(curve.recall[calls], curve.precision(scene.share)[calls])
            front = name == scene.model
            line.set_color(self._palette.accent if front else self._palette.faint)
            line.set_linewidth(2.2 if front else 1.3)
        scores = scene.scores
        self._point.set_data([scores.recall], [scores.precision])
        behind = [line for name, line in self._curves.items() if name != scene.model]
        return [
            self._always, self._always_said, *behind, self._curves[scene.model], self._point
        ]  # fmt: skip
