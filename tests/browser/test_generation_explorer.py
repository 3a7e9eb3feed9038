"""The generation explorer in JupyterLab: every control moved by keys, the read-out read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "GenerationExplorer(prompt='The boat ', temperature=0.7)")


def written(explorer):
    """Return the text that the read-out quotes."""
    return re.search("Written: “(.*)”", explorer.locator("[aria-live]").inner_text(), re.S)[1]


def test_temperature_is_set_by_keys(explorer):
    expect_to_say(explorer, "At temperature 0.7, after “The boat ”:", "Written: “")
    control(explorer, "temperature").press("End")
    expect_to_say(explorer, "At temperature 2, after “The boat ”:")
    control(explorer, "temperature").press("Home")
    expect_to_say(explorer, "At temperature 0.2, after “The boat ”:")
    control(explorer, "temperature").press("ArrowRight")
    expect_to_say(explorer, "At temperature 0.3, after “The boat ”:")


def test_another_seed_writes_another_text(explorer):
    control(explorer, "temperature").press("End")
    expect_to_say(explorer, "At temperature 2,")
    control(explorer, "seed").press("Home")
    expect(explorer).to_have_attribute("data-waiting", "false")
    first = written(explorer)
    control(explorer, "seed").press("ArrowRight")
    expect(explorer.locator("[aria-live]")).not_to_contain_text(first)
    control(explorer, "seed").press("ArrowLeft")
    expect_to_say(explorer, first)


def test_length_is_set_by_keys(explorer):
    control(explorer, "length").press("Home")
    expect_to_say(explorer, "of its 40 characters had less than 10%.")
    control(explorer, "length").press("End")
    expect_to_say(explorer, "of its 200 characters had less than 10%.")


def test_a_prompt_is_read_while_it_is_typed(explorer):
    control(explorer, "prompt").fill("The wat")
    expect_to_say(explorer, "after “The wat”:")
    named = re.compile(re.escape("likeliest characters after “The wat”"))
    expect(explorer.locator("img.ke-picture")).to_have_attribute("alt", named)


def test_what_the_model_never_met_is_told_and_can_be_mended(explorer):
    field = control(explorer, "prompt")
    field.fill("<b>Fähre</b> 7")
    expect(explorer.locator("[role=alert]")).to_contain_text("got '<', '>', 'ä', '/', '7'")
    assert explorer.locator("b").count() == 0
    field.fill("")
    expect(explorer.locator("[role=alert]")).to_contain_text("prompt must hold 1 to 120 characters")
    field.fill("Rain ")
    expect(explorer.locator("[role=alert]")).to_have_text("")
    expect_to_say(explorer, "after “Rain ”:")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(explorer, notebook, theme):
    control(explorer, "prompt").fill("The boat ")
    control(explorer, "length").press("End")
    control(explorer, "temperature").press("Home")
    for _ in range(5):
        control(explorer, "temperature").press("ArrowRight")
    expect_to_say(explorer, "At temperature 0.7, after “The boat ”:")
    notebook.set_theme(theme)
    for width in (1400, 900):
        notebook.page.set_viewport_size({"width": width, "height": 1250})
        explorer.scroll_into_view_if_needed()
        expect(explorer).to_have_attribute("data-waiting", "false")
        path = notebook.screenshot(f"generation_explorer_{theme}_{width}", explorer)
        assert path.stat().st_size > 10_000
