"""A wrong answer's link leads to the heading that disproves it, in JupyterLab."""

import pytest
from playwright.sync_api import expect

from lstm_helpers.quiz.bank import load_bank
from tests.browser.quiz_page import QuizPage

BANK = load_bank("05_gates")
HOME = "05_open_the_lstm_gates"


def wrong_option(leads_home):
    """Return an item of one choice and a wrong option that leads to its own lesson, or not."""
    return next(
        (item, option)
        for item in BANK.items
        if item.kind == "one"
        for option in item.options
        if (place := BANK.places.get(option.misconception))
        and (place.notebook == HOME) == leads_home
    )


@pytest.fixture(scope="module")
def lesson(notebook):
    """Open a lesson without running it, and ask one of its questions in a cell of its own."""
    return notebook.open(f"{HOME}.ipynb")


def follow(lesson, leads_home):
    item, option = wrong_option(leads_home)
    place = BANK.places[option.misconception]
    lesson.page.evaluate(
        """async source => {
          const panel = window.jupyterapp.shell.currentWidget;
          panel.content.activeCellIndex = panel.content.widgets.length - 1;
          await window.jupyterapp.commands.execute('notebook:insert-cell-below');
          panel.content.activeCell.model.sharedModel.setSource(source);
          await window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        f"from lstm_helpers import quiz; quiz('05_gates', '{item.id}')",
    )
    quiz = QuizPage(lesson.page.locator(f".quiz:has([data-item='{item.id}'])").last)
    quiz.choose(option.id, sure="certain")
    link = quiz.card.locator(".quiz-misconception a")
    expect(link).to_contain_text(place.heading)
    expect(link).not_to_have_attribute("target", "_blank")  # JupyterLab has taken it over
    link.focus()
    lesson.page.keyboard.press("Enter")
    return place


@pytest.mark.parametrize("leads_home", [True, False])
def test_the_link_leads_to_the_heading(lesson, leads_home):
    address = lesson.page.url.split("/tree/")[0]
    place = follow(lesson, leads_home)
    lesson.page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget?.context?.path === path",
        arg=f"{place.notebook}.ipynb",
        timeout=120_000,
    )
    heading = lesson.page.locator(".jp-Notebook:visible :is(h1, h2, h3)").filter(
        has_text=place.heading
    )
    expect(heading.first).to_be_in_viewport(timeout=30_000)
    assert lesson.page.url.split("/tree/")[0] == address, "the page itself was never left"
