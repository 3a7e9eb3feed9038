"""A quiz by keyboard alone, each kind of question from a wrong answer to the solution."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.quiz_page import NOTHING_WAITS, QuizPage

KINDS = ("one", "several", "number", "shape", "order", "prints", "bug")
# One item of each kind, with an answer that is wrong and the one that is right.
CHOOSE = f"""
import json
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.grading import grade
items = load_bank("05_gates").items
asked = [next(i for i in items if i.kind == kind and i.use == "quiz") for kind in {KINDS}]
"""
TELL = """
def answers(item):
    if item.kind in ("number", "shape"):
        texts = [option.text for option in item.options]
        return [next(t for t in texts if grade(item, t).right is right) for right in (False, True)]
    if item.kind == "several":
        return [[o.id for o in item.options if o.id not in item.key][:1], list(item.key)]
    if item.kind == "order":
        return [list(item.key[::-1]), list(item.key)]
    return [next(o.id for o in item.options if o.id not in item.key), item.key[0]]
print(json.dumps({item.kind: answers(item) for item in asked}))
"""


@pytest.fixture(scope="module")
def opened(notebook, server):
    server.write_notebook(
        "keys.ipynb",
        "from lstm_helpers import quiz",
        CHOOSE,
        "quiz('05_gates', *[i.id for i in asked])",
    )
    notebook.open("keys.ipynb").run_all()
    return notebook


@pytest.fixture(scope="module")
def answers(opened):
    return json.loads(opened.run_in_kernel(CHOOSE + TELL))


class Keys:
    """A learner without a mouse: Tab until something has the focus, then keys."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self, selector):
        return self.page.evaluate("s => document.activeElement.matches(s)", selector)

    def tab_to(self, selector, key="Tab"):
        for _ in range(60):
            if self.focused(selector):
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {selector}")

    def answer(self, kind, given, sure):
        if kind in ("number", "shape"):
            self.tab_to(".quiz-field")
            self.press("Control+a")
            self.page.keyboard.type(given)
        elif kind == "order":
            self.sort(given)
        elif kind == "several":
            self.check(given)
        else:
            self.tab_to(".quiz-option input")
            self.walk(given, ".quiz-option input")
        self.tab_to(".quiz-sure input")
        self.walk(sure, ".quiz-sure input")
        self.press("Enter")

    def walk(self, value, selector):
        """Choose a radio button with the arrow keys."""
        self.press("Space")
        for _ in range(self.page.locator(selector).count()):
            if self.focused(f"input[value='{value}']:checked"):
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow key leads to {value}")

    def check(self, wanted):
        boxes = self.page.locator(".quiz-option input")
        self.tab_to(".quiz-option input")
        for place in range(boxes.count()):
            if place:
                self.press("Tab")
            box = boxes.nth(place)
            expect(box).to_be_focused()
            if box.is_checked() != (box.input_value() in wanted):
                self.press("Space")

    def sort(self, wanted):
        """Move each step up to its place, the first step first."""
        rows = self.page.locator(".quiz-order-row")
        for place, step in enumerate(wanted):
            ids = rows.evaluate_all("rows => rows.map(row => row.dataset.option)")
            ups = ids.index(step) - place
            if not ups:
                continue
            here = f".quiz-order-row[data-option='{step}'] .quiz-up"
            if not self.page.locator(".quiz-order :focus").count():
                self.tab_to(".quiz-move:enabled")
            top = "[data-option='" + ids[0] + "'] .quiz-move"
            if not self.focused(here):
                self.tab_to(top, "Shift+Tab")
                self.tab_to(here)
            self.press(*["Enter"] * ups)


@pytest.fixture(scope="module")
def keys(opened):
    keys = Keys(opened.page)
    opened.page.locator(".quiz-step").first.focus()  # a learner comes here by Tab from the cell
    return keys


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_from_a_wrong_answer_to_the_solution(opened, keys, answers, kind):
    quiz = QuizPage(opened.page.locator(".quiz"))
    assert quiz.card.get_attribute("data-kind") == kind
    wrong, right = answers[kind]
    keys.answer(kind, wrong, "certain")
    expect(quiz.card).to_have_attribute("data-state", "trying")
    if kind == "one":
        for theme in ("dark", "light"):
            opened.set_theme(theme)
            assert faults(opened.page, ".quiz") == []
        quiz.card.locator(".quiz-retry").focus()
    expect(quiz.card.locator(".quiz-retry")).to_be_focused()
    keys.tab_to(".quiz-hint-button")
    keys.press("Enter")
    assert len(quiz.hints()) == 1
    keys.tab_to(".quiz-retry", "Shift+Tab")
    keys.press("Enter")
    keys.answer(kind, right, "fairly")
    expect(quiz.card).to_have_attribute("data-state", "right-later")
    assert quiz.solution_is_shown
    if kind == KINDS[-1]:
        return
    expect(quiz.card.locator(".quiz-next")).to_be_focused()
    keys.press("Enter")
    expect(quiz.card).to_have_attribute("data-kind", KINDS[KINDS.index(kind) + 1])


def test_everything_that_was_done_is_recorded(opened):
    opened.page.wait_for_function(NOTHING_WAITS)
    printed = opened.run_in_kernel(
        "from lstm_helpers.quiz import Progress\n"
        "for item in Progress.open().items().values():\n"
        "    work = item.latest\n"
        "    sure = [answer.confidence for answer in work.answers]\n"
        "    print(len(work.answers), work.hints, work.right_at_first, work.right, *sure)"
    )
    assert printed.split("\n")[:-1] == ["2 1 False True certain fairly"] * len(KINDS)


def test_a_hint_keeps_what_is_filled_in(opened, keys, answers):
    quiz = QuizPage(opened.page.locator(".quiz"))
    quiz.root.locator(".quiz-step").nth(KINDS.index("number")).click()
    quiz.click("Ask me again")
    keys.answer("number", answers["number"][0], "guess")
    keys.press("Enter")  # on "Try again"
    keys.page.keyboard.type("12")
    keys.tab_to(".quiz-hint-button")
    keys.press("Enter")
    expect(quiz.card.locator(".quiz-field")).to_have_value("12")


@pytest.mark.parametrize("chord", ["Control+Enter", "Alt+Enter"])
def test_what_is_chosen_is_not_lost_to_a_cell_run_again(opened, answers, chord):
    quiz = QuizPage(opened.page.locator(".quiz").first)
    quiz.root.locator(".quiz-step").first.click()
    again = quiz.card.get_by_role("button", name="Ask me again")
    if again.count():
        again.click()
    option = quiz.card.locator(f".quiz-option[data-option='{answers['one'][0]}']")
    option.click()
    before = opened.cells()
    option.locator("input").press(chord)
    opened.run_in_kernel("pass")  # comes after a cell that the keys would have run
    counts = [(cell["source"], cell["count"]) for cell in opened.cells()]
    assert counts == [(cell["source"], cell["count"]) for cell in before]
    expect(option.locator("input")).to_be_checked()
