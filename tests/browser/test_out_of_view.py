"""JupyterLab as learners have it: a cell out of view is not laid out, and Python may set it."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Watch
from tests.browser.explorer_page import ExplorerPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import SETTINGS, TRACKER, LabServer

A_LONG_WAY = "# far\n" * 400
CELLS = (
    "from lstm_helpers import GateExplorer, Intervention",
    "here = GateExplorer()\nhere",
    A_LONG_WAY,
    "away = GateExplorer()\naway",
    A_LONG_WAY,
    "'the end'",
)
HERE, AWAY = 1, 3
SET_BOTH = """
for explorer in (here, away):
    explorer.sentence = "the film was very bad"
    explorer.timestep = 3
    explorer.intervention = Intervention(forget=0.25)
"""
WINDOWING = "() => window.jupyterapp.shell.currentWidget.content.notebookConfig.windowingMode"
LEFT_OUT = "root => !root.checkVisibility({contentVisibilityAuto: true})"
COME_INTO_VIEW = """root => {
  const {top, bottom} = root.getBoundingClientRect();
  const inView = top < innerHeight && bottom > 0;
  if (!inView) root.scrollIntoView({block: "center"});  // and again, where cells above have grown
  return inView && "tokens" in root.dataset;
}"""
PICTURE = """root => {
  const all = (query, read) => [...root.querySelectorAll(query)].map(read);
  return [
    ...all("canvas", canvas => canvas.toDataURL()),
    ...all("polyline", line => line.getAttribute("points")),
    ...all(".ge-cell text, .ge-values b, .ge-chip", found => found.textContent),
  ];
}"""


def wait_until(root, condition):
    root.page.wait_for_function(condition, arg=root.element_handle())


@pytest.fixture(scope="module")
def usual_server(server):
    """Give a server with JupyterLab's own mode; where Chromium is missing, `server` has said so."""
    settings = {plugin: values for plugin, values in SETTINGS.items() if plugin != TRACKER}
    with LabServer(notebooks=None, settings=settings) as usual:
        yield usual


@pytest.fixture
def notebook(browser, usual_server):
    """Open a notebook whose second explorer is out of view, and not drawn yet."""
    page = browser.new_page(viewport={"width": 1400, "height": 1250})
    watch, notebook = Watch(page), NotebookPage(page, usual_server)
    notebook.open(usual_server.write_notebook("away.ipynb", *CELLS))
    assert page.evaluate(WINDOWING) != SETTINGS[TRACKER]["windowingMode"]
    wait_until(notebook.output(AWAY), LEFT_OUT)
    notebook.run_all()
    assert notebook.cells_with_errors() == []
    yield notebook
    page.close()
    usual_server.end_kernels()
    assert watch.outside == []
    assert watch.errors == []


@pytest.mark.parametrize("drawn_before", [False, True], ids=["never drawn", "drawn before"])
def test_what_python_sets_out_of_view_is_drawn_in_view(notebook, drawn_before):
    here, away = (
        ExplorerPage(notebook.output(cell).locator(".gate-explorer")) for cell in (HERE, AWAY)
    )
    if drawn_before:
        wait_until(away.root, COME_INTO_VIEW)
    wait_until(here.root, COME_INTO_VIEW)
    wait_until(away.root, LEFT_OUT)
    assert (away.fact("tokens") is not None) == drawn_before
    at_first = here.root.evaluate(PICTURE)

    notebook.run_in_kernel(SET_BOTH)
    here.root.locator(".ge-figure-altered").wait_for()
    for fact, value in (("tokens", 5), ("timestep", 3)):
        here.wait_for(fact, value)
    wanted = here.settle().root.evaluate(PICTURE)
    assert wanted != at_first
    wait_until(away.root, COME_INTO_VIEW)
    for fact, value in (("tokens", 5), ("timestep", 3)):
        away.wait_for(fact, value)
    assert away.settle().root.evaluate(PICTURE) == wanted
    assert away.altered_probability == here.altered_probability is not None
    said = "The forget gate is clamped to 0.25 for every unit at every token"
    expect(away.root.locator("[aria-live]")).to_contain_text(said)
