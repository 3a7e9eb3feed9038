"""Which misconceptions a class's wrong answers suggest, and how many learners hold each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.places import Place
from lstm_helpers.quiz.report.learners import Learner


@dataclass(frozen=True)
class Held:
    """A misconception, counted in learners.

    Attributes
    ----------
    name, text : str
        Its id, and what is wrongly believed.
    asked : int
        Learners who answered a question that it tempts to answer wrongly.
    met : int
        Learners whose first answer to such a question fell to it at least once.
    still : int
        Learners of whom the latest first answer to such a question does.
    certain : int
        Learners who fell to it and were certain.
    place : Place or None
        The heading of the lesson that disproves it.
    """

    name: str
    text: str
    asked: int
    met: int
    still: int
    certain: int
    place: Place | None


def misconceptions_held(learners: Iterable[Learner], banks: Iterable[Bank]) -> list[Held]:
    """Count the misconceptions of a class.

    Parameters
    ----------
    learners : iterable of Learner
        The class.
    banks : iterable of Bank
        The questions that may have been answered; answers to others are passed over.

    Returns
    -------
    list of Held
        Those met at least once: what most learners still hold first, then what most met.
    """
    banks = list(banks)
    texts: dict[str, tuple[str, Place | None]] = {}
    for bank in banks:
        for name, text in bank.misconceptions.items():
            texts.setdefault(name, (text, bank.places.get(name)))
    who = {column: defaultdict(set) for column in ("asked", "met", "still", "certain")}
    for learner in learners:
        for column, names in _of_one(learner, banks).items():
            for name in names:
                who[column][name].add(learner.name)
    found = [
        Held(name, text, *(len(who[column][name]) for column in who), place)
        for name, (text, place) in texts.items()
        if who["met"][name]
    ]
    return sorted(found, key=lambda one: (-one.still, -one.met, -one.certain, one.text))


def _of_one(learner: Learner, banks: list[Bank]) -> dict[str, set[str]]:
    """Return the names of misconceptions by the column that this learner counts in."""
    found = {column: set() for column in ("asked", "met", "still", "certain")}
    items = {(bank.lesson, item.id): item for bank in banks for item in bank.items}
    for place, work in learner.items.items():
        firsts = [one.answers[0] for one in work.rounds if one.answers]
        if place not in items or not firsts:
            continue
        item = items[place]
        found["asked"] |= {one.misconception for one in item.options if one.misconception}
        for answer in firsts:
            names = _suggested(item, answer)
            found["met"] |= names
            if answer.confidence == "certain":
                found["certain"] |= names
        found["still"] |= _suggested(item, firsts[-1])
    return found


def _suggested(item: Item, answer: Answer) -> set[str]:
    # An item may have been reworded since: what it no longer has as an option suggests nothing.
    return set(grade(item, answer.answer).misconceptions)
