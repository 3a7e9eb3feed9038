"""Recorded networks on the recall task: how far they remember, and why."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.gradients import short_number
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette
from lstm_helpers.recall_views import RecallView

LOWEST, HIGHEST = -20, 2.6  # the ends of the slopes' axis, as powers of 10
_MARKERS = {"rnn": "o", "lstm": "s", "gru": "^"}
_DASHES = {False: "--", True: "-"}
_SHARES = (0, 0.2, 0.4, 0.6, 0.8, 1)  # of the distance: where the axis is labelled


def plot_recall_view(view: RecallView) -> Figure:
    """Draw how far the recorded networks remember, and slopes and attention of one of them.

    Parameters
    ----------
    view : RecallView
        From `recall_view`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `view` is something else.

    Examples
    --------
    >>> from lstm_helpers import recall_view
    >>> [axes.get_ylabel() for axes in plot_recall_view(recall_view()).axes]
    ['first word named rightly', 'norm of the gradient', 'attention weight']
    """
    _validate.instance("view", view, RecallView)
    return RecallFigure().still(view)


class RecallFigure(LiveFigure):
    """The drawing of a `RecallView`, as a still and in the attention explorer.

    Timesteps are drawn by their share of the distance, so that the stage suits all distances.
    """

    height = 430

    def stage(self, figure: Figure, scene: RecallView, palette: Palette) -> None:
        """Draw the axes, and make the lines."""
        self._palette = palette
        width = 80 * figure.get_figwidth()  # CSS pixels: letters keep their size, axes give way
        left, gap = 58 / width, 78 / width
        half = (0.985 - left - gap) / 2
        self._stage_accuracy(figure.add_axes((left, 0.115, half, 0.66)), scene)
        right = left + half + gap
        self._stage_slopes(figure.add_axes((right, 0.53, half, 0.355)), scene)
        self._stage_attended(figure.add_axes((right, 0.115, half, 0.265)), scene)

    def move(self, scene: RecallView) -> list[Artist]:
        """Set the lines to the numbers of the scene."""
        return [
            *self._move_accuracy(scene),
            *self._move_slopes(scene),
            *self._move_attended(scene),
        ]

    # ---------------------------------------------------------------- left: right answers

    def _stage_accuracy(self, axes: Axes, scene: RecallView) -> None:
        palette = self._palette
        distances = scene.network.distances
        axes.set(xlim=(-0.25, len(distances) - 0.75), ylim=(0, 1.06))
        axes.set(xlabel="other words read after the first", ylabel="first word named rightly")
        axes.set_xticks(range(len(distances)), distances)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
        axes.axhline(scene.chance, color=palette.faint, linewidth=1, linestyle=":")
        axes.text(
            -0.2, scene.chance - 0.025, f"guessing {scene.chance:.1%}", color=palette.faint,
            fontsize=9, va="top",
        )  # fmt: skip
        self._lines, samples = {}, []
        for network in scene.networks:
            style = {"marker": _MARKERS[network.cell], "linestyle": _DASHES[network.attention]}
            key = (network.cell, network.attention)
            (self._lines[key],) = axes.plot(
                range(len(distances)), network.accuracy.mean(axis=0), animated=True, **style
            )
            samples += axes.plot([], [], color=palette.ink, label=network.name, **style)
        (self._seeds,) = axes.plot(
            [], [], "D", color=palette.accent, markersize=4.5, alpha=0.7, animated=True,
            markeredgecolor=palette.ink, markeredgewidth=0.6, clip_on=False,
        )  # fmt: skip
        (self._at,) = axes.plot([], [], color=palette.accent, linewidth=9, alpha=0.15,
                                animated=True)  # fmt: skip
        order = samples[::2] + samples[1::2]
        axes.legend(
            handles=order, loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, frameon=False,
            handlelength=2.6, columnspacing=1.6, borderaxespad=0.2, fontsize=9.5,
        )  # fmt: skip

    def _move_accuracy(self, scene: RecallView) -> list[Artist]:
        palette, front = self._palette, (scene.network.cell, scene.network.attention)
        for key, line in self._lines.items():
            chosen = key == front
            line.set_color(palette.accent if chosen else palette.faint)
            line.set_linewidth(2.4 if chosen else 1.2)
            line.set_markersize(6 if chosen else 4)
        place = scene.network.distances.index(scene.distance)
        self._seeds.set_data(np.full(len(scene.accuracy), place + 0.09), scene.accuracy)
        self._at.set_data([place, place], [0, 1])
        behind = [line for key, line in self._lines.items() if key != front]
        return [self._at, *behind, self._lines[front], self._seeds]

    # ---------------------------------------------------- right above: slopes by timestep

    def _stage_slopes(self, axes: Axes, scene: RecallView) -> None:
        palette = self._palette
        axes.set(xlim=(-0.02, 1.02), ylim=(LOWEST, HIGHEST), ylabel="norm of the gradient")
        axes.set_xticks(_SHARES, [])
        axes.set_yticks([-20, -15, -10, -5, 0], ["1e-20", "1e-15", "1e-10", "1e-5", "1"])
        axes.set_title("the right word's logit by each word", loc="left", fontsize=10, pad=19)
        for power in (-15, -10, -5, 0):
            axes.axhline(power, color=palette.raised, linewidth=1, zorder=0)
        (self._slopes,) = axes.plot([], [], color=palette.ink, linewidth=1.8, animated=True)
        (self._here,) = axes.plot(
            [], [], "D", color=palette.accent, markersize=7, animated=True, clip_on=False,
            markeredgecolor=palette.ink,
        )  # fmt: skip
        self._said = _heading(axes)

    def _move_slopes(self, scene: RecallView) -> list[Artist]:
        powers = np.clip(np.log10(np.maximum(scene.slopes, 1e-300)), LOWEST, HIGHEST)
        self._slopes.set_data(scene.timesteps / scene.distance, powers)
        self._here.set_data([scene.timestep / scene.distance], [powers[scene.place]])
        slope = scene.slopes[scene.place]
        below = " (below the axis)" if slope < 10.0**LOWEST else ""
        self._said.set_text(f"{norm_text(slope)} at timestep {scene.timestep}{below}")
        return [self._slopes, self._here, self._said]

    # ------------------------------------------------ right below: attention by timestep

    def _stage_attended(self, axes: Axes, scene: RecallView) -> None:
        palette = self._palette
        axes.set(xlim=(-0.02, 1.02), ylim=(0, 1.05), ylabel="attention weight")
        axes.set_xlabel("timestep; 0 is the first word", labelpad=18)
        axes.set_xticks(_SHARES, [])
        axes.set_yticks([0, 0.5, 1])
        self._ticks = [
            axes.text(share, -0.07, "", ha="center", va="top", animated=True) for share in _SHARES
        ]
        self._bars = axes.vlines([0], 0, 0, color=palette.accent, linewidth=2.5, animated=True)
        self._nothing = axes.text(
            0.5, 0.5, "no attention: only the last state is read", ha="center", va="center",
            transform=axes.transAxes, color=palette.faint, animated=True,
        )  # fmt: skip
        self._weight = _heading(axes)

    def _move_attended(self, scene: RecallView) -> list[Artist]:
        for share, tick in zip(_SHARES, self._ticks, strict=True):
            tick.set_text(f"{share * scene.distance:.0f}")
        if scene.attended is None:
            return [*self._ticks, self._nothing]
        places = scene.timesteps / scene.distance
        self._bars.set_segments(
            [[(t, 0), (t, share)] for t, share in zip(places, scene.attended, strict=True)]
        )
        share = scene.attended[scene.place]
        self._weight.set_text(f"{share:.2f} at timestep {scene.timestep}, after training")
        return [*self._ticks, self._bars, self._weight]


def norm_text(norm: float) -> str:
    """Write a recorded norm in short; a 0 stands for one whose squares were too small.

    Examples
    --------
    >>> norm_text(1.31e-84), norm_text(0.0)
    ('1.3e-84', '(too small to be recorded)')
    """
    return short_number(norm) if norm else "(too small to be recorded)"


def _heading(axes: Axes) -> Artist:
    """Make the text on the right above a panel."""
    return axes.text(
        1, 1.03, "", ha="right", va="bottom", transform=axes.transAxes, fontweight="bold",
        animated=True,
    )  # fmt: skip
