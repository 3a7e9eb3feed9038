"""The lessons in JupyterLab: every cell runs and every widget shows, in light and in dark."""

import nbformat
import pytest

from tests.browser.server import ROOT
from web.lesson import shown_widget

LESSONS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
# Every widget of the course is one of these; lessons show a bar of ipywidgets besides.
WIDGETS = ".lstm-course, .quiz, .course-progress, .widget-hprogress"
VIEW = "application/vnd.jupyter.widget-view+json"


def stored_widgets(lesson):
    """Return how many widgets each cell shows, as the stored notebook says in their place."""
    cells = nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4).cells
    shown = [[output.get("data", {}) for output in cell.get("outputs", [])] for cell in cells]
    return [
        sum(
            bool(shown_widget(data.get("text/plain", ""))) and "text/html" not in data
            for data in each
        )
        for each in shown
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom(notebook, lesson):
    notebook.open(f"{lesson}.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    assert notebook.cells_not_run() == []
    cells = notebook.cells()
    views = [sum(VIEW in output.get("data", {}) for output in cell["outputs"]) for cell in cells]
    assert views == stored_widgets(lesson)  # without its view, a widget would be a line of text
    shown = [
        notebook.output(cell["index"]).locator(".jp-OutputArea-child").nth(place)
        for cell in cells
        for place, output in enumerate(cell["outputs"])
        if VIEW in output.get("data", {})
    ]
    assert shown
    for output in shown:
        output.locator(WIDGETS).first.wait_for()
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    with notebook.whole_notebook_in_view():
        for theme in ("dark", "light"):
            notebook.set_theme(theme)
            notebook.screenshot(f"{lesson}_{theme}")
