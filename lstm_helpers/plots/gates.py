"""Figures of the LSTM cell and its gates."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMStep, sigmoid
from lstm_helpers.plots.style import (
    FAINT,
    GATE_COLOURS,
    INK,
    NEGATIVE_COLOURS,
    SYMBOLS,
    figure,
    plain,
    signed_map,
    valve_map,
)
from lstm_helpers.plots.wording import two_decimals
from lstm_helpers.pretrained import Reading


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
    picture = figure(8.0, 2.6)
    left, right = picture.subplots(1, 2)
    for axes, values, colour, title in (
        (left, sigmoid(z), GATE_COLOURS["forget"], "σ(z): how far a valve is open"),
        (right, np.tanh(z), GATE_COLOURS["candidate"], "tanh(z): what could be written"),
    ):
        axes.plot(z, values, color=colour, linewidth=2.5)
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.axvline(0, color=FAINT, linewidth=0.8, linestyle=":")
        axes.set(title=title, xlabel="pre-activation z")
        plain(axes)
    return picture


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
    >>> figure.axes[0].texts[0].get_text()
    'c = +1.00'
    """
    _validate.instance("step", step, LSTMStep)
    units = len(step.cell)
    unit = _validate.whole("unit", unit, 0, units - 1)
    before = _validate.array("previous_cell", previous_cell, ("units",), (units,))[unit]
    value = {name: getattr(step, name)[unit] for name in GATE_COLOURS}
    picture = figure(8.6, 3.5)
    axes = picture.subplots()
    axes.set(xlim=(0, 10), ylim=(0.1, 4.3), aspect="equal")
    axes.axis("off")
    axes.add_patch(
        FancyBboxPatch((1.5, 0.5), 7.0, 3.5, boxstyle="round,pad=0.1", fc="#F6F6F6", ec="#CCCCCC")
    )
    cell, hidden = GATE_COLOURS["cell"], GATE_COLOURS["hidden"]
    axes.text(0.1, 3.62, f"c = {two_decimals(before)}", color=INK)
    axes.text(0.1, 1.02, "x and h enter\nall four", color=FAINT, va="center", fontsize="small")
    axes.text(8.75, 3.62, f"c' = {two_decimals(value['cell'])}", color=INK)
    axes.text(8.75, 1.32, f"h' = {two_decimals(value['hidden'])}", color=INK)
    _wire(axes, [(0.1, 3.4), (9.9, 3.4)], cell)
    for name, x, top in (("forget", 2.4, 3.4), ("input", 3.9, 2.2), ("candidate", 5.3, 2.2)):
        _wire(axes, [(x, 1.1), (x, top)], GATE_COLOURS[name])
    _wire(axes, [(3.9, 2.2), (4.6, 2.2)], GATE_COLOURS["input"])
    _wire(axes, [(4.6, 2.2), (5.3, 2.2)], GATE_COLOURS["candidate"])
    _wire(axes, [(4.6, 2.2), (4.6, 3.4)], INK)
    _wire(axes, [(7.6, 3.4), (7.6, 1.1)], cell)
    _wire(axes, [(6.4, 1.1), (7.6, 1.1)], GATE_COLOURS["output"])
    _wire(axes, [(7.6, 1.1), (9.9, 1.1)], hidden)
    for x, y, sign in ((2.4, 3.4, "×"), (4.6, 3.4, "+"), (4.6, 2.2, "×"), (7.6, 1.1, "×")):
        _node(axes, x, y, sign, INK, radius=0.24)
    _node(axes, 7.6, 2.3, "tanh", cell, radius=0.36)
    for name, x, letter in (
        ("forget", 2.4, "f"),
        ("input", 3.9, "i"),
        ("candidate", 5.3, "g"),
        ("output", 6.4, "o"),
    ):
        _node(axes, x, 1.1, letter, GATE_COLOURS[name], radius=0.3)
        number = two_decimals(value[name], signed=name in NEGATIVE_COLOURS)
        axes.text(x, 0.52, number, color=INK, ha="center")
    return picture


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
        If the sentence holds no token, or `reading` is something else.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> figure = plot_gate_maps(load_review_model().read("a warm film"))
    >>> [axes.get_ylabel() for axes in figure.axes][:2]
    ['forget f', 'input i']
    """
    _validate.instance("reading", reading, Reading)
    if not reading.tokens:
        raise ValueError("reading must hold at least one token; got an empty sentence")
    picture = figure(max(6.0, 0.75 * len(reading.tokens)), 6.4)
    rows = picture.subplots(6, 1, sharex=True)
    for axes, (name, colour) in zip(rows, GATE_COLOURS.items(), strict=True):
        values = getattr(reading.trace, name)
        signed = name in NEGATIVE_COLOURS
        greatest = max(1e-9, float(np.abs(values).max())) if signed else 1.0
        norm = TwoSlopeNorm(0, -greatest, greatest) if signed else None
        axes.imshow(
            values.T,
            aspect="auto",
            interpolation="nearest",
            cmap=signed_map(NEGATIVE_COLOURS[name], colour) if signed else valve_map(colour),
            **({"norm": norm} if signed else {"vmin": 0, "vmax": 1}),
        )
        axes.set_ylabel(f"{name} {SYMBOLS[name]}", color=INK, rotation=0, ha="right", va="center")
        axes.set_yticks([])
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_color("#CCCCCC")
    rows[-1].set_xticks(range(len(reading.tokens)), reading.tokens, rotation=35, ha="right")
    return picture


def _wire(axes: Axes, points: Sequence[tuple[float, float]], colour: str) -> None:
    axes.plot(*zip(*points, strict=True), color=colour, linewidth=2, zorder=1)


def _node(axes: Axes, x: float, y: float, label: str, colour: str, radius: float) -> None:
    axes.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=colour, lw=2, zorder=2))
    axes.text(x, y, label, ha="center", va="center", color=INK, zorder=3)
