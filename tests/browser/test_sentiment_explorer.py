"""The sentiment explorer in JupyterLab: every control moved by keys, the read-out read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show

SENTENCE = "The start was dull, but the ending was great"


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, f"SentimentExplorer(sentence={SENTENCE!r})")


def test_words_change_places(explorer):
    expect_to_say(explorer, "“the start was dull but the ending was great”: P(positive) 0.99")
    chosen = control(explorer, "change").locator("input").first
    chosen.press("ArrowRight")
    expect_to_say(explorer, "“not the start was dull")
    expect(control(explorer, "word")).to_be_enabled()
    control(explorer, "word").press("End")
    expect_to_say(explorer, "the ending was not great”")
    control(explorer, "change").locator("input").nth(1).press("ArrowRight")
    expect(control(explorer, "other")).to_be_enabled()
    control(explorer, "other").press("Home")
    for _ in range(3):
        control(explorer, "other").press("ArrowRight")
    expect_to_say(explorer, "“the start was great but the ending was dull”: P(positive) 0.01")
    expect_to_say(explorer, "The bag of words holds the same words as before")


def test_a_sentence_is_read_while_it_is_typed(explorer):
    control(explorer, "change").locator("input").first.check()
    control(explorer, "sentence").fill("a zorblish film")
    expect_to_say(explorer, "“a zorblish film”", "The LSTM does not know: “zorblish”.")
    expect(control(explorer, "word")).to_be_disabled()
    named = re.compile("Above, P.positive. by the LSTM after each word")
    expect(explorer.locator("img.ke-picture")).to_have_attribute("alt", named)


def test_an_empty_sentence_is_told_and_can_be_mended(explorer):
    control(explorer, "sentence").fill("")
    expect(explorer.locator("[role=alert]")).to_have_text(
        "sentence must hold at least one word; got ''"
    )
    control(explorer, "sentence").fill("<b>good</b>")
    expect(explorer.locator("[role=alert]")).to_have_text("")
    assert explorer.locator("b").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(explorer, notebook, theme):
    control(explorer, "sentence").fill(SENTENCE)
    control(explorer, "change").locator("input").nth(2).check()
    control(explorer, "word").fill("3")
    control(explorer, "other").fill("8")
    expect_to_say(explorer, "“the start was great but the ending was dull”")
    notebook.set_theme(theme)
    for width in (1400, 900):
        notebook.page.set_viewport_size({"width": width, "height": 1250})
        explorer.scroll_into_view_if_needed()
        expect(explorer).to_have_attribute("data-waiting", "false")
        path = notebook.screenshot(f"sentiment_explorer_{theme}_{width}", explorer)
        assert path.stat().st_size > 10_000
