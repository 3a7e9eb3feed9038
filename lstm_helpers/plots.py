"""Every figure of the lessons.

A figure is made by one function and returned; nothing is shown, printed or saved here. One
colour a gate, everywhere in the course.
"""

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMStep, sigmoid
from lstm_helpers.gate_census import WordGate
from lstm_helpers.pretrained import Reading

GATE_COLOURS = {
    "forget": "#D55E00",
    "input": "#009E73",
    "candidate": "#CC79A7",
    "output": "#0072B2",
    "cell": "#B58900",
    "hidden": "#56B4E9",
}
_SIGNED = ("candidate", "cell", "hidden")
_INK, _FAINT = "#333333", "#888888"


def plot_squashing() -> Figure:
    """Draw the sigmoid, a valve from 0 to 1, beside tanh, content from −1 to 1.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> len(plot_squashing().axes)
    2
    """
    z = np.linspace(-6, 6, 241)
    figure = _figure(8.0, 2.6)
    left, right = figure.subplots(1, 2)
    for axes, values, colour, title in (
        (left, sigmoid(z), GATE_COLOURS["forget"], "σ(z): how far a valve is open"),
        (right, np.tanh(z), GATE_COLOURS["candidate"], "tanh(z): what could be written"),
    ):
        axes.plot(z, values, color=colour, linewidth=2.5)
        axes.axhline(0, color=_FAINT, linewidth=0.8)
        axes.axvline(0, color=_FAINT, linewidth=0.8, linestyle=":")
        axes.set(title=title, xlabel="pre-activation z")
        _plain(axes)
    return figure


def plot_cell_diagram(step: LSTMStep, previous_cell: Sequence[float], unit: int = 0) -> Figure:
    """Draw one unit of an LSTM at one timestep, its numbers on the wires.

    Parameters
    ----------
    step : LSTMStep
        What the timestep computed, H units.
    previous_cell : sequence of float, length H
        The cell state before it.
    unit : int
        The unit to draw, from 0 to H − 1.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the unit does not exist, or `previous_cell` has another length.

    Examples
    --------
    >>> one = np.ones(1)
    >>> figure = plot_cell_diagram(LSTMStep(one, one, one, one, one, one), one)
    >>> [text.get_text() for text in figure.axes[0].texts][:2]
    ['c = +1.00', "c' = +1.00"]
    """
    units = len(step.cell)
    unit = _validate.whole("unit", unit, 0, units - 1)
    before = _validate.array("previous_cell", previous_cell, ("units",), (units,))[unit]
    value = {name: getattr(step, name)[unit] for name in GATE_COLOURS}
    figure = _figure(8.6, 3.5)
    axes = figure.subplots()
    axes.set(xlim=(0, 10), ylim=(0.1, 4.3), aspect="equal")
    axes.axis("off")
    axes.add_patch(
        FancyBboxPatch((1.5, 0.5), 7.0, 3.5, boxstyle="round,pad=0.1", fc="#F6F6F6", ec="#CCCCCC")
    )
    cell, hidden = GATE_COLOURS["cell"], GATE_COLOURS["hidden"]
    axes.text(0.1, 3.62, f"c = {before:+.2f}", color=_INK)
    axes.text(8.75, 3.62, f"c' = {value['cell']:+.2f}", color=_INK)
    axes.text(8.75, 1.32, f"h' = {value['hidden']:+.2f}", color=_INK)
    _wire(axes, [(0.1, 3.4), (9.9, 3.4)], cell)
    for name, x, top in (("forget", 2.4, 3.4), ("input", 3.9, 2.2), ("candidate", 5.3, 2.2)):
        _wire(axes, [(x, 1.1), (x, top)], GATE_COLOURS[name])
    _wire(axes, [(3.9, 2.2), (5.3, 2.2)], GATE_COLOURS["candidate"])
    _wire(axes, [(4.6, 2.2), (4.6, 3.4)], _INK)
    _wire(axes, [(7.6, 3.4), (7.6, 1.1)], cell)
    _wire(axes, [(6.4, 1.1), (7.6, 1.1)], GATE_COLOURS["output"])
    _wire(axes, [(7.6, 1.1), (9.9, 1.1)], hidden)
    for x, y, sign in ((2.4, 3.4, "×"), (4.6, 3.4, "+"), (4.6, 2.2, "×"), (7.6, 1.1, "×")):
        _node(axes, x, y, sign, _INK, radius=0.24)
    _node(axes, 7.6, 2.3, "tanh", cell, radius=0.36)
    for name, x, letter in (
        ("forget", 2.4, "f"), ("input", 3.9, "i"), ("candidate", 5.3, "g"), ("output", 6.4, "o"),
    ):
        _node(axes, x, 1.1, letter, GATE_COLOURS[name], radius=0.3)
        sign = "+" if name in _SIGNED else ""
        axes.text(x, 0.52, f"{value[name]:{sign}.2f}", color=_INK, ha="center")
    return figure


def plot_gate_maps(reading: Reading) -> Figure:
    """Draw the six maps of a reading: a column a token, a row a unit.

    Parameters
    ----------
    reading : Reading
        At least one token long.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the sentence holds no token.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> figure = plot_gate_maps(load_review_model().read("a warm film"))
    >>> [axes.get_ylabel() for axes in figure.axes][:2]
    ['forget f', 'input i']
    """
    if not reading.tokens:
        raise ValueError("reading must hold at least one token; got an empty sentence")
    symbols = dict(zip(GATE_COLOURS, "figoch", strict=True))
    figure = _figure(max(6.0, 0.75 * len(reading.tokens)), 6.4)
    rows = figure.subplots(6, 1, sharex=True)
    for axes, (name, colour) in zip(rows, GATE_COLOURS.items(), strict=True):
        values = getattr(reading.trace, name)
        signed = name in _SIGNED
        greatest = max(1e-9, float(np.abs(values).max())) if signed else 1.0
        norm = TwoSlopeNorm(0, -greatest, greatest) if signed else None
        axes.imshow(
            values.T,
            aspect="auto",
            interpolation="nearest",
            cmap=_signed_map(colour) if signed else _valve_map(colour),
            **({"norm": norm} if signed else {"vmin": 0, "vmax": 1}),
        )
        axes.set_ylabel(f"{name} {symbols[name]}", color=_INK, rotation=0, ha="right", va="center")
        axes.set_yticks([])
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_color("#CCCCCC")
    rows[-1].set_xticks(range(len(reading.tokens)), reading.tokens, rotation=35, ha="right")
    return figure


def plot_word_gates(lowest: Sequence[WordGate], highest: Sequence[WordGate], gate: str) -> Figure:
    """Draw the words at which a gate is most closed and most open, with their spread.

    Parameters
    ----------
    lowest, highest : sequence of WordGate
        From `gates_by_word`, in the order to be drawn from the top.
    gate : {"input", "forget", "output"}
        The gate they speak of.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> word = WordGate("but", count=9, mean=0.5, spread=0.1)
    >>> plot_word_gates([word], [word], "forget").axes[0].get_xlabel()
    'mean forget gate'
    """
    colour = GATE_COLOURS[_validate.choice("gate", gate, ("input", "forget", "output"))]
    figure = _figure(8.6, 0.7 + 0.27 * max(len(lowest), len(highest)))
    pair = figure.subplots(1, 2, sharex=True)
    for axes, words, title in zip(
        pair, (lowest, highest), ("most closed at …", "most open at …"), strict=True
    ):
        places = range(len(words))
        axes.errorbar(
            [word.mean for word in words], places, xerr=[word.spread for word in words],
            fmt="o", color=colour, ecolor="#BBBBBB", capsize=2,
        )
        axes.set_yticks(places, [f"{word.word} ({word.count})" for word in words])
        axes.invert_yaxis()
        axes.set(title=title, xlabel=f"mean {gate} gate")
        _plain(axes)
    return figure


def plot_probabilities(tokens: Sequence[str], curves: dict[str, Sequence[float]]) -> Figure:
    """Draw P(positive) after each token, one line for each way of reading.

    Parameters
    ----------
    tokens : sequence of str, length T
        The tokens, for the axis.
    curves : dict of str to sequence of float, each of length T
        The label of each line, and its probabilities.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> figure = plot_probabilities(["so", "good"], {"learned": [0.5, 0.9]})
    >>> figure.axes[0].get_ylabel()
    'P(positive)'
    """
    styles = ("-", "--", ":", "-.")
    figure = _figure(8.6, 2.6)
    axes = figure.subplots()
    axes.axhline(0.5, color=_FAINT, linewidth=0.8)
    for (label, values), style in zip(curves.items(), styles, strict=False):
        colour = _INK if style == "-" else GATE_COLOURS["forget"]
        axes.plot(values, style, color=colour, marker="o", markersize=4, label=label)
    axes.set_xticks(range(len(tokens)), tokens, rotation=35, ha="right")
    axes.set(ylim=(-0.03, 1.03), ylabel="P(positive)")
    axes.legend(frameon=False, loc="best")
    _plain(axes)
    return figure


class _Picture(Figure):
    """A figure that shows itself in a notebook, sharp on any screen.

    Made without pyplot, so it is drawn once, where it is returned, and never piles up in memory.
    """

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        png = io.BytesIO()
        self.savefig(png, format="png", dpi=160)
        return png.getvalue(), {"width": round(80 * self.get_figwidth())}


def _figure(width: float, height: float) -> Figure:
    return _Picture(figsize=(width, height), layout="constrained", facecolor="white")


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)


def _wire(axes: Axes, points: Sequence[tuple[float, float]], colour: str) -> None:
    axes.plot(*zip(*points, strict=True), color=colour, linewidth=2, zorder=1)


def _node(axes: Axes, x: float, y: float, label: str, colour: str, radius: float) -> None:
    axes.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=colour, lw=2, zorder=2))
    axes.text(x, y, label, ha="center", va="center", color=_INK, zorder=3)


def _valve_map(colour: str) -> LinearSegmentedColormap:
    return LinearSegmentedColormap.from_list("valve", ["#FFFFFF", colour])


def _signed_map(colour: str) -> LinearSegmentedColormap:
    # Negative is dark grey, zero white, positive the gate's own colour: told apart without red and green.
    return LinearSegmentedColormap.from_list("signed", ["#333333", "#FFFFFF", colour])
