"""A server that goes down under an open lesson and comes back: nothing of the page is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Watch
from tests.browser.explorer_page import ExplorerPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import LabServer
from tests.browser.shown_explorer import control

CELLS = (
    "from lstm_helpers import GateExplorer, PaddingExplorer",
    "GateExplorer()",
    "PaddingExplorer(length=20)",
)


@pytest.fixture
def own_server(server):
    """Give a server that no other test needs; where Chromium is missing, `server` has said so."""
    with LabServer(notebooks=None) as own:
        yield own


def test_an_open_notebook_outlives_its_server(browser, own_server):
    page = browser.new_page(viewport={"width": 1400, "height": 1250})
    watch, notebook = Watch(page), NotebookPage(page, own_server)
    notebook.open(own_server.write_notebook("open.ipynb", *CELLS)).run_all()
    notebook.save()
    drawn = page.locator(".kernel-explorer")
    drawn.locator("img.ke-picture[src^=blob]").wait_for()

    own_server.go_down()
    # Moved by their values: JupyterLab's word of a lost server is a dialog that takes every key.
    control(drawn, "length").fill("25")
    expect(drawn.locator("[role=alert]")).to_contain_text("run the cell again", timeout=60_000)
    computed = ExplorerPage(page.locator(".gate-explorer")).clamp("forget", 0)
    assert computed.altered_probability is not None, "what the page computes goes on"

    own_server.come_back()
    notebook.open("open.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    assert notebook.cells_not_run() == []
    assert ExplorerPage(page.locator(".gate-explorer")).move_to(1).timestep == 1
    page.locator(".kernel-explorer img.ke-picture[src^=blob]").wait_for()
    page.close()
    assert watch.outside == []
    assert [error for error in watch.errors if "blob:" in error] == []
