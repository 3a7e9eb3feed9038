"""Markup in any field of a bank or the glossary is text in the page, in every kind of question."""

import dataclasses

import pytest

from lstm_helpers.quiz import Flashcards, Progress, Quiz
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.glossary import Term
from lstm_helpers.quiz.places import Place
from tests.browser.chromium import Watch

HOSTILE = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>\"'>&lt;b&gt; `<i>`"
BANK = load_bank("05_gates")
KINDS = ("one", "several", "number", "shape", "order", "prints", "bug")

SHOW = """async ([esm, state]) => {
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const model = { get: (name) => state[name], on() {}, off() {}, send() {} };
  document.body.replaceChildren();
  widget.render({ model, el: document.body });
}"""
STRANGE = "() => document.querySelectorAll('img, script, b, i, iframe, object').length"


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    watch = Watch(page)
    page.set_content("<!doctype html><body></body>")
    yield page
    assert page.evaluate("() => window.hacked") is None
    assert watch.errors == []
    page.close()


def poisoned(item, hostile=HOSTILE):
    """Return the item with hostile text in every field that is text for people."""
    spoil = lambda text: f"{text} {hostile}" if text else text  # noqa: E731
    typed = item.kind in ("number", "shape")
    options = tuple(
        dataclasses.replace(
            option,
            text=option.text if typed else spoil(option.text),
            answer=spoil(option.answer),
        )
        for option in item.options
    )
    texts = {
        name: tuple(map(spoil, getattr(item, name))) for name in ("hints", "solution", "mistakes")
    }
    single = {
        name: spoil(getattr(item, name))
        for name in ("prompt", "code", "otherwise", "objective", "level", "shown_in")
    }
    return dataclasses.replace(item, options=options, **texts, **single)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_bank_stays_text(page, tmp_path, kind):
    item = poisoned(next(one for one in BANK.items if one.kind == kind and one.use == "quiz"))
    beliefs = {name: f"{text} {HOSTILE}" for name, text in BANK.misconceptions.items()}
    places = dict.fromkeys(beliefs, Place(f"x{HOSTILE}", f"y {HOSTILE}"))
    bank = dataclasses.replace(BANK, items=(item,), misconceptions=beliefs, places=places)
    widget = Quiz(bank, [item], Progress(tmp_path / "progress.sqlite"))
    names = ("lesson", "items", "misconceptions", "places", "history", "notice")
    state = {name: getattr(widget, name) for name in names} | {"notice": HOSTILE}
    page.evaluate(SHOW, [Quiz._esm, state])
    answer_wrongly(page, item)
    for _ in item.hints:
        page.locator(".quiz-hint-button").click()
    page.locator(".quiz-give-up").click()
    page.locator(".quiz-solution").evaluate("box => { box.open = true; }")
    assert page.evaluate(STRANGE) == 0
    shown = page.locator(".quiz").inner_text()
    plain = "<img src=x onerror='window.hacked=1'>"
    fields = 3 + len(item.hints) + len(item.solution) + len(item.mistakes)
    assert shown.count(plain) >= fields, "the text itself is there to be read"
    assert page.locator("a[href^=javascript]").count() == 0


def answer_wrongly(page, item):
    if item.kind in ("number", "shape"):
        page.locator(".quiz-field").fill("123457" if item.kind == "number" else "(3, 5, 7)")
    elif item.kind != "order":  # its steps are never shown in the right order
        wrong = next(option for option in item.options if option.id not in item.key)
        page.locator(f"[data-option='{wrong.id}'] input").check()
    page.locator(".quiz-sure input").first.check()
    page.locator(".quiz-commit").click()


def test_a_hostile_glossary_stays_text(page, tmp_path):
    term = Term("token", f"token {HOSTILE}", HOSTILE, "01_split_text_into_tokens", HOSTILE)
    deck = Flashcards([term], Progress(tmp_path / "progress.sqlite"))
    page.evaluate(SHOW, [Flashcards._esm, {"cards": deck.cards, "notice": HOSTILE}])
    page.locator(".flashcard-turn").click()
    assert page.evaluate(STRANGE) == 0
    assert page.locator(".flashcards").inner_text().count("<script>") == 5
