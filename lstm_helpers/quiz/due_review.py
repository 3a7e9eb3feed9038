"""What is due for review at the end of a lesson, and the quiz that asks it again."""

from datetime import date

import anywidget
import ipywidgets
import traitlets

from lstm_helpers import _validate
from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.objectives import Objective, load_objectives
from lstm_helpers.quiz.progress_panel import SHORTCUTS, STATIC
from lstm_helpers.quiz.siblings import ask_siblings
from lstm_helpers.quiz.widget import Quiz
from lstm_helpers.widgets._assets import join_modules, read_asset


class DueList(anywidget.AnyWidget):
    """The lessons with questions due, a link and a button for each; `Due` fills it."""

    _esm = join_modules(
        SHORTCUTS, *(STATIC / f"{name}.js" for name in ("quiz_text", "notebook_link", "due"))
    )
    _css = read_asset(STATIC, "quiz.css") + read_asset(STATIC, "due.css")

    view = traitlets.Dict().tag(sync=True)


class Due(ipywidgets.VBox):
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
        self._progress = progress or Progress.open()
        self._asked = _questions_due(self._progress, lesson)
        self._quizzes: dict[str, Quiz] = {}
        self._list = DueList()
        super().__init__([self._list])
        self._list.on_msg(self._receive)
        self._ask(next(iter(self._asked), ""))

    def __repr__(self) -> str:
        return "What is due for review"

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if isinstance(content, dict) and content.get("type") == "ask":
            lesson = content.get("lesson")
            if isinstance(lesson, str) and lesson in self._asked:
                self._ask(lesson)

    def _ask(self, lesson: str) -> None:
        """Show the quiz of a lesson below the list; the quizzes asked before are kept."""
        if lesson and lesson not in self._quizzes:
            self._quizzes[lesson] = self._new_quiz(lesson)
            self._quizzes[lesson].observe(lambda _: self._draw(), "history")
        self._asking = lesson
        self.children = [self._list, *([self._quizzes[lesson]] if lesson else [])]
        self._draw()

    def _new_quiz(self, lesson: str) -> Quiz:
        """Return a quiz that asks all afresh, also what was left unfinished the last time."""
        bank, done = load_bank(lesson), self._progress.items()
        due = [bank.item(item) for item in self._asked[lesson]]
        items = ask_siblings(lesson, due, bank.items, done, date.today())
        quiz = Quiz(bank, items, self._progress)
        worked = {item.id: done.get((lesson, item.id)) for item in items}
        quiz.history = {
            item: {"round": work.next_round if work else 1, "acts": [], "review": True}
            for item, work in worked.items()
        }
        return quiz

    def _draw(self) -> None:
        waiting = {(item.lesson, item.item) for item in self._progress.due()}
        rows = []
        for lesson, items in self._asked.items():
            home = _home_of(lesson)
            rows.append(
                {
                    "lesson": lesson,
                    "title": home.lesson,
                    "notebook": home.notebook,
                    "asked": len(items),
                    "left": sum((lesson, item) in waiting for item in items),
                }
            )
        self._list.view = {
            "lessons": rows,
            "asking": self._asking,
            "next": "" if rows else _next_in_words(self._progress),
            "problem": self._list.view.get("problem") or self._progress.take_notice(),
        }


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


def _questions_due(progress: Progress, lesson: str | None) -> dict[str, list[str]]:
    """Return the ids of the items due, by lesson; what waits longest comes first."""
    known = lessons()
    if lesson is not None:
        known = known[: known.index(_validate.choice("lesson", lesson, known)) + 1]
    there = {(name, item.id) for name in known for item in load_bank(name).items}
    found: dict[str, list[str]] = {}
    for item in progress.due():
        if (item.lesson, item.item) in there:
            found.setdefault(item.lesson, []).append(item.item)
    return found


def _home_of(lesson: str) -> Objective:
    """Return an objective of the notebook that a bank belongs to: it knows name and title."""
    number = lesson.partition("_")[0]
    return next(one for one in load_objectives().values() if one.notebook.startswith(f"{number}_"))


def _next_in_words(progress: Progress) -> str:
    """Say when there will be something to ask; "" for whoever has answered nothing yet."""
    days = [item.due for item in progress.items().values() if item.due]
    later = [day for day in days if day > date.today()]
    if not later:
        return ""
    first = min(later)
    count = later.count(first)
    return f"Next: {count} question{'' if count == 1 else 's'} on {first.day} {first:%B}."
