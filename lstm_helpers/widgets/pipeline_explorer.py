"""The pipeline explorer: any sentence, stage by stage, from text to probabilities."""

from dataclasses import replace

import traitlets

from lstm_helpers import _validate
from lstm_helpers._counted import counted
from lstm_helpers.pipeline import STAGES, TextPipeline
from lstm_helpers.pipeline_file import load_pipeline
from lstm_helpers.plots.pipeline import PipelineFigure, PipelineScene
from lstm_helpers.stage_report import TITLES
from lstm_helpers.widgets.controls import Control, Field, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

SENTENCE = "The plot was not good, but I loved every minute of it."

_LONGEST = 20  # timesteps that are drawn
_ROW_OF_STAGES = 0.8  # from this height on, of the picture's


class PipelineExplorer(KernelExplorer):
    """A sentence on its way through six stages: choose the stage and see what it holds.

    Parameters
    ----------
    pipeline : TextPipeline, optional
        Reads the sentence; the course's own, recorded one if left out. It needs no TensorFlow.
    sentence : str
        Any text.
    stage : {"text", "ids", "padded", "vectors", "state", "probabilities"}
        The stage to look at.
    length : int, optional
        Timesteps of the padded row, from 1 to 20; the pipeline's own if left out.

    Attributes
    ----------
    pipeline : TextPipeline
        With the present length.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = PipelineExplorer(sentence="A zorblish film!", stage="ids")
    >>> explorer
    PipelineExplorer(6 stages)
    >>> explorer.readout[0]
    'Stage 2 of 6, ids: 1 list of ids. 3 ids: 4, 1, 8.'
    """

    sentence = Attribute(SENTENCE)
    stage = Attribute(STAGES[0])
    length = Attribute(10)

    figure_class = PipelineFigure

    def __init__(
        self,
        pipeline: TextPipeline | None = None,
        sentence: str = SENTENCE,
        stage: str = STAGES[0],
        length: int | None = None,
        **attributes: object,
    ) -> None:
        self._pipeline = load_pipeline() if pipeline is None else pipeline
        _validate.instance("pipeline", self._pipeline, TextPipeline)
        length = self._pipeline.length if length is None else length
        super().__init__(sentence=sentence, stage=stage, length=length, **attributes)

    def __repr__(self) -> str:
        return f"PipelineExplorer({len(STAGES)} stages)"

    @property
    def pipeline(self) -> TextPipeline:
        """The pipeline that reads the sentence, with the present length."""
        return replace(self._pipeline, length=self.length)

    @traitlets.validate("sentence")
    def _check_sentence(self, proposal: dict) -> str:
        return _validate.text("sentence", proposal["value"])

    @traitlets.validate("stage")
    def _check_stage(self, proposal: dict) -> str:
        return _validate.choice("stage", proposal["value"], STAGES)

    @traitlets.validate("length")
    def _check_length(self, proposal: dict) -> int:
        return _validate.whole("length", proposal["value"], 1, _LONGEST)

    def _controls(self) -> tuple[Control, ...]:
        titles = [f"{number} {TITLES[stage]}" for number, stage in enumerate(STAGES, start=1)]
        return (
            Field("sentence", "sentence", placeholder="type a sentence"),
            Slider("stage", "stage", STAGES, titles),
            Slider("length", "length", range(1, _LONGEST + 1), unit="timesteps"),
        )

    def _scene(self) -> PipelineScene:
        return PipelineScene.of(self.pipeline, self.sentence, self.stage)

    def _pick(self, x: float, y: float) -> None:
        if y > _ROW_OF_STAGES:
            self.stage = STAGES[min(int(x * len(STAGES)), len(STAGES) - 1)]

    def _readout(self, scene: PipelineScene) -> list[str]:
        note = scene.note
        return [
            f"Stage {scene.number} of {len(STAGES)}, {note.title}: {note.shape}. {_says(scene)}",
            f"Holds: {note.holds}. {_made(scene)}",
            f"Lost on the way here: {note.lost}.",
        ]

    def _alt(self, scene: PipelineScene) -> str:
        return (
            f"Six stages in a row, stage {scene.number}, {scene.note.title}, marked; below, what "
            f"it holds. {_says(scene)}"
        )


def _made(scene: PipelineScene) -> str:
    """Return what changed from the stage before."""
    note = scene.note
    if scene.number == 1:
        return "Nothing has happened to it yet."
    before = scene.notes[scene.number - 2]
    made = (
        f"made with {note.parameters:,} trained numbers"
        if note.parameters
        else "by rule, without trained numbers"
    )
    return f"From {before.shape} to {note.shape}, {made}."


def _says(scene: PipelineScene) -> str:
    """Return the data themselves, or as much of them as can be listened to."""
    stages = scene.stages
    ids = ", ".join(map(str, stages.ids[0]))
    if scene.stage == "text":
        return f"{counted(len(stages.texts[0]), 'character')}."
    if scene.stage == "ids":
        return (
            f"{counted(len(stages.ids[0]), 'id')}: {ids}." if ids else "No ids: there is no token."
        )
    if scene.stage == "padded":
        return f"The row is {', '.join(map(str, stages.padded[0]))}."
    if scene.stage == "vectors":
        values = stages.vectors[0][stages.mask[0]]
        if not values.size:
            return "Padding only."
        return f"Numbers of the tokens from {values.min():+.2f} to {values.max():+.2f}."
    if scene.stage == "state":
        if not stages.mask[0].any():
            return "All zeros, as before the first token: nothing was read."
        state = stages.state[0]
        return (
            f"Greatest {state.max():+.2f} in unit {state.argmax()}, "
            f"least {state.min():+.2f} in unit {state.argmin()}."
        )
    shares = stages.probabilities[0]
    order = (-shares).argsort(kind="stable")[:5]
    listed = ", ".join(f"{stages.labels[k] or 'padding'} {shares[k]:.2f}" for k in order)
    return f"{listed}."
