"""The picture of a padded row: its cells, and what the model says after each of them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from lstm_helpers._counted import counted
from lstm_helpers.padded_reading import PaddedReading
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.padding_layout import (
    COLUMNS,
    LETTER_WIDTH,
    RowLayout,
    short,
    word_path,
)
from lstm_helpers.plots.palette import Palette

_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 118, 34, 14  # pixels around cells and chart
_APART = 17  # pixels between two lines of labels


class PaddingFigure(LiveFigure):
    """A row of tokens and zeros, and P(positive) after each of its timesteps.

    Zeros are hatched, lost tokens struck out beside the row. Where a mask skips the zeros the line
    is dotted. A dashed line shows P(positive) of the sentence by itself.

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
        return RowLayout(scene, 12 * COLUMNS).upright

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
        # All words and all ids are a collection each, drawn far faster than as many texts.
        self._ids, self._tokens = (
            axes.add_collection(
                PathCollection([], offset_transform=axes.transData, linewidths=0, **moving)
            )
            for _ in range(2)
        )
        points = Affine2D().scale(1 / 72) + axes.get_figure().dpi_scale_trans
        for written in (self._ids, self._tokens):
            written.set_transform(points)
            written.set_facecolor(palette.ink)
        self._strikes = axes.add_collection(
            LineCollection([], colors=palette.unknown, linewidths=1.0, **moving)
        )
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
        layout = RowLayout(scene, self._width - _LEFT - _RIGHT)
        middles = _LEFT + layout.cell * (np.arange(layout.columns) + 0.5)
        row = middles[layout.first : layout.first + scene.length]
        lost = np.delete(middles, np.s_[layout.first : layout.first + scene.length])
        self._title.set_text(_title(scene, len(lost)))
        self._words.set_verts(self._boxes(row[scene.mask], layout.cell))
        self._zeros.set_verts(self._boxes(row[~scene.mask], layout.cell))
        low, high = self._levels()
        self._hatching.set_segments(self._diagonals(row[~scene.mask], layout.cell))
        self._ids.set_paths(
            [word_path(str(id_), 9, layout.cell < 32 and id_ > 9) for id_ in scene.ids]
        )
        self._ids.set_offsets(np.column_stack([row, np.full(len(row), low)]))
        self._set_tokens(scene, layout, np.concatenate([row[scene.mask], lost]), high)
        self._set_strikes(lost, layout, high)
        self._set_lines(scene, row, layout.cell)
        self._set_labels(scene)
        padded = [self._padded] if scene.zeros else []
        return [
            *(*padded, self._words, self._zeros, self._hatching, self._ids),
            *(self._tokens, self._strikes),
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

    def _set_tokens(
        self, scene: PaddedReading, layout: RowLayout, places: np.ndarray, high: float
    ) -> None:
        """Write the tokens, kept ones into their cells and lost ones beside the row."""
        kept = scene.tokens[scene.kept]
        size = 10 if layout.cell > 14 else 9
        words = [short(token) for token in (*kept, *layout.lost)]
        self._tokens.set_paths([word_path(word, size, self._upright) for word in words])
        self._tokens.set_offsets(np.column_stack([places, np.full(len(places), high)]))
        self._tokens.set_facecolor([self._ink] * len(kept) + [self._lost] * len(layout.lost))

    def _set_strikes(self, lost: np.ndarray, layout: RowLayout, high: float) -> None:
        reach = [LETTER_WIDTH * len(short(token)) / 2 + 2 for token in layout.lost]
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
        self._whole.set(y=there - up * gap, text=f"{scene.unpadded:.2f} sentence")


def _title(scene: PaddedReading, shown: int) -> str:
    tokens = counted(scene.length - scene.zeros, "token")
    zeros = counted(scene.zeros, "zero")
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
        says += f"; {counted(scene.lost, 'token')} lost"
        if shown < scene.lost:
            says += f", {shown} of them shown"
    return says
