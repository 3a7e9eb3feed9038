"""The gradient explorer in JupyterLab: every control moved by keys, the read-out read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "GradientExplorer()", "GradientExplorer(cell='LSTM')")


def pattern(start):
    return re.compile(f"^{re.escape(start)}")


def press(slider, *keys):
    slider.focus()
    for key in keys:
        slider.press(key)


def test_it_opens_on_a_vanishing_gradient(explorer):
    expect_to_say(explorer, "RNN, 50 timesteps: vanishing.")
    expect(explorer.locator("img.ke-picture")).to_have_attribute(
        "alt", pattern("Norm of the gradient by timestep: the RNN's goes from 1")
    )


def test_two_explorers_of_a_page_keep_their_choices_apart(explorer):
    second = explorer.page.locator(".kernel-explorer").nth(1)
    expect_to_say(second, "LSTM, 50 timesteps:")
    for root, cell in ((explorer, "RNN"), (second, "LSTM")):
        expect(control(root, "cell").locator("label:has(:checked)")).to_have_text(cell)


def test_the_length_follows_the_keys(explorer):
    slider = control(explorer, "length")
    press(slider, "Home")
    expect_to_say(explorer, "RNN, 2 timesteps: holding.")
    press(slider, "ArrowRight")
    expect_to_say(explorer, "RNN, 3 timesteps: holding.")
    press(slider, "End")
    expect_to_say(explorer, "RNN, 100 timesteps: vanishing.")


def test_the_gain_follows_the_keys(explorer):
    slider = control(explorer, "gain")
    press(slider, "End")
    expect_to_say(explorer, "RNN, 100 timesteps: exploding.")
    expect_to_say(explorer, "multiply it by 2 at each step")
    press(slider, "ArrowLeft")
    expect_to_say(explorer, "multiply it by 1.9 at each step")


def test_clipping_shortens_an_exploding_update(explorer):
    slider = control(explorer, "clip")
    expect_to_say(explorer, "clipping is off")
    press(slider, "End")
    expect_to_say(explorer, "clipped to 10 it is 10. The update is shorter")
    press(slider, "Home")
    expect_to_say(explorer, "clipping is off")


def test_the_cell_and_the_forget_bias_are_chosen_by_keys(explorer):
    control(explorer, "cell").locator("input").first.focus()
    explorer.page.keyboard.press("ArrowRight")
    expect_to_say(explorer, "LSTM, 100 timesteps:")
    control(explorer, "forget_bias").locator("input:checked").focus()
    for gate in ("0.88", "0.99", "0.50"):
        explorer.page.keyboard.press("ArrowRight")
        expect_to_say(explorer, f"the forget gate is {gate}")
    control(explorer, "cell").locator("input:checked").focus()
    explorer.page.keyboard.press("ArrowRight")
    expect_to_say(explorer, "GRU, 100 timesteps:")


def test_another_seed_gives_other_figures(explorer):
    before = explorer.locator("[aria-live] p").nth(1).inner_text()
    press(control(explorer, "seed"), "End")
    expect_to_say(explorer, "(seed 9)")
    expect(explorer.locator("[aria-live] p").nth(1)).not_to_have_text(before)
    expect(explorer.locator("[role=alert]")).to_have_text("")
