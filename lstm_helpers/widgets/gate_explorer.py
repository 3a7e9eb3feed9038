"""The gate explorer: watch a trained LSTM read a sentence, and operate on its gates."""

from pathlib import Path

import traitlets

from lstm_helpers import _validate
from lstm_helpers.pretrained import Reading, ReviewModel, load_review_model
from lstm_helpers.surgery import Intervention
from lstm_helpers.widgets import _replay, _scene
from lstm_helpers.widgets._assets import join_modules, read_asset
from lstm_helpers.widgets.course_widget import Attribute, CourseWidget

SENTENCE = "the plot was not good but i loved every quirky minute"

EXAMPLES = (
    ("with “not”", "This is not a good film."),
    ("with “but”", "The start was slow, but I loved the ending."),
    ("the same words turned round", "I loved the start, but the ending was slow."),
    (
        "a long one",
        "I went in expecting another tired comedy with the same old jokes, and for the first half "
        "hour that is what I got, but then the story found its heart, the actors woke up, and by "
        "the last scene I did not want it to end.",
    ),
    ("with unknown words", "A zorblish, flimmering film that I adored."),
)

_STATIC = Path(__file__).parent / "static"
_MODULES = (
    "tokens", "lstm", "review_model", "intervention", "scene", "wording", "readout", "colours",
    "element", "state_link", "theme", "shortcuts", "press", "token_strip", "gate_maps",
    "prediction_curve", "picture", "map_heading", "cell_diagram", "gate_values", "surgery",
    "prediction", "predict_first", "actions", "frames", "replay", "sentence_bar", "gate_explorer",
)  # fmt: skip


class GateExplorer(CourseWidget):
    """A trained LSTM reading a sentence: every gate of every unit at every token.

    Everything moves in the browser, without the kernel. Python and the picture share one state:
    set an attribute and the picture follows; move the picture and the attribute follows.

    Parameters
    ----------
    model : ReviewModel, optional
        The network; the course's trained review model if left out.
    sentence : str
        What it reads. The first 200 tokens are shown.
    timestep : int
        The chosen token, counted from 0.
    unit : int, optional
        The chosen unit, counted from 0; the one with the greatest weight on the prediction if
        left out.
    intervention : Intervention, optional
        Gate surgery to begin with. Timesteps that the sentence does not have are left out.
    question : dict, optional
        Predict first: the maps stay covered until the learner commits to an answer. Fields:
        ``gate`` (forget, input, candidate, output, cell or hidden), ``token`` or ``timestep``,
        ``unit`` ("chosen", "mean" or a number; "chosen" if left out) and ``prompt`` (words to
        ask with, instead of the explorer's own).

    Attributes
    ----------
    swaps : dict
        Words read in place of others, by timestep: ``{3: "very"}``; "" leaves the token out.
        A new sentence clears it.
    padding : int
        Padding tokens after the sentence, 0 to 10.
    mask_padding : bool
        Whether the mask skips them.
    answer : dict or None
        What the learner said to `question`, and whether it was ``right``.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = GateExplorer(sentence="I loved it.", timestep=1)
    >>> explorer
    GateExplorer(16 units)
    >>> explorer.reading.tokens
    ['i', 'loved', 'it']
    >>> explorer.intervention = Intervention(forget=1.0)
    >>> explorer.reading.trace.forget.min().item()
    1.0
    """

    _esm = join_modules(*(_STATIC / f"{name}.js" for name in _MODULES))
    _css = read_asset(_STATIC, "theme.css") + read_asset(_STATIC, "gate_explorer.css")

    _tokens = traitlets.List().tag(sync=True)
    _shape = traitlets.Dict().tag(sync=True)
    _embedding = traitlets.Bytes().tag(sync=True)
    _kernel = traitlets.Bytes().tag(sync=True)
    _recurrent_kernel = traitlets.Bytes().tag(sync=True)
    _bias = traitlets.Bytes().tag(sync=True)
    _dense_kernel = traitlets.Bytes().tag(sync=True)
    _dense_bias = traitlets.Float().tag(sync=True)
    _examples = traitlets.List(EXAMPLES).tag(sync=True)
    _start = traitlets.Dict().tag(sync=True)
    _replay = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    sentence = Attribute(SENTENCE).tag(sync=True)
    padding = Attribute(0).tag(sync=True)
    mask_padding = Attribute(True).tag(sync=True)
    timestep = Attribute(0).tag(sync=True)
    unit = Attribute(0).tag(sync=True)
    intervention = Attribute(None).tag(
        sync=True, to_json=_scene.intervention_to_json, from_json=_scene.intervention_from_json
    )
    swaps = Attribute().tag(sync=True)
    question = Attribute(None).tag(sync=True)
    answer = Attribute(None).tag(sync=True)

    def __init__(
        self,
        model: ReviewModel | None = None,
        sentence: str = SENTENCE,
        timestep: int = 0,
        unit: int | None = None,
        intervention: Intervention | None = None,
        question: dict | None = None,
        **attributes: object,
    ) -> None:
        if model is None:
            model = load_review_model()
        if not isinstance(model, ReviewModel):
            raise ValueError(f"model must be a ReviewModel; got {type(model).__name__}")
        self._model = model
        start = {
            "sentence": _validate.text("sentence", sentence),
            "timestep": timestep,
            "unit": _scene.heaviest_unit(model) if unit is None else unit,
            "intervention": intervention,
        }
        super().__init__(question=question, **start, **_scene.model_state(model), **attributes)
        start = {name: getattr(self, name) for name in start}  # as the checks left them
        self._start = start | {"intervention": _scene.intervention_to_json(intervention)}
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"GateExplorer({self._model.lstm.units} units)"

    @property
    def model(self) -> ReviewModel:
        """The network that reads."""
        return self._model

    @property
    def reading(self) -> Reading:
        """What the picture shows, computed in Python: as altered, if anything is altered."""
        return _scene.read_scene(
            self._model,
            self.sentence,
            self.swaps,
            self.padding,
            self.mask_padding,
            self.intervention,
        )

    def _heard(self, state: dict[str, object]) -> dict[str, object]:
        here = {"sentence": self.sentence, "padding": self.padding}
        return _scene.within_sentence(state, here | state)

    @traitlets.default("swaps")
    def _no_swaps(self) -> dict[str, str]:
        return {}

    @traitlets.validate("sentence")
    def _check_sentence(self, proposal: dict) -> str:
        return _validate.text("sentence", proposal["value"])

    @traitlets.validate("timestep")
    def _check_timestep(self, proposal: dict) -> int:
        last = _scene.last_timestep(self.sentence, self.padding)
        return _validate.whole("timestep", proposal["value"], 0, last)

    @traitlets.validate("unit")
    def _check_unit(self, proposal: dict) -> int:
        return _validate.whole("unit", proposal["value"], 0, self._model.lstm.units - 1)

    @traitlets.validate("padding")
    def _check_padding(self, proposal: dict) -> int:
        return _scene.checked_padding(proposal["value"])

    @traitlets.validate("mask_padding")
    def _check_mask_padding(self, proposal: dict) -> bool:
        return _validate.flag("mask_padding", proposal["value"])

    @traitlets.validate("intervention")
    def _check_intervention(self, proposal: dict) -> Intervention | None:
        return _scene.checked_intervention(proposal["value"], self._model.lstm.units)

    @traitlets.validate("swaps")
    def _check_swaps(self, proposal: dict) -> dict[str, str]:
        return _scene.checked_swaps(proposal["value"], self.sentence)

    @traitlets.validate("question")
    def _check_question(self, proposal: dict) -> dict | None:
        return _scene.checked_question(proposal["value"], self.sentence, self._model.lstm.units)

    @traitlets.validate("answer")
    def _check_answer(self, proposal: dict) -> dict | None:
        return _scene.checked_answer(proposal["value"])

    @traitlets.observe("sentence", "padding")
    def _stay_inside(self, change: dict) -> None:
        if change["name"] == "sentence":
            self.swaps = {}
        self.timestep = min(self.timestep, _scene.last_timestep(self.sentence, self.padding))

    @traitlets.observe("question")
    def _ask_anew(self, _change: dict) -> None:
        self.answer = None

    def _hear(self, _widget: object, content: object, buffers: list) -> None:
        """Answer a browser that asks whether what it drew is what Keras computes."""
        if not _replay.is_request(content):
            return
        if not (content.get("load") or _replay.keras_is_loaded()):
            self.send({"kind": "replay", "request": content["request"], "difference": None})
            return
        _replay.run_aside(
            lambda: _replay.answer(self._model, content, buffers),
            lambda reply: self._reply(content, reply),
        )

    def _reply(self, content: dict, reply: dict) -> None:
        if reply["difference"] is not None:
            kept = {name: content[name] for name in ("sentence", "padding", "mask_padding")}
            self._replay = kept | {"difference": reply["difference"]}
        self.send(reply)
