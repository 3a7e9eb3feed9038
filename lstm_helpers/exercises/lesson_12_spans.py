"""Lesson 12, exercise 1: read the entities from a row of BIO tags, whatever their kinds."""

from numbers import Integral

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.span_mistakes import Spans, likely_mistakes, right_spans

# Other kinds than the lesson's: nothing may hang on PER, LOC and ORG.
_ROWS = (
    "O B-DISH O O B-DAY O",
    "O B-DISH I-DISH I-DISH O B-SHIP I-SHIP O",
    "B-DAY B-DAY I-DAY O",  # two that touch
    "O O B-SHIP I-SHIP",  # open at the end
    "B-DISH",
    "I-DAY I-DAY O I-SHIP O",  # nothing was begun
    "O B-DISH I-SHIP I-SHIP O",  # another kind inside
    "B-DAY O I-DAY O",  # a gap
    "O O O",
)


def my_spans(tags):
    """Return (start, end, kind) of each entity, the end not included."""
    spans = []
    open_kind = None  # the kind of the span that could still go on
    for place, tag in enumerate(tags):
        kind = tag[2:]
        if tag == "O":
            open_kind = None
        # Step 1. An I- of the same kind makes the open span one token longer.
        elif tag.startswith("I-") and kind == open_kind:
            start, _, _ = spans[-1]
            spans[-1] = (start, place + 1, kind)
        # Step 2. Everything else begins a span: any B-, and an I- that continues nothing.
        else:
            spans.append((place, place + 1, kind))
            open_kind = kind
    return spans


def _review(attempt: Attempt) -> str:
    rows = [row.split() for row in _ROWS]
    answers = [_answer(attempt, tags) for tags in rows]
    for tags, answer in zip(rows, answers, strict=True):
        expected = right_spans(tags)
        if answer != expected:
            mistakes = likely_mistakes(rows, answers)
            cause = (
                f"Likely cause: {' And: '.join(mistake.cause for mistake in mistakes)}"
                if mistakes
                else _difference(tags, answer, expected)
            )
            raise AnswerError(
                f"Not yet, at {tags}:\n    yours    {answer}\n    expected {expected}\n{cause}"
            )
    return f"Right. On {len(rows)} rows of tags, legal and not, your spans are those of tag_spans."


def _answer(attempt: Attempt, tags: list[str]) -> Spans:
    value = attempt.call(tags=tags)
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        raise AnswerError(
            "Return a list of spans, each (start, end, kind). Yours returned a value of type "
            f"{type(value).__name__}."
        )
    return [_span(tags, part) for part in value]


def _span(tags: list[str], part: object) -> tuple[int, int, str]:
    says = f"Not yet, at {tags}: a span is (start, end, kind), such as (0, 2, 'DISH'); "
    if isinstance(part, np.ndarray):
        part = part.tolist()
    if not isinstance(part, list | tuple) or len(part) != 3:
        raise AnswerError(f"{says}one of yours is {part!r}.")
    start, end, kind = part
    if isinstance(start, str) and not isinstance(kind, str):
        raise AnswerError(f"{says}one of yours is {part!r}, with the kind first. It stands last.")
    for place in (start, end):
        if isinstance(place, bool) or not isinstance(place, Integral):
            raise AnswerError(
                f"{says}one of yours is {part!r}, where {place!r} is no place; wanted a whole "
                "number."
            )
    if not isinstance(kind, str):
        raise AnswerError(f"{says}the kind of one of yours is {kind!r}; wanted a str.")
    return int(start), int(end), kind


def _difference(tags: list[str], answer: Spans, expected: Spans) -> str:
    missing = [span for span in expected if span not in answer]
    if missing:
        start, end, _ = missing[0]
        return f"{missing[0]} is missing, the span of {' '.join(tags[start:end])}."
    extra = [span for span in answer if span not in expected]
    if extra:
        return f"{extra[0]} is too much; no entity stands there."
    return "The spans are right, but some stand twice or in another order than they are read."


EXERCISE = Exercise(
    name="12_spans",
    objectives=("task.tag",),
    prompt=(
        "Write my_spans(tags): tags is a list of BIO tags, of any kinds, such as ['B-DISH', "
        "'I-DISH', 'O']. Return a list of its entities in reading order, each as (start, end, "
        "kind), so that tokens[start:end] is the entity: [(0, 2, 'DISH')]. An I- that continues "
        "nothing, or something of another kind, begins an entity."
    ),
    reference=my_spans,
    review=_review,
    hints=(
        "Go through the tags once, and remember one thing: the kind of the entity that could "
        "still go on, or None. What does each of O, B- and I- do with it?",
        "tag[2:] is the kind. An I- of the kind that is open makes the last span one longer: its "
        "end becomes place + 1. O closes. What is left over?",
        "All else begins a span (place, place + 1, kind): every B-, and every I- that has nothing "
        "of its own kind to continue. Then nothing has to be closed after the loop.",
        "for place, tag in enumerate(tags): if tag == 'O', open_kind = None; elif "
        "tag.startswith('I-') and tag[2:] == open_kind, spans[-1] = (spans[-1][0], place + 1, "
        "open_kind); else append (place, place + 1, tag[2:]) and set open_kind = tag[2:].",
    ),
    imports="# No import is needed.",
)
