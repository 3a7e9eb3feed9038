"""A sentence before two judges: an LSTM that reads it, and a bag of words that counts it."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from lstm_helpers import _validate
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.padding_layout import LETTER_WIDTH, short, word_path
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.wording import two_decimals
from lstm_helpers.plots.words import Word, Words
from lstm_helpers.sentiment_views import SentimentView

MOST_TOKENS = 24  # that are drawn
LSTM, BAG = "output", "forget"  # the colours of the two judges, as of these gates
_INCH = 80  # pixels
_LEFT, _RIGHT = 62, 124  # pixels around the columns
_BARS, _CURVE = (20, 138), 22  # pixels: the lower panel from, to; the upper one's distance from top
_WORDS = 88  # pixels: the height of upright words
_LOW = _BARS[1] + 8 + _WORDS + 8  # pixels: where the upper panel begins
_SPARE = 1.08  # how far the lower panel goes, in its range
_APART = 18  # pixels between two numbers
_RANGES = (4, 8, 16, 64)  # of logits, one of which is drawn


def plot_sentiment(view: SentimentView) -> Figure:
    """Draw what an LSTM says after each word, what a bag of words says, and each word's part.

    Parameters
    ----------
    view : SentimentView
        From `sentiment_view`; of a longer sentence the first 24 tokens are drawn.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `view` is something else.

    Examples
    --------
    >>> from lstm_helpers import load_review_model, review_bag, sentiment_view
    >>> view = sentiment_view("a dull film", load_review_model(), review_bag())
    >>> [axes.get_ylabel() for axes in plot_sentiment(view).axes]
    ['P(positive)', 'logit']
    """
    _validate.instance("view", view, SentimentView)
    return SentimentFigure().still(view)


class SentimentFigure(LiveFigure):
    """The drawing of a `SentimentView`, as a still and in the sentiment explorer.

    Above, P(positive) by the LSTM after each word, and by the bag, which has one number; below,
    how much each word moves the logit of either. Changed words stand in a frame.
    """

    height = 430

    def stage(self, figure: Figure, scene: SentimentView, palette: Palette) -> None:
        """Draw both panels, and make what moves: the same stage for every sentence."""
        self._figure, self._width = figure, _INCH * figure.get_figwidth()
        self._pixels = Affine2D().scale(1 / _INCH) + figure.dpi_scale_trans
        curve = self._panel(_LOW, self.height - _CURVE, "P(positive)", (-0.05, 1.05))
        curve.set_yticks([0, 0.5, 1])
        curve.axhline(0.5, color=palette.faint, linewidth=0.7)
        bars = self._panel(*_BARS, "logit", (-_SPARE, _SPARE))
        bars.set_yticks([-1, 0, 1], ["+88", "0", ""])  # as wide as the numbers that move
        bars.yaxis.get_major_ticks()[0].label1.set_alpha(0)
        bars.axhline(0, color=palette.ink, linewidth=0.8)
        self._make_words(palette)
        self._make_curve(curve, palette)
        self._make_bars(bars, palette)

    def _panel(self, low: float, high: float, name: str, reach: tuple[float, float]) -> Axes:
        wide = (self._width - _LEFT - _RIGHT) / self._width
        place = (_LEFT / self._width, low / self.height, wide, (high - low) / self.height)
        x = (_LEFT, self._width - _RIGHT)
        axes = self._figure.add_axes(place, xlim=x, ylim=reach, ylabel=name)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        return axes

    def _make_words(self, palette: Palette) -> None:
        self._frames = self._figure.add_artist(
            PolyCollection(
                [], facecolors=palette.raised, edgecolors=palette.accent, animated=True,
                transform=self._pixels,
            )
        )  # fmt: skip
        self._words = self._figure.add_artist(
            PathCollection([], offset_transform=self._pixels, linewidths=0, animated=True)
        )
        self._words.set_transform(Affine2D().scale(1 / 72) + self._figure.dpi_scale_trans)
        self._words.set_facecolor(palette.ink)
        self._words.set_snap(False)  # an upright "i" would be rounded away

    def _make_curve(self, axes: Axes, palette: Palette) -> None:
        lstm, bag = palette.gates[LSTM], palette.gates[BAG]
        moving = {"animated": True, "clip_on": False}
        (self._typed,) = axes.plot([], [], ":", color=palette.faint, linewidth=1.6, **moving)
        (self._bag,) = axes.plot([], [], "--", color=bag, linewidth=1.6, **moving)
        (self._read,) = axes.plot([], [], "o-", color=lstm, linewidth=2, markersize=6, **moving)
        add = self._figure.add_artist
        self._says = add(Words(palette.ink, animated=True))
        self._lstm_said = add(Words(lstm, weight="bold", animated=True))
        self._bag_said = add(Words(bag, weight="bold", animated=True))

    def _make_bars(self, axes: Axes, palette: Palette) -> None:
        lstm, bag = palette.gates[LSTM], palette.gates[BAG]
        self._steps = axes.add_collection(PolyCollection([], facecolors=lstm, animated=True))
        self._shares = axes.add_collection(
            PolyCollection(
                [], facecolors=palette.ground, edgecolors=bag, hatch="////", linewidths=1.2,
                animated=True,
            )
        )  # fmt: skip
        x, middle = self._width - _RIGHT + 14, sum(_BARS) / 2
        says = (
            ("each word moves", palette.ink),
            ("LSTM (filled)", lstm),
            ("bag (hatched)", bag),
        )
        for row, (text, colour) in enumerate(says):
            self._figure.add_artist(Words(colour)).words = [Word(text, x, middle + 19 - 19 * row)]

    def move(self, scene: SentimentView) -> list[Artist]:
        """Set words, lines, bars and numbers."""
        tokens = scene.tokens[:MOST_TOKENS]
        cell = self._cell(len(tokens))
        middles = _LEFT + cell * (np.arange(len(tokens)) + 0.5)
        self._set_words(scene, tokens, middles, cell)
        self._read.set_data(middles, scene.reading.probabilities[: len(tokens)])
        self._bag.set_data([_LEFT, self._width - _RIGHT + 8], [scene.bag_probability] * 2)
        drawn = [self._bag]
        if scene.before is not None:
            drawn.append(self._typed)
            typed = scene.before.reading.probabilities
            added = scene.changed if len(scene.tokens) > len(typed) else ()
            places = np.delete(middles, [place for place in added if place < len(tokens)])
            self._typed.set_data(places, typed[: len(places)])
        wide, reach = 0.34 * cell, _range(scene)
        self._steps.set_verts(_columns(middles - wide, wide, scene.steps / reach))
        self._shares.set_verts(_columns(middles, wide, scene.shares / reach))
        self._set_numbers(scene, len(tokens), reach)
        return [
            *(*drawn, self._read, self._steps, self._shares, self._frames, self._words),
            *(self._says, self._lstm_said, self._bag_said),
        ]

    def _cell(self, columns: int) -> float:
        return (self._width - _LEFT - _RIGHT) / max(6, columns)

    def _set_words(
        self, scene: SentimentView, tokens: list[str], middles: np.ndarray, cell: float
    ) -> None:
        longest = max(len(short(token)) for token in tokens)
        upright = LETTER_WIDTH * longest + 8 > cell
        middle = _BARS[1] + 8 + _WORDS / 2
        self._words.set_paths([word_path(short(token), 10, upright) for token in tokens])
        self._words.set_offsets(np.column_stack([middles, np.full(len(middles), middle)]))
        half, high = cell / 2 - 2, _WORDS / 2 - 1 if upright else 16
        corners = np.array([(-half, -high), (half, -high), (half, high), (-half, high)])
        places = [place for place in scene.changed if place < len(tokens)]
        self._frames.set_verts([corners + np.array([middles[place], middle]) for place in places])

    def _set_numbers(self, scene: SentimentView, shown: int, reach: int) -> None:
        """Write both verdicts beside the chart, never one upon the other, and the bars' range."""
        x, tall = self._width - _RIGHT + 14, self.height - _CURVE - _LOW
        one, two = (
            _LOW + tall * (p + 0.05) / 1.1 for p in (scene.probability, scene.bag_probability)
        )
        gap = max(0.0, _APART - abs(one - two)) / 2
        up = 1 if one > two else -1
        self._lstm_said.words = [Word(f"{_two(scene.probability)} LSTM", x, one + up * gap)]
        self._bag_said.words = [Word(f"{_two(scene.bag_probability)} bag", x, two - up * gap)]
        says = "P(positive) after each word"
        if scene.before is not None:
            says += f" (dotted: as typed, {_two(scene.before.probability)} at the end)"
        if len(scene.tokens) > shown:
            says += f"; the first {shown} of {len(scene.tokens)} tokens"
        middle, half = sum(_BARS) / 2, (_BARS[1] - _BARS[0]) / 2 / _SPARE
        self._says.words = [
            Word(says, _LEFT, self.height - 11),
            Word(f"+{reach}", _LEFT - 8, middle + half, "right"),
            Word(f"−{reach}", _LEFT - 8, middle - half, "right"),
        ]


def _columns(lefts: np.ndarray, wide: float, heights: np.ndarray) -> np.ndarray:
    tops = np.clip(heights[: len(lefts)], -1, 1)
    x = np.column_stack([lefts, lefts, lefts + wide, lefts + wide])
    y = np.column_stack([0 * tops, tops, tops, 0 * tops])
    return np.stack([x, y], axis=-1)


def _range(scene: SentimentView) -> int:
    views = [scene] if scene.before is None else [scene, scene.before]
    most = max(float(np.abs([*view.steps, *view.shares]).max()) for view in views)
    return next((each for each in _RANGES if most <= each), _RANGES[-1])


def _two(probability: float) -> str:
    return two_decimals(probability, signed=False)
