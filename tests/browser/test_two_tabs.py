"""One notebook open in two tabs: both show the same explorer, and both can move it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Watch
from tests.browser.explorer_page import ExplorerPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.shown_explorer import control, show


@pytest.fixture
def other(browser, server):
    """Give a second tab."""
    page = browser.new_page(viewport={"width": 1400, "height": 1250})
    watch = Watch(page)
    yield NotebookPage(page, server)
    page.close()
    assert watch.outside == []
    assert [error for error in watch.errors if "blob:" in error] == []


def open_again(notebook, other):
    """Save a notebook and open it in the other tab, on the same kernel."""
    notebook.save()
    notebook.wait_until_idle()  # a kernel at work may not tell a new page of its widgets in time
    path = notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    other.open(path)


def test_what_the_kernel_draws_is_the_same_in_both(rough, other, server):
    one = show(rough, server, "PaddingExplorer(length=20)")
    open_again(rough, other)
    two = other.page.locator(".kernel-explorer")
    two.locator("img.ke-picture[src^=blob]").wait_for()
    expect(two).to_have_attribute("data-waiting", "false")
    for moved, key, place in ((two, "End", "39"), (one, "Home", "0"), (two, "ArrowRight", "1")):
        slider = control(moved, "length")
        slider.focus()
        expect(slider).to_be_focused()  # a page that still starts may take the focus
        slider.press(key)
        expect(slider).to_have_value(place)  # by the page alone, whatever the kernel says
        for explorer in (one, two):
            expect(control(explorer, "length")).to_have_value(place)
            expect(explorer.locator("img.ke-picture")).to_have_attribute(
                "alt", re.compile(f"^A row of {int(place) + 1} places")
            )
    for explorer in (one, two):
        expect(explorer.locator("[role=alert]")).to_have_text("")


def test_what_the_page_computes_is_the_same_in_both(rough, other, server):
    server.write_notebook("both.ipynb", "from lstm_helpers import GateExplorer\nGateExplorer()")
    rough.open("both.ipynb").run_all()
    open_again(rough, other)
    one, two = (ExplorerPage(tab.page.locator(".gate-explorer").first) for tab in (rough, other))
    two.root.wait_for()
    two.move_to(3)
    one.wait_for("timestep", 3)
    one.move_to(1)
    two.wait_for("timestep", 1)
