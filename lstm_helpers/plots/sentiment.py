"""A sentence before two judges: an LSTM that reads it, and a bag of words that counts it."""

from collections.abc import Hashable

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
from lstm_helpers.sentiment_views import SentimentView

MOST_TOKENS = 24  # that are drawn
LSTM, BAG = "output", "forget"  # the colours of the two judges, as of these gates
_LEFT, _RIGHT = 62, 124  # pixels around the columns
_BARS, _CURVE = (20, 138), 22  # pixels: the lower panel from, to; the upper one's distance from top
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
    >>> [axes.get_ylabel() for axes in plot_sentiment(view).axes[1:]]
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

    def stage_key(self, scene: SentimentView) -> Hashable:
        """Draw the stage anew where the words turn upright or the bars need another range."""
        return _upright(scene), _range(scene)

    def stage(self, figure: Figure, scene: SentimentView, palette: Palette) -> None:
        """Draw both axes, and make what moves."""
        self._width = 80 * figure.get_figwidth()
        self._upright, reach = self.stage_key(scene)
        self._words_height = 88 if self._upright else 34
        self._low = _BARS[1] + 8 + self._words_height + 8
        whole = figure.add_axes((0, 0, 1, 1), xlim=(0, self._width), ylim=(0, self.height))
        whole.axis("off")

        def panel(low: float, high: float, **more: object) -> Axes:
            wide = (self._width - _LEFT - _RIGHT) / self._width
            place = (_LEFT / self._width, low / self.height, wide, (high - low) / self.height)
            axes = figure.add_axes(place, xlim=(_LEFT, self._width - _RIGHT), **more)
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
            return axes

        curve = panel(self._low, self.height - _CURVE, ylim=(-0.05, 1.05), ylabel="P(positive)")
        curve.set_yticks([0, 0.5, 1])
        curve.axhline(0.5, color=palette.faint, linewidth=0.7)
        bars = panel(*_BARS, ylim=(-1.08 * reach, 1.08 * reach), ylabel="logit")
        bars.set_yticks([-reach, 0, reach], [f"−{reach}", "0", f"+{reach}"])
        bars.axhline(0, color=palette.ink, linewidth=0.8)
        self._reach = reach
        self._make_words(whole, palette)
        self._make_curve(curve, whole, palette)
        self._make_bars(bars, whole, palette)

    def _make_words(self, axes: Axes, palette: Palette) -> None:
        moving = {"animated": True, "clip_on": False}
        self._frames = axes.add_collection(
            PolyCollection([], facecolors=palette.raised, edgecolors=palette.accent, **moving)
        )
        self._words = axes.add_collection(
            PathCollection([], offset_transform=axes.transData, linewidths=0, **moving)
        )
        points = Affine2D().scale(1 / 72) + axes.get_figure().dpi_scale_trans
        self._words.set_transform(points)
        self._words.set_facecolor(palette.ink)
        self._words.set_snap(False)  # an upright "i" would be rounded away

    def _make_curve(self, axes: Axes, whole: Axes, palette: Palette) -> None:
        lstm, bag = palette.gates[LSTM], palette.gates[BAG]
        moving = {"animated": True, "clip_on": False}
        (self._typed,) = axes.plot([], [], ":", color=palette.faint, linewidth=1.6, **moving)
        (self._bag,) = axes.plot([], [], "--", color=bag, linewidth=1.6, **moving)
        (self._read,) = axes.plot([], [], "o-", color=lstm, linewidth=2, markersize=6, **moving)
        self._title = whole.text(_LEFT, self.height - 16, "", animated=True)
        left = {"x": self._width - _RIGHT + 14, "y": 0, "s": "", "va": "center", "animated": True}
        self._lstm_said = whole.text(**left, color=lstm, fontweight="bold")
        self._bag_said = whole.text(**left, color=bag, fontweight="bold")

    def _make_bars(self, axes: Axes, whole: Axes, palette: Palette) -> None:
        lstm, bag = palette.gates[LSTM], palette.gates[BAG]
        self._steps = axes.add_collection(PolyCollection([], facecolors=lstm, animated=True))
        self._shares = axes.add_collection(
            PolyCollection(
                [], facecolors=palette.ground, edgecolors=bag, hatch="////", linewidths=1.2,
                animated=True,
            )
        )  # fmt: skip
        x = self._width - _RIGHT + 14
        middle = sum(_BARS) / 2
        whole.text(x, middle + 20, "each word moves", va="center", color=palette.ink)
        whole.text(x, middle, "LSTM (filled)", va="center", color=lstm)
        whole.text(x, middle - 18, "bag (hatched)", va="center", color=bag)

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
        wide = 0.34 * cell
        self._steps.set_verts(self._columns(middles - wide, wide, scene.steps))
        self._shares.set_verts(self._columns(middles, wide, scene.shares))
        self._set_numbers(scene, len(tokens))
        return [
            *(*drawn, self._read, self._steps, self._shares, self._frames, self._words),
            *(self._title, self._lstm_said, self._bag_said),
        ]

    def _cell(self, columns: int) -> float:
        return (self._width - _LEFT - _RIGHT) / max(6, columns)

    def _set_words(
        self, scene: SentimentView, tokens: list[str], middles: np.ndarray, cell: float
    ) -> None:
        middle = _BARS[1] + 8 + self._words_height / 2
        paths = [word_path(short(token), 10, self._upright) for token in tokens]
        self._words.set_paths(paths)
        self._words.set_offsets(np.column_stack([middles, np.full(len(middles), middle)]))
        half, high = cell / 2 - 2, self._words_height / 2 - 1
        corners = np.array([(-half, -high), (half, -high), (half, high), (-half, high)])
        places = [place for place in scene.changed if place < len(tokens)]
        self._frames.set_verts([corners + np.array([middles[place], middle]) for place in places])

    def _columns(self, lefts: np.ndarray, wide: float, heights: np.ndarray) -> np.ndarray:
        tops = np.clip(heights[: len(lefts)], -self._reach, self._reach)
        x = np.column_stack([lefts, lefts, lefts + wide, lefts + wide])
        y = np.column_stack([0 * tops, tops, tops, 0 * tops])
        return np.stack([x, y], axis=-1)

    def _set_numbers(self, scene: SentimentView, shown: int) -> None:
        """Write both verdicts beside the chart, and never one upon the other."""
        tall = self.height - _CURVE - self._low
        one, two = (
            self._low + tall * (p + 0.05) / 1.1 for p in (scene.probability, scene.bag_probability)
        )
        gap = max(0.0, _APART - abs(one - two)) / 2
        up = 1 if one > two else -1
        self._lstm_said.set(y=one + up * gap, text=f"{_two(scene.probability)} LSTM")
        self._bag_said.set(y=two - up * gap, text=f"{_two(scene.bag_probability)} bag")
        says = "P(positive) after each word"
        if scene.before is not None:
            says += f" (dotted: as typed, {_two(scene.before.probability)} at the end)"
        if len(scene.tokens) > shown:
            says += f"; the first {shown} of {len(scene.tokens)} tokens"
        self._title.set_text(says)


def _upright(scene: SentimentView) -> bool:
    """Return whether the longest token is too wide for its column, at a width of 860 pixels."""
    tokens = scene.tokens[:MOST_TOKENS]
    cell = (860 - _LEFT - _RIGHT) / max(6, len(tokens))
    return LETTER_WIDTH * max(len(short(token)) for token in tokens) + 8 > cell


def _range(scene: SentimentView) -> int:
    views = [scene] if scene.before is None else [scene, scene.before]
    most = max(float(np.abs([*view.steps, *view.shares]).max()) for view in views)
    return next((each for each in _RANGES if most <= each), _RANGES[-1])


def _two(probability: float) -> str:
    return two_decimals(probability, signed=False)
