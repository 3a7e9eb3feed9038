"""All figures of a class report, ready to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.objectives import Objective, load_objectives
from lstm_helpers.quiz.report.discrimination import ItemFigures, item_figures
from lstm_helpers.quiz.report.learners import Learner
from lstm_helpers.quiz.report.misconceptions import Held, misconceptions_held
from lstm_helpers.quiz.review import ObjectiveProgress, by_objective


@dataclass(frozen=True)
class Classroom:
    """What a class has done.

    Attributes
    ----------
    day : date
        The day of the report, for which is counted what is due.
    learners : tuple of str
        Their names.
    objectives : tuple of Objective
        Those of which at least one learner has seen a question, in the course's order.
    progress : tuple of dict
        For each learner, how far they are, by objective.
    misconceptions : tuple of Held
        Most held first.
    items : tuple of ItemFigures
        In the course's order.
    unknown : int
        Answers to questions that are in none of the banks.
    """

    day: date
    learners: tuple[str, ...]
    objectives: tuple[Objective, ...]
    progress: tuple[dict[str, ObjectiveProgress], ...]
    misconceptions: tuple[Held, ...]
    items: tuple[ItemFigures, ...]
    unknown: int

    @property
    def telling_little(self) -> list[ItemFigures]:
        """The items with something to say against them."""
        return [one for one in self.items if one.verdict]

    def of_class(self, objective: str) -> ObjectiveProgress:
        """Add up how far all learners are with an objective.

        Parameters
        ----------
        objective : str
            Its name.

        Returns
        -------
        ObjectiveProgress
        """
        every = [one[objective] for one in self.progress if objective in one]
        counts = ("seen", "right", "judged", "sure_but_wrong", "due")
        return ObjectiveProgress(
            **{count: sum(getattr(one, count) for one in every) for count in counts}
        )


def classroom(learners: Sequence[Learner], banks: Sequence[Bank], day: date) -> Classroom:
    """Work out the figures of a class.

    Parameters
    ----------
    learners : sequence of Learner
        The class.
    banks : sequence of Bank
        The questions they may have answered.
    day : date
        The day for which to count what is due.

    Returns
    -------
    Classroom
    """
    progress = tuple(by_objective(one.items.values(), day) for one in learners)
    seen = {name for one in progress for name in one}
    asked = {(bank.lesson, item.id) for bank in banks for item in bank.items}
    unknown = sum(
        len(work.answers)
        for one in learners
        for place, item in one.items.items()
        if place not in asked
        for work in item.rounds
    )
    return Classroom(
        day,
        tuple(one.name for one in learners),
        tuple(one for name, one in load_objectives().items() if name in seen),
        progress,
        tuple(misconceptions_held(learners, banks)),
        tuple(item_figures(learners, banks)),
        unknown,
    )
