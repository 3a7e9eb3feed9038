"""A drawing of many small parts that is drawn as fast as a few large ones."""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import PathPatch
from matplotlib.path import Path

Point = tuple[float, float]

_EM = 100  # the size at which outlines are taken from the font
_MISSING = "□"  # stands for a letter that the font lacks
_SHARE_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
_MIDDLE = 0.36  # of the size: half the height of a digit
_POINTS = 0.9  # in a pixel of a page
_HEADS = {
    ">": ((-7, -4), (-7, 4), (0, 0)),
    "<": ((7, -4), (7, 4), (0, 0)),
    "^": ((-4, -7), (4, -7), (0, 0)),
}


class Sheet:
    """Boxes, wires and labels, gathered first and drawn together, in pixels of a page.

    Matplotlib lays out every text by itself, a good part of a millisecond each, and draws every
    patch by itself. Here all labels of one look become one path, all boxes one collection.

    Attributes
    ----------
    labels : list of (str, float, float)
        The text of each label so far, and where it stands.

    Examples
    --------
    >>> sheet = Sheet()
    >>> sheet.box(0, 0, 40, 20, fill="white", edge="black")
    >>> sheet.label("+0.14", 20, 10, size=10, colour="black")
    >>> sheet.labels, len(list(sheet.artists()))
    ([('+0.14', 20, 10)], 2)
    """

    def __init__(self) -> None:
        self.labels: list[tuple[str, float, float]] = []
        self._looks: dict[tuple, list[tuple[str, float, float]]] = {}
        self._boxes: list[tuple] = []
        self._frames: list[tuple] = []
        self._wires: list[tuple] = []
        self._heads: list[tuple] = []

    def label(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        weight: str = "normal",
        align: str = "center",
        family: str = "sans-serif",
    ) -> None:
        """Put a text so that the middle of its digits stands at y."""
        self.labels.append((text, x, y))
        look = (size, colour, weight, align, family)
        self._looks.setdefault(look, []).append((text, x, y))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        edge: str,
        line: float = 0.8,
    ) -> None:
        """Put a rectangle, x and y being its lower left corner; with fill ``"none"`` on top."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        (self._frames if fill == "none" else self._boxes).append(
            (corners, fill, edge, line * _POINTS)
        )

    def wire(
        self,
        points: Sequence[Point],
        colour: str,
        dashed: bool = False,
        line: float = 1.8,
        arrow: str = "",
    ) -> None:
        """Put a line through points; the arrow at its end points there: >, < or ^."""
        self._wires.append((points, colour, "--" if dashed else "-", line * _POINTS))
        if arrow:
            x, y = points[-1]
            self._heads.append(([(x + dx, y + dy) for dx, dy in _HEADS[arrow]], colour))

    def artists(self) -> Iterator[Artist]:
        """Give what is to be drawn, from the ground up."""
        for boxes, above in ((self._boxes, 1), (self._frames, 4)):
            if boxes:
                corners, fills, edges, lines = zip(*boxes, strict=True)
                yield PolyCollection(
                    corners, facecolors=fills, edgecolors=edges, linewidths=lines, zorder=above
                )
        if self._wires:
            points, colours, styles, lines = zip(*self._wires, strict=True)
            styles = list(styles)  # of a tuple of two Matplotlib makes one style
            yield LineCollection(
                points, colors=colours, linestyles=styles, linewidths=lines, zorder=2
            )
        if self._heads:
            corners, colours = zip(*self._heads, strict=True)
            yield PolyCollection(corners, facecolors=colours, linewidths=0, zorder=3)
        for (size, colour, weight, align, family), labels in self._looks.items():
            outlines = letters(labels, size, align, weight, family)
            yield PathPatch(outlines, facecolor=colour, linewidth=0, zorder=5)

    def draw_on(self, axes: Axes, animated: bool = False) -> list[Artist]:
        """Add everything to axes whose data are pixels of a page, and return it."""
        artists = list(self.artists())
        for artist in artists:
            artist.set_transform(axes.transData)
            artist.set_animated(animated)
            axes.add_artist(artist)
        return artists


def letters(
    labels: Sequence[tuple[str, float, float]],
    size: float,
    align: str = "center",
    weight: str = "normal",
    family: str = "sans-serif",
) -> Path:
    """Return the outlines of labels, to be filled as one patch.

    Parameters
    ----------
    labels : sequence of (str, float, float)
        The text of each, and where it stands; y is the middle of its digits.
    size : float
        Of the font, in the units of x and y.
    align : {"center", "left", "right"}
        Which part of a label stands at its x.
    weight : {"normal", "bold"}
        Of the font.
    family : {"sans-serif", "monospace"}
        Of the font.

    Returns
    -------
    matplotlib.path.Path
        Empty if there is nothing to be seen.

    Examples
    --------
    >>> path = letters([("+0.14", 20, 50), ("−0.39", 20, 30)], size=10)
    >>> path.get_extents().size.round().tolist()
    [29.0, 28.0]
    """
    outlines: list[tuple[np.ndarray, np.ndarray, float]] = []
    origins: list[tuple[float, float]] = []
    for text, x, y in labels:
        word = [_outline(letter, weight, family) for letter in text]
        left = x - _SHARE_BEFORE[align] * size * sum(advance for _, _, advance in word)
        for outline in word:
            outlines.append(outline)
            origins.append((left, y - _MIDDLE * size))
            left += outline[2] * size
    if not outlines:
        return Path(np.zeros((0, 2)))
    points, codes, _ = zip(*outlines, strict=True)
    moved_by = np.repeat(origins, [len(each) for each in points], axis=0)
    return Path(np.concatenate(points) * size + moved_by, np.concatenate(codes))


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return how wide a label is.

    Parameters
    ----------
    text : str
        The label.
    size : float
        Of the font.
    weight : {"normal", "bold"}
        Of the font.

    Returns
    -------
    float
        In the units of `size`.

    Examples
    --------
    >>> round(text_width("film", size=10)), text_width("", size=10)
    (19, 0.0)
    """
    return float(sum(_outline(letter, weight, "sans-serif")[2] for letter in text) * size)


def tint(colour: str, ground: str, share: float = 0.28) -> str:
    """Return a colour laid thinly on a ground.

    Parameters
    ----------
    colour, ground : str
        Any colours that Matplotlib knows.
    share : float
        How much of the colour is seen, from 0 to 1.

    Returns
    -------
    str
        As in ``"#AABBCC"``.

    Examples
    --------
    >>> tint("#000000", "#FFFFFF", share=0.2)
    '#cccccc'
    """
    return to_hex(share * np.array(to_rgb(colour)) + (1 - share) * np.array(to_rgb(ground)))


@cache
def _outline(letter: str, weight: str, family: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return a letter's points, their kinds and its width, at size 1."""
    font = get_font(findfont(FontProperties(family=family, weight=weight)))
    font.set_size(_EM, 72)
    known = ord(letter) if font.get_char_index(ord(letter)) else ord(_MISSING)
    glyph = font.load_char(known, flags=LoadFlags.NO_HINTING)
    points, kinds = font.get_path()
    return points / _EM, kinds, glyph.linearHoriAdvance / 65536 / _EM
