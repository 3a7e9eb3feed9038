"""What a test showed to be weak is asked again by siblings; and its result on a page of its own."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from lstm_helpers.quiz import FinalTest, Progress
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.final import weak_ones
from lstm_helpers.quiz.final.outcome import Outcome, outcome_of
from lstm_helpers.quiz.final.page import result_page
from lstm_helpers.quiz.final.sitting import sittings
from lstm_helpers.quiz.page_text import spanned
from tests.quiz.sitters import Sitter, later, right_answer
from tests.quiz.test_final_test import MIXED

HOSTILE = (
    '</title><script>window.hacked=1</script><img src=x onerror="window.hacked=1">{score}&amp;\''
)


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "progress.sqlite")


def list_of(again):
    return again._list.view


def rows(again):
    return [(row["lesson"], row["left"], row["asked"]) for row in list_of(again)["lessons"]]


def answer(quiz, item, right=True):
    act = {
        "id": f"{item.id}-again", "at": later(5), "lesson": quiz.lesson, "item": item.id,
        "objective": item.objective, "use": "quiz", "action": "answer",
        "round": quiz.history[item.id]["round"], "right": right, "answer": right_answer(item),
        "confidence": "fairly",
    }  # fmt: skip
    quiz.send = lambda _: None
    quiz._receive(quiz, {"type": "act", "act": act}, [])


def test_before_a_test_there_is_nothing_to_ask(learner):
    again = FinalTest(learner).weak_ones()
    assert list_of(again)["headline"] == weak_ones.FIRST
    assert (rows(again), again.children) == ([], (again._list,))


def test_handed_in_the_test_fills_what_stood_empty(learner):
    sitter = Sitter(learner)
    again = sitter.test.weak_ones()
    sitter.sit(MIXED)
    missed = outcome_of(sittings(learner.answers())[-1]).missed
    assert rows(again) == [(one.lesson, 1, 1) for one in missed]
    assert list_of(again)["headline"] == "4 objectives to look at again"
    _, quiz = again.children
    asked = load_bank(quiz.lesson).item(quiz.items[0]["id"])
    first = missed[0]
    assert (quiz.lesson, asked.objective) == (first.lesson, first.item.objective)
    assert asked.id != first.item.id, "a sibling is asked, not the same again"
    assert asked.use == "quiz"


def test_a_right_answer_to_a_sibling_mends_and_a_wrong_one_does_not(learner):
    sitter = Sitter(learner)
    again = sitter.test.weak_ones()
    sitter.sit((False, False) + (True,) * 8)
    for place, right in enumerate((True, False)):
        lesson = list_of(again)["lessons"][place]["lesson"]
        again._receive(again._list, {"type": "ask", "lesson": lesson}, [])
        quiz = again.children[1]
        answer(quiz, load_bank(lesson).item(quiz.items[0]["id"]), right)
    assert [left for _, left, _ in rows(again)] == [0, 1]
    assert list_of(again)["headline"] == "1 objective to look at again"
    assert len(rows(weak_ones.WeakOnes(Progress(learner.path)))) == 1, "and so when run again"


def test_when_all_is_mended_it_says_so(learner):
    Sitter(learner).sit((False,) + (True,) * 9)
    again = weak_ones.WeakOnes(learner)
    quiz = again.children[1]
    answer(quiz, load_bank(quiz.lesson).item(quiz.items[0]["id"]))
    assert list_of(again)["headline"] == weak_ones.DONE
    assert list_of(weak_ones.WeakOnes(learner))["headline"] == weak_ones.DONE


def test_nothing_missed_nothing_asked(learner):
    Sitter(learner).sit((True,) * 10)
    again = weak_ones.WeakOnes(learner)
    assert (rows(again), list_of(again)["headline"]) == ([], weak_ones.ALL_RIGHT)


def test_it_stays_with_the_last_test_while_another_is_open(learner):
    sitter = Sitter(learner)
    again = sitter.test.weak_ones()
    sitter.sit(MIXED)
    quiz = again.children[1]
    sitter.begin().answer(0, right=False)
    assert again.children[1] is quiz, "a quiz in work is not taken away"
    assert len(rows(again)) == 4


def test_the_page_tells_the_result_and_needs_nothing_else(learner, tmp_path):
    test = Sitter(learner).sit(MIXED, sure="certain").test
    path = test.page(tmp_path / "result.html", name="Ada")
    page = path.read_text(encoding="utf-8")
    outcome = outcome_of(sittings(learner.answers())[-1])
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    beside = html.unescape(re.sub(r"</?(?:em|code)>", "", page))
    for said in (outcome.score_in_words, outcome.meaning_in_words, outcome.sureness_in_words):
        assert said in text
    for one in outcome.questions:
        assert one.objective.text in text
    for one in outcome.missed:
        for belief, place in one.beliefs:
            assert re.sub("[*`]", "", belief) in beside
            assert place is None or place.heading in text
    assert f"{outcome.day.day} {outcome.day:%B %Y}" in text
    assert page.count("<h1>Ada</h1>") == 1
    assert page.count("<svg") == 1
    assert not re.search(r"<script|<link|<img|https?:|src=|href=", page)
    assert "no certificate" in text


@pytest.mark.parametrize("name", [HOSTILE[:80], "a\x00b\u202ec", "{title}", "", "  "])
def test_a_name_is_text_and_nothing_more(name):
    page = result_page(Outcome(date(2025, 3, 1), ()), name)
    title = re.search("<h1>(.*)</h1>", page)[1]
    shown = re.sub("[\x00\u202e]", " ", name).strip() or "Final test"
    assert html.unescape(title) == shown
    assert "<script" not in page
    assert "<img" not in page


def test_no_text_of_a_question_or_an_answer_acts_as_markup(learner):
    """What was typed may come from a copy that was merged, and a bank from anywhere."""
    Sitter(learner).sit((False,) * 10)
    outcome = outcome_of(sittings(learner.answers())[-1])
    poison = f"{HOSTILE}\n\n```\n{HOSTILE}\n``` *{HOSTILE}* `{HOSTILE}`"
    spoiled = tuple(spoil(one, poison) for one in outcome.questions)
    page = result_page(replace(outcome, questions=spoiled), HOSTILE[:80])
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") >= 10 * 5


def spoil(one, poison):
    options = tuple(replace(option, text=poison, answer=poison) for option in one.item.options)
    item = replace(one.item, prompt=poison, code=poison, options=options, otherwise=poison)
    objective = replace(one.objective, text=poison, lesson=poison)
    given = poison if item.kind in ("number", "shape") else one.answer.answer
    return replace(
        one, item=item, objective=objective, answer=replace(one.answer, answer=given[:200])
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("read *all* of it", "read <em>all</em> of it"),
        ("*h* and *c*, 2 * 3 * 4", "<em>h</em> and <em>c</em>, 2 * 3 * 4"),
        ("`a * b * c` **kwargs f(*x, *y)", "<code>a * b * c</code> **kwargs f(*x, *y)"),
    ],
)
def test_stars_stress_and_multiply(text, shown):
    assert spanned(text) == shown


@pytest.mark.parametrize("name", ["x" * 81, 5, None, ["Ada"]])
def test_a_name_that_is_none_is_refused(learner, tmp_path, name):
    sitter = Sitter(learner).sit((True,) * 10)
    with pytest.raises(ValueError, match="name must be text of at most 80 characters; got"):
        sitter.test.page(tmp_path / "x.html", name)
    assert not (tmp_path / "x.html").exists()
    sitter.tell({"type": "page", "name": name})
    assert sitter.sent[-1]["words"].startswith("Name must be text of at most 80 characters")


def test_without_a_test_there_is_no_page(learner, tmp_path):
    sitter = Sitter(learner)
    with pytest.raises(ValueError, match="there is none yet"):
        sitter.test.page(tmp_path / "x.html")
    sitter.tell({"type": "page", "name": ""})
    assert sitter.sent == [{"type": "told", "words": "No test is handed in yet.", "good": False}]


def test_a_page_that_is_there_is_not_overwritten(learner, tmp_path):
    test = Sitter(learner).sit((True,) * 10).test
    path = test.page(tmp_path / "x.html")
    with pytest.raises(ValueError, match="path must be a new file"):
        test.page(path)


@pytest.mark.parametrize("path", [7, None, "", " "])
def test_what_names_no_file_is_refused(learner, path):
    test = Sitter(learner).sit((True,) * 10).test
    with pytest.raises(ValueError, match="path must be the name of a new file; got"):
        test.page(path)


def test_the_browser_is_given_the_same_page(learner):
    sitter = Sitter(learner).sit(MIXED)
    sitter.tell({"type": "page", "name": "Ada"})
    outcome = outcome_of(sittings(learner.answers())[-1])
    file = sitter.sent[-1]
    assert file["text"] == result_page(outcome, "Ada")
    assert file["name"] == f"lstm-course-test-{outcome.day.isoformat()}.html"
