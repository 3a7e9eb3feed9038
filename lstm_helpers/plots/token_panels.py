"""Draws the stages of a pipeline that are words and ids: text, ids, padded ids."""

import textwrap
from collections.abc import Sequence

import numpy as np

from lstm_helpers.pipeline import Stages
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.pixels import Box, Panel
from lstm_helpers.tokenizer import UNKNOWN_ID

_CHARACTER = 6.9  # pixels, of a font of size 10
_MOST_CHARACTERS = 240
_ROW = 54  # pixels, of a token and its id
_GAP = 6  # pixels, between boxes
_MARK = "unknown"


def draw_text(panel: Panel, stages: Stages) -> None:
    """Draw the text as it was typed, in one run of words."""
    size = 15 if panel.height > 60 else 12
    text = _cut_at_a_word(" ".join(stages.texts[0].split()), _MOST_CHARACTERS)
    words = textwrap.wrap(f"“{text}”", max(12, int(panel.width / (0.75 * size))))
    panel.page.write(*panel.middle, "\n".join(words), ha="center", fontsize=size, linespacing=1.6)


def _cut_at_a_word(text: str, most: int) -> str:
    """Cut a long text before a word, or within one that fills more than half of the room."""
    if len(text) <= most:
        return text
    end = text.rfind(" ", 0, most - 1)  # the words before it, a space and a dot are `most` at most
    return f"{text[:end]} …" if end >= most // 2 else short(text, most)


def draw_ids(panel: Panel, stages: Stages) -> None:
    """Draw each token in a box with its id below."""
    faint = {"color": panel.page.palette.faint}
    tokens, ids = stages.tokens[0], stages.ids[0]
    if not tokens:
        panel.page.write(*panel.middle, "an empty list", ha="center", **faint)
        return
    rows = _in_rows([_box_width(*each) for each in zip(tokens, ids, strict=True)], panel.width)
    shown = rows[: max(1, int(panel.height // _ROW))]
    x, y = panel.middle
    y += _ROW / 2 * len(shown) - 17
    start = 0
    for widths in shown:
        end = start + len(widths)
        lefts = x - (sum(widths) + _GAP * (len(widths) - 1)) / 2
        lefts += np.cumsum([0, *widths[:-1]]) + _GAP * np.arange(len(widths))
        boxes = [(left, y - 12, width, 24) for left, width in zip(lefts, widths, strict=True)]
        _cells(panel, boxes, ids[start:end], [short(token, 30) for token in tokens[start:end]])
        for left, width, id_ in zip(lefts, widths, ids[start:end], strict=True):
            words = f"{id_} {_MARK}" if id_ == UNKNOWN_ID else str(id_)
            colour = token_colour(panel.page.palette, id_)
            panel.page.write(left + width / 2, y - 24, words, ha="center", color=colour)
        start, y = end, y - _ROW
    if left_over := len(tokens) - start:
        words = f"and {left_over} more"
        panel.page.write(panel.right, panel.bottom, words, ha="right", **faint)


def _in_rows(widths: list[float], room: float) -> list[list[float]]:
    rows: list[list[float]] = []
    used = np.inf
    for width in widths:
        if used + width + _GAP > room:
            rows.append([])
            used = 0
        rows[-1].append(width)
        used += width + _GAP
    return rows


def _box_width(token: str, id_: int) -> float:
    below = len(f"1 {_MARK}") if id_ == UNKNOWN_ID else 2
    return 18 + _CHARACTER * max(below, len(short(token, 30)))


def _cells(
    panel: Panel,
    boxes: Sequence[Box],
    ids: Sequence[int],
    words: Sequence[str],
) -> None:
    """Draw boxes of known and, dashed, of unknown tokens, with words in them."""
    palette = panel.page.palette
    known = [box for box, id_ in zip(boxes, ids, strict=True) if id_ != UNKNOWN_ID]
    unknown = [box for box, id_ in zip(boxes, ids, strict=True) if id_ == UNKNOWN_ID]
    if known:
        panel.page.boxes(known, facecolor=palette.raised, edgecolor=palette.faint, linewidth=0.6)
    if unknown:
        panel.page.boxes(unknown, edgecolor=palette.unknown, linestyle="--", linewidth=1.2)
    for (left, bottom, width, height), id_, word in zip(boxes, ids, words, strict=True):
        x, y = left + width / 2, bottom + height / 2
        panel.page.write(x, y, word, ha="center", color=token_colour(palette, id_))


def draw_padded(panel: Panel, stages: Stages) -> None:
    """Draw a row of ids, padding hatched, with the tokens below."""
    page, row, mask = panel.page, stages.padded[0], stages.mask[0]
    palette = page.palette
    width = min(82.0, panel.width / len(row))
    left, y = panel.middle[0] - width * len(row) / 2, panel.middle[1]
    boxes = [(left + t * width + 1.5, y - 16, width - 3, 32) for t in range(len(row))]
    hatch(panel, [box for box, read in zip(boxes, mask, strict=True) if not read])
    read = np.flatnonzero(mask)
    _cells(panel, [boxes[t] for t in read], row[read], [str(row[t]) for t in read])
    on_ground = {"facecolor": palette.ground, "edgecolor": "none", "pad": 1.5}
    for t in np.flatnonzero(~mask):
        page.write(boxes[t][0] + width / 2 - 1.5, y, "0", ha="center", bbox=on_ground)

    words, lost = kept_and_lost(stages)
    upright = max((len(short(word, 12)) for word in words), default=0) * 6.4 > width - 4
    style = {"rotation": 90, "va": "top", "y": y - 21} if upright else {"y": y - 30}
    for t, word in enumerate(words):
        colour = token_colour(palette, row[t])
        page.write(
            left + (t + 0.5) * width, words=short(word, 12), ha="center", color=colour, **style
        )
    above = y + 34
    if lost and panel.height > 100:
        said = _cut_at_a_word(" ".join(lost), int(panel.width / 7) - 24)
        words = f"no place for: {said}"
        page.write(panel.middle[0], above, words, ha="center", color=palette.unknown)
    elif not mask.all() and panel.height > 100:
        places = int((~mask).sum())
        words = f"hatched: padding, {places} place{'s' * (places != 1)} that the mask skips"
        page.write(panel.middle[0], above, words, ha="center", color=palette.faint)


def kept_and_lost(stages: Stages) -> tuple[list[str], list[str]]:
    """Return the first text's token at each place, empty at padding, and the tokens cut off."""
    mask, ids, tokens = stages.mask[0], stages.ids[0], stages.tokens[0]
    read = int(mask.sum())
    cut = len(ids) - read
    from_the_end = ids[cut:] == stages.padded[0][mask].tolist()
    kept = iter(tokens[cut:] if from_the_end else tokens[:read])
    lost = tokens[:cut] if from_the_end else tokens[read:]
    return [next(kept) if there else "" for there in mask], lost


def short(token: str, most: int) -> str:
    """Return a token, cut if it is longer than `most` letters."""
    return token if len(token) <= most else f"{token[: most - 1]}…"


def token_colour(palette: Palette, id_: int, read: bool = True) -> str:
    """Return the colour of a token's words: another one if it is unknown."""
    return palette.unknown if read and id_ == UNKNOWN_ID else palette.ink


def hatch(panel: Panel, boxes: Sequence[Box]) -> None:
    """Fill boxes with the sign of padding."""
    palette = panel.page.palette
    if boxes:
        panel.page.boxes(
            boxes, facecolor=palette.ground, edgecolor=palette.faint, hatch="////", linewidth=0.5
        )
