"""The lessons in JupyterLab: every cell runs and every widget shows, in light and in dark."""

import pytest

from tests.browser.server import ROOT

LESSONS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
# Every widget of the course is one of these; lessons show a bar of ipywidgets besides.
WIDGETS = ".lstm-course, .quiz, .course-progress, .widget-hprogress"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom(notebook, lesson):
    notebook.open(f"{lesson}.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    assert notebook.cells_not_run() == []
    shown = [
        notebook.output(cell["index"]).locator(".jp-OutputArea-child").nth(place)
        for cell in notebook.cells()
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
