"""The attention explorer in JupyterLab: every control moved by keys, the read-out read."""

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "AttentionExplorer(cell='lstm', distance=10)")


def test_the_distance_is_moved(explorer):
    expect_to_say(explorer, "LSTM, 10 other words:")
    control(explorer, "distance").press("End")
    expect_to_say(explorer, "LSTM, 400 other words:")
    control(explorer, "distance").press("Home")
    control(explorer, "distance").press("ArrowRight")
    expect_to_say(explorer, "LSTM, 25 other words:")


def test_attention_is_switched(explorer):
    control(explorer, "attention").press("Space")
    expect_to_say(explorer, "LSTM + attention, 25 other words:", "Attention after training: weight")
    control(explorer, "attention").press("Space")
    expect(explorer.locator("[aria-live]")).not_to_contain_text("Attention after training")


def test_the_cell_and_the_gradient_are_chosen(explorer):
    control(explorer, "cell").locator("input").first.focus()
    explorer.page.keyboard.press("ArrowRight")
    control(explorer, "cell").get_by_label("GRU").press("Space")
    expect_to_say(explorer, "GRU, 25 other words:")
    control(explorer, "trained").get_by_label("before training").press("Space")
    expect_to_say(explorer, "Before training the right word's logit")


def test_the_timestep_is_moved_and_keeps_its_place(explorer):
    control(explorer, "timestep").press("End")
    expect_to_say(explorer, "by the word at timestep 25")
    control(explorer, "distance").press("End")
    expect_to_say(explorer, "400 other words:", "by the word at timestep 400")
    control(explorer, "timestep").press("Home")
    expect_to_say(explorer, "by the first word")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(explorer, notebook, theme):
    control(explorer, "cell").get_by_label("LSTM").press("Space")
    control(explorer, "attention").set_checked(True)
    expect_to_say(explorer, "LSTM + attention, 400 other words:")
    notebook.set_theme(theme)
    for width in (1400, 900):
        notebook.page.set_viewport_size({"width": width, "height": 1250})
        explorer.scroll_into_view_if_needed()
        expect(explorer).to_have_attribute("data-waiting", "false")
        path = notebook.screenshot(f"attention_explorer_{theme}_{width}", explorer)
        assert path.stat().st_size > 10_000
