"""Every explorer at 200% zoom in JupyterLab: no control is cut off, none needs sideways scrolling.

A window of 1280 × 1024 pixels, zoomed to 200%, has 640 × 512 CSS pixels, each drawn by 2 × 2.
"""

import pytest

from tests.browser.chromium import Watch
from tests.browser.notebook_page import NotebookPage

EXPLORERS = (
    "AttentionExplorer",
    "CurvesExplorer",
    "EmbeddingExplorer",
    "GateExplorer",
    "GenerationExplorer",
    "GradientExplorer",
    "PaddingExplorer",
    "PipelineExplorer",
    "ReturnExplorer",
    "SentimentExplorer",
    "TaggingExplorer",
    "ThresholdExplorer",
    "TokenExplorer",
)
ROOTS = ".gate-explorer, .token-explorer, .kernel-explorer"
CUT_OFF = """root => {
  const place = root.closest('.jp-Cell-outputArea').getBoundingClientRect();
  return [...root.querySelectorAll('input, button, select, label, output, [aria-live]')]
    .filter(part => part.getClientRects().length && !part.closest('.ge-scroller'))
    .map(part => [part, part.getBoundingClientRect()])
    .filter(([, box]) => box.left < place.left - 0.5 || box.right > place.right + 0.5)
    .map(([part, box]) => `${part.tagName} ${part.className} ${part.innerText}: ends `
      + `${Math.round(box.right - place.right)} px too far`);
}"""
SIDEWAYS = """root => {
  const area = root.closest('.jp-Cell-outputArea').querySelector('.jp-OutputArea-output');
  return area.scrollWidth - area.clientWidth;
}"""


@pytest.fixture(scope="module")
def zoomed(browser, server):
    """Show all explorers in one notebook, zoomed."""
    page = browser.new_page(viewport={"width": 640, "height": 512}, device_scale_factor=2)
    watch, notebook = Watch(page), NotebookPage(page, server)
    cells = [f"from lstm_helpers import {name}\n{name}()" for name in EXPLORERS]
    notebook.open(server.write_notebook("zoomed.ipynb", *cells)).run_all()
    assert notebook.cells_with_errors() == []
    yield notebook
    page.close()
    server.end_kernels()
    assert watch.outside == []
    assert watch.errors == []


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_is_in_reach(zoomed, name):
    explorer = zoomed.output(EXPLORERS.index(name)).locator(ROOTS)
    explorer.scroll_into_view_if_needed()
    if "kernel-explorer" in explorer.get_attribute("class"):
        explorer.locator("img.ke-picture[src^=blob]").wait_for()
    assert explorer.locator("input, button").count() > 0
    zoomed.screenshot(f"zoomed_{name}")
    assert explorer.evaluate(CUT_OFF) == []
    assert explorer.evaluate(SIDEWAYS) <= 0
