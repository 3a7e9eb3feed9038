"""Tells whether one question says too much about another to be asked in the same test."""

import math
import re
from collections import Counter
from functools import cache

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.item import Item

# Pairs of the bank above this share of common, telling words were read one by one: most ask the
# same with other numbers. Far below it they share no more than the course's own terms.
ALIKE = 0.2
_SHORTEST_NUMBER = 3  # characters; a 7 or a 10 stands in too many questions to tell anything

_WORD = re.compile(r"[a-z_]{3,}|[0-9][0-9.,]*")


def gives_away(one: Item, other: Item) -> bool:
    """Tell whether two questions are too close to be asked in one test.

    Parameters
    ----------
    one, other : Item
        Two questions of the course.

    Returns
    -------
    bool
        True if they have an objective or a foreseen mistake in common, if one shows the other's
        key, or if they are worded much alike.

    Notes
    -----
    Alike: the cosine of their words, each weighted by log(N / n), where n of the N questions hold
    it (inverse document frequency, Spärck Jones 1972).

    Examples
    --------
    >>> gates = load_bank("05_gates")
    >>> gives_away(gates.item("parameters_5_3"), gates.item("parameters_5_3"))
    True
    """
    if one.objective == other.objective or _beliefs(one) & _beliefs(other):
        return True
    return _shows_key(one, other) or _shows_key(other, one) or _likeness(one, other) > ALIKE


def _beliefs(item: Item) -> set[str]:
    return {option.misconception for option in item.options if option.misconception}


def _shows_key(shower: Item, asked: Item) -> bool:
    shown = _shown(shower).lower()
    for key in (asked.option(name).text.strip().lower() for name in asked.key):
        if asked.kind in ("one", "prints") and key in shown:
            return True
        if asked.kind in ("number", "shape") and len(key) >= _SHORTEST_NUMBER:
            alone = rf"(?<![\w.,]){re.escape(key)}(?![\w]|[.,][0-9])"
            if re.search(alone, shown):
                return True
    return False


def _shown(item: Item) -> str:
    """Return all of a question that is on the page before it is answered."""
    typed = item.kind in ("number", "shape")
    options = () if typed else (option.text for option in item.options)
    return " ".join([item.prompt, item.code or "", *options])


@cache
def _words(item: Item) -> frozenset[str]:
    texts = [item.prompt, item.code or "", *(option.text for option in item.options)]
    return frozenset(_WORD.findall(" ".join(texts).lower()))


@cache
def _weights() -> dict[str, float]:
    asked = [item for lesson in lessons() for item in load_bank(lesson).items]
    held = Counter(word for item in asked for word in _words(item))
    return {word: math.log(len(asked) / count) for word, count in held.items()}


def _likeness(one: Item, other: Item) -> float:
    def length(words: frozenset[str]) -> float:
        return sum(_weights().get(word, 0.0) ** 2 for word in words)

    common = length(_words(one) & _words(other))
    return common / math.sqrt(length(_words(one)) * length(_words(other)) or 1.0)
