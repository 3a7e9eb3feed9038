"""The page that tries a bank, opened from the disk in a real browser: no kernel, no other host."""

from dataclasses import replace

import pytest

from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.preview import preview_page
from tests.browser.chromium import Watch
from tests.browser.quiz_page import QuizPage
from tests.quiz.exported import HOSTILE

GATES = load_bank("05_gates")
# The browser's own storage for files, as another page has it.
OTHER_PAGE = """() => {
  const frame = document.body.appendChild(document.createElement("iframe"));
  window.stored = frame.contentWindow.localStorage;
}"""
ASKED = [GATES.item("predict_story"), GATES.item("predict_but")]


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens a bank's preview; what the page complains of is an error."""
    page = browser.new_page()
    watch = Watch(page)

    def show(bank, items=None):
        path = tmp_path / "preview.html"
        path.write_text(preview_page(bank, items), encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_selector(".quiz-card")
        return page, QuizPage(page.locator(".quiz"))

    yield show
    others = [address for address in watch.outside if not address.startswith("file:")]
    page.close()
    assert (watch.errors, others) == ([], [])


def test_a_question_is_answered_without_a_kernel(show):
    page, quiz = show(GATES, ASKED)
    assert page.title() == "Preview: 05_gates"
    assert quiz.states() == ["not-attempted", "not-attempted"]
    quiz.choose("input", sure="certain")
    assert quiz.verdict == "wrong"
    quiz.click("Show a hint")
    assert quiz.hints()[0].endswith(ASKED[0].hints[0])
    quiz.click("Try again")
    quiz.choose("forget")
    assert quiz.verdict == "right"
    assert quiz.states() == ["right-later", "not-attempted"]
    assert page.locator(".quiz-saving").inner_text() == ""


def test_nothing_of_it_is_kept_and_nothing_of_others_is_touched(show):
    page, quiz = show(GATES, ASKED)
    page.evaluate(OTHER_PAGE)
    page.evaluate(
        """stored.setItem("lstm-course:pending:other", JSON.stringify({
          id: "other", action: "answer", at: "2025-03-01T09:00:00Z", lesson: "05_gates",
          item: "predict_story", round: 1, answer: "forget", right: true, confidence: "guess",
        }))"""
    )
    quiz.choose("forget")
    assert quiz.states() == ["right", "not-attempted"]
    page.reload()
    page.wait_for_selector(".quiz-card")
    assert quiz.states() == ["not-attempted", "not-attempted"]
    page.evaluate(OTHER_PAGE)
    assert page.evaluate("Object.keys(stored)") == ["lstm-course:pending:other"]


def test_all_questions_are_asked_unless_some_are_named(show):
    _, quiz = show(GATES)
    assert len(quiz.states()) == len(GATES.items)


def test_hostile_text_stays_text(show):
    item = GATES.items[0]
    text = " ".join(HOSTILE) + " STATE TITLE ABOUT"
    options = tuple(replace(option, text=text, answer=text) for option in item.options)
    hostile = replace(item, prompt=text, options=options, hints=(text, text), solution=(text,))
    page, quiz = show(replace(GATES, lesson="STATE <b>"), [hostile])
    assert page.locator("h1").inner_text() == "Preview: STATE <b>"
    shown = "".join(page.locator(".quiz-prompt").all_text_contents())
    assert shown.split() == text.split()
    quiz.choose(item.key[0])
    assert page.locator(".quiz img, .quiz script, .quiz a").count() == 0
    assert page.evaluate("window.caught") is None
