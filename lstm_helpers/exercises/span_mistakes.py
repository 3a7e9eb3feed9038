"""The mistakes that learners make when they read spans from BIO tags, each carried out."""

from collections.abc import Callable

from lstm_helpers.exercises.mistake import Mistake, one_or_both_parts
from lstm_helpers.spans import tag_spans

Spans = list[tuple]


def right_spans(tags: list[str]) -> Spans:
    """Return what is wanted: (start, end, kind), the end not included."""
    return [tuple(span) for span in tag_spans(tags)]


def _reading(goes_on: Callable[[str, str, str], bool], begins: Callable[[str], bool]) -> Callable:
    """Return a reader: ``goes_on(kind of the open span, part, kind)``, ``begins(part)``."""

    def read(tags: list[str]) -> Spans:
        spans: Spans = []
        open_kind = ""
        for place, tag in enumerate(tags):
            part, _, kind = tag.partition("-")
            if part != "O" and open_kind and goes_on(open_kind, part, kind):
                start, _, first_kind = spans[-1]
                spans[-1] = (start, place + 1, first_kind)
            elif part != "O" and begins(part):
                spans.append((place, place + 1, kind))
                open_kind = kind
            else:
                open_kind = ""
        return spans

    return read


def _bridged(tags: list[str]) -> Spans:
    spans: Spans = []
    for place, tag in enumerate(tags):
        part, _, kind = tag.partition("-")
        if part == "I" and spans and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], place + 1, kind)
        elif part != "O":
            spans.append((place, place + 1, kind))
    return spans


def _closed_ones(tags: list[str]) -> Spans:
    return [span for span in right_spans(tags) if span[1] < len(tags)]


def _first_begins_only(tags: list[str]) -> Spans:
    return [(k, k + 1, tag[2:]) for k, tag in enumerate(tags) if tag.startswith("B-")]


# Which tokens belong together: each takes the tags, returns spans.
READINGS: tuple[Mistake[Callable[[list[str]], Spans]], ...] = (
    Mistake(
        _closed_ones,
        "a span that is still open when the sentence ends is forgotten. After the loop, close what "
        "is open.",
    ),
    Mistake(
        _reading(lambda own, part, kind: kind == own, lambda part: True),
        "two spans of one kind that touch are run together. B- always begins a new one; that is "
        "what it is for.",
    ),
    Mistake(
        _reading(lambda own, part, kind: part == "I" and kind == own, lambda part: part == "B"),
        "an I- with nothing to continue is dropped. Taggers write such tags; here, as in the usual "
        "scoring, it begins a span.",
    ),
    Mistake(
        _reading(lambda own, part, kind: part == "I", lambda part: True),
        "an I- goes on with a span of another kind. B-PER, I-LOC are two spans, of one token each.",
    ),
    Mistake(
        _reading(lambda own, part, kind: part == "I", lambda part: part == "B"),
        "only B- and I- are looked at, and the kind behind them never: an I- of another kind goes "
        "on with the span, and one with nothing to continue is dropped. Each begins a span.",
    ),
    Mistake(
        _bridged,
        "an I- after O goes on with a span that had ended. O closes it; the I- begins another.",
    ),
    Mistake(
        _reading(lambda own, part, kind: False, lambda part: True),
        "each token is a span of its own. An I- of the same kind belongs to the span before it.",
    ),
    Mistake(
        _first_begins_only,
        "only the tokens with B- are taken. The I- behind them make a span longer.",
    ),
    Mistake(
        lambda tags: right_spans(tags)[:1],
        "only the first span is returned. Perhaps the return line stands inside the loop?",
    ),
)

# How a span is written: each takes right spans, returns them as they were written.
WRITINGS: tuple[Mistake[Callable[[Spans], Spans]], ...] = (
    Mistake(
        lambda spans: [(start, end - 1, kind) for start, end, kind in spans],
        "the end is the last token's place. Wanted is the place after it, so that "
        "tokens[start:end] is the entity.",
    ),
    Mistake(
        lambda spans: [(start + 1, end + 1, kind) for start, end, kind in spans],
        "places are counted from 1. In Python they are counted from 0.",
    ),
    Mistake(
        lambda spans: [(start + 1, end, kind) for start, end, kind in spans],
        "the start is one too high. Places are counted from 0.",
    ),
    Mistake(
        lambda spans: [(start, end - start, kind) for start, end, kind in spans],
        "the second number is the span's length. Wanted is the place after its last token.",
    ),
    Mistake(
        lambda spans: [(start, end, f"B-{kind}") for start, end, kind in spans],
        "the kind still has its B-. Take what stands behind the hyphen: tag[2:].",
    ),
    Mistake(
        lambda spans: spans[::-1],
        "the spans stand in the wrong order: the last comes first. Wanted is reading order.",
    ),
)


def likely_mistakes(rows: list[list[str]], answers: list[Spans]) -> tuple[Mistake, ...]:
    """Find the one or two mistakes that give exactly these answers.

    Parameters
    ----------
    rows : list of list of str
        The tags of each sentence.
    answers : list of list of tuple
        The spans that came, for each sentence.

    Returns
    -------
    tuple of Mistake
        At most one of each part; empty if no known mistake explains the answers.

    Examples
    --------
    >>> (mistake,) = likely_mistakes([["B-PER"]], [[]])
    >>> mistake is READINGS[0]
    True
    """
    for reading, writing in one_or_both_parts(READINGS, WRITINGS):
        read = right_spans if reading is None else reading.does
        write = (lambda spans: spans) if writing is None else writing.does
        if all(write(read(tags)) == answer for tags, answer in zip(rows, answers, strict=True)):
            return tuple(mistake for mistake in (reading, writing) if mistake is not None)
    return ()
