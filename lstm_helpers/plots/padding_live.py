"""The picture of a padded row: its cells, and what the model says after each of them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from lstm_helpers.padded_reading import PaddedReading
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette

COLUMNS = 40  # cells side by side, at most
_LETTERS = 13  # of a token, at most
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 118, 34, 14  # pixels around cells and chart
_LETTER = 6.6  # pixels, about
_APART = 17  # pixels between two lines of labels


class PaddingFigure(LiveFigure):
    """A row of tokens and zeros, and P(positive) after each of its timesteps.

    Zeros are hatched, lost tokens struck out beside the row. Where a mask skips the zeros the line
    is dotted. A dashed line shows P(positive) without padding.

    Examples
    --------
    >>> from lstm_helpers import load_review_model, read_padded
    >>> reading = read_padded(load_review_model(), "A dull film.", 5, where="post")
    >>> picture = PaddingFigure().still(reading)
    >>> picture.axes[0].texts[0].get_text()
    'a row of 5: 3 tokens, then 2 zeros, masked'
    """

    height = 340

    def stage_key(self, scene: PaddedReading) -> bool:
        """Return whether the tokens stand upright, for which the cells are higher."""
        return _Layout(scene, 12 * COLUMNS).upright

    def stage(self, figure: Figure, scene: PaddedReading, palette: Palette) -> None:
        """Draw the axis of the chart, and make the cells, lines and labels that move."""
        self._upright = self.stage_key(scene)
        self._width = 80 * figure.get_figwidth()
        self._token_height, self._id_height = (88, 32) if self._upright else (30, 22)
        cells = self._token_height + self._id_height
        self._chart_top = self.height - _TOP - cells - 18
        whole = figure.add_axes((0, 0, 1, 1), xlim=(0, self._width), ylim=(0, self.height))
        whole.axis("off")
        chart = figure.add_axes(
            (
                _LEFT / self._width,
                _BOTTOM / self.height,
                1 - (_LEFT + _RIGHT) / self._width,
                (self._chart_top - _BOTTOM) / self.height,
            ),
            xlim=(_LEFT, self._width - _RIGHT),
            ylim=(-0.06, 1.06),
        )
        chart.set_yticks([0, 0.5, 1])
        chart.set_xticks([])
        chart.spines["bottom"].set_visible(False)
        chart.set_ylabel("P(positive)")
        self._make_cells(whole, palette)
        self._make_chart(chart, whole, palette)

    def _make_cells(self, axes: Axes, palette: Palette) -> None:
        moving = {"animated": True, "clip_on": False}
        self._title = axes.text(_LEFT, self.height - 21, "", animated=True)
        frame = {"edgecolors": palette.faint, "linewidths": 0.8, **moving}
        self._words = axes.add_collection(PolyCollection([], facecolors=palette.raised, **frame))
        self._zeros = axes.add_collection(PolyCollection([], facecolors=palette.ground, **frame))
        self._hatching = axes.add_collection(
            LineCollection([], colors=palette.faint, linewidths=0.8, **moving)
        )
        self._noughts = axes.scatter(
            [], [], marker=_nought(), s=52, color=palette.ink, linewidths=0, **moving
        )
        self._strikes = axes.add_collection(
            LineCollection([], colors=palette.unknown, linewidths=1.0, **moving)
        )
        centred = {"ha": "center", "va": "center", "animated": True}
        turned = 90 if self._upright else 0
        self._tokens = [
            axes.text(0, 0, "", rotation=turned, fontsize=10, **centred) for _ in range(COLUMNS)
        ]
        self._ids = [axes.text(0, 0, "", fontsize=9, **centred) for _ in range(COLUMNS)]
        self._ink, self._lost = palette.ink, palette.unknown

    def _make_chart(self, chart: Axes, whole: Axes, palette: Palette) -> None:
        self._padded = chart.axvspan(0, 1, color=palette.raised, linewidth=0, animated=True)
        self._half = chart.axhline(0.5, color=palette.faint, linewidth=0.7, animated=True)
        line = {"color": palette.accent, "animated": True, "clip_on": False}
        (self._unpadded,) = chart.plot([], [], "--", lw=1.2, color=palette.ink, animated=True)
        (self._skipped,) = chart.plot([], [], ":", lw=1.8, **line)
        (self._read,) = chart.plot([], [], "-", lw=1.8, **line)
        (self._at_words,) = chart.plot([], [], "o", markersize=5, **line)
        (self._end,) = chart.plot([], [], "D", markersize=8, **line)
        self._answer, self._whole = (
            whole.text(self._width - _RIGHT + 12, 0, "", va="center", animated=True, **look)
            for look in ({"color": palette.accent, "weight": "bold"}, {"color": palette.ink})
        )

    def move(self, scene: PaddedReading) -> list:
        """Set cells, lines and labels."""
        layout = _Layout(scene, self._width - _LEFT - _RIGHT)
        middles = _LEFT + layout.cell * (np.arange(layout.columns) + 0.5)
        row = middles[layout.first : layout.first + scene.length]
        lost = np.delete(middles, np.s_[layout.first : layout.first + scene.length])
        self._title.set_text(_title(scene, len(lost)))
        self._words.set_verts(self._boxes(row[scene.mask], layout.cell))
        self._zeros.set_verts(self._boxes(row[~scene.mask], layout.cell))
        low, high = self._levels()
        noughts = row[~scene.mask]
        self._hatching.set_segments(self._diagonals(noughts, layout.cell))
        self._noughts.set_offsets(np.column_stack([noughts, np.full(len(noughts), low)]))
        texts = self._set_texts(scene, layout, row, lost)
        self._set_strikes(lost, layout, high)
        self._set_lines(scene, row, layout.cell)
        self._set_labels(scene)
        padded = [self._padded] if scene.zeros else []
        return [
            *(*padded, self._words, self._zeros, self._hatching, self._noughts),
            *(*texts, self._strikes),
            *(self._half, self._unpadded, self._skipped, self._read, self._at_words, self._end),
            *(self._title, self._answer, self._whole),
        ]

    def _levels(self) -> tuple[float, float]:
        """Return the heights of the middle of ids and tokens."""
        top = self.height - _TOP
        return (
            top - self._token_height - self._id_height / 2,
            top - self._token_height / 2,
        )

    def _boxes(self, middles: np.ndarray, cell: float) -> np.ndarray:
        top, half = self.height - _TOP, cell / 2 - (1.5 if cell > 16 else 0.5)
        bottom = top - self._token_height - self._id_height
        corners = [(-half, bottom), (half, bottom), (half, top), (-half, top)]
        return np.array([[(x + dx, y) for dx, y in corners] for x in middles]).reshape(-1, 4, 2)

    def _diagonals(self, middles: np.ndarray, cell: float) -> np.ndarray:
        """Return the strokes of a hatching in the upper part of each cell."""
        half, step = cell / 2 - (1.5 if cell > 16 else 0.5), 9.0
        top = self.height - _TOP
        bottom = top - self._token_height
        starts = np.arange(bottom - 2 * half, top, step)
        low = np.maximum(starts, bottom)
        high = np.minimum(starts + 2 * half, top)
        across = [(low - starts, low), (high - starts, high)]  # x from the cell's left edge, and y
        ends = np.stack([np.column_stack(end) for end in across], axis=1)
        shifts = np.array([(x - half, 0.0) for x in middles]).reshape(-1, 1, 1, 2)
        return (ends + shifts).reshape(-1, 2, 2)

    def _set_texts(
        self, scene: PaddedReading, layout: "_Layout", row: np.ndarray, lost: np.ndarray
    ) -> list[Text]:
        low, high = self._levels()
        kept = scene.tokens[scene.kept]
        used = []
        words = zip(row[scene.mask], kept, scene.ids[scene.mask], strict=True)
        tokens, ids = iter(self._tokens), iter(self._ids)
        size = 10 if layout.cell > 14 else 9
        for x, token, id_ in words:
            word, number = next(tokens), next(ids)
            word.set(x=x, y=high, text=_short(token), color=self._ink, fontsize=size)
            number.set(x=x, y=low, text=str(id_), rotation=90 * (layout.cell < 32))
            used += [word, number]
        for x, token in zip(lost, layout.lost, strict=True):
            word = next(tokens)
            word.set(x=x, y=high, text=_short(token), color=self._lost, fontsize=size)
            used.append(word)
        return used

    def _set_strikes(self, lost: np.ndarray, layout: "_Layout", high: float) -> None:
        reach = [_LETTER * len(_short(token)) / 2 + 2 for token in layout.lost]
        self._strikes.set_segments(
            [[(x, high - r), (x, high + r)] for x, r in zip(lost, reach, strict=True)]
            if self._upright
            else [[(x - r, high), (x + r, high)] for x, r in zip(lost, reach, strict=True)]
        )

    def _set_lines(self, scene: PaddedReading, row: np.ndarray, cell: float) -> None:
        skipped = ~scene.mask & scene.masked
        read = np.where(skipped, np.nan, scene.probabilities)
        # A dotted line ends at the words beside it, so that nothing gapes.
        joined = np.convolve(skipped, [1, 1, 1], mode="same") > 0 if skipped.any() else skipped
        self._read.set_data(row, read)
        self._skipped.set_data(row, np.where(joined, scene.probabilities, np.nan))
        self._at_words.set_data(row[scene.mask], scene.probabilities[scene.mask])
        self._end.set_data(row[-1:], scene.probabilities[-1:])
        self._unpadded.set_data([_LEFT, self._width - _RIGHT + 8], [scene.unpadded] * 2)
        padding = row[~scene.mask]
        if len(padding):
            self._padded.set(x=padding[0] - cell / 2, width=cell * len(padding))

    def _set_labels(self, scene: PaddedReading) -> None:
        """Write both numbers beside the chart, and never one upon the other."""
        scale = (self._chart_top - _BOTTOM) / 1.12
        here, there = (_BOTTOM + scale * (p + 0.06) for p in (scene.probability, scene.unpadded))
        gap = max(0.0, _APART - abs(here - there)) / 2
        up = 1 if here > there else -1
        self._answer.set(y=here + up * gap, text=f"{scene.probability:.2f} this row")
        self._whole.set(y=there - up * gap, text=f"{scene.unpadded:.2f} unpadded")


class _Layout:
    """Which cells there are, and how wide in pixels."""

    def __init__(self, scene: PaddedReading, width: float) -> None:
        before = scene.tokens[: scene.kept.start]
        after = scene.tokens[scene.kept.stop :]
        room = max(0, COLUMNS - scene.length)
        before, after = before[max(0, len(before) - room) :], after[:room]
        self.lost = [*before, *after]
        self.first = len(before)
        self.columns = scene.length + len(self.lost)
        self.cell = width / max(8, self.columns)
        longest = max((len(_short(token)) for token in scene.tokens), default=1)
        self.upright = _LETTER * longest + 8 > self.cell


def _nought() -> Path:
    """Return the figure 0 as a marker: one path drawn often is far cheaper than often a text."""
    path = TextPath((0, 0), "0", size=10)
    return Path(path.vertices - path.get_extents().get_points().mean(axis=0), path.codes)


def _short(token: str) -> str:
    return token if len(token) <= _LETTERS else f"{token[: _LETTERS - 1]}…"


def _title(scene: PaddedReading, shown: int) -> str:
    tokens = _count(scene.length - scene.zeros, "token")
    zeros = _count(scene.zeros, "zero")
    if not scene.zeros:
        held = tokens
    elif scene.mask[-1]:
        held = f"{zeros}, then {tokens}"
    else:
        held = f"{tokens}, then {zeros}"
    says = f"a row of {scene.length}: {held}"
    if scene.zeros:
        says += ", masked" if scene.masked else ", read without a mask"
    if scene.lost:
        says += f"; {_count(scene.lost, 'token')} lost"
        if shown < scene.lost:
            says += f", {shown} of them shown"
    return says


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
