"""The padding explorer in JupyterLab: every control moved by keys, and its words read."""

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(
        notebook,
        server,
        "PaddingExplorer(sentence='I came in happy and went home angry.', length=20, where='post')",
    )


def test_keys_move_the_length(explorer):
    slider = control(explorer, "length")
    slider.focus()
    for key, words in (
        ("End", "8 tokens and 32 zeros"),
        ("ArrowLeft", "8 tokens and 31 zeros"),
        ("Home", "7 tokens lost: i came in happy and went home."),
        ("ArrowRight", "6 tokens lost: i came in happy and went."),
    ):
        explorer.page.keyboard.press(key)
        expect_to_say(explorer, words)


def test_keys_choose_which_end_is_lost(explorer):
    control(explorer, "truncate").locator("input:checked").focus()
    explorer.page.keyboard.press("ArrowRight")
    expect_to_say(explorer, "6 tokens lost: in happy and went home angry.")


def test_typing_changes_the_sentence(explorer):
    control(explorer, "sentence").fill("A dull film.")
    expect_to_say(explorer, "1 token lost: film.")


def test_keys_choose_where_zeros_go_and_switch_the_mask(explorer):
    control(explorer, "sentence").fill("I loved every minute of it.")
    control(explorer, "length").focus()
    explorer.page.keyboard.press("End")
    expect_to_say(explorer, "P(positive) is 0.60 for this row and 1.00 for the sentence by itself")
    control(explorer, "where").locator("input:checked").focus()
    explorer.page.keyboard.press("ArrowLeft")
    expect_to_say(explorer, "for the sentence by itself: no difference.")
    explorer.page.keyboard.press("ArrowRight")
    expect_to_say(explorer, "0.40 lower.")
    control(explorer, "masked").focus()
    explorer.page.keyboard.press("Space")
    expect_to_say(explorer, "34 zeros, masked, so skipped.")


def test_what_is_too_long_is_refused_in_words_and_the_picture_stays(explorer):
    control(explorer, "sentence").fill("so " * 201)
    problem = explorer.locator("[role=alert]")
    expect(problem).to_have_text("sentence must have at most 200 tokens; got 201")
    picture = explorer.locator("img.ke-picture").element_handle()
    explorer.page.wait_for_function("img => img.complete && img.naturalWidth > 0", arg=picture)
    control(explorer, "sentence").fill("A dull film.")
    expect_to_say(explorer, "3 tokens and 37 zeros")
    expect(problem).to_have_text("")
