"""Twenty hostile strings, typed wherever a lesson takes text: each is read as text and no more."""

import pytest
from playwright.sync_api import expect

from lstm_helpers.quiz import Progress, Quiz
from lstm_helpers.quiz.bank import load_bank
from tests.browser.chromium import Watch
from tests.browser.notebook_page import NotebookPage
from tests.browser.test_hostile_bank import SHOW, STRANGE, answer_wrongly, poisoned

ELSEWHERE = "http://elsewhere.example"
HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    f"<img src={ELSEWHERE}/picture.png>",
    "<svg onload=window.hacked=1><circle r=9></svg>",
    f"<iframe src={ELSEWHERE}></iframe>",
    f"<object data={ELSEWHERE}></object>",
    f"<link rel=stylesheet href={ELSEWHERE}/a.css>",
    f"<style>@import url({ELSEWHERE}/a.css);*{{display:none}}</style>",
    "<details open ontoggle=window.hacked=1>",
    "<input autofocus onfocus=window.hacked=1>",
    "<math><mi xlink:href='javascript:window.hacked=1'>x</mi></math>",
    "\"'><b onmouseover='window.hacked=1'>bold</b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='javascript:alert(1)'>here</a>",
    "javascript:alert(document.cookie)",
    "${alert(1)} {{alert(1)}} #{alert(1)} `alert(1)`",
    "'); window.hacked=1; //",
    "$\\href{javascript:alert(1)}{x}$ $$\\frac{1}{0$$",
    "\u202egnp.exe\u0000\u200b<b>\ufeff\U0001f600\u0301",
)
EXPLORERS = (
    "PaddingExplorer",
    "EmbeddingExplorer",
    "GenerationExplorer",
    "PipelineExplorer",
    "ReturnExplorer",
    "SentimentExplorer",
    "TaggingExplorer",
    "TokenExplorer",
    "GateExplorer",
)
ROOTS = ".gate-explorer, .token-explorer, .kernel-explorer"
NAMES = """
from lstm_helpers import exercise, load_corpus, quiz

for ask in (load_corpus, quiz, exercise):
    for name in {names!r}:
        try:
            ask(name)
        except Exception as error:
            print(type(error).__name__, error)
"""
INJECTED = """root => [...root.querySelectorAll(
    'script, iframe, object, link, style, b, a[href^=javascript], math, details, img, svg')]
  .filter(one => !one.matches('img.ke-picture, svg[data-icon]'))  // JupyterLab's icons
  .map(one => one.outerHTML.slice(0, 200))"""


def guarded(browser, **options):
    """Give a page on which a dialog, a request to elsewhere or a strange element is noticed."""
    page = browser.new_page(**options)
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    return page, Watch(page)


def check(page, watch):
    assert page.evaluate("() => window.hacked") is None
    assert page.dialogs == []
    assert watch.outside == []
    assert watch.errors == []


@pytest.fixture(scope="module")
def opened(browser, server):
    page, watch = guarded(browser, viewport={"width": 1400, "height": 1250})
    cells = [f"from lstm_helpers import {name}\n{name}()" for name in EXPLORERS]
    cells += [NAMES.format(names=HOSTILE), "load_corpus(" + repr(HOSTILE[0]) + ")"]
    notebook = NotebookPage(page, server)
    notebook.open(server.write_notebook("hostile.ipynb", *cells)).run_all()
    yield notebook
    try:
        check(page, watch)
    finally:
        page.close()
        server.end_kernels()


@pytest.mark.parametrize("name", EXPLORERS)
def test_what_is_typed_stays_text(opened, name):
    explorer = opened.output(EXPLORERS.index(name)).locator(ROOTS)
    explorer.scroll_into_view_if_needed()
    if "kernel-explorer" in explorer.get_attribute("class"):
        explorer.locator("img.ke-picture[src^=blob]").wait_for()
    fresh = set(explorer.evaluate(INJECTED))
    field = explorer.locator("input[type=text]").first
    for text in HOSTILE:
        field.fill(text)
        field.press("Enter")
        if "kernel-explorer" in explorer.get_attribute("class"):
            expect(explorer).to_have_attribute("data-waiting", "false")
        assert not _new(explorer, fresh), text
    assert opened.page.evaluate("() => window.hacked") is None


def _new(explorer, fresh):
    """Return the elements that no drawing of the explorer's own has."""
    kinds = {html.split(">")[0].split(" ")[0] for html in fresh}
    found = explorer.evaluate(INJECTED)
    return [html for html in found if html.split(">")[0].split(" ")[0] not in kinds]


def test_a_name_that_is_refused_is_told_as_text(opened):
    places = (len(EXPLORERS), len(EXPLORERS) + 1)
    told, raised = (opened.output(place) for place in places)
    for text in HOSTILE[:3]:  # a longer name is told shortened
        expect(told).to_contain_text(text)
    expect(raised).to_contain_text(HOSTILE[0])
    for output in (told, raised):
        assert output.evaluate(INJECTED) == []


def test_a_bank_of_any_of_them_stays_text(browser, tmp_path):
    bank = load_bank("05_gates")
    item = next(one for one in bank.items if one.kind == "one" and one.use == "quiz")
    page, watch = guarded(browser)
    page.set_content("<!doctype html><body></body>")
    names = ("lesson", "items", "misconceptions", "places", "history", "notice")
    for text in HOSTILE:
        spoiled = poisoned(item, text)
        widget = Quiz(bank, [spoiled], Progress(tmp_path / "progress.sqlite"))
        page.evaluate(SHOW, [Quiz._esm, {name: getattr(widget, name) for name in names}])
        answer_wrongly(page, spoiled)
        page.locator(".quiz-give-up").click()
        assert page.evaluate(STRANGE) == 0, text
        assert page.locator("a[href^=javascript]").count() == 0
    check(page, watch)
    page.close()
