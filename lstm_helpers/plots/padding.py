"""Figures of sequences brought to one length, and of what that does to a prediction."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.padded_reading import PaddedReading
from lstm_helpers.padding import Padded
from lstm_helpers.plots.padding_live import COLUMNS, PaddingFigure
from lstm_helpers.plots.style import FAINT, INK, figure, plain

_ACCENT = "#6A3DB5"
# Told apart by line and marker as well as by colour.
_STYLES = (
    ("-", "o", "#1A1A1A"), ("--", "s", "#0072B2"), (":", "^", "#B45309"), ("-.", "D", "#6A3DB5")
)  # fmt: skip
_PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # behind a number on hatching
_PLACES_WITH_IDS, _ROWS_WITH_IDS = 12, 10  # up to which there is room for ids


def plot_lengths(lengths: Sequence[int], length: int) -> Figure:
    """Draw how long sequences are, and the share of tokens that each row length keeps.

    Parameters
    ----------
    lengths : sequence of int, each at least 0
        The number of tokens of each sequence; at least one has a token.
    length : int
        A row length to mark, 1 or more.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no token, or a length is not a whole number.

    Examples
    --------
    >>> picture = plot_lengths([2, 4, 6], length=4)
    >>> [text.get_text() for text in picture.axes[1].texts]
    ['length 4 keeps 83%']
    """
    lengths = np.array(_validate.ids("lengths", lengths), dtype=int)
    length = _validate.whole("length", length, low=1)
    if not lengths.any():
        raise ValueError("lengths must hold at least one that is above 0")
    picture = figure(8.6, 2.7)
    left, right = picture.subplots(1, 2)
    places = np.arange(1, lengths.max() + 1)
    every = np.bincount(lengths)
    left.bar(
        places, every[1:], width=0.8, color=["#BBBBBB" if p <= length else INK for p in places]
    )
    left.set(xlabel="tokens in a review", ylabel="reviews")
    left.set_title(f"dark: longer than {length}", fontsize=10)
    longer = len(lengths) - np.cumsum(every)[:-1]  # than 0, 1, 2 …: so many keep one token more
    kept = np.cumsum(longer) / lengths.sum()
    right.plot(places, kept, "-o", color=INK, markersize=3)
    share = float(np.minimum(lengths, length).sum() / lengths.sum())
    right.plot([length], [share], "D", color=_ACCENT, markersize=8)
    right.annotate(
        f"length {length} keeps {share:.0%}", (length, share), (8, -14),
        textcoords="offset points", color=_ACCENT,
    )  # fmt: skip
    right.axhline(0.95, color=FAINT, linewidth=0.8, linestyle="--")
    right.set(xlabel="length of the row", ylabel="share of tokens kept", ylim=(0, 1.05))
    right.set_yticks([0, 0.5, 0.95], ["0", "0.5", "0.95"])
    for axes in (left, right):
        plain(axes)
    return picture


def plot_batches(batches: dict[str, Padded]) -> Figure:
    """Draw batches side by side, a cell for each place; padding is hatched.

    Parameters
    ----------
    batches : dict of str to Padded
        A title for each batch; one to three, none of them empty. If all have
        at most 10 rows of 12 places, each cell shows its id.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no batch, there are more than three, or one has no rows.

    Examples
    --------
    >>> from lstm_helpers import pad
    >>> picture = plot_batches({"zeros after": pad([[5], [6, 7]], length=2, where="post")})
    >>> [text.get_text() for text in picture.axes[0].texts]
    ['5', '0', '6', '7']
    """
    batches = _validate.table("batches", batches, "batches", most=3)
    for title, batch in batches.items():
        _validate.instance(f"batches[{title!r}]", batch, Padded)
        if not len(batch.ids):
            raise ValueError(f"batches[{title!r}] must have at least one row; got none")
    rows = max(len(batch.ids) for batch in batches.values())
    places = max(batch.ids.shape[1] for batch in batches.values())
    with_ids = rows <= _ROWS_WITH_IDS and places <= _PLACES_WITH_IDS
    picture = figure(8.6, 0.6 + (0.3 if with_ids else 0.09) * rows)
    for axes, (title, batch) in zip(
        picture.subplots(1, len(batches), squeeze=False)[0], batches.items(), strict=True
    ):
        _draw_batch(axes, batch, with_ids)
        axes.set(xlim=(-0.1, places), ylim=(-rows, 0.05))
        axes.set_title(title, fontsize=10, loc="left")
    return picture


def plot_drift(panels: dict[str, dict[str, Sequence[float]]]) -> Figure:
    """Draw P(positive) by the number of zeros added, a line for each sentence.

    Parameters
    ----------
    panels : dict of str to dict of str to sequence of float
        A title for each panel, one to three; in it, a label for each sentence, one to four, and its
        probabilities with 0, 1, 2 … zeros. All panels hold the same sentences.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are too many or too few panels or lines, or the panels hold other sentences.

    Examples
    --------
    >>> picture = plot_drift({"no mask": {"good": [0.9, 0.8, 0.7]}})
    >>> picture.axes[0].get_xlabel()
    'zeros added'
    """
    panels = _validate.table("panels", panels, "panels", most=3)
    for title, curves in panels.items():
        _validate.table(f"panels[{title!r}]", curves, "lines", most=len(_STYLES))
    labels = list(next(iter(panels.values())))
    if any(list(curves) != labels for curves in panels.values()):
        raise ValueError("all of panels must hold the same sentences in the same order")
    picture = figure(8.6, 2.9 + 0.22 * ((len(labels) + 1) // 2))
    row = picture.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axes, (title, curves) in zip(row, panels.items(), strict=True):
        axes.axhline(0.5, color=FAINT, linewidth=0.8)
        for (label, curve), (line, marker, colour) in zip(curves.items(), _STYLES, strict=False):
            values = _validate.array(f"the line {label!r}", curve, ("zeros",), ("N",))
            axes.plot(
                values, line, color=colour, marker=marker, markersize=5,
                markevery=max(1, len(values) // 6), label=label,
            )  # fmt: skip
        axes.set_title(title, fontsize=10)
        axes.set(xlabel="zeros added", ylim=(-0.03, 1.03))
        plain(axes)
    row[0].set_ylabel("P(positive)")
    handles, _ = row[0].get_legend_handles_labels()
    legend = picture.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
    for text in legend.get_texts():
        text.set_parse_math(False)  # a learner's dollar signs are dollar signs
    return picture


def plot_padded_reading(reading: PaddedReading) -> Figure:
    """Draw a row of tokens and zeros, and P(positive) after each timestep.

    Parameters
    ----------
    reading : PaddedReading
        From `read_padded`; its row has at most 40 places.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `reading` is something else, or its row is longer.

    Examples
    --------
    >>> from lstm_helpers import load_review_model, read_padded
    >>> reading = read_padded(load_review_model(), "A dull film, and long.", length=4)
    >>> plot_padded_reading(reading).axes[0].texts[0].get_text()
    'a row of 4: 4 tokens; 1 token lost'
    """
    _validate.instance("reading", reading, PaddedReading)
    if reading.length > COLUMNS:
        raise ValueError(
            f"reading must have a row of at most {COLUMNS} places; got {reading.length}"
        )
    return PaddingFigure().still(reading)


def _draw_batch(axes: Axes, batch: Padded, with_ids: bool) -> None:
    for read, look in ((True, {"facecolor": "#E4E4E4"}),
                       (False, {"facecolor": "white", "hatch": "////"})):  # fmt: skip
        places = np.argwhere(batch.mask == read)[:, ::-1] * (1, -1)
        corners = np.array([(0, -0.92), (0.92, -0.92), (0.92, -0.08), (0, -0.08)])
        cells = places[:, None] + corners
        axes.add_collection(PolyCollection(cells, edgecolor="#B0B0B0", linewidth=0.6, **look))
    for (row, place), id_ in np.ndenumerate(batch.ids) if with_ids else ():
        axes.text(
            place + 0.46, -row - 0.5, str(id_), color=INK, ha="center", va="center", fontsize=9,
            bbox=None if batch.mask[row, place] else _PLATE,
        )  # fmt: skip
    axes.axis("off")
