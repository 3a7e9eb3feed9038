"""One JupyterLab and one Chromium for all browser tests; a notebook opened once a module."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import NO_CHROMIUM, Watch, find_chromium
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import LabServer
from tests.needed import needed

expect.set_options(timeout=30_000)  # as long as Playwright's own: a busy machine is slow


def pytest_collection_modifyitems(config, items):
    """Without Chromium keep one browser test only, so that it is said once, not for each."""
    if find_chromium() is not None:
        return
    browser_tests = [item for item in items if item.path.parent == Path(__file__).parent]
    config.hook.pytest_deselected(items=browser_tests[1:])
    items[:] = [item for item in items if item not in browser_tests[1:]]


@pytest.fixture(scope="session")
def server():
    needed(find_chromium(), NO_CHROMIUM)
    with LabServer() as server:
        yield server


@pytest.fixture(scope="module")
def notebook(browser, server):
    """Give a page with JupyterLab, and see at the end that it stayed at home and quiet."""
    server.forget_answers()  # what other modules' tests have answered is not asked about here
    page = browser.new_page(viewport={"width": 1400, "height": 1250})
    watch = Watch(page)
    yield NotebookPage(page, server)
    page.close()
    server.end_kernels()
    assert watch.outside == [], "the page asked for something from another machine"
    assert watch.errors == [], "the browser's console holds errors"


@pytest.fixture
def rough(browser, server):
    """Give a page whose kernel or server may break: JupyterLab's own complaints are expected.

    A widget's code has an address of its own kind (``blob:``), so its faults are told apart.
    """
    page = browser.new_page(viewport={"width": 1400, "height": 1250})
    watch = Watch(page)
    yield NotebookPage(page, server)
    page.close()
    server.end_kernels()
    assert watch.outside == [], "the page asked for something from another machine"
    assert [error for error in watch.errors if "blob:" in error] == [], "a widget has failed"
