"""The embedding explorer in JupyterLab: every control moved by keys, and the read-out read."""

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "EmbeddingExplorer(word='loved', neighbours=10)")


def test_a_typed_word_is_looked_up(explorer):
    control(explorer, "word").fill("dull")
    expect_to_say(explorer, "“dull”, id 56, stands in 193 training sentences, mostly in blame.")
    expect_to_say(explorer, "Nearest after training: poor 0.95, terrible 0.90,")


def test_an_unknown_word_is_told_with_a_suggestion_and_nothing_is_stuck(explorer):
    field, problem = control(explorer, "word"), explorer.locator("[role=alert]")
    field.fill("wonderfl")
    expect(problem).to_contain_text("got 'wonderfl' – did you mean 'wonderful'?")
    expect_to_say(explorer, "“dull”")
    field.fill("wonderful")
    expect(problem).to_be_hidden()
    expect_to_say(explorer, "“wonderful”, id 72,")


def test_keys_choose_before_and_after(explorer):
    chosen = control(explorer, "training").locator("input:checked")
    chosen.focus()
    explorer.page.keyboard.press("ArrowLeft")
    expect_to_say(explorer, "The map shows 14% of the variance")
    explorer.page.keyboard.press("ArrowRight")
    expect_to_say(explorer, "The map shows 60% of the variance")


def test_keys_move_the_number_of_neighbours(explorer):
    slider = control(explorer, "neighbours")
    slider.focus()
    for key, count in (("Home", "1 of 1 "), ("ArrowRight", " of 2 "), ("End", " of 15 ")):
        slider.press(key)
        expect_to_say(explorer, count)


def test_keys_move_the_number_of_words(explorer):
    slider = control(explorer, "words")
    slider.focus()
    for key, size in (("Home", "100"), ("ArrowRight", "150"), ("End", "3,782")):
        slider.press(key)
        expect_to_say(explorer, f"word vectors, and {size} words.")
    expect(explorer.locator("img.ke-picture")).to_have_attribute(
        "alt", "Map of 3,782 word vectors after training; wonderful is joined to its 15 nearest, "
        "whose similarities stand as bars beside it.",
    )  # fmt: skip


def test_a_click_on_the_map_chooses_a_word(explorer):
    headline = explorer.locator("[aria-live]").first
    picture = explorer.locator("img.ke-picture")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.3, "y": box["height"] * 0.55})
    expect(headline).not_to_contain_text("“wonderful”")
    expect(control(explorer, "word")).not_to_have_value("wonderful")
