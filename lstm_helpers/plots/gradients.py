"""How far back a gradient reaches: its norm by timestep, and that of the weights' update."""

from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_helpers import _validate
from lstm_helpers.gradients import GradientFlow
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette

# Line style and marker of each cell: which is which must be told without colour.
STYLES = {"RNN": ("-", "o"), "LSTM": ("--", "s"), "GRU": ("-.", "^")}
# What else is drawn with a cell in front.
_EXTRA = {"RNN": "without tanh: gain to the power of steps", "LSTM": "∂L/∂c of the LSTM"}
LOWEST, HIGHEST = -12, 9  # the ends of the axis, as powers of 10
# 2 to the power of −25, as a power of 10: added to a float32 of 1, it is rounded away.
ROUNDED_AWAY = -25 * np.log10(2)
_WIDTHS = (10, 25, 50, 100)  # steps; a few fixed widths, so that the axis seldom changes


def plot_gradient_norms(flow: GradientFlow) -> Figure:
    """Draw the norm of ∂L/∂h by timestep for three cells, and of the weights' gradient.

    Parameters
    ----------
    flow : GradientFlow
        From `gradient_flow`; its cell is drawn in the foreground.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `flow` is something else.

    Examples
    --------
    >>> from lstm_helpers import gradient_flow
    >>> picture = plot_gradient_norms(gradient_flow("LSTM", length=20))
    >>> [axes.get_xlabel() for axes in picture.axes]
    ['steps before the end', '']
    """
    _validate.instance("flow", flow, GradientFlow)
    return GradientFigure().still(flow)


def short_number(value: float) -> str:
    """Return a positive number with two figures, very small and very large ones as powers of 10.

    Examples
    --------
    >>> [short_number(value) for value in (0.0, 3.94e-70, 0.0123, 1.0, 7.26, 412.0, 2.2e6)]
    ['0', '3.9e-70', '0.012', '1.0', '7.3', '412', '2.2e+06']
    """
    if value == 0:
        return "0"
    if not 1e-3 <= value < 1e4:
        return f"{value:.1e}"
    return f"{value:.0f}" if value >= 99.5 else f"{value:#.2g}".rstrip(".")


class GradientFigure(LiveFigure):
    """The drawing of a `GradientFlow`, as a still and in the gradient explorer.

    Norms are drawn by their logarithms on plain axes, which are faster to draw.
    """

    height = 350

    def stage_key(self, scene: GradientFlow) -> Hashable:
        """Draw the stage anew for another width of the axis only."""
        return _width(scene.length)

    def stage(self, figure: Figure, scene: GradientFlow, palette: Palette) -> None:
        """Draw the axes, and make the lines."""
        self._palette = palette
        width = 80 * figure.get_figwidth()  # CSS pixels: letters keep their size, axes give way
        left, right, gap = 66 / width, 180 / width, 74 / width
        self._stage_norms(figure.add_axes((left, 0.14, 0.985 - left - gap - right, 0.735)), scene)
        self._stage_update(figure.add_axes((0.985 - right, 0.14, right, 0.735)))
        self._stage_legend(figure, width)

    def move(self, scene: GradientFlow) -> list[Artist]:
        """Set the lines to the numbers of the scene."""
        return [*self._move_norms(scene), *self._move_update(scene), *self._move_legend(scene)]

    # ------------------------------------------------------------- left: ∂L/∂h by timestep

    def _stage_norms(self, axes: Axes, scene: GradientFlow) -> None:
        palette, width = self._palette, _width(scene.length)
        axes.set(xlim=(width, -0.015 * width), ylim=(LOWEST, HIGHEST))
        axes.set(xlabel="steps before the end", ylabel="norm of ∂L/∂h")
        axes.set_xticks(range(0, width + 1, width // 5))
        # A hundredth and a hundredfold are the bounds of "holding".
        _powers(axes, (-12, -8, -4, -2, 0, 2, 4, 8))
        axes.axhspan(LOWEST, ROUNDED_AWAY, color=palette.raised, linewidth=0)
        axes.text(
            0.99, 0.02, "so small that a float32 weight of 1 would stay as it is",
            transform=axes.transAxes, ha="right", color=palette.faint, fontsize=9,
        )  # fmt: skip
        self._lines = {
            name: axes.plot([], [], style, marker=marker, animated=True)[0]
            for name, (style, marker) in STYLES.items()
        }
        (self._extra,) = axes.plot([], [], ":", linewidth=1.4, animated=True)
        (self._first,) = axes.plot([], [], "D", color=palette.ink, markersize=5, animated=True)
        behind = {"facecolor": palette.ground, "edgecolor": "none", "alpha": 0.8, "pad": 1}
        self._said = axes.text(0, 0, "", fontweight="bold", bbox=behind, animated=True)

    def _move_norms(self, scene: GradientFlow) -> list[Artist]:
        steps = np.arange(scene.length)[::-1]
        for name, line in self._lines.items():
            line.set_data(steps, _powers_of(scene.curves[name].norms))
            line.set_markevery(max(1, scene.length // 12))
            line.set(**self._look(name == scene.cell))
        moving = [line for name, line in self._lines.items() if name != scene.cell]
        if scene.cell == "RNN":
            self._extra.set_data(steps, steps * np.log10(scene.gain))
            self._extra.set_color(self._palette.ink)
        elif scene.cell == "LSTM":
            self._extra.set_data(steps, _powers_of(scene.curve.cell_norms))
            self._extra.set_color(self._palette.gates["cell"])
        moving += [self._extra] * (scene.cell in _EXTRA)
        return [*moving, self._lines[scene.cell], *self._mark_first(scene)]

    def _look(self, in_front: bool) -> dict[str, object]:
        if in_front:
            return {"color": self._palette.accent, "linewidth": 2.4, "markersize": 5.5}
        return {"color": self._palette.faint, "linewidth": 1.1, "markersize": 3.5}

    def _mark_first(self, scene: GradientFlow) -> list[Artist]:
        """Say the norm at t = 0 beside its point, or at the axis's end if it lies beyond."""
        norm, steps, room = scene.curve.norms[0], scene.length - 1, _width(scene.length)
        power = float(_powers_of(norm))
        inside = LOWEST < power < HIGHEST
        arrow = "" if inside else "▼ " if power <= LOWEST else "▲ "
        self._said.set_text(f"{arrow}t = 0: {short_number(norm)}")
        above = power >= 0 if inside else power <= LOWEST  # away from the line
        on_left = steps < 0.7 * room  # where there is room
        place = min(max(power, LOWEST), HIGHEST) + (0.8 if above else -0.8)
        self._said.set_position((steps + (0.012 if on_left else -0.012) * room, place))
        self._said.set_ha("right" if on_left else "left")
        self._said.set_va("bottom" if above else "top")
        self._first.set_data([steps], [power])
        return [self._first, self._said] if inside else [self._said]

    # ------------------------------------------------------- right: the weights' gradient

    def _stage_update(self, axes: Axes) -> None:
        palette = self._palette
        axes.set(xlim=(-0.6, 3.7), ylim=(-1.4, 8), ylabel="norm of the weights' gradient")
        axes.set_xticks(range(len(STYLES)), list(STYLES))
        _powers(axes, (-1, 0, 1, 2, 4, 6, 8))
        moving = {"animated": True, "color": palette.accent}
        self._limit = axes.axhline(
            0, color=palette.ink, linewidth=1.2, linestyle=(0, (5, 3)), animated=True
        )
        self._limit_said = axes.text(3.65, 0, "", ha="right", va="bottom", animated=True)
        self._before = {
            name: axes.plot(
                [place], [0], marker, markersize=9, fillstyle="none", markeredgewidth=1.8,
                animated=True,
            )[0]
            for place, (name, (_, marker)) in enumerate(STYLES.items())
        }  # fmt: skip
        (self._way,) = axes.plot([], [], linewidth=1.8, **moving)
        (self._after,) = axes.plot([], [], markersize=9, **moving)

    def _move_update(self, scene: GradientFlow) -> list[Artist]:
        for name, marker in self._before.items():
            marker.set_ydata([_powers_of(scene.curves[name].weight_norm)])
            marker.set_color(self._look(name == scene.cell)["color"])
        moving = list(self._before.values())
        if scene.clip is None:
            return moving
        place = list(STYLES).index(scene.cell)
        before, after, limit = _powers_of(
            np.array([scene.curve.weight_norm, scene.clipped_norm, scene.clip])
        )
        self._limit.set_ydata([limit] * 2)
        self._limit_said.set_text(f"limit {scene.clip:g}")
        self._limit_said.set_y(limit + 0.08)
        self._way.set_data([place] * 2, [before, after])
        self._after.set_data([place], [after])
        self._after.set_marker(STYLES[scene.cell][1])
        return [self._limit, self._limit_said, *moving, self._way, self._after]

    # ------------------------------------------------------------------- above: the legend

    def _stage_legend(self, figure: Figure, width: float) -> None:
        """Name the cells once; what moves is which of them is in front."""
        at = {name: (66 + 88 * i) / width for i, name in enumerate([*STYLES, "extra"])}
        self._samples = {
            name: figure.add_artist(
                Line2D(
                    (at[name], at[name] + 17 / width, at[name] + 34 / width), [0.945] * 3,
                    linestyle=style, marker=marker, markevery=[1], animated=True,
                )
            )
            for name, (style, marker) in {**STYLES, "extra": (":", None)}.items()
        }  # fmt: skip
        for name in STYLES:
            figure.text(at[name] + 40 / width, 0.945, name, va="center_baseline")
        self._extra_said = figure.text(
            at["extra"] + 40 / width, 0.945, "", va="center_baseline", animated=True
        )

    def _move_legend(self, scene: GradientFlow) -> list[Artist]:
        for name in STYLES:
            self._samples[name].set(**self._look(name == scene.cell))
        extra = self._samples["extra"]
        extra.set(color=self._extra.get_color(), linewidth=self._extra.get_linewidth())
        self._extra_said.set_text(_EXTRA.get(scene.cell, ""))
        cells = [self._samples[name] for name in STYLES]
        return [*cells, extra, self._extra_said] if scene.cell in _EXTRA else cells


def _width(length: int) -> int:
    """Return how many steps the axis spans: the least of a few widths that holds them all."""
    return next((width for width in _WIDTHS if length - 1 <= width), length - 1)


def _powers(axes: Axes, exponents: tuple[int, ...]) -> None:
    """Write powers of ten at an axis of logarithms, as Python writes them."""
    plain = {-2: "0.01", -1: "0.1", 0: "1", 1: "10", 2: "100"}
    axes.set_yticks(exponents, [plain.get(power, f"1e{power}") for power in exponents])
    axes.grid(axis="y", linewidth=0.8)
    axes.set_axisbelow(True)


def _powers_of(norms: np.ndarray | float) -> np.ndarray:
    """Return the logarithms to base 10; of 0, which has none, one below every axis."""
    return np.log10(np.maximum(norms, 1e-300))
