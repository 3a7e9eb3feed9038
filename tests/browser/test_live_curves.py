"""Lesson 08 in JupyterLab: curves grow in training, ■ keeps them, recorded ones are scrubbed.

Only the cells that these tests need are run: the whole lesson trains for half a minute.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control, expect_to_say

LESSON = "08_train_and_read_the_curves.ipynb"
NEEDED = (
    "from lstm_helpers import",
    "corpus = load_corpus",
    "CurvesExplorer(",
)

# The training cell with far more epochs than anybody waits for, on few sentences.
TRAINING = """
from lstm_helpers import fit_text_classifier

live = LiveCurves()
display(live)
classifier = fit_text_classifier(
    reviews.texts[:640], reviews.labels[:640], validation=(kept.texts[:64], kept.labels[:64]),
    units=4, features=4, epochs=10**6, seconds=3600, recipe="plain", watch=live,
)
"""
REPORT = """
print("stopped:", history.stopped)
print("kept:", len(history.epochs) >= 3, len(history.batch_losses) >= 60)
again = classifier.evaluate(kept.texts[:64], kept.labels[:64])["loss"]
print("best weights:", abs(again - history.best.validation_loss) < 1e-4)
"""
RUN_CELL = """async ([index, source]) => {
  const {content, sessionContext} = window.jupyterapp.shell.currentWidget;
  content.deselectAll();
  content.activeCellIndex = index;
  if (source !== null) content.activeCell.model.sharedModel.setSource(source);
  await window.jupyterapp.commands.execute("notebook:run-cell");
}"""
# The same without waiting for the end.
START_CELL = RUN_CELL.replace("await window", "void window")


@pytest.fixture(scope="module")
def lesson(notebook):
    """Run the lesson's cells that show a widget or that those need."""
    notebook.open(LESSON)
    for cell in notebook.cells():
        if cell["type"] == "code" and any(needed in cell["source"] for needed in NEEDED):
            notebook.page.evaluate(RUN_CELL, [cell["index"], None])
    notebook.wait_until_idle()
    assert notebook.cells_with_errors() == []
    return notebook


@pytest.fixture(scope="module")
def explorer(lesson):
    explorer = lesson.page.locator(".kernel-explorer[data-explorer=CurvesExplorer]")
    explorer.scroll_into_view_if_needed()
    return explorer


def place_of(notebook, words):
    """Return where the cell with these words stands."""
    return next(cell["index"] for cell in notebook.cells() if words in cell["source"])


def test_the_stop_button_keeps_the_history_and_the_best_weights(lesson):
    page, training = lesson.page, place_of(lesson, "classifier = fit_text_classifier(")
    page.evaluate(START_CELL, [training, TRAINING])
    live = page.locator(".live-curves")
    live.scroll_into_view_if_needed()
    expect(live.locator(".lv-words")).to_contain_text("training: ", timeout=300_000)
    page.wait_for_function(
        "Number(document.querySelector('.live-curves').dataset.epochs) >= 3", timeout=300_000
    )
    bar = live.locator(".lv-done")
    before = float(bar.evaluate("done => done.getBoundingClientRect().width"))
    page.wait_for_function(
        "before => document.querySelector('.lv-done').getBoundingClientRect().width > before",
        arg=before,
        timeout=300_000,  # a hundredth of the hour alone is 36 seconds
    )
    assert live.locator(".lv-mark").count() >= 6
    lesson.screenshot("live_curves_training", live)

    button = "[data-command='notebook:interrupt-kernel']"
    page.locator(f".jp-NotebookPanel-toolbar {button}").first.click()
    expect(live.locator(".lv-words")).to_contain_text("you stopped it: ")
    expect(live).to_have_attribute("data-ended", "true")
    lesson.wait_until_idle()
    assert lesson.cells_with_errors() == []
    # The lesson's own next cell shows the epochs that were finished.
    page.evaluate(RUN_CELL, [training + 2, None])
    expect(lesson.output(training + 2)).to_contain_text(re.compile(r"\n +3 +\d\.\d{3} "))
    page.evaluate(RUN_CELL, [training + 3, REPORT])
    expect(lesson.output(training + 3)).to_contain_text("stopped: you stopped it")
    expect(lesson.output(training + 3)).to_contain_text("kept: True True")
    expect(lesson.output(training + 3)).to_contain_text("best weights: True")
    assert lesson.cells_with_errors() == []


def test_rates_are_scrubbed(explorer):
    expect_to_say(explorer, "Rate 0.01, 16 units")
    control(explorer, "rate").press("End")
    expect_to_say(explorer, "Rate 1, 16 units", "diverges", "worse than guessing")
    control(explorer, "rate").press("Home")
    expect_to_say(explorer, "Rate 0.0003, 16 units")


def test_sizes_are_chosen(explorer):
    control(explorer, "units").locator("input").nth(1).press("ArrowRight")
    expect_to_say(explorer, ", 64 units")
    control(explorer, "sentences").locator("input").nth(1).press("ArrowLeft")
    expect_to_say(explorer, "64 units, 200 sentences, no dropout")
    control(explorer, "dropout").locator("input").first.press("ArrowRight")
    expect_to_say(explorer, "200 sentences, dropout 0.4")


def test_epochs_are_hidden_and_shown(explorer):
    control(explorer, "epochs").press("Home")
    expect_to_say(explorer, "by epoch 1 the training", "Epoch 1: the start.")
    control(explorer, "epochs").press("End")
    expect_to_say(explorer, "by epoch 10 the training")
    picture = explorer.locator("img.ke-picture")
    expect(picture).to_have_attribute("alt", re.compile("Loss and accuracy by epoch, 1 to 10."))
    expect(explorer.locator("[role=alert]")).to_have_text("")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_they_can_be_looked_at(explorer, lesson, theme):
    lesson.set_theme(theme)
    for width in (1400, 900):
        lesson.page.set_viewport_size({"width": width, "height": 1250})
        for name in (".kernel-explorer", ".live-curves"):
            root = lesson.page.locator(name).first
            root.scroll_into_view_if_needed()
            if name == ".kernel-explorer":
                expect(root).to_have_attribute("data-waiting", "false")
            path = lesson.screenshot(f"{name[1:].replace('-', '_')}_08_{theme}_{width}", root)
            assert path.stat().st_size > 5_000
