"""Where everything stands in the picture of two taggings."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_helpers import _validate
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, text_width, tint
from lstm_helpers.plots.tagged import entity_colour
from lstm_helpers.plots.wording import shortened
from lstm_helpers.tagger import TagReading
from lstm_helpers.two_taggings import TwoTaggings

MOST_TOKENS = 20
NAMES = {"left_only": "left only", "both_sides": "both sides"}

# In pixels of a page.
_LEFT, _RIGHT = 84, 10  # beside the words
_TOP = 12
_MOST_LINES, _PITCH = 4, 78  # of words; from line to line
_WORD_LINE, _CHIP = 22, 19  # heights of a word and of a tag
_WIDTH, _GAP = 58, 8  # of a word's column, at least; between two columns
_WORD, _NOTE = 13.0, 10.5  # sizes of the fonts
_BARS = 150  # the height of the lower part
_BAR = 17  # from bar to bar


@dataclass(frozen=True, eq=False)
class TaggingScene:
    """Two taggings, and the word that is looked at.

    Attributes
    ----------
    taggings : TwoTaggings
        Of at most 20 tokens.
    word : int
        The place of a token that has been read, counted from 0.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers, read_twice
    >>> TaggingScene(read_twice("Rose sang", load_entity_taggers()), word=0).word
    0
    """

    taggings: TwoTaggings
    word: int = 0

    def __post_init__(self) -> None:
        _validate.instance("taggings", self.taggings, TwoTaggings)
        _validate.whole("the number of tokens", len(self.taggings.tokens), 1, MOST_TOKENS)
        _validate.whole("word", self.word, 0, self.taggings.read - 1)


def picture_height(scene: TaggingScene, width: float) -> int:
    """Return how high the picture is, which hangs on the number of lines of words.

    Parameters
    ----------
    scene : TaggingScene
        What is to be drawn.
    width : float
        Of the picture, in pixels of a page.

    Returns
    -------
    int
        In pixels of a page.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers, read_twice
    >>> taggers = load_entity_taggers()
    >>> [picture_height(TaggingScene(read_twice("so " * n, taggers)), 560) for n in (5, 10)]
    [240, 318]
    """
    _, lines = _set(scene.taggings.tokens, width)
    return _TOP + len(lines) * _PITCH + _BARS


class TaggingDrawing:
    """The parts of the picture, put on one sheet; y goes upwards from the lower edge."""

    def __init__(self, scene: TaggingScene, palette: Palette, width: float) -> None:
        self.scene, self.palette, self.width, self.sheet = scene, palette, width, Sheet()
        self.readings = {name: getattr(scene.taggings, name) for name in NAMES}
        self.words, lines = _set(scene.taggings.tokens, width)
        self.columns: list[tuple[float, float, float, float]] = []
        for number, line in enumerate(lines):
            top = _BARS + (len(lines) - number) * _PITCH
            for row, name in enumerate(NAMES.values()):
                y = top - _WORD_LINE - (row + 0.5) * _CHIP
                if any(place < scene.taggings.read for place, _, _ in line):
                    self._note(name, _LEFT - 12, y, "right")
            for place, left, column in line:
                self._word(place, left, column, top)
        self._bars()

    def _word(self, place: int, left: float, column: float, top: float) -> None:
        read = place < self.scene.taggings.read
        bottom = top - _WORD_LINE - 2 * _CHIP
        self.columns.append((left - _GAP / 2, bottom, left + column + _GAP / 2, top))
        if place == self.scene.word:
            self.sheet.box(
                *(left - 3, bottom - 3, column + 6, top - bottom + 3),
                *("none", self.palette.accent, 2.2),
            )
        ink = self.palette.ink if read else self.palette.faint
        middle = left + column / 2
        y = top - _WORD_LINE / 2
        self.sheet.label(self.words[place], middle, y, _WORD, ink, "bold" if read else "normal")
        if not read:
            return
        different = place in self.scene.taggings.differ
        for row, reading in enumerate(self.readings.values()):
            low = top - _WORD_LINE - (row + 1) * _CHIP
            self._chip(reading, place, left, low, column, different)

    def _chip(
        self, reading: TagReading, place: int, left: float, low: float, column: float, thick: bool
    ) -> None:
        tag = reading.tags[place]
        colour = entity_colour(tag[2:], self.palette)
        y = low + _CHIP / 2
        if tag == "O":
            frame, fill = self.palette.faint, self.palette.ground
        else:
            frame, fill = colour, tint(colour, self.palette.ground, 0.16)
        if thick or tag != "O":
            self.sheet.box(
                *(left + 1, low + 1.5, column - 2, _CHIP - 3),
                *(fill, self.palette.ink if thick else frame, 2.0 if thick else 0.9),
            )
        text = self.palette.faint if tag == "O" else colour
        weight = "normal" if tag == "O" else "bold"
        self.sheet.label(tag, left + column / 2, y, _NOTE, text, weight)

    def _bars(self) -> None:
        """Draw the probability of each tag for the chosen word, a group for each tagger."""
        word = self.words[self.scene.word]
        half = (self.width - 20) / 2
        for k, (name, reading) in enumerate(self.readings.items()):
            left, top = 10 + k * half, _BARS - 12
            self.sheet.label(
                f"{NAMES[name]}: {word}", left + 74, top, _WORD, self.palette.ink, "bold", "left"
            )
            row = reading.probabilities[self.scene.word]
            for place, (tag, share) in enumerate(zip(TAGS, row, strict=True)):
                y = top - 19 - place * _BAR
                self._bar(tag, float(share), left, y, half - 74 - 60, share == row.max())

    def _bar(self, tag: str, share: float, left: float, y: float, full: float, best: bool) -> None:
        colour = self.palette.faint if tag == "O" else entity_colour(tag[2:], self.palette)
        weight = "bold" if best else "normal"
        self.sheet.label(tag, left + 66, y, _NOTE, self.palette.ink, weight, "right")
        length = max(1.5, share * full)
        self.sheet.box(left + 74, y - 5, length, 10, colour, colour)
        self.sheet.label(
            f"{share:.2f}", left + 74 + length + 6, y, _NOTE, self.palette.ink, weight, "left"
        )

    def _note(self, text: str, x: float, y: float, align: str = "center") -> None:
        self.sheet.label(text, x, y, _NOTE, self.palette.faint, align=align)


def _set(
    tokens: Sequence[str], width: float
) -> tuple[list[str], list[list[tuple[int, float, float]]]]:
    """Return the words as written, and for each line the places, lefts and widths of its words."""
    for most in (18, 14, 11, 9, 7):
        words = [shortened(token, most) for token in tokens]
        lines: list[list[tuple[int, float, float]]] = [[]]
        x = _LEFT
        for place, word in enumerate(words):
            column = max(_WIDTH, text_width(word, _WORD, "bold") + 6)
            if x > _LEFT and x + column > width - _RIGHT:
                lines.append([])
                x = _LEFT
            lines[-1].append((place, x, column))
            x += column + _GAP
        if len(lines) <= _MOST_LINES:
            break
    return words, lines
