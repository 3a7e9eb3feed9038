"""Figures that move: drawn once as a stage, then again and again only where something changes."""

import io
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from lstm_helpers import _validate
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.settings import settings_here
from lstm_helpers.plots.style import Picture, missing_letters_allowed

# At 80 dots an inch, the pixels of a page, a font of size 10 is 11 pixels high, as in our stills.
_PIXELS_PER_INCH = 80


@dataclass(frozen=True)
class Look:
    """What a page says about itself.

    Attributes
    ----------
    width : int
        Of the picture, in CSS pixels.
    ratio : float
        Dots of the screen in one such pixel, 1 to 2.
    dark : bool
        Whether the page is dark.
    ground : str or None
        Its ground colour, such as ``"#111111"``; our own if None.

    Examples
    --------
    >>> Look(width=700, dark=True)
    Look(width=700, ratio=1.0, dark=True, ground=None)
    """

    width: int = 860
    ratio: float = 1.0
    dark: bool = False
    ground: str | None = None


class LiveFigure(ABC):
    """A figure of two layers: a stage that is kept, and what moves upon it.

    A class of its own for each drawing fills in `stage` and `move`; what both draw comes from a
    *scene*, a frozen dataclass with all the numbers.

    Attributes
    ----------
    height : int
        Of the picture, in CSS pixels.

    Examples
    --------
    >>> class Level(LiveFigure):
    ...     height = 80
    ...
    ...     def stage(self, figure, scene, palette):
    ...         axes = figure.add_axes((0.1, 0.2, 0.8, 0.6), ylim=(0, 1))
    ...         (self._line,) = axes.plot([0, 1], [0, 0], color=palette.accent, animated=True)
    ...
    ...     def move(self, scene):
    ...         self._line.set_ydata([scene, scene])
    ...         return [self._line]
    >>> level = Level()
    >>> level.png(0.5, Look(width=200))[1:4], level.png(0.6, Look(width=200))[1:4]
    (b'PNG', b'PNG')
    """

    height = 320

    def __init__(self) -> None:
        self._staged: tuple[Hashable, ...] | None = None
        self._canvas: FigureCanvasAgg | None = None
        self._background: object = None

    def stage_key(self, scene: object) -> Hashable:
        """Return what the stage depends on; where it changes, the stage is drawn anew.

        Parameters
        ----------
        scene : dataclass
            What is to be drawn.

        Returns
        -------
        hashable
        """
        return None

    @abstractmethod
    def stage(self, figure: Figure, scene: object, palette: Palette) -> None:
        """Draw what stays into an empty figure; make what moves, with ``animated=True``.

        Parameters
        ----------
        figure : matplotlib.figure.Figure
            Empty, without a layout engine: axes are placed by hand.
        scene : dataclass
            The first scene on this stage.
        palette : Palette
            The colours; Matplotlib's own settings follow it already.
        """

    @abstractmethod
    def move(self, scene: object) -> Iterable[Artist]:
        """Set what moves.

        Parameters
        ----------
        scene : dataclass
            What is to be drawn.

        Returns
        -------
        iterable of Artist
            All that was made with ``animated=True`` and is to be seen, in drawing order.
        """

    def png(self, scene: object, look: Look) -> bytes:
        """Draw a scene for a page.

        Parameters
        ----------
        scene : dataclass
            What is to be drawn.
        look : Look
            Size and colours of the page.

        Returns
        -------
        bytes
            A PNG of ``look.width`` × `height` CSS pixels, ``look.ratio`` dots to each.
        """
        _validate.instance("look", look, Look)
        with _drawing(Palette.on(look.dark, look.ground)) as palette:
            staged = (look, self.stage_key(scene))
            if staged != self._staged:
                self._staged = None  # a stage that fails half-way is not kept
                self._draw_stage(scene, look, palette)
                self._staged = staged
            self._canvas.restore_region(self._background)
            for artist in self.move(scene):
                artist.draw(self._canvas.get_renderer())
        pixels = Image.frombuffer(
            "RGBA", self._canvas.get_width_height(), self._canvas.buffer_rgba()
        )
        png = io.BytesIO()
        pixels.convert("RGB").save(png, "png", compress_level=1)
        return png.getvalue()

    def still(self, scene: object, width: int = 860) -> Figure:
        """Draw a scene as a figure that stays, on white.

        Parameters
        ----------
        scene : dataclass
            What is to be drawn.
        width : int
            In CSS pixels.

        Returns
        -------
        matplotlib.figure.Figure
        """
        alone = type(self)()  # the artists of a still are its own
        with _drawing(Palette.on(dark=False)) as palette:
            size = (width / _PIXELS_PER_INCH, self.height / _PIXELS_PER_INCH)
            figure = Picture(figsize=size, facecolor=palette.ground)
            alone.stage(figure, scene, palette)
            seen = list(alone.move(scene))
            for artist in figure.findobj(Artist.get_animated):
                artist.set_visible(artist in seen)  # a saved figure draws what is animated as well
            for order, artist in enumerate(seen):
                artist.set_animated(False)
                artist.set_zorder(10 + order)
        return figure

    def _draw_stage(self, scene: object, look: Look, palette: Palette) -> None:
        size = (look.width / _PIXELS_PER_INCH, self.height / _PIXELS_PER_INCH)
        figure = Figure(figsize=size, dpi=_PIXELS_PER_INCH * look.ratio, facecolor=palette.ground)
        self._canvas = FigureCanvasAgg(figure)
        self.stage(figure, scene, palette)
        self.move(scene)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(figure.bbox)


@contextmanager
def _drawing(palette: Palette) -> Iterator[Palette]:
    with settings_here(palette.rc()), missing_letters_allowed():
        yield palette
