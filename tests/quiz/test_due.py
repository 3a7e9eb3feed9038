"""What is due at a lesson's end: listed by lesson, asked again at once, done when answered."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import nbformat
import pytest

from lstm_helpers.quiz import Progress, due
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.due_review import Due
from lstm_helpers.quiz.glossary import load_glossary
from lstm_helpers.quiz.lesson_quizzes import home_of
from lstm_helpers.ways import NOTEBOOK_FOLDER


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "progress.sqlite")


def act(number, lesson, place, *, ago, round=1, right=True):
    """Answer one of a lesson's own questions, by its place, so many days ago."""
    asked = [item for item in load_bank(lesson).items if item.use == "quiz"][place]
    at = (datetime.now(UTC) - timedelta(days=ago)).isoformat()
    work = (lesson, asked.id, asked.objective, asked.use, "answer", round, "1", right, "certain")
    return Answer(f"act-{number}", at, *work)


def rows(widget):
    return [(row["lesson"], row["left"], row["asked"]) for row in widget._list.view["lessons"]]


def test_whoever_has_answered_nothing_sees_the_same_everywhere(learner):
    widget = Due("05_gates", learner)
    assert repr(widget) == repr(due()) == "What is due for review"
    assert widget._repr_mimebundle_()["text/plain"] == "What is due for review"
    assert widget._list.view == {"lessons": [], "asking": "", "next": "", "problem": ""}
    assert widget.children == (widget._list,)
    assert not learner.path.exists()


def test_what_is_due_is_listed_and_that_waiting_longest_is_asked(learner):
    learner.record(act(1, "05_gates", 0, ago=5))
    learner.record(act(2, "01_tokens", 0, ago=9))
    learner.record(act(3, "05_gates", 1, ago=3))
    learner.record(act(4, "05_gates", 2, ago=0))
    widget = Due(None, learner)
    assert rows(widget) == [("01_tokens", 1, 1), ("05_gates", 2, 2)]
    _, quiz = widget.children
    assert (quiz.lesson, len(quiz.items)) == ("01_tokens", 1)
    (history,) = quiz.history.values()
    assert history == {"round": 2, "acts": [], "review": True}
    first = widget._list.view["lessons"][0]
    assert (first["title"], first["notebook"]) == (
        "Split text into tokens", "01_split_text_into_tokens",
    )  # fmt: skip


def test_a_lesson_leaves_out_what_comes_after_it(learner):
    learner.record(act(1, "05_gates", 0, ago=5))
    learner.record(act(2, "01_tokens", 0, ago=9))
    assert rows(Due("01_tokens", learner)) == [("01_tokens", 1, 1)]
    with pytest.raises(ValueError, match=r"lesson must be one of 00_start, .*; got 'gates'"):
        due("gates")


def test_a_question_left_unfinished_is_asked_afresh(learner):
    learner.record(act(1, "05_gates", 0, ago=5, right=False))
    assert not next(iter(learner.items().values())).latest.closed
    widget = Due(None, learner)
    quiz = widget.children[1]
    assert [one["id"] for one in quiz.items] != [next(iter(learner.items().values())).item]
    (history,) = quiz.history.values()
    assert history == {"round": 1, "acts": [], "review": True}, "a sibling, never asked"
    sibling = load_bank("05_gates").item(quiz.items[0]["id"])
    work = ("05_gates", sibling.id, sibling.objective, "quiz", "answer", 1, "1", True, "certain")
    learner.record(Answer("later", datetime.now(UTC).isoformat(), *work))
    assert learner.due() == []


def test_a_question_answered_again_is_due_no_more(learner):
    for number, place in enumerate((0, 1)):
        learner.record(act(number, "05_gates", place, ago=5 - number))
    widget = Due("05_gates", learner)
    quiz = widget.children[1]
    quiz.send = lambda _: None
    again = act(9, "05_gates", 0, ago=0, round=2)
    fields = {name: getattr(again, name) for name in again.__dataclass_fields__}
    quiz._receive(quiz, {"type": "act", "act": fields}, [])
    assert rows(widget) == [("05_gates", 0, 2)], "one answer reviews both of an objective"
    assert rows(Due("05_gates", learner)) == []


def test_another_lesson_is_asked_at_the_press_of_its_button(learner):
    learner.record(act(1, "05_gates", 0, ago=5))
    learner.record(act(2, "01_tokens", 0, ago=9))
    widget = Due(None, learner)
    before = widget.children[1]
    widget._receive(widget._list, {"type": "ask", "lesson": "05_gates"}, [])
    assert widget.children[1].lesson == widget._list.view["asking"] == "05_gates"
    for content in ({"type": "ask", "lesson": "09_metrics"}, {"type": "ask", "lesson": []}, None):
        widget._receive(widget._list, content, [])
    assert widget.children[1].lesson == "05_gates"
    widget._receive(widget._list, {"type": "ask", "lesson": "01_tokens"}, [])
    assert widget.children[1] is before, "an answer being given is not lost"


def test_whoever_has_nothing_due_is_told_when_there_will_be(learner):
    learner.record(act(1, "05_gates", 0, ago=0))
    learner.record(act(2, "05_gates", 1, ago=0))
    tomorrow = (datetime.now(UTC).astimezone() + timedelta(days=1)).date()
    said = Due(None, learner)._list.view["next"]
    assert said == f"Next: 2 questions on {tomorrow.day} {tomorrow:%B}."


def test_no_question_is_announced_that_will_not_be_asked(learner):
    learner.record(act(1, "05_gates", 0, ago=0))
    own = replace(act(2, "05_gates", 1, ago=0), lesson="my_gates")
    learner.record(own)
    assert Due(None, learner)._list.view["next"].startswith("Next: 1 question on ")
    assert Due("01_tokens", learner)._list.view["next"] == ""


# The start page asks of all lessons; the clinic leads straight to the final test, which does too.
@pytest.mark.parametrize("lesson", [name for name in lessons() if "01" <= name[:2] <= "13"])
def test_a_lesson_ends_with_its_cards_and_what_is_due_up_to_it(lesson):
    path = NOTEBOOK_FOLDER / f"{home_of(lesson).notebook}.ipynb"
    *_, last, farewell = nbformat.read(path, as_version=4).cells
    asked = [f'due("{lesson}")']
    if any(term.notebook[:2] == lesson[:2] for term in load_glossary()):
        asked = [f'display(flashcards("{lesson}"), {asked[0]})']
    sentence, *code = last.source.splitlines()
    assert code == asked
    assert re.fullmatch(r"# [A-Z].+\.", sentence)
    shown = [output["data"]["text/plain"] for output in last.outputs]
    assert shown[-1] == "What is due for review"
    assert farewell.source.startswith("## In this lesson we")


@pytest.mark.parametrize("lesson", lessons())
def test_every_bank_has_a_notebook_to_lead_to(lesson):
    assert home_of(lesson).notebook[:3] == lesson[:3]


def test_items_that_are_gone_from_the_bank_are_left_out(learner):
    gone = ("05_gates", "gone", "gates.forget", "quiz", "answer", 1, "1", True, "certain")
    learner.record(Answer("a", (datetime.now(UTC) - timedelta(days=9)).isoformat(), *gone))
    assert rows(Due(None, learner)) == []


def test_a_file_that_cannot_be_read_is_told_once(learner):
    learner.path.write_text("somebody's notes\n" * 99)
    assert "it is not a progress file" in Due(None, learner)._list.view["problem"]
    assert Due(None, learner)._list.view["problem"] == ""
