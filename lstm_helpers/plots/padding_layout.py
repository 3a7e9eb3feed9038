"""Where the cells of a padded row stand, and what is written into them."""

from functools import cache

from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from lstm_helpers.padded_reading import PaddedReading

COLUMNS = 40  # cells side by side, at most
LETTER_WIDTH = 6.6  # pixels, about
_LETTERS = 13  # of a token, at most
_MIDDLE = 0.36  # of a letter's size


class RowLayout:
    """The cells of a row, and of the lost tokens beside it.

    Parameters
    ----------
    scene : PaddedReading
        What is to be drawn.
    width : float
        Pixels for all cells together.

    Attributes
    ----------
    lost : list of str
        The lost tokens for which there is room, those nearest to the row.
    first : int
        The column of the row's first place.
    columns : int
        How many cells there are.
    cell : float
        The width of each in pixels.
    upright : bool
        Whether the tokens are too long to be written across.

    Examples
    --------
    >>> from lstm_helpers import load_review_model, read_padded
    >>> layout = RowLayout(read_padded(load_review_model(), "A dull film", 2), width=400)
    >>> layout.lost, layout.first, layout.columns
    (['a'], 1, 3)
    """

    def __init__(self, scene: PaddedReading, width: float) -> None:
        before = scene.tokens[: scene.kept.start]
        after = scene.tokens[scene.kept.stop :]
        room = max(0, COLUMNS - scene.length)
        before, after = before[max(0, len(before) - room) :], after[:room]
        self.lost = [*before, *after]
        self.first = len(before)
        self.columns = scene.length + len(self.lost)
        self.cell = width / max(8, self.columns)
        longest = max((len(short(token)) for token in scene.tokens), default=1)
        self.upright = LETTER_WIDTH * longest + 8 > self.cell


@cache
def word_path(text: str, size: float, upright: bool) -> Path:
    """Return the outline of a word or number, its middle at (0, 0), in points.

    Parameters
    ----------
    text : str
        A line.
    size : float
        Of the font, in points.
    upright : bool
        Whether it runs upwards.

    Returns
    -------
    matplotlib.path.Path

    Examples
    --------
    >>> box = word_path("56", 9, upright=True).get_extents()
    >>> bool(box.height > box.width)
    True
    """
    path = TextPath((0, 0), text, size=size)
    if len(path.vertices) == 0:  # nothing that could be seen
        return path
    # Half a capital letter's height is the middle, so that letters with and without tails line up.
    middle = (path.get_extents().get_points()[:, 0].mean(), _MIDDLE * size)
    path = Path(path.vertices - middle, path.codes)
    return path.transformed(Affine2D().rotate_deg(90 if upright else 0))


def short(token: str) -> str:
    """Return a token, cut to a length that fits into a cell.

    Parameters
    ----------
    token : str
        Of any length.

    Returns
    -------
    str

    Examples
    --------
    >>> short("overacted"), short("antidisestablishmentarianism")
    ('overacted', 'antidisestab…')
    """
    return token if len(token) <= _LETTERS else f"{token[: _LETTERS - 1]}…"
