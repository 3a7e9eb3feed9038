"""A word on the map of an embedding, its neighbours joined to it, and how near each is."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.word_marks import (
    INCH,
    LEANINGS,
    MARKERS,
    frame,
    leaning_colours,
    write_words,
)
from lstm_helpers.plots.words import Word, Words
from lstm_helpers.word_map import WordMap

_MOST = 15  # neighbours that fit
_LEFT, _GUTTER, _MARGIN = 26, 150, 14  # left of the map, of the bars, right of the bars
_BOTTOM, _TOP = 40, 360  # of the map and the bars, from below


class EmbeddingFigure(LiveFigure):
    """Left the map, right a bar of cosine similarity for each of up to 15 neighbours.

    Examples
    --------
    >>> EmbeddingFigure().height
    420
    """

    height = 420

    def stage(self, figure: Figure, scene: WordMap, palette: Palette) -> None:
        """Draw the frame, the scale and the key; make all that moves."""
        width = figure.get_figwidth() * INCH
        self._figure = figure
        self._colours = leaning_colours(dark=palette.ink == Palette.on(dark=True).ink)
        self._bars_right = width - _MARGIN
        self._bars_left = self._bars_right - max(60, 0.2 * width)
        self._map = self._axes(_LEFT, self._bars_left - _GUTTER, xticks=(), yticks=())
        self._map.spines[["top", "right"]].set_visible(True)
        self._key(palette)
        self._map_artists(palette)
        self._bars = {
            leaning: self._lines(c, capstyle="butt") for leaning, c in self._colours.items()
        }
        self._marks = {leaning: self._mark(leaning, [], [], animated=True) for leaning in MARKERS}

    def move(self, scene: WordMap) -> list[Artist]:
        """Set the words shown, the chosen one, its neighbours, their labels and their bars."""
        count = min(_MOST, len(scene.neighbours))
        (left, low), (right, high) = frame(scene, *self._map.bbox.size)
        self._map.set(xlim=(left, right), ylim=(low, high))
        near, leanings = scene.neighbour_points[:count], scene.neighbour_leanings[:count]
        for leaning in MARKERS:
            self._dots[leaning].set_data(*scene.points[scene.leanings == leaning].T)
            self._near[leaning].set_data(*near[leanings == leaning].T)
        self._links.set_segments([[scene.point, point] for point in near])
        self._ring.set_data(*scene.point[:, None])
        boxes, leaders = write_words(self._map, self._chosen, self._others, scene, count)
        self._boxes.set_verts(boxes)
        self._leaders.set_segments(leaders)
        self._others.words = [
            *self._others.words,
            *self._titles(scene),
            *self._move_bars(scene, count),
        ]
        across, up = scene.shares
        shares = f"variance shown: {across:.0%} across, {up:.0%} upwards"
        self._small.words = [Word(shares, _LEFT, 22)]
        return [
            *self._dots.values(), self._links, *self._near.values(), self._ring,
            self._leaders, self._boxes, *self._bars.values(), *self._marks.values(),
            self._chosen, self._others, self._small,
        ]  # fmt: skip

    def map_place(self, x: float, y: float) -> np.ndarray | None:
        """Return the place on the map at a point of the picture, or None beside the map.

        Parameters
        ----------
        x, y : float
            From 0 to 1, from the lower left corner of the picture.

        Returns
        -------
        ndarray of shape (2,), or None
        """
        if getattr(self, "_map", None) is None or not self._map.get_position().contains(x, y):
            return None
        dots = self._figure.bbox.size * (x, y)
        return self._map.transData.inverted().transform(dots)

    def _axes(self, left: float, right: float, **options: object) -> Axes:
        width = self._figure.get_figwidth() * INCH
        box = (
            left / width, _BOTTOM / self.height,
            (right - left) / width, (_TOP - _BOTTOM) / self.height,
        )  # fmt: skip
        return self._figure.add_axes(box, **options)

    def _lines(self, colour: str, **options: object) -> LineCollection:
        """Make lines that move, in inches of the figure."""
        inches = self._figure.dpi_scale_trans
        lines = LineCollection([], colors=colour, animated=True, transform=inches, **options)
        return self._figure.add_artist(lines)

    def _mark(self, leaning: int, x: object, y: object, **options: object) -> Line2D:
        mark = Line2D(
            x, y, marker=MARKERS[leaning], color=self._colours[leaning], linestyle="",
            markersize=7, transform=self._figure.dpi_scale_trans, **options,
        )  # fmt: skip
        return self._figure.add_artist(mark)

    def _key(self, palette: Palette) -> None:
        key, left = Words(palette.ink), _LEFT + 6
        for leaning, meaning in LEANINGS.items():
            self._mark(leaning, [left / INCH], [(_TOP + 17) / INCH])
            key.words = [*key.words, Word(meaning, left + 10, _TOP + 18)]
            left += 32 + key.width(meaning)
        self._figure.add_artist(key)
        scale = self._axes(
            self._bars_left, self._bars_right,
            xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(),
        )  # fmt: skip
        scale.set_xticklabels(("0", "0.5", "1"), fontsize=9)
        scale.spines["left"].set_visible(False)
        scale.grid(axis="x")

    def _map_artists(self, palette: Palette) -> None:
        plot, add = self._map.plot, self._figure.add_artist
        self._dots = {
            leaning: plot(
                [], [], marker, color=self._colours[leaning], alpha=0.4, markersize=4,
                markeredgewidth=0, animated=True,
            )[0]
            for leaning, marker in reversed(MARKERS.items())
        }  # fmt: skip
        self._near = {
            leaning: plot(
                [], [], marker, color=self._colours[leaning], markersize=7, animated=True,
                markeredgecolor=palette.ground, markeredgewidth=0.6,
            )[0]
            for leaning, marker in MARKERS.items()
        }  # fmt: skip
        (self._ring,) = plot(
            [], [], "o", markersize=13, markerfacecolor="none", markeredgecolor=palette.accent,
            markeredgewidth=2.2, animated=True,
        )  # fmt: skip
        self._links = self._map.add_collection(
            LineCollection([], colors=palette.accent, linewidths=0.9, alpha=0.7, animated=True)
        )
        inches = self._figure.dpi_scale_trans
        self._boxes = add(
            PolyCollection(
                [], facecolors=palette.ground, alpha=0.75, animated=True, transform=inches
            )
        )
        self._leaders = self._lines(palette.faint, linewidths=0.7)
        self._chosen = add(Words(palette.accent, weight="bold", animated=True))
        self._others = add(Words(palette.ink, animated=True))
        self._small = add(Words(palette.ink, size=9, animated=True))

    def _titles(self, scene: WordMap) -> list[Word]:
        title = f"{scene.name.capitalize()}: the {len(scene.points):,} most frequent words"
        heading = f"cosine similarity to “{scene.word.word}”"
        heading_left = self._bars_left - _GUTTER + 20
        return [Word(title, _LEFT, _TOP + 42), Word(heading, heading_left, _TOP + 18)]

    def _move_bars(self, scene: WordMap, count: int) -> list[Word]:
        """Set the bars and their marks; return the words beside them."""
        neighbours, leanings = scene.neighbours[:count], scene.neighbour_leanings[:count]
        row = min(34.0, (_TOP - _BOTTOM) / max(count, 1))
        heights = _TOP - row * (np.arange(count) + 0.5)
        # Below 0 there is no bar; the number says how far.
        lengths = np.array([max(near.similarity, 0) for near in neighbours])
        starts = np.stack([np.full(count, self._bars_left), heights], axis=1)
        ends = starts + np.outer(lengths, (self._bars_right - self._bars_left, 0))
        segments = np.stack([starts, ends], axis=1) / INCH
        for leaning, bars in self._bars.items():
            bars.set_linewidth(0.5 * row * 72 / INCH)
            bars.set_segments(segments[leanings == leaning])
            self._marks[leaning].set_data(*(starts[leanings == leaning] - (10, 0)).T / INCH)
        return [
            Word(f"{near.word}  {_number(near.similarity)}", self._bars_left - 20, y, "right")
            for near, y in zip(neighbours, heights, strict=True)
        ]


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
