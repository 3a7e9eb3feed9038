"""A figure measured in CSS pixels, for drawings that are boxes and words rather than charts.

Axes are dear to make; what a drawing without scales needs is a transform and a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PolyCollection
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox

from lstm_helpers.plots.palette import Palette

PIXELS_PER_INCH = 80

Box = tuple[float, float, float, float]  # left, bottom, width, height


@dataclass(frozen=True, eq=False)
class Page:
    """A figure to draw on in CSS pixels, from the lower left corner.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Of 80 pixels an inch.
    palette : Palette
        The colours.
    animated : bool
        Whether what is drawn belongs to a figure's moving layer.
    artists : list of Artist
        All that was drawn.

    Examples
    --------
    >>> page = Page(Figure(figsize=(5, 2)), Palette.on(dark=False))
    >>> page.size
    (400, 160)
    >>> page.write(10, 20, "a word").get_text()
    'a word'
    """

    figure: Figure
    palette: Palette
    animated: bool = False
    artists: list[Artist] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        width, height = self.figure.get_size_inches() * PIXELS_PER_INCH
        return round(width), round(height)

    @property
    def pixels(self) -> Transform:
        """The way from CSS pixels to the screen's."""
        return Affine2D().scale(1 / PIXELS_PER_INCH) + self.figure.dpi_scale_trans

    def write(self, x: float, y: float, words: str, **style: object) -> Text:
        """Write a text whose height is centred on y; a style is any of Matplotlib's."""
        style = {"va": "center", "color": self.palette.ink} | style
        return self._keep(self.figure.text(x, y, words, transform=self.pixels, **style))

    def boxes(self, boxes: Sequence[Box], **style: object) -> None:
        """Draw rectangles that share a style, or have a list of colours."""
        corners = [
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            for x, y, width, height in boxes
        ]
        style = {"facecolor": "none", "edgecolor": "none"} | style
        self._add(PolyCollection(corners, transform=self.pixels, **style))

    def line(self, x: Sequence[float], y: Sequence[float], **style: object) -> None:
        """Draw a line."""
        self._add(Line2D(x, y, transform=self.pixels, **style))

    def image(self, values: np.ndarray, box: Box, colours: Colormap, limit: float) -> None:
        """Draw numbers from −limit to limit as coloured cells, the first row on top."""
        left, bottom, width, height = box
        place = TransformedBbox(Bbox.from_bounds(left, bottom, width, height), self.pixels)
        shown = BboxImage(
            place,
            cmap=colours,
            norm=Normalize(-limit, limit),
            interpolation="nearest",
            origin="upper",
        )
        shown.set_data(values)
        self._add(shown)

    def clear(self) -> None:
        """Take everything off again."""
        for artist in self.artists:
            artist.remove()
        self.artists.clear()

    def _add(self, artist: Artist) -> None:
        self._keep(self.figure.add_artist(artist, clip=False))

    def _keep(self, artist: Artist) -> Artist:
        artist.set_animated(self.animated)
        self.artists.append(artist)
        return artist


@dataclass(frozen=True, eq=False)
class Panel:
    """A rectangle of a page.

    Examples
    --------
    >>> page = Page(Figure(figsize=(5, 2)), Palette.on(dark=False))
    >>> panel = Panel(page, 10, 20, 300, 100)
    >>> panel.right, panel.top, panel.middle
    (310, 120, (160.0, 70.0))
    """

    page: Page
    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.left + self.width / 2, self.bottom + self.height / 2
