"""Questions to be asked again, listed by lesson, and below the list the quiz of one lesson."""

from collections.abc import Mapping, Sequence

import ipywidgets
import traitlets

from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.front_end import join_script, join_styles
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.objectives import Objective, load_objectives
from lstm_helpers.quiz.widget import Quiz, new_round
from lstm_helpers.widgets.course_widget import CourseWidget, Guarded


class LessonList(CourseWidget):
    """The lessons with questions to ask, a link and a button for each; `LessonQuizzes` fills it."""

    _esm = join_script("quiz_text", "notebook_link", "due")
    _css = join_styles("due")

    view = traitlets.Dict().tag(sync=True)


class LessonQuizzes(Guarded, ipywidgets.VBox):
    """A list of lessons, and below it the quiz of one; the base of what asks again.

    Parameters
    ----------
    progress : Progress
        What was answered.
    asked : mapping of str to sequence of str
        The ids of the items meant, by lesson.
    """

    _review = True  # whether the quiz calls its questions due for review

    def __init__(self, progress: Progress, asked: Mapping[str, Sequence[str]]) -> None:
        self._progress = progress
        self._list = LessonList()
        super().__init__([self._list])
        self._list.on_msg(self._receive)
        self._start(asked)

    def _items(self, lesson: str) -> list[Item]:
        """Return what to ask of a lesson."""
        raise NotImplementedError

    def _left(self, lesson: str) -> int:
        """Return how many of the items meant are still to be answered."""
        raise NotImplementedError

    def _words(self) -> dict:
        """Return what else the list shows."""
        raise NotImplementedError

    def _start(self, asked: Mapping[str, Sequence[str]]) -> None:
        self._asked = asked
        self._quizzes: dict[str, Quiz] = {}
        self._ask(next(iter(asked), ""))

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
        items, done = self._items(lesson), self._progress.items()
        quiz = Quiz(load_bank(lesson), items, self._progress)
        worked = {item.id: done.get((lesson, item.id)) for item in items}
        quiz.history = {item: new_round(work, self._review) for item, work in worked.items()}
        return quiz

    def _draw(self) -> None:
        rows = []
        for lesson, items in self._asked.items():
            home = home_of(lesson)
            rows.append(
                {
                    "lesson": lesson,
                    "title": home.lesson,
                    "notebook": home.notebook,
                    "asked": len(items),
                    "left": self._left(lesson),
                }
            )
        self._list.view = {
            "lessons": rows,
            "asking": self._asking,
            "problem": self._list.view.get("problem") or self._progress.take_notice(),
            **self._words(),
        }


def home_of(lesson: str) -> Objective:
    """Return an objective of the notebook that a bank belongs to: it knows name and title.

    Parameters
    ----------
    lesson : str
        The bank's short name.

    Returns
    -------
    Objective
    """
    number = lesson.partition("_")[0]
    return next(one for one in load_objectives().values() if one.notebook.startswith(f"{number}_"))
