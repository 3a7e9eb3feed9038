"""The pipeline explorer in JupyterLab: typed in and moved by keys, with the kernel drawing."""

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "PipelineExplorer(stage='padded')")


def test_keys_walk_through_all_six_stages(explorer):
    slider = explorer.locator("[data-control=stage]")
    slider.focus()
    slider.press("Home")
    expect_to_say(explorer, "Stage 1 of 6, text: 1 string.")
    for number, words in enumerate(
        ("ids: 1 list of ids", "padded ids: 1 × 10", "vectors: 1 × 10 × 50",
         "last state: 1 × 64", "probabilities: 1 × 3"),
        start=2,
    ):  # fmt: skip
        slider.press("ArrowRight")
        expect_to_say(explorer, f"Stage {number} of 6, {words}.")
    assert slider.evaluate("slider => slider === document.activeElement")


def test_typing_changes_what_is_read(explorer):
    slider = explorer.locator("[data-control=stage]")
    slider.focus()
    slider.press("Home")
    slider.press("ArrowRight")
    explorer.locator("[data-control=sentence]").fill("A film about zorblish")
    expect_to_say(explorer, "4 ids: 4, 8, 27, 1.")
    expect_to_say(explorer, "1 of 4 tokens is unknown: zorblish.")


def test_keys_move_the_length(explorer):
    explorer.locator("[data-control=sentence]").fill("a film about the film")
    slider = explorer.locator("[data-control=stage]")
    slider.focus()
    slider.press("Home")
    for _ in range(2):
        slider.press("ArrowRight")
    length = explorer.locator("[data-control=length]")
    length.focus()
    for key, words in (
        ("Home", "1 × 1. The row is 8."),
        ("ArrowRight", "1 × 2. The row is 2, 8."),
        ("End", "1 × 20."),
    ):
        length.press(key)
        expect_to_say(explorer, words)


def test_the_picture_says_what_it_shows(explorer):
    picture = explorer.locator("img.ke-picture")
    expect(picture).to_have_attribute("alt", "Six stages in a row, stage 3, padded ids, marked; "
        "below, what it holds. The row is 4, 8, 27, 2, 8" + 15 * ", 0" + ".")  # fmt: skip
    expect(explorer.locator("[role=alert]")).to_be_empty()
