"""The sentiment explorer: change one place of a sentence before two judges."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers.plots.sentiment import MOST_TOKENS, SentimentFigure
from lstm_helpers.plots.wording import two_decimals
from lstm_helpers.pretrained import ReviewModel, load_review_model
from lstm_helpers.sentiment_views import CHANGES, SentimentView, review_bag, sentiment_view
from lstm_helpers.tokenizer import UNKNOWN_ID, tokenize
from lstm_helpers.widgets.controls import Choice, Control, Field, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

SENTENCE = "The start was dull, but the ending was great"

_NAMED = 8  # unknown words, at most
_OPTIONS = {"none": "as typed", "not": "put “not” before it", "swap": "swap it with another"}


class SentimentExplorer(KernelExplorer):
    """A sentence before two judges: an LSTM that reads it, and a bag of words that counts it.

    Parameters
    ----------
    model : ReviewModel, optional
        The LSTM, such as `as_review_model` gives; the course's trained one if left out.
    bag : sklearn.pipeline.Pipeline, optional
        TF-IDF of single words and logistic regression; that of `review_bag` if left out.
    sentence : str
        With at least one word.
    change : {"none", "not", "swap"}
        What is changed in it.
    word, other : int
        The places of the word to change and of the one it is swapped with, counted from 0.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = SentimentExplorer(sentence="Big budget, small heart")
    >>> explorer.change, explorer.other = "swap", 2
    >>> explorer.readout[0].startswith("“small budget big heart”: ")
    True
    >>> explorer.readout[2]
    'The bag of words holds the same words as before, and gives the same answer.'
    """

    sentence = Attribute(SENTENCE)
    change = Attribute("none")
    word = Attribute(0)
    other = Attribute(0)

    figure_class = SentimentFigure

    def __init__(
        self,
        model: ReviewModel | None = None,
        bag: object = None,
        sentence: str = SENTENCE,
        **attributes: object,
    ) -> None:
        self._model = load_review_model() if model is None else model
        self._bag = review_bag() if bag is None else bag
        sentiment_view(_readable(sentence), self._model, self._bag)  # refuses another model
        super().__init__(sentence=sentence, **attributes)
        self.observe(self._begin_anew, "sentence")

    @traitlets.validate("sentence")
    def _check_sentence(self, proposal: dict) -> str:
        return _readable(proposal["value"])

    @traitlets.validate("change")
    def _check_change(self, proposal: dict) -> str:
        return _validate.choice("change", proposal["value"], CHANGES)

    @traitlets.validate("word", "other")
    def _check_place(self, proposal: dict) -> int:
        last = len(tokenize(self.sentence)) - 1
        return _validate.whole(proposal["trait"].name, proposal["value"], 0, last)

    def _begin_anew(self, change: dict) -> None:
        """Keep a place that the new sentence has as well; take its last one otherwise."""
        last = len(tokenize(change["new"])) - 1
        self.word, self.other = min(self.word, last), min(self.other, last)

    def _controls(self) -> tuple[Control, ...]:
        tokens = tokenize(self.sentence)
        places = range(len(tokens))
        return (
            Field("sentence", "sentence"),
            Choice("change", "change", _OPTIONS),
            Slider("word", "word", places, tokens, disabled=self.change == "none"),
            Slider("other", "swap with", places, tokens, disabled=self.change != "swap"),
        )

    def _scene(self) -> SentimentView:
        return sentiment_view(
            self.sentence, self._model, self._bag, self.change, self.word, self.other
        )

    def _readout(self, scene: SentimentView) -> list[str]:
        return [*_verdicts(scene), *_comparison(scene), *_parts(scene), *_remarks(scene)]

    def _alt(self, scene: SentimentView) -> str:
        return (
            "Above, P(positive) by the LSTM after each word, and by the bag of words as a level "
            "line; below, how much each word moves either. " + _verdicts(scene)[0]
        )


def _readable(sentence: object) -> str:
    if not tokenize(_validate.text("sentence", sentence)):
        raise ValueError(f"sentence must hold at least one word; got {_validate.brief(sentence)}")
    return sentence


def _verdicts(scene: SentimentView) -> list[str]:
    lstm, bag = scene.probability, scene.bag_probability
    return [f"“{_text(scene)}”: P(positive) {_two(lstm)} by the LSTM, {_two(bag)} by the bag."]


def _text(scene: SentimentView) -> str:
    rest = " …" if len(scene.tokens) > MOST_TOKENS else ""
    return " ".join(scene.tokens[:MOST_TOKENS]) + rest


def _comparison(scene: SentimentView) -> list[str]:
    """Say what the change has done to either."""
    if scene.before is None:
        return []
    lines = [
        f"As typed: {_two(scene.before.probability)} by the LSTM, "
        f"{_two(scene.before.bag_probability)} by the bag."
    ]
    if sorted(scene.tokens) == sorted(scene.before.tokens):
        lines.append("The bag of words holds the same words as before, and gives the same answer.")
    return lines


def _parts(scene: SentimentView) -> list[str]:
    lines = []
    for name, values in (("LSTM", scene.steps), ("bag", scene.shares)):
        place = int(abs(values).argmax())
        if not values[place]:
            lines.append(f"No word moves the {name}.")
            continue
        moved = two_decimals(float(values[place]))
        lines.append(f"“{scene.tokens[place]}” moves the {name} most: {moved} on the logit.")
    return lines


def _remarks(scene: SentimentView) -> list[str]:
    """Say what was not drawn or is not known."""
    lines = []
    if len(scene.tokens) > MOST_TOKENS:
        lines.append(
            f"The sentence has {len(scene.tokens)} tokens; all are read, the first {MOST_TOKENS} "
            "are drawn."
        )
    pairs = zip(scene.tokens, scene.reading.ids, strict=True)
    unknown = dict.fromkeys(f"“{word}”" for word, id_ in pairs if id_ == UNKNOWN_ID)
    if unknown:
        named = ", ".join(list(unknown)[:_NAMED])
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        lines.append(f"The LSTM does not know: {named}{more}.")
    return lines


def _two(probability: float) -> str:
    return two_decimals(probability, signed=False)
