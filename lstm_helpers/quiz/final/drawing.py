"""Draws the questions of a final test from all lessons' banks."""

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Sequence

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import Bank, lessons, load_bank
from lstm_helpers.quiz.final.closeness import gives_away
from lstm_helpers.quiz.final.sitting import sittings
from lstm_helpers.quiz.item import Item

SHARES = {"easy": 3, "medium": 4, "hard": 3}
ASKED = sum(SHARES.values())
_TRIES = 200

Question = tuple[str, Item]


def draw_for(answers: Collection[Answer], id: str) -> list[tuple[str, str]]:
    """Draw a learner's next test from the course's own banks.

    Parameters
    ----------
    answers : collection of Answer
        Everything the learner has done: what earlier tests asked comes last.
    id : str
        The new sitting's id. With the ids of the answers it seeds the draw, so that two learners
        who begin together are asked different questions.

    Returns
    -------
    list of (lesson, item)
        The questions, in the order of asking.

    Examples
    --------
    >>> len(draw_for([], "a1"))
    10
    """
    ids = sorted(act.id for act in answers)
    digest = hashlib.sha256("\n".join([id, *ids]).encode()).digest()
    before = [question for one in sittings(answers) for question in one.questions]
    banks = [load_bank(lesson) for lesson in lessons()]
    drawn = draw(banks, int.from_bytes(digest[:8]), before)
    return [(lesson, item.id) for lesson, item in drawn]


def draw(
    banks: Sequence[Bank], seed: int, before: Collection[tuple[str, str]] = ()
) -> list[Question]:
    """Draw ten questions: of as many lessons as may be, of each level, none close to another.

    Parameters
    ----------
    banks : sequence of Bank
        The banks; their items of use quiz are asked.
    seed : int
        The same seed draws the same questions.
    before : collection of (lesson, item)
        What earlier tests asked. Lessons asked least often come first, and of a lesson the items
        asked least often.

    Returns
    -------
    list of (lesson, Item)
        Easy ones first, then medium, then hard.

    Raises
    ------
    ValueError
        If the banks hold no such ten.

    Examples
    --------
    >>> drawn = draw([load_bank(lesson) for lesson in lessons()], seed=1)
    >>> [item.level for _, item in drawn]  # doctest: +ELLIPSIS
    ['easy', 'easy', 'easy', 'medium', ..., 'hard', 'hard', 'hard']
    """
    rng = random.Random(seed)
    for _ in range(_TRIES):
        drawn = _try_to_draw(banks, Counter(before), rng)
        if drawn:
            return sorted(drawn, key=lambda one: list(SHARES).index(one[1].level))
    wanted = ", ".join(f"{count} {level}" for level, count in SHARES.items())
    raise ValueError(f"banks must hold {wanted} questions, none close to another")


def _try_to_draw(
    banks: Sequence[Bank], before: Counter[tuple[str, str]], rng: random.Random
) -> list[Question]:
    """Fill the places one by one, at random; return nothing if one of them can't be filled."""
    levels = [level for level, count in SHARES.items() for _ in range(count)]
    rng.shuffle(levels)
    drawn: list[Question] = []
    for level, bank in zip(levels, _lessons_in_turn(banks, before, rng), strict=False):
        fitting = [
            item
            for item in bank.items
            if item.use == "quiz"
            and item.level == level
            and not any(gives_away(item, other) for _, other in drawn)
        ]
        if not fitting:
            return []
        rng.shuffle(fitting)
        chosen = min(fitting, key=lambda item: before[bank.lesson, item.id])
        drawn.append((bank.lesson, chosen))
    return drawn if len(drawn) == ASKED else []


def _lessons_in_turn(
    banks: Sequence[Bank], before: Counter[tuple[str, str]], rng: random.Random
) -> list[Bank]:
    """Return the banks to draw from, those asked least so far first, each again if there are few.

    Over some sittings each lesson is so asked as often as any other.
    """
    asked = Counter(lesson for lesson, _ in before.elements())
    turn = sorted(banks, key=lambda bank: (asked[bank.lesson], rng.random()))
    return turn * (1 + ASKED // max(1, len(turn)))
