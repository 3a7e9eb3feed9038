"""Progress in JupyterLab: the plot, the links, a copy taken and merged, a start made again."""

import json
import re

import pytest
from playwright.sync_api import expect

LEARNER = """
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from lstm_helpers.quiz import Progress
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.due_review import Due
from lstm_helpers.quiz.progress_panel import ProgressPanel
home = Path(os.environ["LSTM_COURSE_HOME"], "learner")
learner = Progress(home / "progress.sqlite")
start = datetime.now(UTC) - timedelta(days=5)
sure = ["certain"] * 7 + ["fairly"] * 4 + ["guess"] * 2
for lesson in ("05_gates", "01_tokens"):
    asked = [item for item in load_bank(lesson).items if item.use == "quiz"]
    for number, (item, how) in enumerate(zip(asked[:7], sure[lesson == "01_tokens" :: 2])):
        right = number % 3 > 0
        answer = item.key[0] if right else next(o.id for o in item.options if o.id not in item.key)
        work = (lesson, item.id, item.objective, item.use, "answer", 1, answer, right, how)
        moment = (start + timedelta(seconds=number)).isoformat()
        _ = learner.record(Answer(f"{lesson}-{number}", moment, *work))
"""


@pytest.fixture(scope="module")
def opened(notebook, server):
    server.write_notebook("progress.ipynb", LEARNER, "ProgressPanel(learner)", "Due(None, learner)")
    notebook.open("progress.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    return notebook


@pytest.fixture(scope="module")
def panel(opened):
    panel = opened.output(1).locator(".course-progress")
    panel.locator(".sureness-row").first.wait_for()
    return panel


@pytest.fixture(scope="module")
def due(opened):
    due = opened.output(2).locator(".due-review")
    due.locator(".due-lesson").first.wait_for()
    return due


def count_in_file(notebook):
    return int(notebook.run_in_kernel("print(len(Progress(learner.path).answers()))"))


def said(page, panel, begins):
    """Wait for what the panel says, and return it."""
    status = panel.locator(".copies-status")
    page.wait_for_function(
        "([node, begins]) => node.textContent.startsWith(begins)",
        arg=[status.element_handle(), begins],
    )
    return status.inner_text()


def test_the_plot_says_in_words_what_it_draws(opened, panel):
    rows = panel.locator(".sureness-row[data-confidence]")
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.confidence)") == [
        "certain", "fairly", "guess",
    ]  # fmt: skip
    view = json.loads(
        opened.run_in_kernel(
            "import json; from lstm_helpers.quiz.progress_view import progress_view\n"
            "print(json.dumps(progress_view(learner)))"
        )
    )
    for row, wanted in zip(rows.all(), view["sureness"], strict=True):
        assert f"{wanted['right']} of {wanted['asked']} right" in row.inner_text()
        drawn = float(row.locator("circle").get_attribute("cx").rstrip("%"))
        assert drawn == pytest.approx(100 * wanted["right"] / wanted["asked"], abs=0.06)
        assert row.locator("svg").get_attribute("aria-hidden") == "true"
    wrong = view["sureness"][0]["asked"] - view["sureness"][0]["right"]
    assert wrong > 0
    assert panel.locator(".progress-surprises li").count() == wrong
    assert panel.locator(".progress-surprises .progress-belief").count() > 0
    for width in (1400, 640):
        opened.page.set_viewport_size({"width": width, "height": 1250})
        for theme in ("dark", "light"):
            opened.set_theme(theme)
            opened.screenshot(f"progress_{theme}_{width}", panel)
    opened.page.set_viewport_size({"width": 1400, "height": 1250})


def test_links_lead_to_the_lessons_themselves(opened, panel, due):
    for place in (panel, due):
        links = place.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
        assert any("/tree/05_open_the_lstm_gates.ipynb" in link for link in links)
    link = panel.get_by_role("link", name="Open the LSTM gates").first
    with opened.page.context.expect_page() as found:
        link.click()
    found.value.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.context?.path "
        "=== '05_open_the_lstm_gates.ipynb'",
        timeout=120_000,
    )
    found.value.close()


def test_what_is_due_is_asked_right_there(opened, due):
    quiz = opened.output(2).locator(".quiz")
    first = quiz.get_attribute("data-lesson")
    opened.screenshot("due_light", opened.output(2))
    other = due.locator(f".due-lesson:not([data-lesson='{first}'])")
    lesson = other.get_attribute("data-lesson")
    other.get_by_role("button").focus()
    opened.page.keyboard.press("Space")
    opened.output(2).locator(f".quiz[data-lesson='{lesson}']").wait_for()
    row = due.locator(f".due-lesson[data-lesson='{lesson}']")
    expect(row.get_by_role("button")).to_have_text("Asked below")
    expect(row.get_by_role("button")).to_be_focused()
    quiz.locator(".quiz-option, .quiz-field, .quiz-move").first.wait_for()
    left = opened.run_in_kernel(
        f"[quiz] = Due(None, learner).children[1:]; item = load_bank({lesson!r}).items\n"
        f"due = [one for one in learner.due() if one.lesson == {lesson!r}][0]\n"
        "act = Answer('again', datetime.now(UTC).isoformat(), due.lesson, due.item, due.objective,"
        " 'quiz', 'answer', 2, '1', True, 'certain')\n"
        "_ = learner.record(act)\n"
        # A sibling that was due as well is reviewed by the same answer.
        f"print(sum(one.lesson == {lesson!r} for one in learner.due()))"
    )
    due.locator(f".due-lesson:not([data-lesson='{lesson}'])").get_by_role("button").click()
    opened.page.wait_for_function(
        "([node, lesson, words]) => node.querySelector(`[data-lesson='${lesson}'] .due-count`)"
        ".textContent.startsWith(words)",
        arg=[due.element_handle(), lesson, f"{left.strip()} of"],
    )


def test_a_copy_is_taken_merged_and_all_forgotten_by_keyboard(opened, panel, tmp_path):
    page = opened.page
    before = count_in_file(opened)
    panel.locator(".progress-copies summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    copy = tmp_path / "copy.json"
    found.value.save_as(copy)
    assert len(json.loads(copy.read_text(encoding="utf-8"))["answers"]) == before
    assert found.value.suggested_filename in said(page, panel, f"{before} answers")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Start again…
    keep = panel.get_by_role("button", name="Keep everything")
    keep.wait_for()
    expect(keep).to_be_focused()
    opened.screenshot("progress_start_again", panel.locator(".progress-copies"))
    page.keyboard.press("Enter")
    keep.wait_for(state="detached")
    assert count_in_file(opened) == before
    page.keyboard.press("Enter")  # the focus is back on Start again…
    keep.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "A copy of everything is kept in" in said(page, panel, "You start again.")
    assert count_in_file(opened) == 0
    expect(panel.locator(".progress-number").first).to_have_text(re.compile("^0"))
    expect(panel.locator(".progress-sureness")).to_have_count(0)

    panel.locator(".copies-file").set_input_files(copy)
    said(page, panel, f"{before} answers and hints added.")
    assert count_in_file(opened) == before
    panel.locator(".progress-sureness").wait_for()


def test_a_file_that_is_no_copy_is_refused_as_text(opened, panel, tmp_path):
    hostile = tmp_path / "x.json"
    hostile.write_text('{"course": "lstm_helpers", "version": "<img src=x onerror=alert(1)>"}')
    panel.locator(".copies-file").set_input_files(hostile)
    words = said(opened.page, panel, "Nothing was merged.")
    assert "<img src=x onerror=alert(1)>" in words
    assert panel.locator("img").count() == 0


def test_a_file_may_be_as_large_as_the_page_says_and_no_larger(opened, panel):
    def choose(size):
        large = {"name": "large.json", "mimeType": "application/json", "buffer": b"[" * size}
        panel.locator(".copies-file").set_input_files(large)

    choose(8 * 2**20)
    expect(panel.locator(".copies-status")).to_contain_text("neither JSON nor a progress file")
    choose(8 * 2**20 + 1)
    said(opened.page, panel, "large.json is too large for the page.")
