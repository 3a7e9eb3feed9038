"""Moodle XML, which carries the most: hints, id numbers, tags, fixed order, a catch-all answer.

============ =================================================================================
kind         in Moodle
============ =================================================================================
one, prints  ``multichoice``, one answer; shuffled unless the bank keeps the order
several      ``multichoice``, several: right options share the mark, a wrong one takes it away
number       ``numerical`` with the tolerance; foreseen wrong answers, and ``*`` for all others
shape        ``shortanswer`` with the usual spellings; wrong answers as above
order        ``matching``, each step to its number (``ordering`` is not in every Moodle)
bug          ``multichoice`` with numbered, unshuffled lines
============ =================================================================================

The general feedback is the solution and what often goes wrong. Lesson and objective are the
category; level, kind and use are tags.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export import keys, parts
from lstm_helpers.quiz.export.text import check_characters, escape, paragraphs
from lstm_helpers.quiz.grading import ALL_IN_ORDER
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.objectives import load_objectives

_TYPES = {"number": "numerical", "shape": "shortanswer", "order": "matching"}


def to_moodle(banks: Sequence[Bank]) -> str:
    """Write banks as Moodle XML.

    Parameters
    ----------
    banks : sequence of Bank
        The lessons to export.

    Returns
    -------
    str
        The file's text, to be kept as UTF-8.

    Raises
    ------
    ValueError
        If an item cannot be written; names the item and why.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> to_moodle([load_bank("05_gates")]).count('<question type="matching">')
    1
    """
    quiz, place = Element("quiz"), None
    for bank in banks:
        for item in bank.items:
            check_characters(item)
            if (here := parts.category(bank, item)) != place:
                _add_category(quiz, here, item)
                place = here
            _add_question(quiz, bank, item)
    indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode") + "\n"


def _add_category(quiz: Element, place: str, item: Item) -> None:
    question = SubElement(quiz, "question", type="category")
    _add_text(question, "category", f"$course$/top/{place}")
    _add_html(question, "info", f"<p>{escape(load_objectives()[item.objective].text)}</p>")


def _add_question(quiz: Element, bank: Bank, item: Item) -> None:
    question = SubElement(quiz, "question", type=_TYPES.get(item.kind, "multichoice"))
    name = parts.name(bank, item)
    _add_text(question, "name", name)
    _add_html(question, "questiontext", parts.prompt(item))
    _add_html(question, "generalfeedback", parts.explanation(bank, item))
    for field, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("idnumber", name)):
        SubElement(question, field).text = value
    if item.kind in ("number", "shape"):
        _add_typed(question, bank, item)
    elif item.kind == "order":
        _add_steps(question, item)
    else:
        _add_choices(question, bank, item)
    for hint in item.hints:
        _add_html(question, "hint", paragraphs(hint))
    tags = SubElement(question, "tags")
    for tag in parts.tags(item):
        _add_text(tags, "tag", tag)


def _add_choices(question: Element, bank: Bank, item: Item) -> None:
    several = item.kind == "several"
    settings = {
        "single": "false" if several else "true",
        "shuffleanswers": "true" if item.shuffle else "false",
        "answernumbering": "123" if item.kind == "bug" else "none",
        "showstandardinstruction": "0",
    }
    for field, value in settings.items():
        SubElement(question, field).text = value
    if several:
        _add_html(question, "partiallycorrectfeedback", f"<p>{parts.PARTLY_RIGHT}</p>")
    right, wrong = (keys.share(item), "-100") if several else ("100", "0")
    for option in item.options:
        fraction = right if option.id in item.key else wrong
        answer = SubElement(question, "answer", fraction=fraction, format="html")
        SubElement(answer, "text").text = parts.choice(item, option)
        _add_html(answer, "feedback", parts.feedback(bank, option))


def _add_typed(question: Element, bank: Bank, item: Item) -> None:
    if item.kind == "shape":
        SubElement(question, "usecase").text = "0"
    foreseen = [
        ("100" if option.id in item.key else "0", way, parts.feedback(bank, option))
        for option in keys.key_first(item)
        for way in _ways(item, option.text)
    ]
    for fraction, way, feedback in (*foreseen, ("0", "*", paragraphs(item.otherwise))):
        answer = SubElement(question, "answer", fraction=fraction, format="plain_text")
        SubElement(answer, "text").text = way
        _add_html(answer, "feedback", feedback)
        if item.kind == "number":
            SubElement(answer, "tolerance").text = keys.decimals(item.tolerance)


def _ways(item: Item, text: str) -> tuple[str, ...]:
    return keys.spellings(text) if item.kind == "shape" else (keys.number(text),)


def _add_steps(question: Element, item: Item) -> None:
    SubElement(question, "shuffleanswers").text = "true"
    _add_html(question, "correctfeedback", f"<p>{ALL_IN_ORDER}</p>")
    for place, option_id in enumerate(item.key, start=1):
        step = SubElement(question, "subquestion", format="html")
        SubElement(step, "text").text = parts.choice(item, item.option(option_id))
        _add_text(step, "answer", str(place))


def _add_html(owner: Element, field: str, html: str) -> None:
    SubElement(SubElement(owner, field, format="html"), "text").text = html


def _add_text(owner: Element, field: str, text: str) -> None:
    SubElement(SubElement(owner, field), "text").text = text
