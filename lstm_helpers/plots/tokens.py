"""Figures of text on its way to ids."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lstm_helpers import _validate
from lstm_helpers.plots.style import FAINT, INK, figure, plain
from lstm_helpers.tokenizer import UNKNOWN_ID, Vocabulary, tokenize

# The two lines are told apart by their style as well; unknown tokens by a dashed frame.
_LINES = (("-", INK), ("--", "#6A3DB5"))
_UNKNOWN = "#A3171D"
_CHARACTER, _GAP = 0.092, 0.12  # inches


def plot_token_ids(texts: Sequence[str], vocabulary: Vocabulary) -> Figure:
    """Draw each text as it is typed, then its tokens in boxes with their ids below.

    Parameters
    ----------
    texts : sequence of str
        One to eight texts of a line each.
    vocabulary : Vocabulary
        Gives the ids; a token it does not know has a dashed frame.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no text, or there are more than eight.

    Examples
    --------
    >>> picture = plot_token_ids(["Good film!"], Vocabulary(("", "[UNK]", "film")))
    >>> [text.get_text() for text in picture.axes[0].texts]
    ['Good film!', 'good', '1', 'film', '2', '2 ids']
    """
    texts = _validate.texts("texts", texts)
    if not 1 <= len(texts) <= 8:
        raise ValueError(f"texts must hold 1 to 8 texts; got {len(texts)}")
    _validate.instance("vocabulary", vocabulary, Vocabulary)
    width = max(6.0, max(_row_width(tokenize(text)) for text in texts) + 0.9)
    picture = figure(width, 0.98 * len(texts) + 0.1)
    axes = picture.subplots()
    axes.set(xlim=(0, width), ylim=(-0.98 * len(texts), 0.1))
    axes.axis("off")
    for row, text in enumerate(texts):
        _row(axes, -0.98 * row, text, vocabulary)
    return picture


def plot_coverage(sizes: Sequence[int], curves: dict[str, Sequence[float]]) -> Figure:
    """Draw how much of a text is known, by the size of the vocabulary.

    Parameters
    ----------
    sizes : sequence of int, length N
        Vocabulary sizes, rising, from 1 up; drawn on a logarithmic axis.
    curves : dict of str to sequence of float, each of length N
        The label of each line, and its shares of known tokens, from 0 to 1; one line or two.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the sizes do not rise, there is no curve or more than two, or one has another length.

    Examples
    --------
    >>> picture = plot_coverage([10, 100], {"training": [0.25, 0.5]})
    >>> picture.axes[0].get_xlabel()
    'size of the vocabulary (ids)'
    """
    sizes = _validate.entries("sizes", sizes, "a list of vocabulary sizes")
    sizes = [_validate.whole("each of sizes", size, low=1) for size in sizes]
    if any(later <= earlier for earlier, later in pairwise(sizes)):
        raise ValueError(f"sizes must rise from one to the next; got {sizes}")
    curves = _validate.table("curves", curves, "lines", most=len(_LINES))
    picture = figure(8.6, 3.0)
    axes = picture.subplots()
    for (label, curve), (style, colour) in zip(curves.items(), _LINES, strict=False):
        shares = _validate.array(f"curves[{label!r}]", curve, ("sizes",), (len(sizes),))
        axes.plot(sizes, shares, style, color=colour, marker="o", markersize=4, label=label)
    first = np.asarray(next(iter(curves.values())))
    for size, share in zip(sizes, first, strict=True):
        axes.annotate(
            f"{share:.0%}", (size, share), (-4, 6), textcoords="offset points",
            ha="right", color=INK, fontsize="small",
        )  # fmt: skip
    axes.axhline(1, color=FAINT, linewidth=0.8)
    axes.set(
        xscale="log",
        ylim=(0, 1.12),
        xlabel="size of the vocabulary (ids)",
        ylabel="share of tokens known",
    )
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.minorticks_off()
    axes.legend(frameon=False, loc="lower right")
    plain(axes)
    return picture


def _box_width(token: str) -> float:
    return 0.18 + _CHARACTER * max(len(token), 2)


def _row_width(tokens: list[str]) -> float:
    return sum(_box_width(token) + _GAP for token in tokens)


def _row(axes: Axes, top: float, text: str, vocabulary: Vocabulary) -> None:
    axes.text(0.02, top - 0.1, text, color=INK, va="center", parse_math=False)
    left = 0.05
    tokens, ids = tokenize(text), vocabulary.encode(text)
    for token, id_ in zip(tokens, ids, strict=True):
        width = _box_width(token)
        unknown = id_ == UNKNOWN_ID
        colour = _UNKNOWN if unknown else INK
        axes.add_patch(
            FancyBboxPatch(
                (left, top - 0.53),
                width,
                0.24,
                boxstyle="round,pad=0.02",
                facecolor="white" if unknown else "#F0F0F0",
                edgecolor=colour if unknown else "#CCCCCC",
                linestyle="--" if unknown else "-",
            )
        )
        middle = left + width / 2
        axes.text(
            middle, top - 0.41, token, color=colour, ha="center", va="center", parse_math=False
        )
        axes.text(middle, top - 0.68, str(id_), color=colour, ha="center", va="center")
        left += width + _GAP
    length = f"{len(ids)} id{'s' * (len(ids) != 1)}"
    axes.text(left + 0.08, top - 0.68, length, color=FAINT, va="center", fontsize="small")
