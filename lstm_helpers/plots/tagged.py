"""Tagged sentences: each entity in a box of its kind's colour, with the kind written in it."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, text_width, tint
from lstm_helpers.plots.style import Picture
from lstm_helpers.plots.wording import shortened
from lstm_helpers.spans import tag_spans

# Told apart by the colour-blind, readable on white and on near-black, and none of them a gate's.
_ON_LIGHT = {"PER": "#6A3DB5", "LOC": "#00707F", "ORG": "#9A5200"}
_ON_DARK = {"PER": "#C3A5FF", "LOC": "#5CC8D6", "ORG": "#F0B060"}

MOST_ROWS = 24
_WIDEST = 10_000  # pixels
_WORD, _KIND = 13.5, 10.5  # sizes of the fonts, in pixels of a page
_LINE, _BETWEEN, _SPACE, _MARGIN = 29, 9, 5, 10  # a line's height; between rows; between words
_BOX, _PAD = 23, 6  # height of an entity's box, and the margin inside
_LABEL = 24  # letters of a row's label, which may take a part of a line only


class _Piece(NamedTuple):
    """An entity with its kind, or a token outside."""

    text: str
    kind: str

    @property
    def width(self) -> float:
        if not self.kind:
            return text_width(self.text, _WORD)
        inside = text_width(self.text, _WORD, "bold") + text_width(self.kind, _KIND, "bold")
        return inside + 3 * _PAD


def plot_tagged(
    rows: Sequence[tuple[str, Sequence[str], Sequence[str]]], width: int = 860
) -> Figure:
    """Draw tagged sentences, entities in boxes, each with its kind.

    Parameters
    ----------
    rows : sequence of (str, sequence of str, sequence of str)
        For each row a label, which may be empty, the tokens, and a tag for each.
    width : int
        In pixels of a page, from 300 to 10,000; a longer sentence goes on in the next line, and
        what is too long for a whole line is cut, as a label is after 24 letters.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no row or more than 24, a sentence has no token, or the tags don't fit.

    Examples
    --------
    >>> picture = plot_tagged([("true", ["Rose", "Bly", "sang"], ["B-PER", "I-PER", "O"])])
    >>> picture.get_size_inches().tolist()
    [10.75, 0.6]
    """
    rows = _validate.entries("rows", rows, "a list of (label, tokens, tags)")
    if not 1 <= len(rows) <= MOST_ROWS:
        raise ValueError(f"rows must hold 1 to {MOST_ROWS} sentences; got {len(rows)}")
    width = _validate.whole("width", width, 300, _WIDEST)
    palette = Palette.on(dark=False)
    sheet, height = tagged_sheet([_pieces(k, row) for k, row in enumerate(rows)], palette, width)
    picture = Picture(figsize=(width / 80, height / 80), facecolor=palette.ground)
    axes = picture.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(-height, 0))
    axes.axis("off")
    sheet.draw_on(axes)
    return picture


def entity_colour(kind: str, palette: Palette) -> str:
    """Return the colour of a kind of entity on a ground; that of text for other kinds.

    Parameters
    ----------
    kind : str
        Such as ``"PER"``.
    palette : Palette
        Of the ground.

    Returns
    -------
    str
        As in ``"#AABBCC"``.

    Examples
    --------
    >>> entity_colour("PER", Palette.on(dark=False)), entity_colour("PER", Palette.on(dark=True))
    ('#6A3DB5', '#C3A5FF')
    """
    dark = palette.gates == Palette.on(dark=True).gates
    return (_ON_DARK if dark else _ON_LIGHT).get(kind, palette.ink)


def tagged_sheet(
    rows: Sequence[tuple[str, list[_Piece]]], palette: Palette, width: float
) -> tuple[Sheet, float]:
    """Lay out labelled rows in `width` pixels, from y = 0 downwards; return the height as well."""
    sheet = Sheet()
    rows = [(shortened(label, _LABEL), pieces) for label, pieces in rows]
    labels = [label for label, _ in rows]
    left = max(text_width(label, _WORD, "bold") for label in labels)
    left = _MARGIN + (left + 14 if left else 0)
    y = -_MARGIN / 2
    for label, pieces in rows:
        y -= _LINE / 2 + _BETWEEN / 2
        if label:
            sheet.label(label, _MARGIN, y, _WORD, palette.faint, "bold", "left")
        x = left
        for piece in (_fitting(piece, width - _MARGIN - left) for piece in pieces):
            if x > left and x + piece.width > width - _MARGIN:
                x, y = left, y - _LINE
            _draw(sheet, piece, x, y, palette)
            x += piece.width + _SPACE
        y -= _LINE / 2 + _BETWEEN / 2
    return sheet, _MARGIN / 2 - y


def _fitting(piece: _Piece, room: float) -> _Piece:
    """Cut a piece that is wider than a whole line, so that its kind can be seen."""
    cut = piece
    for most in range(len(piece.text), 1, -1):
        cut = piece._replace(text=shortened(piece.text, most))
        if cut.width <= room:
            break
    return cut


def _draw(sheet: Sheet, piece: _Piece, x: float, y: float, palette: Palette) -> None:
    if not piece.kind:
        sheet.label(piece.text, x, y, _WORD, palette.ink, align="left")
        return
    colour = entity_colour(piece.kind, palette)
    fill = tint(colour, palette.ground, 0.14)
    sheet.box(x, y - _BOX / 2, piece.width, _BOX, fill, colour, line=1.3)
    sheet.label(piece.text, x + _PAD, y, _WORD, palette.ink, "bold", "left")
    end = x + piece.width - _PAD
    sheet.label(piece.kind, end, y, _KIND, colour, "bold", "right")


def _pieces(place: int, row: object) -> tuple[str, list[_Piece]]:
    """Return a row's label and pieces, refusing what is no tagged sentence."""
    parts = _validate.entries(f"rows[{place}]", row, "a label, tokens, and a tag for each")
    if len(parts) != 3:
        raise ValueError(f"rows[{place}] must be (label, tokens, tags); got {len(parts)} parts")
    label = _validate.text(f"the label of rows[{place}]", parts[0])
    tokens = _validate.texts(f"the tokens of rows[{place}]", parts[1])
    spans = {span.start: span for span in tag_spans(parts[2])}
    if not tokens or len(tokens) != len(list(parts[2])):
        raise ValueError(
            f"rows[{place}] must hold a tag for each of its tokens, at least one; got "
            f"{len(tokens)} tokens and {len(list(parts[2]))} tags"
        )
    pieces, t = [], 0
    while t < len(tokens):
        end, kind = (spans[t].end, spans[t].kind) if t in spans else (t + 1, "")
        pieces.append(_Piece(" ".join(tokens[t:end]), kind))
        t = end
    return label, pieces
