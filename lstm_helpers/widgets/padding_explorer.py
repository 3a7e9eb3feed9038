"""An explorer of padding: one sentence in a row of a length, and what the model makes of it."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers._counted import counted
from lstm_helpers.padded_reading import PaddedReading, read_padded
from lstm_helpers.plots.padding_live import COLUMNS, PaddingFigure
from lstm_helpers.pretrained import ReviewModel, load_review_model
from lstm_helpers.tokenizer import tokenize
from lstm_helpers.widgets.controls import Choice, Control, Field, Slider, Switch
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

_SENTENCE = "I came in happy and went home angry."
_TOKENS = 200  # that can be read while somebody types
_SIDES = {"pre": "before", "post": "after"}
_ENDS = {"pre": "the first", "post": "the last"}


class PaddingExplorer(KernelExplorer):
    """Pad and truncate a sentence, and watch the review model's answer drift.

    Parameters
    ----------
    model : ReviewModel, optional
        The model that reads; the course's own if left out.
    **attributes
        Any of those below.

    Attributes
    ----------
    sentence : str
        What is read; at most 200 tokens.
    length : int
        The length of the row, 1 to 40.
    where, truncate : {"pre", "post"}
        The side at which zeros are added, and at which tokens are lost.
    masked : bool
        Whether the model is told which places hold padding.

    Raises
    ------
    ValueError
        If an attribute is given a value it may not have; the message names it.

    Examples
    --------
    >>> explorer = PaddingExplorer(sentence="A dull film.", length=5)
    >>> explorer.masked = True
    >>> explorer.readout[0]
    'P(positive) is 0.00 for this row and 0.00 for the sentence by itself: no difference.'
    """

    sentence = Attribute(_SENTENCE)
    length = Attribute(20)
    where = Attribute("post")
    truncate = Attribute("pre")
    masked = Attribute(False)

    figure_class = PaddingFigure

    def __init__(self, model: ReviewModel | None = None, **attributes: object) -> None:
        if model is not None:
            _validate.instance("model", model, ReviewModel)
        self._model = load_review_model() if model is None else model
        super().__init__(**attributes)

    def _controls(self) -> tuple[Control, ...]:
        return (
            Field("sentence", "sentence", placeholder="a sentence from a film review"),
            Slider("length", "length", range(1, COLUMNS + 1), unit="tokens"),
            Choice("where", "zeros go", _SIDES),
            Choice("truncate", "cut off", _ENDS),
            Switch("masked", "mask"),
        )

    def _scene(self) -> PaddedReading:
        return read_padded(
            self._model, self.sentence, self.length, self.where, self.truncate, self.masked
        )

    def _readout(self, scene: PaddedReading) -> list[str]:
        return [_answer(scene), _row(scene), *_cut_off(scene)]

    def _alt(self, scene: PaddedReading) -> str:
        tokens = " ".join(scene.tokens[scene.kept]) or "no token"
        return (
            f"A row of {scene.length} places with {tokens} and {counted(scene.zeros, 'zero')}; "
            f"below it P(positive) after each place, at the end {scene.probability:.2f}."
        )

    @traitlets.validate("sentence")
    def _check_sentence(self, proposal: dict) -> str:
        sentence = _validate.text("sentence", proposal["value"])
        number = len(tokenize(sentence))
        if number > _TOKENS:
            raise ValueError(f"sentence must have at most {_TOKENS} tokens; got {number}")
        return sentence

    @traitlets.validate("length")
    def _check_length(self, proposal: dict) -> int:
        return _validate.whole("length", proposal["value"], 1, COLUMNS)

    @traitlets.validate("where", "truncate")
    def _check_side(self, proposal: dict) -> str:
        return _validate.choice(proposal["trait"].name, proposal["value"], ("pre", "post"))

    @traitlets.validate("masked")
    def _check_masked(self, proposal: dict) -> bool:
        return _validate.flag("masked", proposal["value"])


def _answer(scene: PaddedReading) -> str:
    here, there = round(scene.probability, 2), round(scene.unpadded, 2)
    verdicts = {scene.probability > 0.5, scene.unpadded > 0.5}
    if here == there:
        change = "no difference" if len(verdicts) == 1 else "no difference to two places"
    else:
        change = f"{abs(here - there):.2f} {'higher' if here > there else 'lower'}"
    if len(verdicts) == 2:
        change += ", and another verdict"
    answers = f"{here:.2f} for this row and {there:.2f} for the sentence by itself"
    return f"P(positive) is {answers}: {change}."


def _row(scene: PaddedReading) -> str:
    kept = scene.length - scene.zeros
    if not scene.zeros:
        return f"The row holds {counted(kept, 'token')} and no zeros, so a mask changes nothing."
    each = "masked, so skipped" if scene.masked else "without a mask, so read like words"
    return f"The row holds {counted(kept, 'token')} and {counted(scene.zeros, 'zero')}, {each}."


def _cut_off(scene: PaddedReading) -> list[str]:
    if not scene.lost:
        return ["No token is lost."] if scene.tokens else ["There is no token in the sentence."]
    lost = [*scene.tokens[: scene.kept.start], *scene.tokens[scene.kept.stop :]]
    return [f"{counted(scene.lost, 'token')} lost: {' '.join(lost)}."]
