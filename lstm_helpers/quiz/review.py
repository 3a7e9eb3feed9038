"""From a learner's answers to what they know, and when to ask again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lstm_helpers.quiz.answers import CONFIDENCES, Answer
from lstm_helpers.quiz.rounds import Round, rounds_of

INTERVALS = (1, 3, 7, 16)  # days until an item is asked again, longer with each success


@dataclass(frozen=True)
class ItemProgress:
    """A learner's work on one item.

    Attributes
    ----------
    lesson, item, objective, use : str
        Which item.
    rounds : tuple of Round
        At least one, in order of time; an item never attempted has no `ItemProgress`.
    siblings : tuple of Round
        The work on other items of the same objective.
    """

    lesson: str
    item: str
    objective: str
    use: str
    rounds: tuple[Round, ...]
    siblings: tuple[Round, ...] = ()

    @property
    def latest(self) -> Round:
        """The last round."""
        return self.rounds[-1]

    @property
    def next_round(self) -> int:
        """A number that no round has yet."""
        return 1 + max(act.round for work in self.rounds for act in work.acts)

    @property
    def due(self) -> date | None:
        """The day on which to ask again; None for a prediction, which is asked once.

        Notes
        -----
        A success is a right first answer that was no guess. Each success on or after the due day
        lengthens the interval: 1, 3, 7, 16 days. A wrong first answer starts again at one day; a
        lucky guess keeps the interval; practice before the due day changes nothing. From the due
        day on, work on a sibling counts as if it were on the item itself.
        """
        if self.use == "predict":
            return None
        step, due = 0, None
        for first, own, work in self._by_time():
            success = work.right_at_first and first.confidence != "guess"
            early = due is None or first.day < due
            if early and (not own or (due is not None and work.right_at_first)):
                continue
            if not work.right_at_first:
                step = 0
            elif success and due is not None:
                step = min(step + 1, len(INTERVALS) - 1)
            due = first.day + timedelta(days=INTERVALS[step])
        return due

    def _by_time(self) -> list[tuple[Answer, bool, Round]]:
        """Return what opens each round, whether it is the item's own, and the round, by time."""
        rounds = [(work, True) for work in self.rounds] + [(work, False) for work in self.siblings]
        opened = [(next(iter(work.answers), work.acts[0]), own, work) for work, own in rounds]
        return sorted(opened, key=lambda one: (one[0].instant, one[0].id))


@dataclass(frozen=True)
class ObjectiveProgress:
    """How far a learner is with one objective, counted in items.

    Attributes
    ----------
    seen : int
        Items answered at least once, predictions included.
    right : int
        Items whose latest first answer was right; predictions are not judged.
    judged : int
        Items that count in `right`: seen, and not predictions.
    sure_but_wrong : int
        Items whose latest first answer was wrong and certain.
    due : int
        Items to be asked again by the given day.
    """

    seen: int = 0
    right: int = 0
    judged: int = 0
    sure_but_wrong: int = 0
    due: int = 0


def by_item(answers: Iterable[Answer]) -> dict[tuple[str, str], ItemProgress]:
    """Group answers into items and rounds.

    Parameters
    ----------
    answers : iterable of Answer
        In any order.

    Returns
    -------
    dict of (lesson, item) to ItemProgress
    """
    acts: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    # The id decides between two of one instant, so that it is the same in whatever order they came.
    for act in sorted(answers, key=lambda act: (act.instant, act.id)):
        acts[act.lesson, act.item].append(act)
    return {
        (lesson, item): ItemProgress(
            lesson, item, done[-1].objective, done[-1].use, rounds_of(done)
        )
        for (lesson, item), done in acts.items()
    }


def by_objective(items: Iterable[ItemProgress], today: date) -> dict[str, ObjectiveProgress]:
    """Count items by objective.

    Parameters
    ----------
    items : iterable of ItemProgress
        The learner's items.
    today : date
        The day for which to count what is due.

    Returns
    -------
    dict of str to ObjectiveProgress
        Only objectives with at least one item seen.
    """
    grouped: dict[str, list[ItemProgress]] = defaultdict(list)
    for item in items:
        grouped[item.objective].append(item)
    result = {}
    for objective, seen in grouped.items():
        judged = [item for item in seen if item.use != "predict"]
        result[objective] = ObjectiveProgress(
            seen=len(seen),
            right=sum(item.latest.right_at_first for item in judged),
            judged=len(judged),
            sure_but_wrong=sum(item.latest.sure_but_wrong for item in judged),
            due=sum(item.due is not None and item.due <= today for item in judged),
        )
    return result


def by_confidence(items: Iterable[ItemProgress]) -> dict[str, tuple[int, int]]:
    """Count the latest first answers by how sure the learner was.

    Parameters
    ----------
    items : iterable of ItemProgress
        The learner's items; predictions are left out.

    Returns
    -------
    dict of str to (int, int)
        For each confidence how many were right, of how many.
    """
    counts = dict.fromkeys(CONFIDENCES, (0, 0))
    for item in items:
        if item.use != "predict" and item.latest.answers:
            first = item.latest.answers[0]
            right, asked = counts[first.confidence]
            counts[first.confidence] = (right + bool(first.right), asked + 1)
    return counts
