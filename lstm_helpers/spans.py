"""Spans: what the tags of a sentence say together, each entity with its start, end and kind."""

from collections.abc import Sequence
from typing import NamedTuple

from lstm_helpers import _validate


class Span(NamedTuple):
    """One entity: ``tokens[start:end]``, and what it is.

    Attributes
    ----------
    start, end : int
        Its first token, and the one after its last, counted from 0.
    kind : str
        What stands behind ``B-``, such as ``"PER"``.

    Examples
    --------
    >>> span = Span(1, 3, "LOC")
    >>> ["in", "New", "York", "."][span.start : span.end]
    ['New', 'York']
    """

    start: int
    end: int
    kind: str


def tag_spans(tags: Sequence[str]) -> list[Span]:
    """Return the entities that a row of BIO tags marks.

    ``B-`` begins an entity, ``I-`` continues it, ``O`` is outside. An ``I-`` with nothing to
    continue, or of another kind than what stands before it, begins an entity of its own, as in the
    scoring of the CoNLL tasks.

    Parameters
    ----------
    tags : sequence of str, length T
        ``"O"``, ``"B-…"`` or ``"I-…"`` for each token.

    Returns
    -------
    list of Span
        In reading order; they never overlap.

    Raises
    ------
    ValueError
        If a tag is none of these.

    Examples
    --------
    >>> tag_spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"])
    [Span(start=0, end=2, kind='PER'), Span(start=3, end=4, kind='LOC'), \
Span(start=4, end=5, kind='LOC')]
    """
    spans: list[Span] = []
    for place, tag in enumerate(checked_tags("tags", tags)):
        part, _, kind = tag.partition("-")
        goes_on = bool(spans) and spans[-1].end == place and spans[-1].kind == kind
        if part == "I" and goes_on:
            spans[-1] = spans[-1]._replace(end=place + 1)
        elif part != "O":
            spans.append(Span(place, place + 1, kind))
    return spans


def may_follow(before: str | None, tag: str) -> bool:
    """Tell whether BIO allows a tag after another: ``I-`` only goes on with what was begun.

    Parameters
    ----------
    before : str or None
        The tag of the token before; None at the start of a sentence.
    tag : str
        The tag in question.

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        If one of them is no tag.

    Examples
    --------
    >>> may_follow("B-PER", "I-PER"), may_follow("B-PER", "I-LOC"), may_follow(None, "I-PER")
    (True, False, False)
    """
    before = "O" if before is None else _checked("before", before)
    tag = _checked("tag", tag)
    return not tag.startswith("I-") or (before != "O" and before[2:] == tag[2:])


def checked_tags(name: str, tags: object) -> list[str]:
    """Return tags as a list, refusing what is no BIO tag.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    tags : iterable of str
        What the caller passed.

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If `tags` is a single str, or one of them is no tag.

    Examples
    --------
    >>> checked_tags("tags", ["PER"])
    Traceback (most recent call last):
    ValueError: each of tags must be O, or B- or I- and a kind, as in B-PER; got 'PER'
    """
    found = _validate.entries(name, tags, "a list of tags, such as ['B-PER', 'O']")
    return [_checked(f"each of {name}", tag) for tag in found]


def _checked(name: str, tag: object) -> str:
    if not (isinstance(tag, str) and (tag == "O" or (tag[:2] in ("B-", "I-") and tag[2:]))):
        raise ValueError(
            f"{name} must be O, or B- or I- and a kind, as in B-PER; got {_validate.brief(tag)}"
        )
    return str(tag)
