"""GIFT, the text form that Moodle and many other programs read.

============ =================================================================================
kind         in GIFT
============ =================================================================================
one, prints  one choice; feedback to each option
several      weighted choices: right options share the mark, a wrong one takes it all away
number       numerical, with the tolerance; wrong answers foreseen earn 0 and have their feedback
shape        short answer with the usual spellings; wrong answers foreseen as above
order        matching: each step to its number
bug          one choice; the program stands in the question, its lines are the options
============ =================================================================================

The general feedback is the solution and what often goes wrong. Lesson and objective are the
category; id, level, kind and use stand in the comment from which Moodle takes id number and tags.
GIFT has no hints and no way to keep the options in order, so both are left out.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export import keys, parts
from lstm_helpers.quiz.export.text import check_characters, paragraphs
from lstm_helpers.quiz.item import Item


def to_gift(banks: Sequence[Bank]) -> str:
    """Write banks as GIFT.

    Parameters
    ----------
    banks : sequence of Bank
        The lessons to export.

    Returns
    -------
    str
        The file's text.

    Raises
    ------
    ValueError
        If an item cannot be written; names the item and why.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> print(to_gift([load_bank("05_gates")]).splitlines()[0])
    $CATEGORY: $course$/top/How an LSTM reads text/05_gates/gates.forget
    """
    written, place = [], None
    for bank in banks:
        for item in bank.items:
            check_characters(item)
            if (here := parts.category(bank, item)) != place:
                written.append(f"$CATEGORY: $course$/top/{here}\n")
                place = here
            written.append(_question(bank, item))
    return "\n".join(written)


def _question(bank: Bank, item: Item) -> str:
    tags = " ".join(f"[tag:{tag}]" for tag in parts.tags(item))
    name = parts.name(bank, item)
    lines = [
        f"// [id:{name}] {tags}",
        f"::{_gift(name)}::{_html(parts.prompt(item))}{{{'#' if item.kind == 'number' else ''}",
        *_answers(bank, item),
        f"####{_html(parts.explanation(bank, item))}",
    ]
    return "\n".join([*lines, "}", ""])


def _answers(bank: Bank, item: Item) -> list[str]:
    if item.kind == "number":
        return [*_foreseen(bank, item, _numbers), f"~#{_html(paragraphs(item.otherwise))}"]
    if item.kind == "shape":
        return [*_foreseen(bank, item, _shapes), f"=%0%*#{_html(paragraphs(item.otherwise))}"]
    if item.kind == "order":
        return [
            f"={_html(parts.choice(item, item.option(option_id)))} -> {place}"
            for place, option_id in enumerate(item.key, start=1)
        ]
    return [
        f"{_sign(item, option.id in item.key)}{_html(parts.choice(item, option))}"
        f"#{_html(parts.feedback(bank, option))}"
        for option in item.options
    ]


def _sign(item: Item, right: bool) -> str:
    if item.kind == "several":
        return f"~%{keys.share(item) if right else -100}%"
    return "=" if right else "~"


def _foreseen(bank: Bank, item: Item, ways: Callable[[Item, str], Iterable[str]]) -> list[str]:
    # Numbers and shapes hold none of GIFT's signs but the colon that is meant.
    return [
        f"=%{100 if option.id in item.key else 0}%{way}#{_html(parts.feedback(bank, option))}"
        for option in keys.key_first(item)
        for way in ways(item, option.text)
    ]


def _numbers(item: Item, text: str) -> list[str]:
    return [f"{keys.number(text)}:{keys.decimals(item.tolerance)}"]


def _shapes(_: Item, text: str) -> tuple[str, ...]:
    return keys.spellings(text)


def _html(text: str) -> str:
    return f"[html]{_gift(text)}"


def _gift(text: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", text).replace("\n", r"\n")
