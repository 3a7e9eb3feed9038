"""What a learner opens by name: quizzes, exercises, cards, and what explains the course."""

from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers.quiz.bank import lessons
from tests.inputs import kinds
from tests.inputs.row import Row

LESSON = kinds.optional(kinds.choice(*lessons()))


def shown(result: object) -> None:
    assert type(result).__name__ in repr(type(result)) and repr(result)


ROWS = [
    Row(
        "quiz", lambda lesson, item: course.quiz(lesson, item),
        st.just({"lesson": "05_gates", "item": "predict_story"}),
        {"lesson": kinds.choice("05_gates"), "item": kinds.choice("predict_story")}, shown,
    ),
    Row("due", course.due, st.just({"lesson": "07_pipeline"}), {"lesson": LESSON}, shown),
    Row(
        "flashcards", course.flashcards, st.just({"lesson": "05_gates"}), {"lesson": LESSON}, shown,
    ),
    Row("final_test", course.final_test, st.just({}), {}, shown),
    Row("progress", course.progress, st.just({}), {}, shown),
    Row(
        "exercise", course.exercise, st.just({"name": "05_forget"}),
        {"name": kinds.choice("05_forget")}, shown,
    ),
    Row("ways_in", course.ways_in, st.just({}), {}, shown),
]  # fmt: skip
