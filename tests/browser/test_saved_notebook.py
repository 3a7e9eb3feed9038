"""A notebook saved, closed and opened again: what stands where its widgets were."""

import re

import nbformat
from playwright.sync_api import expect

from tests.browser.explorer_page import ExplorerPage

CELLS = (
    "from lstm_helpers import GateExplorer, PaddingExplorer, quiz",
    "GateExplorer()",
    "PaddingExplorer(length=20)",
    "quiz('05_gates')",
)
WIDGETS = (".gate-explorer", ".kernel-explorer", ".quiz")
# What JupyterLab itself shows in a widget's place while no kernel holds the widget.
JUPYTERS_WORDS = re.compile("Loading widget...|Error displaying widget: model not found")
END_KERNEL = """async () => {
  const {sessionContext} = window.jupyterapp.shell.currentWidget;
  await sessionContext.shutdown();
}"""


def said_in_file(path):
    """Return the text that a saved notebook holds for each widget, for viewers without widgets."""
    cells = nbformat.read(path, as_version=4).cells
    return [o.data["text/plain"] for cell in cells for o in cell.outputs if "data" in o]


def test_widgets_come_back_when_their_cells_are_run(rough, server):
    rough.open(server.write_notebook("kept.ipynb", *CELLS)).run_all()
    for widget in WIDGETS:
        rough.page.locator(widget).first.wait_for()
    rough.save()
    rough.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    texts = said_in_file(server.folder / "kept.ipynb")
    for text, name in zip(texts, ("GateExplorer", "PaddingExplorer", "Quiz"), strict=True):
        assert re.fullmatch(rf"{name}\(.*\)", text)
    rough.page.evaluate(END_KERNEL)
    rough.open("kept.ipynb")
    assert rough.page.locator(".jp-Dialog").count() == 0
    assert rough.cells_with_errors() == []
    for place in (1, 2, 3):
        expect(rough.output(place)).to_have_text(JUPYTERS_WORDS)
    rough.run_all()
    assert rough.cells_with_errors() == []
    for widget in WIDGETS:
        rough.page.locator(widget).first.wait_for()
    assert ExplorerPage(rough.page.locator(".gate-explorer")).move_to(1).timestep == 1
    expect(rough.page.locator(".kernel-explorer [role=alert]")).to_have_text("")
