"""The tagging explorer in JupyterLab: every control moved by keys, the read-out read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "TaggingExplorer(sentence='They met Rose Bly in Vienna .')")


def test_the_sentence_is_tagged_by_both(explorer):
    expect_to_say(explorer, "Left only, “They”: O ", "Both sides, “They”: O ")


def test_a_word_is_chosen_by_keys(explorer):
    control(explorer, "word").press("End")
    expect_to_say(explorer, "Left only, “.”: O ")
    control(explorer, "word").press("ArrowLeft")
    expect_to_say(explorer, "Both sides, “Vienna”: B-LOC ")


def test_the_sentence_is_read_word_by_word(explorer):
    control(explorer, "read").press("Home")
    expect_to_say(explorer, "Read so far: 1 of 7 tokens.", "Left only, “They”: O ")
    control(explorer, "read").press("ArrowRight")
    expect_to_say(explorer, "Read so far: 2 of 7 tokens.")
    control(explorer, "read").press("End")
    expect(explorer.locator("[aria-live]")).not_to_contain_text("Read so far")


def test_a_sentence_is_read_while_it_is_typed(explorer):
    control(explorer, "sentence").fill("Zorblish sang <b>well</b>")
    expect_to_say(explorer, "Words not known, seen by shape and ending at most: “Zorblish”")
    named = re.compile(re.escape("The words “Zorblish sang < b > well < / b >”"))
    expect(explorer.locator("img.ke-picture")).to_have_attribute("alt", named)
    assert explorer.locator("b").count() == 0
    control(explorer, "sentence").fill("so " * 22)
    expect_to_say(explorer, "The sentence has 22 tokens; the first 20 are taken.")


def test_an_empty_sentence_is_told_and_can_be_mended(explorer):
    field = control(explorer, "sentence")
    field.fill("")
    problem = "sentence must hold at least one word; got ''"
    expect(explorer.locator("[role=alert]")).to_have_text(problem)
    field.fill("They met in Vienna.")
    expect(explorer.locator("[role=alert]")).to_have_text("")
    expect_to_say(explorer, "Left only, “They”: O ")
