"""Quizzes, cards, the final test and the panel, whatever a page sends to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers.quiz.answers import ACTIONS, CONFIDENCES
from lstm_helpers.widgets.course_widget import sendable
from tests.inputs import trying
from tests.inputs.explorers import JSON

WIDGETS = {
    "quiz": lambda: course.quiz("05_gates"),
    "due": lambda: course.due(),
    "flashcards": lambda: course.flashcards("05_gates"),
    "final_test": course.final_test,
    "weak_ones": lambda: course.final_test().weak_ones(),
    "progress": course.progress,
}
KINDS = ("ask", "begin", "page", "refresh", "export", "merge", "reset")
ACT = st.fixed_dictionaries(
    {},
    optional={
        "id": st.text("ab", max_size=2) | JSON,
        "at": st.just("2025-03-01T09:00:00+00:00") | JSON,
        "lesson": st.sampled_from(["05_gates", "glossary"]) | JSON,
        "item": st.just("predict_story") | JSON,
        "objective": st.just("gates.cell") | JSON,
        "use": st.sampled_from(["quiz", "test", "card"]) | JSON,
        "action": st.sampled_from(ACTIONS) | JSON,
        "round": st.just(1) | JSON,
        "answer": JSON,
        "right": st.booleans() | JSON,
        "confidence": st.sampled_from(CONFIDENCES) | JSON,
    },
)
MESSAGE = JSON | st.fixed_dictionaries(
    {},
    optional={
        "act": ACT | JSON,
        "type": st.sampled_from(KINDS) | JSON,
        "lesson": JSON,
        "name": JSON,
        "sure": JSON,
    },
)


@pytest.fixture
def learner(monkeypatch, tmp_path):
    """Keep what is answered here apart, and see that all that is said can be sent."""
    monkeypatch.setenv("LSTM_COURSE_HOME", str(tmp_path))

    def checked(_widget, message, buffers=None):
        assert sendable(message), message

    for cls in {type(each) for make in WIDGETS.values() for each in parts(make())}:
        monkeypatch.setattr(cls, "_send", checked)


def parts(widget):
    return [widget, *getattr(widget, "children", ())]


@pytest.mark.parametrize("name", WIDGETS)
def test_no_message_of_a_page_raises(learner, name):
    widget = WIDGETS[name]()

    @trying.few(20)
    @given(MESSAGE, st.lists(st.binary(max_size=9), max_size=2))
    def test(message, buffers):
        for part in parts(widget):
            for heard in part._msg_callbacks.callbacks:
                heard(part, message, buffers)

    test()


@pytest.mark.parametrize("name", WIDGETS)
def test_no_state_of_a_page_changes_what_is_shown(learner, name):
    widget = WIDGETS[name]()
    keys = st.sampled_from(sorted({key for part in parts(widget) for key in part.keys}))

    @trying.few(10)
    @given(JSON | st.dictionaries(keys, JSON, max_size=4))
    def test(state):
        for part in parts(widget):
            before = {key: getattr(part, key) for key in part.keys}
            part.set_state(state)
            assert {key: getattr(part, key) for key in part.keys} == before

    test()
