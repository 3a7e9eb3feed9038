"""A sentence with the tags of two taggers below each word, and what each makes of one word."""

from collections.abc import Iterable

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lstm_helpers.plots.live import LiveFigure, Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.tagging_sheet import TaggingDrawing, TaggingScene, picture_height
from lstm_helpers.two_taggings import TwoTaggings


class TaggingFigure(LiveFigure):
    """Words in lines, two tags below each; at the bottom the probabilities for one word.

    A tag that the two give differently has a thick frame; words that are not read yet are grey.

    Attributes
    ----------
    columns : list of (float, float, float, float)
        Where each word stands: left, bottom, right and top, from 0 to 1 of the picture.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers, read_twice
    >>> from lstm_helpers.plots.live import Look
    >>> scene = TaggingScene(read_twice("Rose sang", load_entity_taggers()))
    >>> TaggingFigure().png(scene, Look())[1:4]
    b'PNG'
    """

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[tuple[float, float, float, float]] = []

    def png(self, scene: TaggingScene, look: Look) -> bytes:
        """Draw a scene for a page, as high as its lines of words ask for.

        Parameters
        ----------
        scene : TaggingScene
            What is to be drawn.
        look : Look
            Size and colours of the page.

        Returns
        -------
        bytes
            A PNG.
        """
        self.height = picture_height(scene, look.width)
        return super().png(scene, look)

    def still(self, scene: TaggingScene, width: int = 860) -> Figure:
        """Draw a scene as a figure that stays, as high as its lines of words ask for.

        Parameters
        ----------
        scene : TaggingScene
            What is to be drawn.
        width : int
            In CSS pixels.

        Returns
        -------
        matplotlib.figure.Figure
        """
        self.height = picture_height(scene, width)
        return super().still(scene, width)

    def stage_key(self, scene: TaggingScene) -> TaggingScene:
        """Draw all anew for each scene; on a `Sheet` that costs no more than a part would.

        Parameters
        ----------
        scene : TaggingScene
            What is to be drawn.

        Returns
        -------
        TaggingScene
            The scene itself.
        """
        return scene

    def stage(self, figure: Figure, scene: TaggingScene, palette: Palette) -> None:
        """Draw the whole picture."""
        width, height = figure.get_size_inches() * 80
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
        axes.axis("off")
        drawing = TaggingDrawing(scene, palette, width)
        drawing.sheet.draw_on(axes)
        self.columns = [
            (left / width, low / height, right / width, high / height)
            for left, low, right, high in drawing.columns
        ]

    def move(self, scene: TaggingScene) -> Iterable[Artist]:
        """Return nothing, for nothing moves by itself."""
        return ()

    def word_at(self, x: float, y: float) -> int | None:
        """Return the place of the word that stands at a point of the last picture.

        Parameters
        ----------
        x, y : float
            From 0 to 1, from the lower left corner.

        Returns
        -------
        int or None
            None where no word stands.
        """
        for place, (left, low, right, high) in enumerate(self.columns):
            if left <= x <= right and low <= y <= high:
                return place
        return None


def plot_tagging(taggings: TwoTaggings, word: int = 0) -> Figure:
    """Draw a sentence as two taggers tagged it, and what each makes of one word.

    Parameters
    ----------
    taggings : TwoTaggings
        What `read_twice` gives, of at most 20 tokens.
    word : int
        The place of the word whose probabilities are drawn, counted from 0.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are more tokens than can be drawn, or the word has not been read.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers, read_twice
    >>> len(plot_tagging(read_twice("Rose sang", load_entity_taggers())).axes)
    1
    """
    return TaggingFigure().still(TaggingScene(taggings, word))
