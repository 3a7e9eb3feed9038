"""Sentences put together from patterns and names: more to learn from than anyone writes by hand."""

import re
from collections.abc import Callable

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.corpus.tagged import TaggedCorpus
from lstm_helpers.entity_names import name_for, picker
from lstm_helpers.spans import tag_spans

_TAG = {"PER": "PER", "LOC": "LOC", "FIRM": "ORG", "BODY": "ORG", "TEAM": "ORG"}
_EXCHANGED = 0.75  # the share of names that are exchanged
_SLOT = re.compile(r"\{(\w+)\}")


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
    """Return written sentences, the same with other names, and sentences from patterns.

    Parameters
    ----------
    sentences : TaggedCorpus
        What was written by hand; it must not drown in what is made by the thousand.
    count : int
        Number of sentences from patterns, at least 1.
    repeat : int
        How often each written sentence stands in the result: once as it is, then with most of its
        names exchanged for others of their kind, so that what stands around a name is learned and
        not the name.
    seed : int
        See `pattern_sentences`; also chooses the names.

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
    made, random = pattern_sentences(count, seed), np.random.default_rng([seed, 1])
    tokens, tags = sentences.tokens, sentences.tags
    for _ in range(repeat - 1):
        pairs = zip(sentences.tokens, sentences.tags, strict=True)
        renamed = [_renamed(*pair, random) for pair in pairs]
        tokens += tuple(row for row, _ in renamed)
        tags += tuple(row for _, row in renamed)
    size = len(tokens)
    plain = (("train",) * size, ("plain",) * size, ("",) * size)
    written = TaggedCorpus(tokens, tags, *plain)
    return TaggedCorpus(*(rows + getattr(made, name) for name, rows in vars(written).items()))


def _renamed(
    tokens: tuple[str, ...], tags: tuple[str, ...], random: np.random.Generator
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Exchange most names of a sentence."""
    slots = {"PER": ("PER",), "LOC": ("LOC",), "ORG": ("FIRM", "BODY", "TEAM")}
    words, marks, done = [], [], 0
    for start, end, kind in tag_spans(tags):
        words += tokens[done:start]
        marks += tags[done:start]
        if random.random() < _EXCHANGED:
            choices = slots[kind]
            name = name_for(choices[random.integers(len(choices))], random).split()
            name = name[name[0] == "the" :]
            words += name
            marks += [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
        else:
            words += tokens[start:end]
            marks += tags[start:end]
        done = end
    return (*words, *tokens[done:]), (*marks, *tags[done:])


def _sentence(random: np.random.Generator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Choose a pattern, then a name for each of its slots."""
    pick = picker(random)
    tokens, tags = [], []
    for word in _pattern(random, pick).split():
        if slot := _SLOT.fullmatch(word):
            name = name_for(slot[1], random).split()
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
