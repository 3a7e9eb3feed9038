"""Figures of a recurrent network: its steps drawn side by side, and how far it remembers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from lstm_helpers import _validate
from lstm_helpers.plots.style import FAINT, GATE_COLOURS, INK, figure, plain
from lstm_helpers.recall import RecallScores

_PITCH, _HALF = 2.4, 0.6  # from one step's middle to the next; half a step's width, in inches
_MOST_STEPS, _MOST_NUMBERS = 5, 4
# Name, colour, line style and marker of each cell: told apart without colour as well.
_CELLS = {
    "rnn": ("RNN", INK, "-", "o"),
    "lstm": ("LSTM", "#6A3DB5", "--", "s"),
    "gru": ("GRU", "#0A7D5A", "-.", "^"),
}


def plot_recurrent_steps(
    inputs: np.ndarray, hidden: np.ndarray, words: Sequence[str] | None = None
) -> Figure:
    """Draw a simple recurrent network step by step, its numbers on the arrows.

    Parameters
    ----------
    inputs : array_like, shape (T, D)
        One vector a timestep; 1 to 5 timesteps, 1 to 4 features.
    hidden : array_like, shape (T, H)
        The hidden state after each timestep; 1 to 4 units. Before the first it is drawn as 0.
    words : sequence of str, length T, optional
        What the vectors stand for.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the lengths differ, or there is more than can be drawn legibly.

    Examples
    --------
    >>> picture = plot_recurrent_steps([[1.0], [0.0]], [[0.76], [0.64]], ["very", "good"])
    >>> [text.get_text() for text in picture.axes[0].texts][:3]
    ['0.00', 'start: zeros', 'tanh(xW + hU + b)']
    """
    inputs = _validate.array("inputs", inputs, ("timesteps", "features"), ("T", "D"))
    hidden = _validate.array("hidden", hidden, ("timesteps", "units"), (len(inputs), "H"))
    for name, size, most in (
        ("timesteps of inputs", len(inputs), _MOST_STEPS),
        ("features of inputs", inputs.shape[1], _MOST_NUMBERS),
        ("units of hidden", hidden.shape[1], _MOST_NUMBERS),
    ):
        _validate.whole(f"the number of {name}", size, 1, most)
    words = [""] * len(inputs) if words is None else _validate.texts("words", words)
    if len(words) != len(inputs):
        raise ValueError(f"words must hold {len(inputs)}, one a timestep; got {len(words)}")

    tall = 0.2 * inputs.shape[1]
    low, high = -1.42 - tall, 1.02
    start = -_PITCH / 2
    width = _PITCH * len(inputs) + 1.1
    picture = figure(width, high - low)
    axes = picture.subplots()
    axes.set(xlim=(start - 0.55, start - 0.55 + width), ylim=(low, high), aspect="equal")
    axes.axis("off")
    _column(axes, start, 0, np.zeros(hidden.shape[1]), GATE_COLOURS["hidden"])
    axes.text(
        start, 0.1 * hidden.shape[1] + 0.1, "start: zeros", color=INK, ha="center", fontsize="small"
    )
    for t, (x, h, word) in enumerate(zip(inputs, hidden, words, strict=True)):
        _step(axes, t, x, h, word)
    middle = _PITCH * (len(inputs) - 1) / 2
    shapes = f"W {_shape(inputs.shape[1], len(h))}, U {_shape(len(h), len(h))}, b ({len(h)},)"
    axes.text(middle, high - 0.14, f"the same {shapes} at every step", color=INK, ha="center")
    return picture


def plot_recall(scores: Sequence[RecallScores]) -> Figure:
    """Draw how often networks named the first word, by how many others they read after it.

    Parameters
    ----------
    scores : sequence of RecallScores
        One for each kind of cell, 1 to 3. A line is the mean over seeds, its band reaches from the
        worst seed to the best.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is none, or a cell comes twice.

    Examples
    --------
    >>> few = RecallScores("rnn", 1, 10, (1, 5), np.array([[1.0, 0.5], [0.5, 0.25]]))
    >>> plot_recall([few]).axes[0].get_ylabel()
    'first word named rightly'
    """
    scores = _validate.entries("scores", scores, "a list of RecallScores")
    for one in scores:
        _validate.instance("each of scores", one, RecallScores)
    cells = [one.cell for one in scores]
    if not cells or len(set(cells)) < len(cells):
        raise ValueError(f"scores must hold each cell once, one at least; got {cells}")
    picture = figure(8.6, 3.4)
    axes = picture.subplots()
    for one in scores:
        name, colour, style, marker = _CELLS[one.cell]
        axes.fill_between(one.distances, one.lowest, one.highest, color=colour, alpha=0.13, lw=0)
        axes.plot(
            one.distances, one.mean, style, color=colour, marker=marker, markersize=5,
            linewidth=2, label=f"{name}, {one.units} units",
        )  # fmt: skip
    distances = sorted({distance for one in scores for distance in one.distances})
    _label_ends(axes, scores)
    chance = scores[0].chance
    axes.axhline(chance, color=FAINT, linewidth=1, linestyle=":")
    axes.text(distances[0], chance + 0.02, f"guessing: {chance:.1%}", color=INK, fontsize="small")
    axes.set(
        ylim=(0, 1.06),
        xlabel="other words read after the first",
        ylabel="first word named rightly",
    )
    axes.set_xticks(distances)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.margins(x=0.09)
    axes.legend(
        frameon=False, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, borderaxespad=0.1,
        title=f"mean of {len(scores[0].accuracy)} seeds; band: worst to best", alignment="left",
    )  # fmt: skip
    plain(axes)
    return picture


def _label_ends(axes: Axes, scores: list[RecallScores]) -> None:
    """Write each line's last mean beside it, moved apart where two would overlap."""
    lowest_free = 0.0
    for one in sorted(scores, key=lambda one: one.mean[-1]):
        name, colour, *_ = _CELLS[one.cell]
        height = max(one.mean[-1], lowest_free)
        axes.annotate(
            f"{name} {one.mean[-1]:.0%}", (one.distances[-1], height), (9, 0),
            textcoords="offset points", color=colour, va="center", annotation_clip=False,
        )  # fmt: skip
        lowest_free = height + 0.08


def _step(axes: Axes, t: int, x: np.ndarray, h: np.ndarray, word: str) -> None:
    centre = _PITCH * t
    axes.add_patch(
        FancyBboxPatch(
            (centre - _HALF, -0.3), 2 * _HALF, 0.6, boxstyle="round,pad=0.05",
            facecolor="#F6F6F6", edgecolor="#BBBBBB",
        )
    )  # fmt: skip
    axes.text(centre, 0, "tanh(xW + hU + b)", color=INK, ha="center", va="center", fontsize="small")
    _column(axes, centre, -0.82 - 0.1 * len(x), x, INK)
    _arrow(axes, (centre, -0.8), (centre, -0.37))
    said = f"x[{t}] ({len(x)},)"
    below = -0.95 - 0.2 * len(x)
    axes.text(centre, below, said, color=INK, ha="center", va="top", fontsize="small")
    if word:
        axes.text(
            centre, below - 0.2, f"“{word}”", color=INK, ha="center", va="top", parse_math=False
        )
    between = centre + _PITCH / 2
    _arrow(axes, (centre - _PITCH / 2 + 0.22, 0), (centre - _HALF - 0.07, 0))
    _arrow(axes, (centre + _HALF + 0.07, 0), (between - 0.22, 0))
    _column(axes, between, 0, h, GATE_COLOURS["hidden"])
    axes.text(
        between, 0.1 * len(h) + 0.1, f"h[{t}] ({len(h)},)", color=INK, ha="center",
        fontsize="small",
    )  # fmt: skip


def _column(axes: Axes, centre: float, middle: float, values: np.ndarray, colour: str) -> None:
    """Write the numbers of a vector one below the other, in a frame."""
    tall = 0.2 * len(values)
    axes.add_patch(
        FancyBboxPatch(
            (centre - 0.2, middle - tall / 2), 0.4, tall, boxstyle="round,pad=0.02",
            facecolor="white", edgecolor=colour, linewidth=1.5,
        )
    )  # fmt: skip
    for place, value in enumerate(values):
        height = middle + tall / 2 - 0.2 * (place + 0.5)
        text = f"{value:.2f}".replace("-", "−")
        axes.text(centre, height, text, color=INK, ha="center", va="center", fontsize="small")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=9, color="#777777"))


def _shape(rows: int, columns: int) -> str:
    return f"({rows}, {columns})"
