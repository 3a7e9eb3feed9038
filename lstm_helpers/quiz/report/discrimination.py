"""Which items tell learners who know more from those who know less, and which don't."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import StatisticsError, correlation

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.report.learners import Learner

FEWEST = 5  # learners who answered, for an item to be judged at all
WEAK = 0.1


@dataclass(frozen=True)
class ItemFigures:
    """How a class did at one item, by each learner's very first answer.

    Attributes
    ----------
    lesson : str
        The bank it is from.
    item : Item
        The question.
    answered, right : int
        Learners who answered it, and those of them who were right.
    discrimination : float or None
        Correlation, over the learners who answered it, of being right here with the share of the
        other items that they had right; None where one of the two is the same for everybody.
    """

    lesson: str
    item: Item
    answered: int
    right: int
    discrimination: float | None

    @property
    def verdict(self) -> str:
        """Why the item tells little; "" if it tells enough, or too few answered it to say."""
        if self.answered < FEWEST:
            return ""
        if self.right == self.answered:
            return "all were right"
        if self.right == 0:
            return "nobody was right"
        if self.discrimination is None:
            return ""
        if self.discrimination < -WEAK:
            return (
                "those who know more were wrong more often: is the key, or the wording, at fault?"
            )
        return "unrelated to the rest" if self.discrimination < WEAK else ""


def item_figures(learners: Iterable[Learner], banks: Iterable[Bank]) -> list[ItemFigures]:
    """Judge the items of a course by the answers of a class.

    Parameters
    ----------
    learners : iterable of Learner
        The class.
    banks : iterable of Bank
        Their questions; predictions, which nobody is expected to know, are left out.

    Returns
    -------
    list of ItemFigures
        Those answered by somebody, in the banks' order.

    Notes
    -----
    The corrected item-total correlation of classical test theory: the item itself is not part of
    the total. By chance alone it lies about 1/√(n − 1) to either side of its true value, which is
    0.3 for a class of twelve.
    """
    firsts = [_first_answers(learner) for learner in learners]
    found = []
    for bank in banks:
        for item in bank.items:
            place = (bank.lesson, item.id)
            answered = [one for one in firsts if place in one]
            if item.use != "predict" and answered:
                right = [one[place] for one in answered]
                rest = [_share_of_others(one, place) for one in answered]
                found.append(
                    ItemFigures(
                        bank.lesson, item, len(right), sum(right), _correlation(right, rest)
                    )
                )
    return found


def _first_answers(learner: Learner) -> dict[tuple[str, str], bool]:
    """Return whether the learner's very first answer to each item was right."""
    return {
        place: work.rounds[0].right_at_first
        for place, work in learner.items.items()
        if work.use != "predict" and work.rounds[0].answers
    }


def _share_of_others(firsts: dict[tuple[str, str], bool], place: tuple[str, str]) -> float | None:
    others = [right for other, right in firsts.items() if other != place]
    return sum(others) / len(others) if others else None


def _correlation(right: list[bool], rest: list[float | None]) -> float | None:
    pairs = [
        (float(one), share) for one, share in zip(right, rest, strict=True) if share is not None
    ]
    if len(pairs) < FEWEST:
        return None
    try:
        return correlation(*zip(*pairs, strict=True))
    except StatisticsError:  # one of the two is the same for everybody
        return None
