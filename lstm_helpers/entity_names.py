"""Names of people, places and organisations, some chosen from lists, some made from parts."""

import re
from collections.abc import Callable
from functools import cache

import numpy as np

from lstm_helpers.corpus import DATA_FOLDER

PATTERNS_FILE = DATA_FOLDER / "entity_patterns.txt"


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
    >>> "Dr" in parts["titles"], "exports coffee" in parts["LOC does"]
    (True, True)
    """
    parts, entries = {}, None
    for line in PATTERNS_FILE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(.+)\]", line):
            entries = parts.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            entries += [entry.strip() for entry in line.split(" | ")]
    return {heading: tuple(entries) for heading, entries in parts.items()}


def picker(random: np.random.Generator) -> Callable[[str], str]:
    """Return what chooses an entry below a heading.

    Parameters
    ----------
    random : numpy.random.Generator
        Chooses.

    Returns
    -------
    function
        From a heading to one of its entries.

    Examples
    --------
    >>> picker(np.random.default_rng(0))("titles") in pattern_parts()["titles"]
    True
    """

    def pick(heading: str) -> str:
        parts = pattern_parts()[heading]
        return parts[random.integers(len(parts))]

    return pick


def name_for(slot: str, random: np.random.Generator) -> str:
    """Choose or make a name.

    Parameters
    ----------
    slot : {"PER", "LOC", "FIRM", "BODY", "TEAM"}
        What it is to be a name of.
    random : numpy.random.Generator
        Chooses.

    Returns
    -------
    str
        Its tokens with a space between them; in front perhaps ``"the"``, which is not part of it.

    Examples
    --------
    >>> name_for("LOC", np.random.default_rng(0)) == name_for("LOC", np.random.default_rng(0))
    True
    """
    pick = picker(random)
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
