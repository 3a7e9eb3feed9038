"""Flashcards in JupyterLab, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.quiz_page import NOTHING_WAITS


@pytest.fixture(scope="module")
def deck(notebook, server):
    server.write_notebook(
        "cards.ipynb", "from lstm_helpers import flashcards", "flashcards('04_recurrent')"
    )
    notebook.open("cards.ipynb").run_all()
    root = notebook.page.locator(".flashcards")
    root.locator(".flashcard").wait_for()
    return root


def term(deck):
    return deck.locator(".flashcard").get_attribute("data-term")


def test_a_card_is_turned_and_spoken_of_by_keys(notebook, deck):
    keys, cells = notebook.page.keyboard, len(notebook.cells())
    deck.locator(".flashcard-turn").focus()
    first = term(deck)
    assert deck.locator(".flashcard-meaning").count() == 0, "the meaning is hidden at first"
    keys.press("3")  # means nothing before the card is turned
    assert term(deck) == first
    keys.press("Enter")
    expect(deck.locator(".flashcard-meaning")).to_be_focused()
    for theme in ("dark", "light"):
        notebook.set_theme(theme)
        assert faults(notebook.page, ".flashcards") == []
        notebook.screenshot(f"flashcards_{theme}", deck)
    deck.locator(".flashcard-meaning").focus()
    keys.press("3")
    assert term(deck) != first
    expect(deck.locator(".flashcard-turn")).to_be_focused()
    assert len(notebook.cells()) == cells


def test_what_was_not_known_comes_once_more_and_all_is_kept(notebook, deck):
    keys, met = notebook.page.keyboard, []
    while deck.locator(".flashcard-turn").count():
        met.append(term(deck))
        keys.press("Space")
        keys.press("2" if len(met) == 1 else "1")
    assert len(met) == len(set(met)), "the card that was not known is met again, at the end"
    expect(deck.locator(".flashcard-end")).to_contain_text("unsure: 1 · did not know: 1")
    notebook.page.wait_for_function(NOTHING_WAITS)
    kept = notebook.run_in_kernel(
        "from lstm_helpers.quiz import Progress\n"
        "said = [one.answer for one in Progress.open().answers() if one.use == 'card']\n"
        "print(said.count('knew'), said.count('unsure'), said.count('did not know'))"
    )
    assert kept.split() == [str(len(met) - 1), "1", "1"]


def test_run_again_it_asks_nothing_before_it_is_due(notebook, deck):
    notebook.run_all()
    expect(deck.locator(".flashcard-end")).to_have_text("Nothing is due today.")
    deck.get_by_role("button", name="Go through all cards").click()
    expect(deck.locator(".flashcard-turn")).to_be_focused()
