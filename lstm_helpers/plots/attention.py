"""Attention as a picture: how much weight each timestep has, over sequences or over words."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.style import figure, valve_map
from lstm_helpers.plots.wording import shortened

_COLOUR = "#6A3DB5"
_LIGHTER = 0.6  # so that letters can be read on the darkest ground
_MOST_WORDS, _MOST_SENTENCES, _MOST_LETTERS = 16, 8, 16
_PER_LETTER = 0.085  # inches, of a font of size 10


def plot_attention(weights: np.ndarray) -> Figure:
    """Draw the weights of many sequences, a row each.

    Parameters
    ----------
    weights : array_like, shape (N, T)
        Each row adds up to 1.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a weight is no number from 0 to 1, or there is none.

    Examples
    --------
    >>> plot_attention([[0.9, 0.1], [0.5, 0.5]]).axes[0].get_xlabel()
    'timestep; 0 is the first word'
    """
    weights = _validate.array("weights", weights, ("sequences", "timesteps"), ("N", "T"))
    if not weights.size or weights.min() < 0 or weights.max() > 1 + 1e-6:
        raise ValueError("weights must hold numbers from 0 to 1, one sequence at least")
    picture = figure(8.6, 2.6)
    axes = picture.subplots()
    image = axes.imshow(
        weights, cmap=valve_map(_COLOUR), vmin=0, vmax=1, aspect="auto",
        interpolation="nearest",
    )  # fmt: skip
    axes.set(xlabel="timestep; 0 is the first word", ylabel="sequence")
    axes.set_yticks(range(len(weights)))
    bar = picture.colorbar(image, ax=axes, pad=0.015)
    bar.set_label("attention weight")
    bar.set_ticks([0, 0.5, 1])
    return picture


def plot_attended_words(words: Sequence[Sequence[str]], weights: Sequence[np.ndarray]) -> Figure:
    """Draw sentences, a row each, every word on a ground as dark as its weight, its weight below.

    Parameters
    ----------
    words : sequence of sequence of str
        The words of 1 to 8 sentences, of 1 to 16 words each; a word is cut after 16 letters.
    weights : sequence of array_like, each of shape (T,)
        One weight a word.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are too many, or the lengths differ.

    Examples
    --------
    >>> picture = plot_attended_words([["not", "good"]], [[0.7, 0.3]])
    >>> [text.get_text() for text in picture.axes[0].texts]
    ['not', '0.70', 'good', '0.30']
    """
    words = [
        _validate.texts("each of words", row)
        for row in _validate.entries("words", words, "a list of sentences")
    ]
    weights = _validate.entries("weights", weights, "a list with an array for each sentence")
    _validate.whole("the number of sentences in words", len(words), 1, _MOST_SENTENCES)
    if len(weights) != len(words):
        raise ValueError(f"weights must hold {len(words)}, one a sentence; got {len(weights)}")
    for row in words:
        _validate.whole("the number in each of words", len(row), 1, _MOST_WORDS)
    rows = [
        _validate.array("each of weights", weight, ("words",), (len(row),))
        for row, weight in zip(words, weights, strict=True)
    ]
    words = [[shortened(word, _MOST_LETTERS) for word in row] for row in words]
    wide = max(_width(row) for row in words)
    picture = figure(max(8.6, _PER_LETTER * wide), 0.25 + 0.62 * len(words))
    axes = picture.subplots()
    axes.set(xlim=(0, wide), ylim=(len(words) - 0.5, -0.5))
    axes.axis("off")
    shades = valve_map(_COLOUR)
    for line, (row, weight) in enumerate(zip(words, rows, strict=True)):
        left = 0.0
        for word, share in zip(row, weight, strict=True):
            room = _width([word])
            shade = float(np.clip(share, 0, 1))
            axes.barh(
                line, room - 0.3, left=left, height=0.8, color=shades(_LIGHTER * shade),
                edgecolor="#BBBBBB", linewidth=0.6,
            )  # fmt: skip
            style = {"color": "#1A1A1A", "ha": "center", "va": "center"}
            middle = left + (room - 0.3) / 2
            axes.text(middle, line - 0.14, word, parse_math=False, **style)
            axes.text(middle, line + 0.2, f"{share:.2f}", fontsize="small", **style)
            left += room
    return picture


def _width(words: Sequence[str]) -> float:
    """Return the room that words need, in letters."""
    return sum(max(len(word), 4) + 1.6 for word in words)
