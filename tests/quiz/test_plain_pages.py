"""Quizzes, cards and the panel in a plain page of a real browser: what the page does of itself."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from lstm_helpers.quiz import Flashcards, Progress
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.glossary import load_glossary
from lstm_helpers.quiz.progress_panel import ProgressPanel
from lstm_helpers.quiz.widget import Quiz
from tests.browser.chromium import Watch
from tests.quiz.test_final_page import STORAGE
from tests.widgets.plain_page import page_of

# As a second notebook shows it: each has its own copy of the script.
SHOW_FROM_ANOTHER_NOTEBOOK = """async () => {
  const code = new Blob([model.get("_esm")], { type: "text/javascript" });
  const { default: widget } = await import(URL.createObjectURL(code));
  widget.render({ model, el: document.body.appendChild(document.createElement("div")) });
}"""
KEY = "lstm-course:pending:"


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "progress.sqlite")


@pytest.fixture
def show(browser):
    """Return a function that shows a widget in a page whose browser keeps some acts."""
    page = browser.new_page()
    watch = Watch(page)

    def show(widget, *acts):
        def to_python(content):
            sent = []
            widget.send = sent.append
            widget._receive(widget, content, [])
            return [sent[0], ""]

        stored = [[KEY + act["id"], json.dumps(act)] for act in acts]
        page.expose_function("toPython", to_python)
        page.add_init_script(f"({STORAGE})({json.dumps(stored)})")
        page.goto("about:blank")
        page.set_content(page_of(widget))
        page.wait_for_selector(".quiz, .course-progress")
        return page

    yield show
    page.close()
    assert (watch.errors, watch.outside) == ([], [])


def act(name, *, days_ago=0, **change):
    at = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    return {
        "id": name, "at": at, "lesson": "05_gates", "item": "forget_quarter",
        "objective": "gates.forget", "use": "quiz", "action": "answer", "round": 1,
        "answer": "1", "right": True, "confidence": "certain",
    } | change  # fmt: skip


def test_what_two_notebooks_show_in_one_page_has_no_name_twice(show, learner):
    bank = load_bank("05_gates")
    page = show(Quiz(bank, [bank.item("predict_but")], learner))
    page.evaluate(SHOW_FROM_ANOTHER_NOTEBOOK)
    page.locator(".quiz-card").nth(1).wait_for()
    names = page.locator("[id]").evaluate_all("all => all.map(({ id }) => id)")
    assert len(names) >= 2
    assert len(names) == len(set(names))


def test_cards_said_today_while_the_kernel_was_away_are_not_dealt_again(show, learner):
    one, two, three = load_glossary()[:3]
    said = [
        act(
            term.id, days_ago=ago, lesson="glossary", item=term.id,
            objective=f"glossary.{term.id}", use="card", answer="knew",
        )
        for term, ago in ((one, 0), (two, 3))
    ]  # fmt: skip
    page = show(Flashcards([one, two, three], learner), *said)
    dealt = page.locator(".flashcard")
    assert dealt.get_attribute("data-term") == two.id, "of another day: perhaps due again"
    assert dealt.locator(".quiz-title").inner_text() == "Card 1 of 2"


def test_starting_again_forgets_what_waits_in_this_browser(show, learner):
    panel = ProgressPanel(learner)
    panel._progress.record(Answer.from_message(act("kept")))
    page = show(panel, act("waiting"), act("other", item="output_half"))
    page.evaluate("localStorage.setItem('lstm-course:pending:/user/bob/x', '{}')")
    page.locator(".progress-copies summary").click()
    page.locator(".copies-reset").click()
    page.locator(".copies-forget").click()
    page.wait_for_selector(".copies-status:has-text('You start again.')")
    words = page.locator(".copies-status").inner_text()
    assert words.endswith("What waited in this browser is forgotten too.")
    assert page.evaluate("Object.keys(localStorage)") == [f"{KEY}/user/bob/x"]
    assert learner.answers() == []
