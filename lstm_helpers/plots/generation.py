"""What a language model expects next, and what it writes."""

import re
from collections.abc import Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.character_model import Continuation
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, tint
from lstm_helpers.plots.wording import character_name

MOST_BARS = 15
# A character is shaded by its probability: from this downwards, and so strongly.
SHADES = ((0.5, 0.0), (0.1, 0.14), (0.01, 0.32), (0.0, 0.55))
UNDERLINED = 0.1  # what is less likely has a line below, for colour never speaks alone

# In pixels of a page, y upwards.
_HEIGHT = 420
_TOP = 352  # the upper edge of the first bar and of the first line of text
_BAR, _LINE, _ADVANCE = 22, 22, 8.5  # a bar's row; a line of text; a character's width
_LEFT, _NAME, _RIGHT, _GAP = 14, 66, 14, 34
_BARS_SHARE = 0.40  # of the width


class GenerationFigure(LiveFigure):
    """Bars of the next character on the left, the text that was written on the right.

    A filled bar is the probability at the chosen temperature, a hollow one that at temperature 1.
    In the text a character is shaded, and underlined, where the model itself found it unlikely.

    Examples
    --------
    >>> from lstm_helpers import continue_text, load_verse_model
    >>> from lstm_helpers.plots.live import Look
    >>> GenerationFigure().png(continue_text(load_verse_model(), "The "), Look())[1:4]
    b'PNG'
    """

    height = _HEIGHT

    def stage(self, figure: Figure, scene: Continuation, palette: Palette) -> None:
        """Make the axes, in pixels of a page; they are empty, for nothing in the picture stays."""
        self._width = figure.get_figwidth() * 80
        self._axes = figure.add_axes((0, 0, 1, 1), xlim=(0, self._width), ylim=(0, _HEIGHT))
        self._axes.axis("off")
        self._palette, self._drawn = palette, []

    def move(self, scene: Continuation) -> Iterable[Artist]:
        """Put a new sheet in place of the old one."""
        for artist in self._drawn:
            artist.remove()
        sheet = generation_sheet(scene, self._palette, self._width)
        self._drawn = sheet.draw_on(self._axes, animated=True)
        return self._drawn


def plot_generation(continuation: Continuation) -> Figure:
    """Draw what may come next after a prompt, and the text that was written.

    Parameters
    ----------
    continuation : Continuation
        What `continue_text` gives.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `continuation` is something else.

    Examples
    --------
    >>> from lstm_helpers import continue_text, load_verse_model
    >>> len(plot_generation(continue_text(load_verse_model(), "The ", length=40)).axes)
    1
    """
    _validate.instance("continuation", continuation, Continuation)
    return GenerationFigure().still(continuation)


def generation_sheet(scene: Continuation, palette: Palette, width: float) -> Sheet:
    """Lay out the whole picture in `width` pixels."""
    sheet = Sheet()
    middle = _LEFT + _BARS_SHARE * (width - _LEFT - _RIGHT)
    _bars(sheet, scene, palette, middle)
    _text(sheet, scene, palette, middle + _GAP, width - _RIGHT)
    return sheet


def _bars(sheet: Sheet, scene: Continuation, palette: Palette, right: float) -> None:
    ends = scene.prompt[-12:].replace("\n", "↵")
    start = "…" if len(scene.prompt) > 12 else ""
    _bold(sheet, palette, f"What comes after “{start}{ends}”", _LEFT, _HEIGHT - 16)
    zero, full = _LEFT + _NAME, right - 44
    order = np.argsort(-scene.next, kind="stable")[:MOST_BARS]
    # The scale follows the highest of all bars, but not below it: small differences stay small.
    unit = (full - zero) / max(0.25, scene.next.max(), scene.plain.max())
    y = _HEIGHT - 42
    sheet.box(_LEFT, y - 6, 16, 12, palette.accent, palette.accent)
    _note(sheet, palette, f"temperature {scene.temperature:g}", _LEFT + 22, y)
    sheet.box(_LEFT + 130, y - 6, 16, 12, "none", palette.ink, line=1.3)
    _note(sheet, palette, "temperature 1", _LEFT + 152, y)
    for row, id_ in enumerate(order):
        y = _TOP - _BAR * (row + 0.5)
        name = character_name(scene.characters[id_])
        sheet.label(name, zero - 8, y, 12, palette.ink, "bold", "right", "monospace")
        now, plain_one = unit * scene.next[id_], unit * scene.plain[id_]
        sheet.box(zero, y - 6, max(now, 0.5), 12, palette.accent, palette.accent)
        sheet.box(zero, y - 8, max(plain_one, 0.5), 16, "none", palette.ink, line=1.3)
        _note(sheet, palette, percent(scene.next[id_]), zero + max(now, plain_one) + 6, y)
    others = len(scene.characters) - len(order)
    if others:
        rest = percent(max(0.0, 1 - scene.next[order].sum()))
        _note(sheet, palette, f"the {others} others together {rest}", zero, _TOP - _BAR * 15.5)


def _text(sheet: Sheet, scene: Continuation, palette: Palette, left: float, right: float) -> None:
    _bold(sheet, palette, f"What it writes, seed {scene.seed}", left, _HEIGHT - 16)
    x, y = left, _HEIGHT - 42
    for words, (_, share) in zip(("≥ 50%", "< 50%", "< 10%", "< 1%"), SHADES, strict=True):
        fill = _shade(palette, share)
        wide = 16 + 7 * len(words)
        sheet.box(x, y - 9, wide, 18, fill, palette.faint)
        if share > SHADES[1][1]:
            sheet.wire([(x + 8, y - 7), (x + wide - 8, y - 7)], palette.ink, line=1.3)
        sheet.label(words, x + wide / 2, y, 11, palette.ink)
        x += wide + 8
    columns = int((right - left) // _ADVANCE)
    rows = int((_TOP - 28) // _LINE)
    told = f"to the model {scene.nats:.2f} nats a character, perplexity {np.exp(scene.nats):.1f}"
    _note(sheet, palette, told, left, _TOP - _BAR * 15.5)
    placed = wrapped(scene.prompt + scene.text, columns)
    for place, (character, row, column) in enumerate(placed):
        if row >= rows:
            _note(sheet, palette, "…", left, _TOP - _LINE * (rows + 0.5))
            break
        x, y = left + _ADVANCE * column, _TOP - _LINE * (row + 0.5)
        added = place - len(scene.prompt)
        if added >= 0:
            _mark(sheet, palette, scene.probabilities[added], x, y)
        shown = "↵" if character == "\n" else character
        if shown != " ":
            colour = palette.faint if shown == "↵" else palette.ink
            weight = "normal" if added >= 0 else "bold"
            sheet.label(shown, x, y, 13.5, colour, weight, "left", "monospace")


def _mark(sheet: Sheet, palette: Palette, probability: float, x: float, y: float) -> None:
    share = next(share for least, share in SHADES if probability >= least)
    if share:
        fill = _shade(palette, share)
        sheet.box(x, y - _LINE / 2 + 1, _ADVANCE, _LINE - 2, fill, fill, line=0)
    if probability < UNDERLINED:
        low = y - _LINE / 2 + 2.5
        sheet.wire([(x + 0.5, low), (x + _ADVANCE - 0.5, low)], palette.ink, line=1.3)


def wrapped(text: str, columns: int) -> list[tuple[str, int, int]]:
    r"""Give each character of a text its row and column; a word stays whole where it fits.

    Parameters
    ----------
    text : str
        Any text.
    columns : int
        Characters in a row, 2 or more; a new line character takes a place and ends the row.

    Returns
    -------
    list of (str, int, int)
        Character, row, column; rows and columns are counted from 0.

    Examples
    --------
    >>> [place[1:] for place in wrapped("a\nb cd", columns=3)]
    [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    """
    placed, row, column = [], 0, 0
    # A word with what ends it, so that no row begins with a space.
    for word in re.findall(r"[^ \n]*[ \n]|[^ \n]+", text):
        if column and column + len(word) > columns >= len(word.rstrip()) > 0:
            row, column = row + 1, 0
        for character in word:
            if column == columns:
                row, column = row + 1, 0
            placed.append((character, row, column))
            column += 1
        if word.endswith("\n"):
            row, column = row + 1, 0
    return placed


def percent(share: float) -> str:
    """Write a share so that little is told from nothing, and nearly all from all.

    Parameters
    ----------
    share : float
        From 0 to 1.

    Returns
    -------
    str

    Examples
    --------
    >>> percent(0.624), percent(0.0312), percent(0.0004)
    ('62%', '3.1%', '< 0.1%')
    >>> percent(0.9977), percent(0.99998)
    ('99.8%', '> 99.9%')
    """
    if share < 0.001:
        return "< 0.1%"
    if share > 0.999:
        return "> 99.9%"
    return f"{share:.0%}" if 0.0995 <= share < 0.995 else f"{share:.1%}"


def _shade(palette: Palette, share: float) -> str:
    return tint(palette.unknown, palette.ground, share)


def _bold(sheet: Sheet, palette: Palette, text: str, x: float, y: float) -> None:
    sheet.label(text, x, y, 13, palette.ink, "bold", "left")


def _note(sheet: Sheet, palette: Palette, text: str, x: float, y: float) -> None:
    sheet.label(text, x, y, 11, palette.faint, align="left")
