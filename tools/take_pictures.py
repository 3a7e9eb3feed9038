"""Take pictures of explorers and a figure, each in its lesson, running in JupyterLab.

``python -m tools.take_pictures`` writes them all to ``notebooks/pictures``, and
``python -m tools.take_pictures token_explorer`` that one. It needs Chromium.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium, launch
from tests.browser.explorer_page import ExplorerPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import LabServer

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "notebooks" / "pictures"
SENTENCE = "the plot was not good but i loved every minute"
PLAIN_SENTENCE = "a warm and funny film with wonderful actors"
LONG_SENTENCE = "The beginning is a bit silly, but do not give up: it becomes a superb film."
PIVOT = SENTENCE.split().index("but")
# Run other code in the cell that holds a word.
RUN_INSTEAD = """async ([word, code]) => {
  const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content;
  const place = notebook.widgets.findIndex(
    cell => cell.model.type === 'code' && cell.model.sharedModel.getSource().includes(word));
  notebook.widgets[place].model.sharedModel.setSource(code);
  notebook.activeCellIndex = place;
  await commands.execute('notebook:run-cell');
}"""
WARD_BY_NUMBER = """plots.plot_ward(
    {f"patient {name[0]}": shares for name, shares in ward.items()},
    {"patient 7": losses_sick, "cured": losses_cured}, guessing=np.log(2))"""


def main(names):
    """Run the lesson of each picture, set its scene, and write one file a theme."""
    if find_chromium() is None:
        return "Chromium was not found: install it, or set CHROMIUM to its path"
    unknown = set(names) - set(SCENES)
    if unknown:
        return f"names must be among {', '.join(SCENES)}; got {', '.join(sorted(unknown))}"
    PICTURES.mkdir(exist_ok=True)
    with LabServer() as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for name in names or SCENES:
            take(browser, server, name)
    return None


def take(browser, server, name):
    """Write one picture, in each of its themes."""
    explorer, lesson, set_scene, themes = SCENES[name]
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, device_scale_factor=2)
    notebook = NotebookPage(page, server).open(lesson).run_all()
    root = page.locator(explorer).first
    set_scene(root)
    for theme, suffix in themes.items():
        notebook.set_theme(theme)
        path = PICTURES / f"{name}{suffix}.png"
        path.write_bytes(packed(root.screenshot()))
        print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB")
    page.close()


def forget_nothing(root):
    """Show a sentence that turns at *but*, there, with the forget gate clamped open."""
    explorer = ExplorerPage(root)
    explorer.read(SENTENCE)
    explorer.move_to(PIVOT)
    explorer.clamp("forget", 1.0)


def read_plainly(root):
    """Show a sentence without a turn, as learned: the lesson's predictions stay open."""
    explorer = ExplorerPage(root)
    explorer.read(PLAIN_SENTENCE)
    explorer.move_to(PLAIN_SENTENCE.split().index("funny"))
    root.locator(".ge-replay-text", has_text="replay = Keras").wait_for()


def choose_the_unknown(root):
    """Choose a word that the vocabulary cuts off."""
    root.locator(".te-chip.te-unknown").first.click()


def write_warmly(root):
    """Show the verse model writing, a little cooler than it was trained."""
    root.locator("[data-control=prompt]").fill("The boat ")
    root.locator("[data-control=length]").press("End")
    root.locator("[aria-live]", has_text="of its 200 characters").wait_for()
    root.locator("[data-control=length]").evaluate("slider => slider.blur()")


def return_every_h(root):
    """Show four words with `return_sequences` alone: what the states are is asked in the lesson."""
    root.locator("[data-control=sentence]").fill("What a good day")
    root.locator("[data-control=units]").press("ArrowRight")
    root.locator("[aria-live]", has_text="returns 1 tensor: (1, 4, 4) output.").wait_for()
    root.locator("[data-control=units]").evaluate("slider => slider.blur()")


def wait_for_picture(root):
    """Show the explorer as its lesson opens it."""
    root.page.wait_for_function(
        "root => root.dataset.waiting === 'false' && root.querySelector('img').complete",
        arg=root.element_handle(),
    )


def cut_to_ten(root):
    """Show a row too short for a sentence that praises at its end, so that the verdict turns."""
    root.locator("[data-control=sentence]").fill(LONG_SENTENCE)
    root.locator("[data-control=truncate] input").last.check()
    length = root.locator("[data-control=length]")
    length.fill("9")  # the tenth of its values, 1 to 40
    length.evaluate("slider => slider.blur()")
    root.locator("[aria-live]", has_text="6 tokens lost: ").wait_for()
    wait_for_picture(root)


def look_at_it(root):
    """Show a figure as its lesson draws it."""
    root.scroll_into_view_if_needed()


def cut_at_a_fifth(root):
    """Show the bag of words at the threshold that the lesson comes to."""
    root.locator("[aria-live]", has_text="Threshold 0.20: precision 0.62").wait_for()


def overfit(root):
    """Show a training whose validation loss turns, at another rate than at first."""
    root.locator("[data-control=rate]").press("ArrowLeft")
    root.locator("[aria-live]", has_text="Rate 0.003").wait_for()
    root.locator("[data-control=rate]").evaluate("slider => slider.blur()")


def answer_three(root):
    """Show a test under way: three answers committed, whatever stands first; the fourth open."""
    root.locator(".final-begin").click()
    for place in range(3):
        root.get_by_text(f"Question {place + 1} of 10").wait_for()
        if (field := root.locator(".quiz-field")).count():
            field.fill(
                "(1, 2)" if "shape" in root.locator(".quiz-legend").first.inner_text() else "1"
            )
        elif (options := root.locator(".quiz-option input")).count():
            options.first.check()
        root.locator(".quiz-sure input").nth(1).check()
        root.locator(".quiz-commit").click()
    root.get_by_text("Question 4 of 10").wait_for()
    root.evaluate("() => document.activeElement.blur()")


def number_the_patients(root):
    """Draw the ward again by its patients' numbers, for a title gives no diagnosis away."""
    root.page.evaluate(RUN_INSTEAD, ["plot_ward", WARD_BY_NUMBER])
    root.scroll_into_view_if_needed()


def swap_two_words(root):
    """Let two words change places, which one of the two judges notices."""
    root.locator("[data-control=change] input").nth(2).check()
    for name, place in (("word", "3"), ("other", "8")):
        root.locator(f"[data-control={name}]:enabled").fill(place)
    root.locator("[aria-live]", has_text="the start was great but the ending was dull").wait_for()


# Picture -> the explorer, its lesson, its scene, and the suffix of the file for each theme.
SCENES = {
    "attended_words": (
        ".jp-Cell:has-text('plot_attended_words(') .jp-RenderedImage img",
        "13_go_beyond_one_lstm.ipynb",
        look_at_it,
        {"light": ""},
    ),
    "clinic": (
        ".jp-RenderedImage img",
        "14_repair_broken_models.ipynb",
        number_the_patients,
        {"light": ""},
    ),
    "curves_explorer": (
        ".kernel-explorer",
        "08_train_and_read_the_curves.ipynb",
        overfit,
        {"light": ""},
    ),
    "final_test": (
        ".final-test",
        "15_final_test.ipynb",
        answer_three,
        {"light": ""},
    ),
    "gate_explorer": (
        ".gate-explorer",
        "05_open_the_lstm_gates.ipynb",
        forget_nothing,
        {"light": "", "dark": "_dark"},
    ),
    "gate_explorer_reading": (
        ".gate-explorer",
        "05_open_the_lstm_gates.ipynb",
        read_plainly,
        {"light": ""},
    ),
    "generation_explorer": (
        ".kernel-explorer",
        "11_generate_text.ipynb",
        write_warmly,
        {"light": ""},
    ),
    "gradient_explorer": (
        ".kernel-explorer",
        "04_remember_with_a_recurrent_network.ipynb",
        wait_for_picture,
        {"light": ""},
    ),
    "lookup": (
        ".jp-Cell:has-text('plot_lookup(') .jp-RenderedImage img",
        "03_turn_tokens_into_vectors.ipynb",
        look_at_it,
        {"light": ""},
    ),
    "padding_explorer": (
        ".kernel-explorer",
        "02_pad_and_mask_sequences.ipynb",
        cut_to_ten,
        {"light": ""},
    ),
    "return_explorer": (
        ".kernel-explorer",
        "06_return_sequences_and_states.ipynb",
        return_every_h,
        {"light": ""},
    ),
    "pipeline_explorer": (
        ".kernel-explorer",
        "07_trace_the_whole_pipeline.ipynb",
        wait_for_picture,
        {"light": ""},
    ),
    "sentiment_explorer": (
        ".kernel-explorer",
        "10_classify_sentiment.ipynb",
        swap_two_words,
        {"light": ""},
    ),
    "threshold_explorer": (
        ".kernel-explorer",
        "09_measure_what_matters.ipynb",
        cut_at_a_fifth,
        {"light": ""},
    ),
    "tagging_explorer": (
        ".kernel-explorer",
        "12_tag_named_entities.ipynb",
        wait_for_picture,
        {"light": ""},
    ),
    "token_explorer": (
        ".token-explorer",
        "01_split_text_into_tokens.ipynb",
        choose_the_unknown,
        {"light": ""},
    ),
}


def packed(png):
    """Write a screenshot's pixels as tightly as PNG can."""
    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(small, "png", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
