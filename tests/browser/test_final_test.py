"""The final test in JupyterLab, by keyboard alone: left half-way, gone on with, handed in, read."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.quiz_page import NOTHING_WAITS

TYPED = {"number": "1", "shape": "(1, 2)"}


class KeyboardSitter:
    """Sits the test with the keys alone; looks at the page only to see where it is."""

    def __init__(self, notebook):
        self.notebook = notebook
        self.keys = notebook.page.keyboard
        self.root = notebook.page.locator(".final-test").first

    def focused(self, selector):
        return self.notebook.page.evaluate(
            "wanted => document.activeElement.matches(wanted)", selector
        )

    def tab_to(self, selector):
        for _ in range(40):
            if self.focused(selector):
                return
            self.keys.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    @property
    def title(self):
        return self.root.locator(".quiz-title").inner_text()

    def states(self):
        steps = self.root.locator(".quiz-step")
        return steps.evaluate_all("steps => steps.map(step => step.dataset.state)")

    def answer(self):
        """Answer whatever stands first, fairly sure, and commit; the focus is in the answer."""
        expect(self.root.locator(".quiz-answer :focus")).to_have_count(1)
        kind = self.root.locator(".quiz-card").get_attribute("data-kind")
        if kind in TYPED:
            self.keys.type(TYPED[kind])
        elif kind != "order":
            self.keys.press("Space")
        self.tab_to(".quiz-sure input")
        self.keys.press("Space")
        self.keys.press("ArrowRight")
        self.keys.press("Enter")

    def wait_until_kept(self):
        self.notebook.page.wait_for_function(NOTHING_WAITS)

    def look(self, name):
        for theme in ("dark", "light"):
            self.notebook.set_theme(theme)
            assert faults(self.notebook.page, ".final-test") == []
            self.notebook.screenshot(f"final_test_{name}_{theme}", self.root)


@pytest.fixture(scope="module")
def opened(notebook, server):
    server.write_notebook(
        "sit.ipynb",
        "from lstm_helpers import final_test",
        "test = final_test()\ntest._new_id = lambda: '5' * 32  # draws the same ten\ntest",
        "test.weak_ones()",
    )
    notebook.open("sit.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    return notebook


@pytest.fixture(scope="module")
def sitter(opened):
    return KeyboardSitter(opened)


def test_it_begins_at_a_key_and_says_nothing_of_an_answer(opened, sitter):
    cells = len(opened.cells())
    sitter.look("start")
    sitter.root.locator(".final-begin").focus()
    sitter.keys.press("Enter")
    expect(sitter.root).to_have_attribute("data-shown", "open")
    assert sitter.title == "Question 1 of 10"
    for place in range(3):
        sitter.answer()
        expect(sitter.root.locator(".quiz-title")).to_have_text(f"Question {place + 2} of 10")
    assert sitter.root.locator("[data-mark], [data-verdict], .quiz-feedback").count() == 0
    assert sitter.states() == ["committed"] * 3 + ["open"] * 7
    sitter.look("open")
    assert len(opened.cells()) == cells, "no key has reached the notebook"


def test_it_goes_on_after_the_page_was_closed(opened, sitter):
    sitter.wait_until_kept()
    opened.save()
    opened.wait_until_idle()
    opened.page.reload()
    sitter.root.locator(".quiz-step").first.wait_for(timeout=60_000)
    assert sitter.states() == ["committed"] * 3 + ["open"] * 7
    opened.wait_until_idle()


def test_it_goes_on_after_the_kernel_was_killed(opened, sitter):
    questions = sitter.root.locator(".quiz-step").evaluate_all(
        "all => all.map(s => s.dataset.item)"
    )
    opened.restart_kernel()
    opened.run_all()
    sitter.root.locator(".quiz-step").first.wait_for()
    again = sitter.root.locator(".quiz-step").evaluate_all("all => all.map(s => s.dataset.item)")
    assert again == questions
    assert sitter.states() == ["committed"] * 3 + ["open"] * 7
    assert sitter.title == "Question 4 of 10"


def test_an_answer_is_changed_and_all_is_handed_in(opened, sitter):
    sitter.root.locator(".quiz-step").first.focus()
    sitter.keys.press("Enter")  # back to the first question
    sitter.tab_to(".quiz-sure input")
    sitter.keys.press("ArrowRight")
    assert sitter.states()[0] == "changed"
    sitter.keys.press("Enter")
    for _ in range(7):
        sitter.answer()
    assert sitter.states() == ["committed"] * 10
    sitter.tab_to(".final-hand-in")
    sitter.keys.press("Enter")
    sitter.look("asked")
    sitter.root.locator(".final-keep").focus()
    sitter.keys.press("Tab")
    sitter.keys.press("Enter")
    expect(sitter.root).to_have_attribute("data-shown", "done")
    expect(sitter.root.locator(".final-score")).to_be_focused()
    sitter.wait_until_kept()
    kept = opened.run_in_kernel(
        "import json\n"
        "from lstm_helpers.quiz import Progress\n"
        "done = [one for one in Progress.open().answers() if one.use == 'test']\n"
        "print(json.dumps([[one.action, one.confidence] for one in done]))"
    )
    acts = json.loads(kept)
    assert [action for action, _ in acts] == ["draw"] + ["answer"] * 11 + ["hand_in"]
    assert [sure for _, sure in acts].count("certain") == 1


def test_the_result_names_what_went_wrong_and_leads_to_it(opened, sitter):
    score = int(sitter.root.locator(".final-score").inner_text().split()[0])
    assert sitter.root.locator(".final-row").count() == 10
    assert sitter.root.locator(".final-row[data-state=right]").count() == score
    assert sitter.root.locator(".final-missed").count() == 10 - score
    for width in (1400, 900):
        opened.page.set_viewport_size({"width": width, "height": 1250})
        with opened.whole_notebook_in_view():
            sitter.look(f"result_{width}")
    opened.page.set_viewport_size({"width": 1400, "height": 1250})
    said = opened.run_in_kernel("print(test.summary())")
    assert said.startswith(sitter.root.locator(".final-score").inner_text())


def test_the_weak_ones_are_asked_again_with_feedback(opened, sitter):
    again = opened.output(2)
    missed = sitter.root.locator(".final-missed").count()
    assert missed > 0, "whoever takes the first of everything misses something"
    expect(again.locator(".due-headline")).to_contain_text("to look at again")
    left = again.locator(".due-count").all_inner_texts()
    assert sum(int(words.split()[0]) for words in left) == missed
    card = again.locator(".quiz-card")
    card.wait_for()
    assert card.locator(".quiz-objective").count() == 1
    opened.screenshot("final_test_weak_ones", again)


def test_a_hostile_name_is_text_on_the_page_to_keep(opened, sitter, tmp_path):
    name = "<img src=x onerror=alert(1)> & Co"
    sitter.root.locator(".final-name").focus()
    sitter.keys.type(name)
    with opened.page.expect_download() as found:
        sitter.keys.press("Enter")
    path = tmp_path / "result.html"
    found.value.save_as(path)
    page = opened.page.context.browser.new_page()
    page.goto(path.as_uri())
    assert page.locator("h1").inner_text() == name
    assert page.locator("img, script").count() == 0
    page.close()
    expect(sitter.root.locator(".final-status")).to_contain_text(found.value.suggested_filename)


def test_a_link_leads_to_the_heading_that_disproves(opened, sitter):
    link = sitter.root.locator(".final-missed .quiz-misconception a").first
    expect(link).not_to_have_attribute("target", "_blank")  # JupyterLab has taken it over
    path, _, heading = link.get_attribute("href").partition("#")
    assert heading, "a link to the lesson's beginning would not show what disproves"
    link.focus()
    sitter.keys.press("Enter")
    opened.page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget?.context?.path === path",
        arg=path.rpartition("/")[2],
        timeout=120_000,
    )
    words = link.inner_text().partition(": ")[2]
    shown = opened.page.locator(".jp-Notebook:visible :is(h1, h2, h3)").filter(has_text=words)
    expect(shown.first).to_be_in_viewport(timeout=30_000)
