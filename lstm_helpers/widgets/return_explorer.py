"""The return explorer: flags and sizes of an LSTM, and which numbers leave it."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers.plots.unrolled import MOST_TIMESTEPS, MOST_UNITS, UnrolledFigure
from lstm_helpers.plots.wording import shape_text, two_decimals
from lstm_helpers.pretrained import load_review_model
from lstm_helpers.tokenizer import UNKNOWN_ID, Vocabulary, tokenize
from lstm_helpers.unrolled import Unrolled, unroll
from lstm_helpers.widgets.controls import Control, Field, Slider, Switch
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

SENTENCE = "Good Day"

_SYMBOLS = {"output": "output", "hidden": "h", "cell": "c"}


class ReturnExplorer(KernelExplorer):
    """A small LSTM unrolled over a sentence: set its flags and see what it returns.

    The network is that of `small_network`: untrained, but its numbers are always the same.

    Parameters
    ----------
    vocabulary : Vocabulary, optional
        Gives the ids; that of the course's review model if left out.
    sentence : str
        What is read, with at least one word.
    timesteps : int, optional
        From 1 to 6: later tokens are left out, missing ones padded after the sentence. As many as
        there are tokens if left out, and again whenever the sentence changes.
    units : int
        From 1 to 6.
    return_sequences, return_state : bool
        The flags of the layer.
    masked : bool
        Whether padding is skipped.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = ReturnExplorer(return_state=True)
    >>> explorer.readout[0]
    'LSTM(3, return_state=True) returns 3 tensors: (1, 3) output, (1, 3) h, (1, 3) c.'
    >>> explorer.sentence = "not a good day"
    >>> explorer.timesteps
    4
    """

    sentence = Attribute(SENTENCE)
    return_sequences = Attribute(False)
    return_state = Attribute(False)
    units = Attribute(3)
    timesteps = Attribute(2)
    masked = Attribute(False)

    figure_class = UnrolledFigure

    def __init__(
        self,
        vocabulary: Vocabulary | None = None,
        sentence: str = SENTENCE,
        timesteps: int | None = None,
        **attributes: object,
    ) -> None:
        if vocabulary is None:
            vocabulary = load_review_model().vocabulary
        _validate.instance("vocabulary", vocabulary, Vocabulary)
        self._vocabulary = vocabulary
        if timesteps is None:
            timesteps = _as_many_as_words(_readable(sentence))
        super().__init__(sentence=sentence, timesteps=timesteps, **attributes)
        self.observe(self._read_the_whole_sentence, "sentence")

    @traitlets.validate("sentence")
    def _check_sentence(self, proposal: dict) -> str:
        return _readable(proposal["value"])

    @traitlets.validate("units")
    def _check_units(self, proposal: dict) -> int:
        return _validate.whole("units", proposal["value"], 1, MOST_UNITS)

    @traitlets.validate("timesteps")
    def _check_timesteps(self, proposal: dict) -> int:
        return _validate.whole("timesteps", proposal["value"], 1, MOST_TIMESTEPS)

    @traitlets.validate("return_sequences", "return_state", "masked")
    def _check_flags(self, proposal: dict) -> bool:
        return _validate.flag(proposal["trait"].name, proposal["value"])

    def _read_the_whole_sentence(self, change: dict) -> None:
        self.timesteps = _as_many_as_words(change["new"])

    def _controls(self) -> tuple[Control, ...]:
        padding = self.timesteps > len(tokenize(self.sentence))
        return (
            Field("sentence", "sentence"),
            Switch("return_sequences", "return_sequences"),
            Switch("return_state", "return_state"),
            Slider("units", "units", range(1, MOST_UNITS + 1)),
            Slider("timesteps", "timesteps", range(1, MOST_TIMESTEPS + 1)),
            Switch("masked", "mask padding", disabled=not padding),
        )

    def _scene(self) -> Unrolled:
        return unroll(
            self.sentence,
            self._vocabulary,
            units=self.units,
            timesteps=self.timesteps,
            masked=self.masked,
            return_sequences=self.return_sequences,
            return_state=self.return_state,
        )

    def _readout(self, scene: Unrolled) -> list[str]:
        return [_headline(scene), *_tensors(scene), *_remarks(scene)]

    def _alt(self, scene: Unrolled) -> str:
        words = ", ".join(token or "padding" for token in scene.tokens)
        return (
            f"One box for each timestep ({words}), joined by the wires of h and c. "
            f"{_headline(scene)} What is returned has a thick frame."
        )


def _readable(sentence: object) -> str:
    if not tokenize(_validate.text("sentence", sentence)):
        raise ValueError(f"sentence must hold at least one word; got {_validate.brief(sentence)}")
    return sentence


def _as_many_as_words(sentence: str) -> int:
    return min(len(tokenize(sentence)), MOST_TIMESTEPS)


def _headline(scene: Unrolled) -> str:
    returned = [
        f"{shape_text(array.shape)} {_SYMBOLS[name]}" for name, array in scene.returned.items()
    ]
    count = f"{len(returned)} tensor{'s' * (len(returned) > 1)}"
    return f"{scene.call} returns {count}: {', '.join(returned)}."


def _tensors(scene: Unrolled) -> list[str]:
    """Say the numbers of each tensor, and how the tensors hang together."""
    rows = scene.trace.hidden if scene.return_sequences else scene.trace.hidden[-1:]
    words = scene.tokens[-len(rows) :]
    parts = [
        f"{_numbers(row)} after {f'“{word}”' if word else 'padding'}"
        for word, row in zip(words, rows, strict=True)
    ]
    lines = [f"output: {'; '.join(parts)}."]
    if scene.return_state:
        lines.append(f"h: {_numbers(scene.trace.hidden[-1])}, the last output once more.")
        lines.append(f"c: {_numbers(scene.trace.cell[-1])}, which no output holds.")
    return lines


def _numbers(row: object) -> str:
    return f"({', '.join(two_decimals(value) for value in row)})"


def _remarks(scene: Unrolled) -> list[str]:
    """Say what was cut off, added or not known."""
    lines = []
    read = len(scene.tokens)
    if scene.tokens_left_out:
        total = read + scene.tokens_left_out
        first = "the first one is" if read == 1 else f"the first {read} are"
        lines.append(f"The sentence has {total} tokens; {first} read and drawn.")
    padding = scene.tokens.count("")
    if padding:
        held = "skipped: h and c are held" if not scene.mask[-1] else "read like a word"
        lines.append(f"Padding at {padding} of {read} timesteps, {held}.")
    pairs = zip(scene.tokens, scene.ids, strict=True)
    unknown = [f"“{word}”" for word, id_ in pairs if id_ == UNKNOWN_ID]
    if unknown:
        lines.append(f"Not in the vocabulary, read as id {UNKNOWN_ID}: {', '.join(unknown)}.")
    return lines
