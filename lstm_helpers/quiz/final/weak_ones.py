"""What a test showed to be weak, asked again, by other questions where there are others."""

from collections.abc import Sequence

from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.final.outcome import Judged, outcome_of
from lstm_helpers.quiz.final.sitting import Sitting, sittings
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.lesson_quizzes import LessonQuizzes
from lstm_helpers.quiz.siblings import sibling_of

FIRST = (
    "Hand in the test first. What you missed is then asked again here, "
    "by other questions if there are any."
)
ALL_RIGHT = "Nothing was missed, so there is nothing to ask again."
DONE = "All that was missed has been answered right since."


class WeakOnes(LessonQuizzes):
    """Siblings of what was missed in the last test handed in, with the feedback of any quiz.

    What is the only question of its objective comes again itself.

    Parameters
    ----------
    progress : Progress, optional
        What was answered; by default the learner's own.

    Examples
    --------
    >>> WeakOnes()
    The weak ones again
    """

    _review = False

    def __init__(self, progress: Progress | None = None) -> None:
        progress = progress or Progress.open()
        self._ended = last_ended(progress)
        super().__init__(progress, self._weak(progress))

    def __repr__(self) -> str:
        return "The weak ones again"

    def renew(self) -> None:
        """Ask of the last test handed in, if it is another one now; else leave all as it is."""
        ended = last_ended(self._progress)
        if ended and (self._ended is None or ended.id != self._ended.id):
            self._ended = ended
            self._start(self._weak(self._progress))

    def _weak(self, progress: Progress) -> dict[str, list[str]]:
        """Return what was missed and not answered right since, by lesson."""
        found: dict[str, list[str]] = {}
        for one in outcome_of(self._ended).missed if self._ended else ():
            if not _mended(progress, self._ended, one.lesson, one.item):
                found.setdefault(one.lesson, []).append(one.item.id)
        return found

    def _items(self, lesson: str) -> list[Item]:
        bank, done = load_bank(lesson), self._progress.items()
        asked: list[Item] = []
        for item in map(bank.item, self._asked[lesson]):
            taken = {*self._asked[lesson], *(other.id for other in asked)}
            asked.append(sibling_of(lesson, item, bank.items, done, taken) or item)
        return asked

    def _left(self, lesson: str) -> int:
        bank = load_bank(lesson)
        items = map(bank.item, self._asked[lesson])
        return sum(not _mended(self._progress, self._ended, lesson, item) for item in items)

    def _words(self) -> dict:
        missed = outcome_of(self._ended).missed if self._ended else ()
        return {"label": "The weak ones again", "headline": self._headline(missed)}

    def _headline(self, missed: Sequence[Judged]) -> str:
        if self._ended is None:
            return FIRST
        if not missed:
            return ALL_RIGHT
        left = sum(map(self._left, self._asked))
        many = f"{left} objective{'' if left == 1 else 's'}"
        return f"{many} to look at again" if left else DONE


def last_ended(progress: Progress) -> Sitting | None:
    """Return the last sitting that was handed in.

    Parameters
    ----------
    progress : Progress
        The learner's progress.

    Returns
    -------
    Sitting or None
        None if there is none.
    """
    ended = [one for one in sittings(progress.answers()) if one.end is not None]
    return max(ended, key=lambda one: one.end.instant, default=None)


def _mended(progress: Progress, ended: Sitting, lesson: str, item: Item) -> bool:
    """Tell whether a question of the item's objective was answered right after the test."""
    return any(
        work.right and not work.tested and work.answers[-1].instant > ended.end.instant
        for done in progress.items().values()
        if (done.lesson, done.objective) == (lesson, item.objective)
        for work in done.rounds
    )
