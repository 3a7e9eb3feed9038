"""Many short words in one artist, each letter drawn once and kept.

Matplotlib lays every text out anew for every frame, about a millisecond each. Here a word is put
together from letters that were drawn before, so that dozens of words move at no cost worth naming.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties

from lstm_helpers.plots.style import missing_letters_allowed

_INCH = 80  # CSS pixels
_ALIGNMENTS = {"left": 0.0, "center": 0.5, "right": 1.0}
_MIDDLE = 0.37  # of a capital letter above the baseline, as a share of the font's size
_EDGE = 3  # free columns on each side of a letter, for what reaches beyond its width


@dataclass(frozen=True)
class Word:
    """A text and its place.

    Attributes
    ----------
    text : str
        A line.
    x, y : float
        From the figure's lower left corner, in CSS pixels; y is the middle of the line.
    align : {"left", "center", "right"}
        Which part of the text stands at `x`.

    Examples
    --------
    >>> Word("film", 10, 20).align
    'left'
    """

    text: str
    x: float
    y: float
    align: str = "left"


class Words(Artist):
    """Words of one size, weight and colour.

    Parameters
    ----------
    colour : str
        Any colour of Matplotlib's.
    size : float
        Of the font, in points.
    weight : str
        ``"normal"`` or ``"bold"``.
    animated : bool
        As for any artist.

    Attributes
    ----------
    words : list of Word
        What is drawn; set it anew for each frame.

    Examples
    --------
    >>> words = Words("black")
    >>> words.words = [Word("film", 10, 20)]
    >>> bool(20 < words.width("film") < 30), words.width("")
    (True, 0.0)
    """

    def __init__(
        self, colour: str, size: float = 10.0, weight: str = "normal", animated: bool = False
    ) -> None:
        super().__init__()
        self.set_animated(animated)
        self.words: Iterable[Word] = []
        self._ink = np.array(to_rgb(colour)) * 255
        self._font = (size, weight)

    def width(self, text: str) -> float:
        """Return how wide a text is, in CSS pixels.

        Parameters
        ----------
        text : str
            A line.

        Returns
        -------
        float
        """
        return sum((_letter(*self._font, _INCH, each)[1] for each in text), start=0.0)

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw all words."""
        dots = renderer.points_to_pixels(72.0)  # in an inch
        gc = renderer.new_gc()
        for word in self.words:
            picture, base, width = _line(*self._font, dots, word.text)
            left = word.x * dots / _INCH - _ALIGNMENTS[word.align] * width
            low = word.y * dots / _INCH - _MIDDLE * self._font[0] * dots / 72 - base
            colours = np.empty((*picture.shape, 4), dtype=np.uint8)
            colours[..., :3] = self._ink
            colours[..., 3] = picture
            renderer.draw_image(gc, round(left) - _EDGE, round(low), colours)
        gc.restore()
        self.stale = False


def _line(size: float, weight: str, dots: float, text: str) -> tuple[np.ndarray, int, float]:
    """Return how opaque a line is, dot by dot from below, its baseline's row, and its width."""
    letters = [_letter(size, weight, dots, each) for each in text]
    base, height = _rows(size, dots)
    width = sum(advance for _, advance in letters)
    line = np.zeros((height, int(width) + 2 * _EDGE + 2), dtype=np.uint8)
    at = 0.0
    for picture, advance in letters:
        part = line[:, round(at) : round(at) + picture.shape[1]]
        np.maximum(part, picture[:, : part.shape[1]], out=part)
        at += advance
    return line, base, width


def _rows(size: float, dots: float) -> tuple[int, int]:
    em = size * dots / 72
    return round(0.4 * em), round(1.6 * em)


@cache
def _letter(size: float, weight: str, dots: float, letter: str) -> tuple[np.ndarray, float]:
    """Return how opaque a letter is, dot by dot from below, and how far it moves the next."""
    font = FontProperties(size=size, weight=weight)
    base, height = _rows(size, dots)
    measure = RendererAgg(1, 1, dots)

    def width(text: str) -> float:
        return measure.get_text_width_height_descent(text, font, ismath=False)[0]

    with missing_letters_allowed():
        advance = max(0.0, width(f"n{letter * 8}n") - width("nn")) / 8
        canvas = RendererAgg(round(advance) + 2 * _EDGE + 2, height, dots)
        gc = canvas.new_gc()
        gc.set_foreground("black")
        canvas.draw_text(gc, _EDGE, height - base, letter, font, 0)
    return np.asarray(canvas.buffer_rgba())[::-1, :, 3].copy(), advance
