"""Judges an answer to an item and finds what to say to it.

``static/quiz_grading.js`` does the same in the browser, so that feedback needs no kernel; a test
grades the same answers with both.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lstm_helpers.quiz.item import Item, Option
from lstm_helpers.quiz.parsing import SPACE, Parsed, parse_number, parse_shape

CHOOSE_FIRST = "Choose an answer first."
WRITE_FIRST = "Write an answer first."
ALL_IN_ORDER = "Every step is in its place."


@dataclass(frozen=True)
class Grade:
    """What an answer is worth.

    Attributes
    ----------
    understood : bool
        Whether it could be read as an answer at all; if not, it does not count as a try.
    right : bool
        Whether it is the key.
    says : tuple of str
        What to tell the learner, each option's own words first.
    marks : dict of str to bool
        The options the answer touches, and whether each was right to choose, or in its place.
    misconceptions : tuple of str
        Ids of the misconceptions that the answer suggests.
    """

    understood: bool
    right: bool
    says: tuple[str, ...]
    marks: dict[str, bool]
    misconceptions: tuple[str, ...]


def grade(item: Item, answer: object) -> Grade:
    """Grade an answer.

    Parameters
    ----------
    item : Item
        The question.
    answer : str or list of str
        An option id (kinds one, prints, bug); a list of option ids (several; order, in the
        learner's order); or the text typed (number, shape).

    Returns
    -------
    Grade
        Right or not, and what to say.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> item = load_bank("05_gates").item("parameters_5_3")
    >>> grade(item, "108").right, grade(item, "many").understood
    (True, False)
    """
    if item.kind == "number":
        return _typed(item, answer, parse_number, _near)
    if item.kind == "shape":
        return _typed(item, answer, parse_shape, lambda _, value, wanted: value == wanted)
    if item.kind == "several":
        return _several(item, answer)
    if item.kind == "order":
        return _order(item, answer)
    option = item.option(answer) if isinstance(answer, str) else None
    if option is None:
        return _not_understood(CHOOSE_FIRST)
    return _one_option(item, option)


def _one_option(item: Item, option: Option) -> Grade:
    right = option.id in item.key
    named = () if right else _misconceptions([option])
    return Grade(True, right, (option.answer,), {option.id: right}, named)


def _several(item: Item, answer: object) -> Grade:
    if not _are_options(item, answer) or not answer:
        return _not_understood(CHOOSE_FIRST)
    chosen = [option for option in item.options if option.id in answer]
    wrong = [option for option in chosen if option.id not in item.key]
    missing = len(item.key) - (len(chosen) - len(wrong))
    if wrong:
        says = tuple(option.answer for option in wrong)
    elif missing:
        says = (f"What you chose belongs, and it is not all: {missing} more to find.",)
    else:
        says = tuple(option.answer for option in chosen)
    marks = {option.id: option.id in item.key for option in chosen}
    return Grade(True, not wrong and not missing, says, marks, _misconceptions(wrong))


def _order(item: Item, answer: object) -> Grade:
    if not _are_options(item, answer) or len(answer) != len(item.key):
        return _not_understood(CHOOSE_FIRST)
    marks = {found: found == wanted for found, wanted in zip(answer, item.key, strict=True)}
    first = next((place for place, found in enumerate(answer) if not marks[found]), None)
    if first is None:
        return Grade(True, True, (ALL_IN_ORDER,), marks, ())
    stray = item.option(answer[first])
    says = (f"The first step out of place is step {first + 1}.", stray.answer)
    return Grade(True, False, says, marks, _misconceptions([stray]))


def _typed(
    item: Item,
    answer: object,
    parse: Callable[[str], Parsed],
    same: Callable[[Item, object, object], bool],
) -> Grade:
    if not isinstance(answer, str) or not answer.strip(SPACE):
        return _not_understood(WRITE_FIRST)
    typed = parse(answer)
    if typed.value is None:
        return _not_understood(typed.problem)
    # The key comes first: an answer within its tolerance is right whatever else it is near.
    for option in sorted(item.options, key=lambda option: option.id not in item.key):
        if same(item, typed.value, parse(option.text).value):
            return _one_option(item, option)
    return Grade(True, False, (item.otherwise,), {}, ())


def _near(item: Item, value: float, wanted: float) -> bool:
    # A hair more than the tolerance, so that 0.1 away from 0.3 is 0.1 in binary too.
    return abs(value - wanted) <= item.tolerance + 1e-9 * max(1.0, abs(wanted))


def _are_options(item: Item, answer: object) -> bool:
    return (
        isinstance(answer, list | tuple)
        and all(isinstance(option_id, str) and item.option(option_id) for option_id in answer)
        and len(set(answer)) == len(answer)
    )


def _misconceptions(options: list[Option]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(option.misconception for option in options if option.misconception))


def _not_understood(problem: str) -> Grade:
    return Grade(False, False, (problem,), {}, ())
