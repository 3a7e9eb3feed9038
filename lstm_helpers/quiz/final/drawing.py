"""Draws the questions of a final test from all lessons' banks."""

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import Bank, lessons, load_bank
from lstm_helpers.quiz.final.closeness import gives_away
from lstm_helpers.quiz.final.sitting import sittings
from lstm_helpers.quiz.item import Item

SHARES = {"easy": 3, "medium": 4, "hard": 3}
ASKED = sum(SHARES.values())

Question = tuple[str, Item]
# Which questions a limit counts, the fewest and the most of them.
Limit = tuple[list[bool], int, int]


def draw_for(answers: Collection[Answer], id: str) -> list[tuple[str, str]]:
    """Draw a learner's next test from the course's own banks.

    Parameters
    ----------
    answers : collection of Answer
        Everything the learner has done: what earlier tests asked is not asked again
        while there are ten others.
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
        What earlier tests asked. A question is asked again only if no ten others can be put
        together. Then those lessons come first that were asked least, then such objectives.

    Returns
    -------
    list of (lesson, Item)
        Easy ones first, then medium, then hard.

    Raises
    ------
    ValueError
        If the banks hold no such ten.

    Notes
    -----
    Filling the places one by one can end in a question asked before though ten others are left.
    So the ten are chosen at once, as the cheapest that keep to all limits: an integer programme,
    which HiGHS solves exactly (Huangfu and Hall 2018).

    Examples
    --------
    >>> drawn = draw([load_bank(lesson) for lesson in lessons()], seed=1)
    >>> [item.level for _, item in drawn]  # doctest: +ELLIPSIS
    ['easy', 'easy', 'easy', 'medium', ..., 'hard', 'hard', 'hard']
    """
    rng = random.Random(seed)
    askable = [(bank.lesson, item) for bank in banks for item in bank.items if item.use == "quiz"]
    drawn = _cheapest(askable, _costs(askable, Counter(before), rng)) if askable else []
    if not drawn:
        wanted = ", ".join(f"{count} {level}" for level, count in SHARES.items())
        raise ValueError(f"banks must hold {wanted} questions, none close to another")
    rng.shuffle(drawn)
    return sorted(drawn, key=lambda one: list(SHARES).index(one[1].level))


def _costs(
    askable: Sequence[Question], before: Counter[tuple[str, str]], rng: random.Random
) -> np.ndarray:
    """Return what it costs to ask each question, shape (questions,).

    Each reason outweighs all those above it together: chance, how often the objective was asked,
    the lesson's place in a random turn, how often the lesson was asked, how often the question was.
    """
    names = [(lesson, item.id) for lesson, item in askable]
    objectives = {name: item.objective for name, (_, item) in zip(names, askable, strict=True)}
    lessons = list(dict.fromkeys(lesson for lesson, _ in names))
    turn = {lesson: place for place, lesson in enumerate(rng.sample(lessons, len(lessons)))}
    by_lesson = Counter(lesson for lesson, _ in before.elements())
    by_objective = Counter(objectives.get(name) for name in before.elements())
    costs = np.array([rng.random() for _ in names])
    for reason in (
        [by_objective[objectives[name]] for name in names],
        [turn[lesson] for lesson, _ in names],
        [by_lesson[lesson] for lesson, _ in names],
        [before[name] for name in names],
    ):
        costs += ASKED * costs.max() * np.subtract(reason, min(reason))
    return costs


def _cheapest(askable: Sequence[Question], costs: np.ndarray) -> list[Question]:
    """Return the ten that cost least of all that may be asked together; nothing if none may.

    Few pairs of questions are close. Those that a solution holds are forbidden, and it is solved
    again, so that not all pairs have to be compared.
    """
    limits = _limits(askable)
    while True:
        chosen = _solved(costs, limits)
        close = [
            pair
            for pair in combinations(chosen, 2)
            if gives_away(askable[pair[0]][1], askable[pair[1]][1])
        ]
        if not close:
            return [askable[place] for place in chosen]
        limits += [([place in pair for place in range(len(askable))], 0, 1) for pair in close]


def _limits(askable: Sequence[Question]) -> list[Limit]:
    """Return how many are asked of each level, and at most of each lesson."""
    of_lesson = Counter(lesson for lesson, _ in askable)
    most = -(-ASKED // len(of_lesson))  # 1, unless there are fewer lessons than questions
    levels = [([item.level == level for _, item in askable], n, n) for level, n in SHARES.items()]
    return levels + [([one == lesson for one, _ in askable], 0, most) for lesson in of_lesson]


def _solved(costs: np.ndarray, limits: Sequence[Limit]) -> list[int]:
    """Return the places of the questions chosen."""
    # Imported here, for it takes longer than all else that a lesson's quiz needs.
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows, least, most = zip(*limits, strict=True)
    found = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(np.array(rows, dtype=float), least, most),
        options={"mip_rel_gap": 0},
    )
    return [] if found.x is None else np.flatnonzero(found.x > 0.5).tolist()
