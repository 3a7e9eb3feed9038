"""Two panels of a threshold's picture: its four counts, and the measures made of them."""

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lstm_helpers.plots.confusion import RIGHT, WRONG
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, tint
from lstm_helpers.plots.wording import shortened
from lstm_helpers.threshold_views import ThresholdView

_MEASURES = {"precision": "precision", "recall": "recall", "f1": "F1", "accuracy": "accuracy"}
_KINDS = (("✓ found", "✗ missed"), ("✗ called wrongly", "✓ let through"))
_HEAD = 24  # for the names of the columns, in pixels of a page


class CountsPanel:
    """The confusion matrix, as four boxes with their counts.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    size : (float, float)
        Its width and height, in pixels of a page.
    names : (str, str)
        What a negative and a positive are called.
    palette : Palette
        The colours.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_axes((0, 0, 1, 1))
    >>> panel = CountsPanel(axes, (400, 130), ("ham", "spam"), Palette.on(dark=False))
    >>> len(panel.texts)
    4
    """

    def __init__(
        self, axes: Axes, size: tuple[float, float], names: tuple[str, str], palette: Palette
    ) -> None:
        width, height = size
        axes.set(xlim=(0, width), ylim=(0, height))
        axes.axis("off")
        sheet, left = Sheet(), min(112.0, 0.3 * width)
        cell, row = (width - left) / 2, (height - _HEAD) / 2
        negative, positive = (shortened(name, max(4, int((left - 8) / 7.6))) for name in names)
        self.texts = []
        for down, kinds in enumerate(_KINDS):
            for across, kind in enumerate(kinds):
                x, y = left + across * cell, height - _HEAD - (down + 1) * row
                colour = palette.gates[RIGHT if down == across else WRONG]
                sheet.box(x, y, cell, row, tint(colour, palette.ground, 0.18), palette.faint)
                sheet.label(kind, x + cell / 2, y + 13, 10.5, palette.ink)
                text = axes.text(x + cell / 2, y + row - 18, "", fontsize=13, animated=True)
                text.set(ha="center", va="center", fontweight="bold")
                self.texts.append(text)
        for across, name in enumerate((f"called {positive}", "not called")):
            sheet.label(name, left + (across + 0.5) * cell, height - 11, 10.5, palette.ink)
        for down, name in enumerate((positive, negative)):
            y = height - _HEAD - (down + 0.5) * row
            sheet.label(name, left - 8, y, 11, palette.ink, "bold", "right")
        sheet.draw_on(axes)

    def move(self, view: ThresholdView) -> list[Artist]:
        """Set the counts to those of a view."""
        scores = view.scores
        counts = (
            scores.true_positives, scores.false_negatives,
            scores.false_positives, scores.true_negatives,
        )  # fmt: skip
        for text, count in zip(self.texts, counts, strict=True):
            text.set_text(f"{count:,}")
        return self.texts


class MeasuresPanel:
    """Precision, recall, F1 and accuracy as bars, the accuracy of the plainest guess across.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    palette : Palette
        The colours.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> panel = MeasuresPanel(Figure().add_axes((0, 0, 1, 1)), Palette.on(dark=False))
    >>> len(panel.bars)
    4
    """

    def __init__(self, axes: Axes, palette: Palette) -> None:
        places = range(len(_MEASURES))
        axes.set(xlim=(0, 1), ylim=(3.6, -0.9))
        axes.set_yticks(places, list(_MEASURES.values()))
        axes.tick_params(axis="y", length=0)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.barh(places, 1, 0.62, color=palette.raised)
        self.bars = axes.barh(places, 0, 0.62, color=palette.accent, animated=True)
        self._values = [
            axes.text(1.02, place, "", va="center", fontweight="bold", animated=True)
            for place in places
        ]
        (self._guess,) = axes.plot(
            [0, 0], [2.55, 3.45], color=palette.ink, linewidth=2, animated=True
        )
        self._said = axes.text(1, -0.42, "", fontsize=9, ha="right", va="bottom", animated=True)

    def move(self, view: ThresholdView) -> list[Artist]:
        """Set the bars to the measures of a view."""
        for bar, text, name in zip(self.bars, self._values, _MEASURES, strict=True):
            value = getattr(view.scores, name)
            bar.set_width(value)
            text.set_text(f"{value:.2f}")
        guess = view.most_frequent
        self._guess.set_xdata([guess, guess])
        frequent = shortened(view.more_frequent, 14)
        self._said.set_text(f"| always “{frequent}”: accuracy {guess:.2f}")
        return [*self.bars, self._guess, *self._values, self._said]
