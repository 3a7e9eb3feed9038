"""The final test in a plain page of a real browser, with the kernel's side answering beside it."""

import copy
import json
import re

import pytest

from lstm_helpers.quiz import Progress
from lstm_helpers.quiz.bank import load_bank
from tests.browser.accessibility import faults
from tests.browser.chromium import Watch
from tests.browser.quiz_page import NOTHING_WAITS
from tests.quiz.sitters import Sitter, right_answer, wrong_answer
from tests.widgets.plain_page import page_of

HOSTILE = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"

STORAGE = """entries => {
  const memory = Object.create({
    getItem(key) { return this[key] ?? null; },
    setItem(key, value) { this[key] = String(value); },
    removeItem(key) { delete this[key]; },
  });
  Object.assign(memory, Object.fromEntries(entries));
  Object.defineProperty(window, "localStorage", { value: memory });
}"""


class SheetPage:
    """A page that shows a sitter's test; `sync` brings it what the kernel has changed."""

    def __init__(self, browser, sitter, stored=(), kernel=True):
        self.sitter = sitter
        self.page = browser.new_page(viewport={"width": 900, "height": 1100})
        self.watch = Watch(self.page)
        if kernel:
            self.page.expose_function("toPython", self._to_python)
        self.page.add_init_script(f"({STORAGE})({json.dumps(list(stored))})")
        self.page.goto("about:blank")
        self.page.set_content(page_of(sitter.test))
        self.page.wait_for_selector(".final-test[data-shown]")
        self.root = self.page.locator(".final-test")

    def _to_python(self, content):
        before = len(self.sitter.sent)
        self.sitter.tell(content)
        answers = self.sitter.sent[before:]
        return [answers[0] if answers else None, ""]

    def sync(self):
        self.page.evaluate("view => window.model.set('view', view)", self.sitter.test.view)

    def heard(self, sent):
        """Wait until the kernel has heard so many messages, then bring the page its view."""
        self.page.wait_for_function("count => window.sent.length >= count", arg=sent)
        self.page.wait_for_function(NOTHING_WAITS)
        self.sync()

    @property
    def stage(self):
        return self.root.get_attribute("data-stage")

    def states(self):
        steps = self.root.locator(".quiz-step")
        return steps.evaluate_all("steps => steps.map(step => step.dataset.state)")

    def item(self):
        lesson, name = self.root.locator(".quiz-card").get_attribute("data-item").split("/")
        return load_bank(lesson).item(name)

    def fill(self, right=True, sure="fairly"):
        """Fill in the question on show, without committing it."""
        item = self.item()
        given = right_answer(item) if right else wrong_answer(item)
        card = self.root.locator(".quiz-card")
        if item.kind in ("number", "shape"):
            card.locator(".quiz-field").fill(given)
        elif item.kind == "order":
            self._sort(card, given)
        else:
            for box in card.locator(".quiz-option input").all():
                wanted = box.input_value() in ([given] if isinstance(given, str) else given)
                if wanted != box.is_checked():
                    box.click()
        card.locator(f".quiz-sure[data-confidence='{sure}'] input").check()

    def _sort(self, card, wanted):
        for place, name in enumerate(wanted):
            while self._order(card).index(name) > place:
                card.locator(f"[data-option='{name}'] .quiz-up").click()

    def _order(self, card):
        rows = card.locator(".quiz-order-row")
        return rows.evaluate_all("rows => rows.map(row => row.dataset.option)")

    def answer(self, right=True, sure="fairly"):
        self.fill(right, sure)
        self.root.locator(".quiz-commit").click()

    def hand_in(self):
        self.root.locator(".final-hand-in").click()
        self.root.locator(".final-go").click()

    def stored(self):
        return self.page.evaluate("Object.entries(localStorage)")

    def close(self):
        assert self.page.evaluate("() => window.hacked") is None
        assert (self.watch.errors, self.watch.outside) == ([], [])
        self.page.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Return a function that opens a page of the same learner's test, each time a new kernel's."""
    opened = []

    def open_page(**options):
        sitter = Sitter(Progress(tmp_path / "progress.sqlite"))
        opened.append(SheetPage(browser, sitter, **options))
        return opened[-1]

    yield open_page
    for page in opened:
        page.close()


def press_begin(sheet):
    """Begin the first test, or another: that is asked about once more."""
    again = sheet.root.locator(".final-again")
    if again.count():
        again.click()
        sheet.root.locator(".final-go").click()
    else:
        sheet.root.locator(".final-begin").click()


def begin(sheet):
    press_begin(sheet)
    sheet.heard(1)
    sheet.page.wait_for_selector(".final-test[data-shown=open]")


def sit(sheet, rights, sure="fairly"):
    begin(sheet)
    for right in rights:
        sheet.answer(right, sure)
    sheet.heard(1 + len(rights))
    sheet.hand_in()
    sheet.heard(2 + len(rights))
    sheet.page.wait_for_selector(".final-test[data-shown=done]")


def test_a_whole_test_with_not_a_word_before_its_end(open_page):
    sheet = open_page()
    assert sheet.stage == "start"
    begin(sheet)
    for place in range(10):
        assert sheet.root.locator(".quiz-title").inner_text() == f"Question {place + 1} of 10"
        item = sheet.item()
        sheet.answer(right=place % 2 == 0, sure="certain")
        page = sheet.page.content()
        for option in item.options:
            assert option.answer not in page
        assert sheet.root.locator("[data-mark], [data-verdict], .quiz-feedback").count() == 0
        assert "right" not in sheet.root.locator(".quiz-live").inner_text().lower()
    assert sheet.states() == ["committed"] * 10
    sheet.heard(11)
    assert sheet.page.evaluate("document.activeElement.className").endswith("final-hand-in")
    sheet.hand_in()
    sheet.heard(12)
    assert sheet.root.locator(".final-score").inner_text() == "5 of 10 right"
    assert sheet.page.evaluate("document.activeElement.className") == "final-score"
    outcome = sheet.sitter.test._outcome()
    said = sheet.root.inner_text()
    for one in outcome.missed:
        for belief, place in one.beliefs:
            assert re.sub("[`*]", "", belief) in said
            assert place is None or f"See it disproved: {place.heading}" in said
    assert sheet.root.locator(".final-missed").count() == 5
    assert outcome.meaning_in_words in said
    assert outcome.sureness_in_words in said


def test_answers_are_changed_until_the_end(open_page):
    sheet = open_page()
    begin(sheet)
    sheet.answer(right=True)
    sheet.root.locator(".quiz-step").nth(0).click()
    assert sheet.root.locator(".quiz-commit").inner_text() == "Commit this instead"
    sheet.fill(right=False, sure="guess")
    assert sheet.states()[:2] == ["changed", "open"]
    sheet.root.locator(".final-on").click()
    sheet.root.locator(".final-back").click()
    assert sheet.states()[0] == "changed", "a look elsewhere loses nothing"
    sheet.root.locator(".final-hand-in").click()
    words = sheet.root.locator(".final-count").inner_text()
    assert words.startswith("1 answer is filled in and not committed. 9 questions are still open.")
    sheet.root.locator(".final-keep").click()
    sheet.root.locator(".quiz-commit").click()
    assert sheet.states()[:2] == ["committed", "open"]
    sheet.heard(3)
    (kept,) = sheet.sitter.sitting["answers"].values()
    assert kept["confidence"] == "guess"


def test_what_cannot_be_committed_is_said_and_nothing_is_kept(open_page):
    sheet = open_page()
    begin(sheet)
    while sheet.item().kind == "order":  # an order is always an answer
        sheet.root.locator(".final-on").click()
    sheet.root.locator(".quiz-commit").click()
    first = sheet.root.locator(".quiz-problem").inner_text()
    assert first in ("Choose an answer first.", "Write an answer first.")
    sheet.fill()
    sheet.root.locator(".quiz-sure input").first.evaluate(
        "input => input.form.querySelectorAll('.quiz-sure input').forEach(i => i.checked = false)"
    )
    sheet.root.locator(".quiz-commit").click()
    assert sheet.root.locator(".quiz-problem").inner_text() == "Say how sure you are, too."
    assert sheet.sitter.sitting["answers"] == {}


def test_every_question_takes_its_right_answer_and_its_wrong_one(open_page):
    """Several tests on end meet each kind of question, and the kernel judges each as meant."""
    sheet = open_page()
    kinds, sent, number = set(), 0, 0
    while len(kinds) < 7 and number < 10:
        press_begin(sheet)
        sheet.heard(sent := sent + 1)
        rights = [(place + number) % 3 > 0 for place in range(10)]
        for right in rights:
            kinds.add(sheet.item().kind)
            sheet.answer(right)
        sheet.heard(sent := sent + 10)
        sheet.hand_in()
        sheet.heard(sent := sent + 1)
        assert [one.right for one in sheet.sitter.test._outcome().questions] == rights
        number += 1
    assert kinds == {"one", "several", "number", "shape", "order", "prints", "bug"}
    assert sheet.root.locator(".final-earlier").inner_text().count("of 10") == number - 1


def test_what_is_filled_in_and_not_committed_is_told_before_the_end(open_page):
    sheet = open_page()
    begin(sheet)
    sheet.answer()
    sheet.root.locator(".final-on").click()
    sheet.fill()
    assert sheet.states()[:4] == ["committed", "open", "filled", "open"]
    sheet.root.locator(".final-hand-in").click()
    words = sheet.root.locator(".final-count").inner_text()
    assert words.startswith("1 answer is filled in and not committed. 8 questions are still open.")
    sheet.root.locator(".final-keep").click()
    assert sheet.root.locator(".quiz-title").inner_text() == "Question 2 of 10"


def test_a_double_click_commits_one_answer_and_hands_nothing_in(open_page):
    sheet = open_page()
    begin(sheet)
    sheet.fill()
    sheet.root.locator(".quiz-commit").dblclick()
    assert sheet.root.locator(".quiz-title").inner_text() == "Question 2 of 10"
    assert sheet.root.locator(".quiz-problem").inner_text() == ""
    assert sheet.states()[:2] == ["committed", "open"]
    sheet.root.locator(".final-hand-in").dblclick()
    assert sheet.root.locator(".final-go").is_enabled(), "handing in is asked about first"
    sheet.heard(2)
    assert sheet.stage == "open"
    sheet.root.locator(".final-go").dblclick()
    sheet.heard(3)
    assert sheet.stage == "done"
    acts = [one.action for one in sheet.sitter.progress.answers()]
    assert acts == ["draw", "answer", "hand_in"]


def test_another_test_is_asked_about_before_the_result_goes(open_page):
    sheet = open_page()
    sit(sheet, [True])
    sheet.root.locator(".final-again").dblclick()
    assert "in place of this result" in sheet.root.locator(".final-count").inner_text()
    sheet.root.locator(".final-keep").click()
    assert sheet.page.evaluate("document.activeElement.className").endswith("final-again")
    assert sheet.stage == "done"
    sheet.root.locator(".final-again").click()
    sheet.root.locator(".final-go").dblclick()
    sheet.heard(4)
    assert sheet.stage == "open"
    assert [one.action for one in sheet.sitter.progress.answers()].count("draw") == 2


def test_a_second_tab_shows_what_the_first_has_changed(open_page):
    """Two tabs of one notebook: each has its own page, and the kernel tells both."""
    first = open_page()
    begin(first)
    first.answer(right=True, sure="guess")
    first.heard(2)
    second = open_page()
    second.root.locator(".quiz-step").first.click()
    second.page.evaluate("() => document.activeElement.blur()")
    first.root.locator(".quiz-step").first.click()
    first.fill(sure="certain")
    first.root.locator(".quiz-commit").click()
    first.answer()
    first.heard(4)
    second.sitter = first.sitter
    second.sync()
    assert second.root.locator(".quiz-sure input:checked").get_attribute("value") == "certain"
    assert second.root.locator(".final-count").inner_text() == "2 of 10 answered"
    assert second.states()[:3] == ["committed", "committed", "open"]


def test_an_answer_on_its_way_is_not_undone_by_what_the_kernel_knew_before(open_page):
    sheet = open_page()
    begin(sheet)
    before = sheet.sitter.test.view
    sheet.page.evaluate("() => { window.kernel = false; }")
    sheet.answer()
    older = before | {"problem": "told meanwhile"}
    sheet.page.evaluate("view => window.model.set('view', view)", older)
    assert sheet.states()[:2] == ["committed", "open"]
    assert sheet.root.locator(".final-count").inner_text() == "1 of 10 answered"


def test_a_question_whose_options_are_no_longer_those_answered_is_open(browser, tmp_path):
    """A test is left open, and the course's questions are renewed."""
    sitter = Sitter(Progress(tmp_path / "progress.sqlite")).begin()
    view = copy.deepcopy(sitter.test.view)
    order, one, typed = view["sitting"]["items"][:3]
    options = [{"id": name, "text": name, "place": place} for place, name in enumerate("abc")]
    order |= {"kind": "order", "options": options, "key": [""] * 3}
    one |= {"kind": "one", "options": options, "key": []}
    typed |= {"kind": "number", "options": [], "key": []}
    given = ((order, ["a", "b", "gone"]), (one, "gone"), (typed, "528"))
    view["sitting"]["answers"] = {
        item["name"]: {"answer": answer, "confidence": "certain"} for item, answer in given
    }
    sitter.test.view = view
    sheet = SheetPage(browser, sitter)
    for _look in ("as it opens", "as the kernel tells it again"):
        assert sheet.states()[:3] == ["open", "open", "committed"]
        assert sheet._order(sheet.root.locator(".quiz-card")) == ["a", "b", "c"]
        assert sheet.root.locator(".final-count").inner_text() == "1 of 10 answered"
        sheet.sync()
    sheet.close()


def test_nonsense_is_refused_in_words_and_enter_commits(open_page):
    sheet = open_page()
    begin(sheet)
    while sheet.item().kind not in ("number", "shape"):
        sheet.root.locator(".final-on").click()
    field = sheet.root.locator(".quiz-field")
    field.fill(HOSTILE)
    field.press("Enter")
    assert "Write it like" in sheet.root.locator(".quiz-problem").inner_text()
    field.fill(right_answer(sheet.item()))
    field.press("Enter")
    assert sheet.root.locator(".quiz-problem").inner_text() == "Say how sure you are, too."
    sheet.page.keyboard.press("Space")
    sheet.page.keyboard.press("Enter")
    assert sheet.states().count("committed") == 1
    sheet.heard(2)
    assert len(sheet.sitter.sitting["answers"]) == 1


def test_an_answer_that_is_not_kept_is_told(open_page):
    sheet = open_page()
    begin(sheet)
    notice = sheet.root.locator(".quiz-notice")
    assert notice.is_hidden()
    sheet.page.clock.set_fixed_time(0)  # a machine without a battery for its clock
    sheet.answer()
    sheet.page.wait_for_selector(".quiz-notice:not([hidden])")
    assert notice.inner_text().startswith("Not kept: at must be a time such as ")
    assert not sheet.sitter.sitting["answers"]
    assert sheet.stored() == []


def test_a_page_closed_with_a_silent_kernel_loses_nothing(open_page):
    first = open_page()
    begin(first)
    first.answer()
    first.heard(2)
    first.page.evaluate("() => { window.kernel = false; }")
    first.answer(right=False)
    first.page.locator(".quiz-saving:not(:empty)").wait_for()
    stored = first.stored()
    assert len(stored) == 1
    second = open_page(stored=stored)
    assert second.states()[:3] == ["committed", "committed", "open"]
    second.heard(1)
    assert len(second.sitter.sitting["answers"]) == 2
    assert second.root.locator(".quiz-title").inner_text() == "Question 3 of 10"


def test_handed_in_with_a_silent_kernel_it_ends_when_the_cell_runs_again(open_page):
    first = open_page()
    begin(first)
    first.answer()
    first.heard(2)
    first.page.evaluate("() => { window.kernel = false; }")
    first.hand_in()
    first.page.locator(".quiz-saving:not(:empty)").wait_for()
    second = open_page(stored=first.stored())
    second.heard(1)
    assert second.stage == "done"
    assert second.root.locator(".final-score").inner_text() == "1 of 10 right"


def test_without_a_kernel_it_says_how_to_go_on(open_page):
    sheet = open_page(kernel=False)
    sheet.root.locator(".final-begin").click()
    assert "run this cell again" in sheet.root.locator(".final-status").inner_text()


def test_a_hostile_name_stays_text_on_the_page_to_keep(open_page, browser, tmp_path):
    sheet = open_page()
    sit(sheet, [True, False])
    sheet.root.locator(".final-name").fill(HOSTILE)
    with sheet.page.expect_download() as found:
        sheet.root.locator(".final-page").click()
    path = tmp_path / "result.html"
    found.value.save_as(path)
    assert found.value.suggested_filename in sheet.root.locator(".final-status").inner_text()
    page = browser.new_page(viewport={"width": 900, "height": 1200})
    watch = Watch(page)
    page.goto(path.as_uri())
    assert page.locator("h1").inner_text() == HOSTILE.strip()[:80]
    assert page.locator("script, img, link, a").count() == 0
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".score").inner_text() == "1 of 10 right"
    assert page.locator("tr").count() == 11
    assert faults(page, "body") == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, "body") == []
    assert watch.errors == []
    page.close()


def spoiled(value):
    """Return a view with markup in every text for people; what is no such text stays."""
    if isinstance(value, str):
        return f"{value}{HOSTILE}"
    if isinstance(value, list):
        return [spoiled(one) for one in value]
    kept = ("id", "state", "kind", "confidence", "key")
    if isinstance(value, dict):
        return {name: one if name in kept else spoiled(one) for name, one in value.items()}
    return value


def test_hostile_questions_stay_text(open_page):
    sheet = open_page()
    sheet.sitter.begin()
    view = sheet.sitter.test.view
    poisoned = view | {"sitting": spoiled(view["sitting"]), "problem": HOSTILE}
    sheet.page.evaluate("view => window.model.set('view', view)", poisoned)
    for place in range(10):
        sheet.root.locator(".quiz-step").nth(place).click()
        assert sheet.root.inner_text().count("<script>") >= 3
        assert sheet.root.locator("img, script, iframe").count() == 0


def test_stars_stress_words_and_multiply_numbers(open_page):
    sheet = open_page()
    sheet.sitter.begin()
    view = sheet.sitter.test.view
    prompt = "*h* and *what is asked*, 2 * 3 * 4 and `a *b* c`"
    items = [one | {"prompt": prompt} for one in view["sitting"]["items"]]
    starred = view | {"sitting": view["sitting"] | {"items": items}}
    sheet.page.evaluate("view => window.model.set('view', view)", starred)
    shown = sheet.root.locator(".quiz-prompt")
    assert shown.locator("em").all_inner_texts() == ["h", "what is asked"]
    assert shown.inner_text() == "h and what is asked, 2 * 3 * 4 and a *b* c"


def test_a_hostile_result_stays_text(open_page):
    sheet = open_page()
    sit(sheet, [False] * 10)
    view = sheet.sitter.test.view
    poisoned = view | {"result": spoiled(view["result"]), "problem": HOSTILE}
    sheet.page.evaluate("view => window.model.set('view', view)", poisoned)
    assert sheet.root.inner_text().count("<script>") > 30
    assert sheet.root.locator("img, script, iframe").count() == 0
