"""The return explorer in JupyterLab: every control moved by keys, the read-out read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "ReturnExplorer(sentence='Good Day', return_sequences=True)")


def test_flags_change_what_is_returned(explorer):
    expect_to_say(explorer, "returns 1 tensor: (1, 2, 3) output.")
    control(explorer, "return_state").press("Space")
    expect_to_say(explorer, "returns 3 tensors: (1, 2, 3) output, (1, 3) h, (1, 3) c.")
    control(explorer, "return_sequences").press("Space")
    expect_to_say(explorer, "LSTM(3, return_state=True) returns 3 tensors: (1, 3) output")


def test_sliders_change_the_sizes(explorer):
    control(explorer, "units").press("End")
    expect_to_say(explorer, "LSTM(6, return_state=True)", "(1, 6) c.")
    control(explorer, "units").press("Home")
    expect_to_say(explorer, "LSTM(1, return_state=True)", "(1, 1) c.")
    control(explorer, "timesteps").press("End")
    expect_to_say(explorer, "Padding at 4 of 6 timesteps, read like a word.")


def test_the_mask_holds_the_state(explorer):
    control(explorer, "timesteps").press("End")
    expect(control(explorer, "masked")).to_be_enabled()
    control(explorer, "masked").press("Space")
    expect_to_say(explorer, "skipped: h and c are held.")


def test_a_sentence_is_read_while_it_is_typed(explorer):
    field = control(explorer, "sentence")
    field.fill("One two three four five six seven")
    expect_to_say(explorer, "The sentence has 7 tokens; the first 6 are read and drawn.")
    field.fill("a zorblish film")
    expect_to_say(explorer, "after “film”", "Not in the vocabulary, read as id 1: “zorblish”.")
    named = re.compile(re.escape("One box for each timestep (a, zorblish, film)"))
    expect(explorer.locator("img.ke-picture")).to_have_attribute("alt", named)


def test_an_empty_sentence_is_told_and_can_be_mended(explorer):
    field = control(explorer, "sentence")
    field.fill("")
    expect(explorer.locator("[role=alert]")).to_have_text(
        "sentence must hold at least one word; got ''"
    )
    field.fill("<b>Good</b> day")
    expect(explorer.locator("[role=alert]")).to_have_text("")
    expect_to_say(explorer, "after “day”")
    assert explorer.locator("b").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(explorer, notebook, theme):
    control(explorer, "sentence").fill("Good Day")
    for flag in ("return_sequences", "return_state"):
        control(explorer, flag).set_checked(True)
    for key in ("Home", "ArrowRight", "ArrowRight"):
        control(explorer, "units").press(key)
    expect_to_say(explorer, "returns 3 tensors: (1, 2, 3) output, (1, 3) h, (1, 3) c.")
    notebook.set_theme(theme)
    for width in (1400, 900):
        notebook.page.set_viewport_size({"width": width, "height": 1250})
        explorer.scroll_into_view_if_needed()
        expect(explorer).to_have_attribute("data-waiting", "false")
        path = notebook.screenshot(f"return_explorer_{theme}_{width}", explorer)
        assert path.stat().st_size > 10_000
