"""Quizzes that teach, and the learner's progress over all lessons.

``quiz("05_gates")`` asks a lesson's questions, ``quiz("05_gates", "predict_but")`` one of them;
``due("05_gates")`` asks again what is due for review by that lesson; ``progress()`` draws what has
been answered so far; ``flashcards()`` asks the glossary's terms; ``final_test()`` asks ten
questions of all lessons.
"""

import sys
from types import ModuleType

from lstm_helpers.quiz.due_review import due
from lstm_helpers.quiz.final.widget import FinalTest, final_test
from lstm_helpers.quiz.flashcard_deck import Flashcards, flashcards
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.progress_panel import progress
from lstm_helpers.quiz.widget import Quiz, quiz

__all__ = [
    "FinalTest",
    "Flashcards",
    "Progress",
    "Quiz",
    "due",
    "final_test",
    "flashcards",
    "progress",
    "quiz",
]


class _CallablePackage(ModuleType):
    # Python puts an imported package into its parent under its own name. So that
    # `from lstm_helpers import quiz` gives something to call, whoever was imported first, the
    # package itself can be called.
    def __call__(self, lesson: str, *items: str) -> Quiz:
        return quiz(lesson, *items)


sys.modules[__name__].__class__ = _CallablePackage
