"""Sentences put together from patterns and names: more to learn from than anyone writes by hand."""

import re
from collections.abc import Callable
from functools import cache

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.corpus.tagged import TaggedCorpus

PATTERNS_FILE = DATA_FOLDER / "entity_patterns.txt"

_TAG = {"PER": "PER", "LOC": "LOC", "FIRM": "ORG", "BODY": "ORG", "TEAM": "ORG"}
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def pattern_parts() -> dict[str, tuple[str, ...]]:
    """Return the names and half-sentences of the course, by the heading they stand under.

    Returns
    -------
    dict of str to tuple of str
        Such as ``"places"``, or ``"PER does"``: what can follow the name of a person.

    Examples
    --------
    >>> parts = pattern_parts()
    >>> parts["titles"][:3], "exports coffee" in parts["LOC does"]
    (('Mr', 'Mrs', 'Miss'), True)
    """
    parts, entries = {}, None
    for line in PATTERNS_FILE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(.+)\]", line):
            entries = parts.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            entries += [entry.strip() for entry in line.split(" | ")]
    return {heading: tuple(entries) for heading, entries in parts.items()}


def pattern_sentences(count: int, seed: int = 0) -> TaggedCorpus:
    """Put sentences together from patterns, each name tagged for what the pattern says of it.

    About half of them are the hard kind: a name with several readings stands first, or behind
    words that fit a person and a place alike, and only what follows tells which it is.

    Parameters
    ----------
    count : int
        Number of sentences, at least 1.
    seed : int
        The same seed gives the same sentences on any machine.

    Returns
    -------
    TaggedCorpus
        All of split ``"train"`` and kind ``"plain"``; some may be alike.

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> few = pattern_sentences(2, seed=3)
    >>> len(few), set(few.splits)
    (2, {'train'})
    """
    count = _validate.whole("count", count, low=1)
    random = np.random.default_rng(_validate.whole("seed", seed, 0, 2**32 - 1))
    rows = [_sentence(random) for _ in range(count)]
    tokens, tags = zip(*rows, strict=True)
    return TaggedCorpus(tokens, tags, ("train",) * count, ("plain",) * count, ("",) * count)


def with_patterns(
    sentences: TaggedCorpus, count: int, repeat: int = 4, seed: int = 0
) -> TaggedCorpus:
    """Return written sentences several times over, and sentences from patterns behind them.

    Parameters
    ----------
    sentences : TaggedCorpus
        What was written by hand; it must not drown in what is made by the thousand.
    count : int
        Number of sentences from patterns, at least 1.
    repeat : int
        How often each written sentence stands in the result.
    seed : int
        See `pattern_sentences`.

    Returns
    -------
    TaggedCorpus

    Raises
    ------
    ValueError
        If `sentences` is something else, or a number is out of range.

    Examples
    --------
    >>> from lstm_helpers import load_corpus
    >>> train = load_corpus("entities").select("train")
    >>> len(train), len(with_patterns(train, 100, repeat=2))
    (528, 1156)
    """
    _validate.instance("sentences", sentences, TaggedCorpus)
    repeat = _validate.whole("repeat", repeat, low=1)
    made = pattern_sentences(count, seed)
    columns = vars(sentences).items()
    return TaggedCorpus(*(rows * repeat + getattr(made, name) for name, rows in columns))


def _sentence(random: np.random.Generator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Choose a pattern, then a name for each of its slots."""

    def pick(heading: str) -> str:
        parts = pattern_parts()[heading]
        return parts[random.integers(len(parts))]

    tokens, tags = [], []
    for word in _pattern(random, pick).split():
        if slot := _SLOT.fullmatch(word):
            name = _name(slot[1], random, pick).split()
            outside = name[0] == "the"
            tokens += name
            kind = _TAG[slot[1]]
            inside = len(name) - outside - 1
            tags += ["O"] * outside + [f"B-{kind}"] + [f"I-{kind}"] * inside
        else:
            tokens.append(word)
            tags.append("O")
    tokens[0] = tokens[0][0].upper() + tokens[0][1:]
    return tuple(tokens), tuple(tags)


def _pattern(random: np.random.Generator, pick: Callable[[str], str]) -> str:
    form = random.random()
    if form < 0.05:
        return pick("O sentences")
    if form < 0.12:
        return pick("O word sentences")
    if form < 0.22:
        does = "PER does" if form < 0.15 else "O does"
        return f"{pick('O subjects')} {pick(does)} ."
    if form < 0.52:
        return pick("anywhere")
    if form < 0.60:
        kind = ("PER", "LOC")[random.integers(2)]
        return f"{pick('leads')} {{{kind}}} {pick(f'after {kind}')} ."
    kind = ("PER", "PER", "LOC", "LOC", "FIRM", "BODY", "TEAM")[random.integers(7)]
    first = _predicate(kind, random, pick)
    if random.random() < 0.25:
        first += f" {('and', 'but', ', then')[random.integers(3)]} {_predicate(kind, random, pick)}"
    return f"{{{kind}}} {first} ."


def _predicate(kind: str, random: np.random.Generator, pick: Callable[[str], str]) -> str:
    """Return what a name of a kind does: written as a whole, or from a verb and an object."""
    if random.random() < 0.5 or kind == "TEAM":
        return pick(f"{kind} does")
    verbs = kind if kind in ("PER", "LOC") else "ORG"
    objects = {"PER": "objects", "LOC": "", "ORG": "ORG objects"}[verbs]
    said = f"{pick(f'{verbs} verbs')} {pick(objects) if objects else '{LOC}'}"
    return f"{said} {pick('tails')}" if random.random() < 0.4 else said


def _name(slot: str, random: np.random.Generator, pick: Callable[[str], str]) -> str:
    if slot != "BODY" and random.random() < 0.35:
        return pick(f"several readings: {slot}")
    return _MAKERS[slot](random.random(), pick)


def _person(form: float, pick: Callable[[str], str]) -> str:
    if form < 0.4:
        return pick("first names")
    if form < 0.7:
        return f"{pick('first names')} {pick('last names')}"
    if form < 0.73:
        return f"{pick('first names')} {pick('name links')} {pick('last names')}"
    if form < 0.88:
        return f"{pick('titles')} {pick('last names')}"
    if form < 0.93:
        return f"{pick('titles')} {pick('first names')} {pick('last names')}"
    return f"the {pick('last names')}s" if form < 0.96 else pick("last names")


def _place(form: float, pick: Callable[[str], str]) -> str:
    if form < 0.65:
        return pick("places")
    made = pick("place starts") + pick("place ends")
    if form < 0.82:
        return made
    filling = (made, pick("last names"), pick("first names"))[int(form * 1000) % 3]
    return pick("place parts").replace("*", filling)


def _firm(form: float, pick: Callable[[str], str]) -> str:
    if form < 0.35:
        return pick("firms")
    if form < 0.45:
        return pick("firm starts" if form < 0.4 else "last names")
    filling = (pick("firm starts"), pick("last names"), pick("places"))[int(form * 1000) % 3]
    return pick("firm parts").replace("*", filling)


def _body(form: float, pick: Callable[[str], str]) -> str:
    if form < 0.3:
        return pick("bodies")
    filling = (pick("body words"), pick("places"), pick("last names"))[int(form * 1000) % 3]
    return pick("body parts").replace("*", filling)


def _team(form: float, pick: Callable[[str], str]) -> str:
    if form < 0.3:
        return pick("teams")
    place = pick("places") if form < 0.75 else pick("place starts") + pick("place ends")
    return place if form < 0.5 else pick("team parts").replace("*", place)


_MAKERS = {"PER": _person, "LOC": _place, "FIRM": _firm, "BODY": _body, "TEAM": _team}
