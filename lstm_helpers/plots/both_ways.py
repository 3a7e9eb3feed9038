"""A sentence read from both ends: two lanes of hidden states, joined above each word."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, tint
from lstm_helpers.plots.style import Picture
from lstm_helpers.plots.wording import shape_text, shortened, two_decimals

MOST_TOKENS, MOST_UNITS = 8, 4

# In pixels of a page, y upwards.
_WIDTH, _LEFT, _RIGHT = 860, 104, 20
_ROW, _COLUMN = 20, 50  # the height and width of a number's cell
_WORDS, _FIRST, _BETWEEN = 16, 44, 34  # the words; the lower lane's lower edge; between two lanes


def plot_both_ways(tokens: Sequence[str], forward: np.ndarray, backward: np.ndarray) -> Figure:
    """Draw the hidden states of both directions, and above each word the two joined.

    Parameters
    ----------
    tokens : sequence of str, length T
        One to eight tokens.
    forward, backward : ndarray, each of shape (T, H)
        Hidden states in the order of the tokens, one to four units.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is more than can be drawn, or the shapes don't fit.

    Examples
    --------
    >>> picture = plot_both_ways(["Jordan", "sang"], np.zeros((2, 3)), np.ones((2, 3)))
    >>> len(picture.axes)
    1
    """
    tokens = _validate.texts("tokens", tokens)
    _validate.whole("the number of tokens", len(tokens), 1, MOST_TOKENS)
    axes = ("timesteps", "units")
    forward = _validate.array("forward", forward, axes, (len(tokens), "H"))
    backward = _validate.array("backward", backward, axes, forward.shape)
    _validate.whole("the number of units", forward.shape[1], 1, MOST_UNITS)
    sheet, height = both_ways_sheet(tokens, forward, backward, Palette.on(dark=False))
    picture = Picture(figsize=(_WIDTH / 80, height / 80), facecolor="white")
    canvas = picture.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(0, height))
    canvas.axis("off")
    sheet.draw_on(canvas)
    return picture


def both_ways_sheet(
    tokens: list[str], forward: np.ndarray, backward: np.ndarray, palette: Palette
) -> tuple[Sheet, float]:
    """Lay out the picture; return its height as well."""
    sheet, units = Sheet(), forward.shape[1]
    lane = units * _ROW
    lanes = {"forward": _FIRST + lane * 1.5 + _BETWEEN, "backward": _FIRST + lane / 2}
    joined = _FIRST + 2 * (lane + _BETWEEN) + lane  # the middle of the 2H numbers
    height = joined + lane + 34
    pitch = (_WIDTH - _LEFT - _RIGHT) / len(tokens)
    middles = [_LEFT + (t + 0.5) * pitch for t in range(len(tokens))]
    colour, ink = palette.gates["hidden"], palette.ink

    for name, y in lanes.items():
        sheet.label(name, 10, y + 8, 12.5, ink, "bold", "left")
        sheet.label("from the start" if name == "forward" else "from the end",
                    10, y - 9, 10.5, palette.faint, align="left")  # fmt: skip
        arrow = ">" if name == "forward" else "<"
        ordered = middles if name == "forward" else middles[::-1]
        step = 1 if name == "forward" else -1
        for one, other in pairwise(ordered):
            ends = [(one + step * _COLUMN / 2, y), (other - step * _COLUMN / 2, y)]
            sheet.wire(ends, colour, name == "backward", line=2.0, arrow=arrow)
    sheet.label("joined", 10, joined + 8, 12.5, ink, "bold", "left")
    shape = (len(tokens), 2 * units)
    sheet.label(f"(T, 2H) = {shape_text(shape)}", 10, joined - 9, 10.5, palette.faint, align="left")

    for t, (token, x) in enumerate(zip(tokens, middles, strict=True)):
        sheet.label(shortened(token, max(4, int(pitch / 9))), x, _WORDS, 13, ink, "bold")
        _column(sheet, forward[t], x, lanes["forward"], colour, palette)
        _column(sheet, backward[t], x, lanes["backward"], colour, palette)
        both = np.concatenate([forward[t], backward[t]])
        _column(sheet, both, x, joined, colour, palette)
        sheet.box(x - _COLUMN / 2, joined - lane, _COLUMN, 2 * lane, "none", ink, line=2.4)
        sheet.wire([(x - _COLUMN / 2, joined), (x + _COLUMN / 2, joined)], ink, line=1.6)
        for sign, part in (("→", lane / 2), ("←", -lane / 2)):
            sheet.label(sign, x + _COLUMN / 2 + 13, joined + part, 13, palette.faint)
        top = lanes["forward"] + lane / 2
        sheet.wire([(x, top + 4), (x, joined - lane - 3)], palette.faint, arrow="^")
    return sheet, height


def _column(
    sheet: Sheet, values: np.ndarray, x: float, y: float, colour: str, palette: Palette
) -> None:
    """Put numbers below each other, their middle at x and y."""
    top = y + _ROW * len(values) / 2
    fill = tint(colour, palette.ground, 0.2)
    for k, value in enumerate(values):
        bottom = top - (k + 1) * _ROW
        sheet.box(x - _COLUMN / 2, bottom, _COLUMN, _ROW, fill, colour)
        sheet.label(two_decimals(value), x, bottom + _ROW / 2, 10.5, palette.ink)
