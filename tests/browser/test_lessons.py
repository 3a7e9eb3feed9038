"""The lessons in JupyterLab: every cell runs and every widget shows, in light and in dark."""

import pytest

from tests.browser.server import ROOT

LESSONS = {
    path.stem: path.read_text("utf-8") for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}
EXPLORERS = ".gate-explorer, .token-explorer, .kernel-explorer"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom(notebook, lesson):
    notebook.open(f"{lesson}.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    assert notebook.cells_not_run() == []
    notebook.page.locator(".quiz").first.wait_for()
    if "Explorer(" in LESSONS[lesson]:
        notebook.page.locator(EXPLORERS).first.wait_for()
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    with notebook.whole_notebook_in_view():
        for theme in ("dark", "light"):
            notebook.set_theme(theme)
            notebook.screenshot(f"{lesson}_{theme}")
