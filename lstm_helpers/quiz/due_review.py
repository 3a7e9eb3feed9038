"""What is due for review at the end of a lesson, and the quiz that asks it again."""

from datetime import date

from lstm_helpers import _validate
from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.lesson_quizzes import LessonQuizzes
from lstm_helpers.quiz.siblings import ask_siblings


class Due(LessonQuizzes):
    """What is due for review, lesson by lesson, and below it the quiz of one lesson.

    Parameters
    ----------
    lesson : str, optional
        Ask of this lesson and those before it; of all by default.
    progress : Progress, optional
        What was answered; by default the learner's own.

    Examples
    --------
    >>> Due("05_gates")
    What is due for review
    """

    def __init__(self, lesson: str | None = None, progress: Progress | None = None) -> None:
        progress = progress or Progress.open()
        self._known = _questions_to(lesson)
        super().__init__(progress, _questions_due(progress, self._known))

    def __repr__(self) -> str:
        return "What is due for review"

    def _items(self, lesson: str) -> list[Item]:
        bank, done = load_bank(lesson), self._progress.items()
        due = [bank.item(item) for item in self._asked[lesson]]
        return ask_siblings(lesson, due, bank.items, done, date.today())

    def _left(self, lesson: str) -> int:
        waiting = {(item.lesson, item.item) for item in self._progress.due()}
        return sum((lesson, item) in waiting for item in self._asked[lesson])

    def _words(self) -> dict:
        return {"next": "" if self._asked else _next_in_words(self._progress, self._known)}


def due(lesson: str | None = None) -> Due:
    """Show what is due for review, and ask it again.

    Parameters
    ----------
    lesson : str, optional
        The short name of the lesson you end, such as ``"07_pipeline"``: only questions of it and of
        the lessons before it are asked. By default those of all lessons.

    Returns
    -------
    Due
        The widget.

    Raises
    ------
    ValueError
        If there is no such lesson; the message lists those there are.

    Examples
    --------
    >>> due("07_pipeline")
    What is due for review
    >>> due("pipeline")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: lesson must be one of 00_start, ...; got 'pipeline'...
    """
    return Due(lesson)


def _questions_to(lesson: str | None) -> set[tuple[str, str]]:
    """Return lesson and id of the course's items up to a lesson; without one, of all."""
    known = lessons()
    if lesson is not None:
        known = known[: known.index(_validate.choice("lesson", lesson, known)) + 1]
    return {(name, item.id) for name in known for item in load_bank(name).items}


def _questions_due(progress: Progress, known: set[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the ids of the items due, by lesson; what waits longest comes first."""
    found: dict[str, list[str]] = {}
    for item in progress.due():
        if (item.lesson, item.item) in known:
            found.setdefault(item.lesson, []).append(item.item)
    return found


def _next_in_words(progress: Progress, known: set[tuple[str, str]]) -> str:
    """Say when there will be something to ask; "" for whoever has answered nothing yet."""
    days = [item.due for key, item in progress.items().items() if key in known and item.due]
    later = [day for day in days if day > date.today()]
    if not later:
        return ""
    first = min(later)
    count = later.count(first)
    return f"Next: {count} question{'' if count == 1 else 's'} on {first.day} {first:%B}."
