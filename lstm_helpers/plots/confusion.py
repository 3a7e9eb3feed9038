"""A confusion matrix, with what is computed along its rows and columns."""

from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.metrics import BinaryScores
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, tint
from lstm_helpers.plots.style import Picture
from lstm_helpers.plots.wording import shortened

RIGHT, WRONG = "input", "forget"  # the colours of right and of wrong decisions, as of these gates

_WIDTH, _HEIGHT = 720, 250  # in pixels of a page
_LEFT, _TOP = 150, 202  # where the matrix begins
_CELL = (180, 64)


def plot_confusion(
    scores: BinaryScores, names: tuple[str, str] = ("negative", "positive")
) -> Figure:
    """Draw the four counts, the recall beside its row, the precision below its column.

    Parameters
    ----------
    scores : BinaryScores
        The counts.
    names : (str, str)
        What a negative and a positive are called.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `scores` is something else, or the names are not two texts.

    Examples
    --------
    >>> from lstm_helpers import BinaryScores
    >>> len(plot_confusion(BinaryScores(80, 20, 10, 90), ("wanted", "unwanted")).axes)
    1
    """
    _validate.instance("scores", scores, BinaryScores)
    names = _validate.texts("names", names)
    if len(names) != 2:
        raise ValueError(f"names must be two, of a negative and of a positive; got {len(names)}")
    picture = Picture(figsize=(_WIDTH / 80, _HEIGHT / 80), facecolor="white")
    axes = picture.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(0, _HEIGHT))
    axes.axis("off")
    confusion_sheet(scores, [shortened(name, 12) for name in names]).draw_on(axes)
    return picture


def confusion_sheet(scores: BinaryScores, names: list[str]) -> Sheet:
    """Lay out the matrix: a row for what is so, a column for what it was called."""
    sheet, palette = Sheet(), Palette.on(dark=False)
    width, height = _CELL
    negative, positive = names
    found, missed = scores.true_positives, scores.false_negatives
    lost, passed = scores.false_positives, scores.true_negatives
    cells = (
        (0, 0, found, "true positives (TP)", True),
        (0, 1, missed, "false negatives (FN)", False),
        (1, 0, lost, "false positives (FP)", False),
        (1, 1, passed, "true negatives (TN)", True),
    )
    for row, column, count, kind, right in cells:
        colour = palette.gates[RIGHT if right else WRONG]
        x, y = _LEFT + column * width, _TOP - (row + 1) * height
        sheet.box(x, y, width, height, tint(colour, palette.ground, 0.16), palette.ink)
        mark = "✓" if right else "✗"
        sheet.label(f"{mark} {count:,}", x + width / 2, y + 40, 17, palette.ink, "bold")
        sheet.label(kind, x + width / 2, y + 16, 10.5, palette.ink)
    middles = [_LEFT + (column + 0.5) * width for column in (0, 1)]
    for x, name in zip(middles, (positive, negative), strict=True):
        sheet.label(f"called {name}", x, _TOP + 18, 12, palette.ink, "bold")
    for row, name in enumerate((positive, negative)):
        y = _TOP - (row + 0.5) * height
        sheet.label(f"is {name}", _LEFT - 12, y, 12, palette.ink, "bold", "right")
    right = _LEFT + 2 * width
    sheet.label("→ recall", right + 14, _TOP - 22, 12, palette.ink, "bold", "left")
    said = _fraction(found, found + missed, scores.recall)
    sheet.label(said, right + 14, _TOP - 43, 11, palette.ink, align="left")
    below = _TOP - 2 * height
    said = f"↓ precision  {_fraction(found, found + lost, scores.precision)}"
    sheet.label(said, middles[0], below - 20, 11.5, palette.ink, "bold")
    every = found + missed + lost + passed
    said = f"accuracy  {_fraction(found + passed, every, scores.accuracy)}"
    sheet.label(said, middles[0], below - 46, 11.5, palette.ink)
    said = f"F1  {_fraction(2 * found, 2 * found + lost + missed, scores.f1)}"
    sheet.label(said, middles[1], below - 46, 11.5, palette.ink)
    return sheet


def _fraction(part: int, total: int, share: float) -> str:
    return f"{part:,} / {total:,} = {share:.3f}" if total else f"{part} / 0, counted as 0"
