"""Figures of a text on its way through all stages of a pipeline."""

from collections.abc import Iterable
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.pipeline import STAGES, Stages, TextPipeline
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.pixels import Box, Page, Panel
from lstm_helpers.plots.stage_panels import draw_stage
from lstm_helpers.stage_report import StageNote, stage_notes


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class PipelineScene:
    """One text at all stages, and the stage to be looked at.

    Attributes
    ----------
    stages : Stages
        What every stage holds; one text.
    notes : tuple of StageNote
        The same in words.
    stage : str
        One of `lstm_helpers.pipeline.STAGES`.

    Examples
    --------
    >>> from lstm_helpers import load_pipeline
    >>> PipelineScene.of(load_pipeline(), "A dull film.", "ids").note.numbers
    3
    """

    stages: Stages
    notes: tuple[StageNote, ...]
    stage: str

    @classmethod
    def of(cls, pipeline: TextPipeline, text: str, stage: str) -> "PipelineScene":
        """Run a pipeline over one text."""
        _validate.instance("pipeline", pipeline, TextPipeline)
        stages = pipeline.run(_validate.text("text", text))
        return cls(stages, stage_notes(pipeline, stages), _validate.choice("stage", stage, STAGES))

    @property
    def number(self) -> int:
        """The stage's number, from 1."""
        return STAGES.index(self.stage) + 1

    @property
    def note(self) -> StageNote:
        """What there is to say about the stage."""
        return self.notes[self.number - 1]


class PipelineFigure(LiveFigure):
    """The six stages in a row, the chosen one marked, and below what it holds."""

    height = 310

    def stage(self, figure: Figure, scene: PipelineScene, palette: Palette) -> None:
        """Draw the row of stages, without their shapes."""
        self._still = Page(figure, palette)
        self._moving = Page(figure, palette, animated=True)
        boxes = _row_of_boxes(self._still)
        self._still.boxes(boxes, facecolor=palette.raised, edgecolor=palette.faint, linewidth=0.6)
        small = {"ha": "center", "fontsize": 9}
        self._shapes = []
        for (left, bottom, width, height), note in zip(boxes, scene.notes, strict=True):
            x, y = left + width / 2, bottom + height / 2
            self._still.write(x, y + 9, note.title, **small)
            shape = self._still.write(x, y - 9, "", color=palette.faint, **small)
            shape.set_animated(True)
            self._shapes.append(shape)
            if note.stage != STAGES[0]:
                self._still.write(left - 8, y, "→", color=palette.faint, **small)

    def move(self, scene: PipelineScene) -> Iterable[Artist]:
        """Write the shapes, mark the chosen stage, and draw what it holds."""
        page, note = self._moving, scene.note
        palette, (width, height) = page.palette, page.size
        page.clear()
        for shape, each in zip(self._shapes, scene.notes, strict=True):
            shape.set_text(each.shape)
        box = _row_of_boxes(page)[scene.number - 1]
        page.boxes([box], edgecolor=palette.accent, linewidth=2.6)
        page.write(
            16, height - 88, f"{scene.number} of {len(STAGES)}: {note.title}",
            fontsize=13, fontweight="bold",
        )  # fmt: skip
        page.write(width - 16, height - 88, _amount(note), ha="right", color=palette.faint)
        draw_stage(Panel(page, 20, 14, width - 40, height - 122), scene.stages, scene.stage)
        return [*self._shapes, *page.artists]


def plot_stage(pipeline: TextPipeline, text: str, stage: str) -> Figure:
    """Draw what one stage of a pipeline holds of a text, below the row of all stages.

    Parameters
    ----------
    pipeline : TextPipeline
        Reads the text.
    text : str
        Any text.
    stage : {"text", "ids", "padded", "vectors", "state", "probabilities"}
        The stage to show.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If an argument is of another kind, or there is no such stage.

    Examples
    --------
    >>> from lstm_helpers import load_pipeline
    >>> picture = plot_stage(load_pipeline(), "A dull film.", "padded")
    >>> "3 of 6: padded ids" in [text.get_text() for text in picture.texts]
    True
    """
    return PipelineFigure().still(PipelineScene.of(pipeline, text, stage))


def plot_pipeline(pipeline: TextPipeline, text: str) -> Figure:
    """Draw a text at all six stages, one below the other.

    Parameters
    ----------
    pipeline : TextPipeline
        Reads the text.
    text : str
        Any text.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If an argument is of another kind.

    Examples
    --------
    >>> from lstm_helpers import load_pipeline
    >>> picture = plot_pipeline(load_pipeline(), "A dull film.")
    >>> [text.get_text() for text in picture.texts][:2]
    ['1  text', '1 string']
    """
    return _PosterFigure().still(PipelineScene.of(pipeline, text, "text"))


class _PosterFigure(LiveFigure):
    """All six stages, one below the other."""

    _heights = (52, 66, 82, 196, 160, 140)
    height = sum(_heights) + 8

    def stage(self, figure: Figure, scene: PipelineScene, palette: Palette) -> None:
        page = Page(figure, palette)
        width, top = page.size
        top -= 4
        for number, (note, height) in enumerate(zip(scene.notes, self._heights, strict=True), 1):
            panel = Panel(page, 140, top - height + 6, width - 150, height - 12)
            y = panel.middle[1]
            page.write(8, y + 9, f"{number}  {note.title}", fontweight="bold")
            page.write(8, y - 9, note.shape, color=palette.faint)
            if number > 1:
                page.line([0, width], [top, top], color=palette.raised, linewidth=1)
            draw_stage(panel, scene.stages, note.stage)
            top -= height

    def move(self, scene: PipelineScene) -> Iterable[Artist]:
        return ()


def _row_of_boxes(page: Page) -> list[Box]:
    gap, (width, height) = 16.0, page.size
    each = (width - 32 + gap) / len(STAGES) - gap
    return [(16 + place * (each + gap), height - 60, each, 48) for place in range(len(STAGES))]


def _amount(note: StageNote) -> str:
    unit = "character" if note.stage == "text" else "number"
    trained = f", made with {note.parameters:,} trained ones" if note.parameters else ""
    return f"{note.numbers:,} {unit}{'s' * (note.numbers != 1)}{trained}"
