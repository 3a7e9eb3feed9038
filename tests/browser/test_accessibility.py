"""axe-core finds no serious fault in what a learner moves and answers, in light and dark."""

import pytest

from tests.browser.accessibility import faults

SHOWN = {
    ".course-progress": "progress()",
    ".gate-explorer": "GateExplorer(load_review_model(), sentence='not good but i loved it')",
    ".kernel-explorer": "PaddingExplorer(sentence='A dull film.', length=10, where='post')",
}


@pytest.fixture(scope="module")
def opened(notebook, server):
    names = "GateExplorer, PaddingExplorer, load_review_model, progress"
    server.write_notebook("look.ipynb", f"from lstm_helpers import {names}", *SHOWN.values())
    notebook.open("look.ipynb").run_all()
    notebook.page.locator(".kernel-explorer img.ke-picture[src^=blob]").wait_for()
    for widget in SHOWN:
        notebook.page.locator(widget).wait_for()
    return notebook


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("widget", SHOWN)
def test_nothing_keeps_anybody_out(opened, widget, theme):
    opened.set_theme(theme)
    assert faults(opened.page, widget) == []


def test_a_fault_would_be_found(opened):
    opened.page.evaluate(
        "() => { const icon = document.createElement('button'); icon.id = 'no-name';"
        " document.querySelector('.course-progress').append(icon); }"
    )
    found = faults(opened.page, ".course-progress")
    opened.page.evaluate("() => document.querySelector('#no-name').remove()")
    assert [fault.split(" ")[0] for fault in found] == ["button-name"]
