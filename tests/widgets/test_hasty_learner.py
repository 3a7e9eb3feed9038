"""A learner in a hurry: what is half typed, pressed at once, or done by the wrong key."""

import pytest

from lstm_helpers import GateExplorer
from tests.widgets.conftest import SENTENCE

TELL_THEM_ALL = "() => new Promise((done) => setTimeout(done, 300))"


def read_with_a_kernel(page, sentence):
    """Read a sentence and wait until the explorer has asked Python about it."""
    page.evaluate("window.kernel = true")
    page.locator(".ge-sentence").fill(sentence)
    page.locator(".ge-sentence").press("Enter")
    page.wait_for_function("sentence => window.sent.at(-1)?.sentence === sentence", arg=sentence)


def swap_without_enter(page, timestep, word):
    page.locator(".ge-chip").nth(timestep).dblclick()
    page.locator(".ge-edit").fill(word)


def state(page, name):
    page.evaluate(TELL_THEM_ALL)
    return page.evaluate(f"model.get('{name}')")


@pytest.mark.parametrize("word", ["very", "not", "a_much_longer_word_than_before", "b"])
def test_a_chip_pressed_while_another_is_edited_is_the_one_chosen(chromium, model, word):
    def learner(page):
        swap_without_enter(page, 3, word)
        page.get_by_role("button", name="loved", exact=True).click()
        return state(page, "timestep"), state(page, "swaps"), page.locator(".ge-edit").count()

    timestep, swaps, fields = chromium.visit(GateExplorer(model, sentence=SENTENCE), learner)
    assert timestep == SENTENCE.split().index("loved")
    assert swaps == ({} if word == "not" else {"3": word.replace("_", "")})
    assert fields == 0


def test_a_press_that_opens_a_menu_holds_nothing_up(chromium, model):
    def learner(page):
        page.locator(".ge-strip").dispatch_event("pointerdown", {"button": 2})
        page.locator(".ge-sentence").fill("very bad")
        page.locator(".ge-sentence").press("Enter")
        state(page, "sentence")
        return page.locator(".ge-chip").all_inner_texts()

    assert chromium.visit(GateExplorer(model, sentence=SENTENCE), learner) == ["very", "bad"]


def test_buttons_beside_a_chip_being_edited_hear_their_click(chromium, model):
    def learner(page):
        swap_without_enter(page, 3, "very")
        page.locator(".ge-play").click()
        playing = page.locator(".ge-play").get_attribute("aria-pressed")
        swap_without_enter(page, 3, "hardly")
        page.locator(".ge-reset").click()
        return playing, state(page, "swaps"), page.locator(".ge-edit").count()

    explorer = GateExplorer(model, sentence=SENTENCE)
    assert chromium.visit(explorer, learner) == ("true", {}, 0)


def test_a_swap_leaves_the_check_of_the_learned_run_alone(chromium, model):
    explorer = GateExplorer(model, sentence="a film")
    explorer._replay = {
        "sentence": SENTENCE, "padding": 0, "mask_padding": True, "difference": 4e-8,
    }  # fmt: skip

    def learner(page):
        read_with_a_kernel(page, SENTENCE)
        page.evaluate(
            "window.hear({kind: 'replay', request: sent.at(-1).request, difference: 4e-8})"
        )
        asked = page.evaluate("sent.length")
        page.locator(".ge-chip").nth(3).focus()
        page.keyboard.press("Delete")
        return (
            page.locator(".ge-replay-text").inner_text(),
            state(page, "swaps"),
            asked,
            page.evaluate("sent.length"),
        )

    told, swaps, before, after = chromium.visit(explorer, learner)
    assert (told, swaps) == ("replay = Keras to 4·10⁻⁸ ✓", {"3": ""})
    assert after == before


@pytest.mark.parametrize(
    ("sentence", "difference", "mark"),
    [("wonderful " * 200, 7e-6, "✓"), ("wonderful " * 200, 7e-4, "✗"), ("wonderful", 7e-6, "✗")],
)
def test_large_states_are_allowed_the_last_digit_of_float32(chromium, sentence, difference, mark):
    def learner(page):
        read_with_a_kernel(page, sentence)
        page.evaluate(
            "difference => window.hear({kind: 'replay', request: sent.at(-1).request, difference})",
            difference,
        )
        return page.locator(".ge-replay-text").inner_text()

    cell = GateExplorer(sentence=sentence).reading.trace.cell
    assert (abs(cell).max() > 10) == (len(cell) > 100)
    assert chromium.visit(GateExplorer(sentence="a film"), learner).endswith(mark)


def test_a_kernel_that_does_not_answer_is_told(chromium, model):
    def learner(page):
        read_with_a_kernel(page, "a film")
        page.clock.install()
        page.evaluate(
            "window.hear({kind: 'replay', request: sent.at(-1).request, difference: null})"
        )
        page.get_by_role("button", name="check against Keras").click()
        waiting = page.locator(".ge-replay-text").inner_text()
        page.clock.run_for(30_000)
        given_up = page.locator(".ge-replay-text").inner_text()
        page.evaluate(
            "window.hear({kind: 'replay', request: sent.at(-1).request, difference: 4e-8})"
        )
        return waiting, given_up, page.locator(".ge-replay-text").inner_text()

    waiting, given_up, late = chromium.visit(GateExplorer(model), learner)
    assert waiting == "checking against Keras …"
    assert "run this cell again" in given_up
    assert late == "replay = Keras to 4·10⁻⁸ ✓"


def test_a_sentence_is_read_when_its_field_is_left(chromium, model):
    def learner(page):
        field = page.locator(".ge-sentence")
        field.fill("what a waste of time")
        page.locator(".ge-play").click()
        read = state(page, "sentence"), page.locator(".ge-play").get_attribute("aria-pressed")
        field.fill("never mind")
        field.press("Escape")
        field.press("Tab")
        return read, state(page, "sentence"), field.input_value()

    read, kept, shown = chromium.visit(GateExplorer(model), learner)
    assert read == ("what a waste of time", "true")
    assert kept == shown == "what a waste of time"


def test_line_breaks_from_python_part_words_in_the_field_too(chromium, model):
    def learner(page):
        page.locator(".ge-sentence").press("Enter")
        return state(page, "sentence")

    told = chromium.visit(GateExplorer(model, sentence="good\nfilm\r\nindeed"), learner)
    assert told.split() == ["good", "film", "indeed"]


def test_arrow_keys_lead_through_all_examples(chromium, model):
    def learner(page):
        page.locator(".ge-examples").focus()
        read = []
        for _ in page.evaluate("model.get('_examples')"):
            page.keyboard.press("ArrowDown")
            read.append(state(page, "sentence"))
        return read, page.evaluate("model.get('_examples').map(([, sentence]) => sentence)")

    read, examples = chromium.visit(GateExplorer(model), learner)
    assert read == examples


def test_the_chosen_padding_stands_out(chromium, model):
    def learner(page):
        page.locator(".ge-pad-control select").select_option("2")
        page.locator(".ge-chip").last.click()
        colours = "chip => [getComputedStyle(chip).color, getComputedStyle(chip).opacity]"
        chosen = page.locator(".ge-chip").last.evaluate(colours)
        page.locator(".ge-chip").first.click()
        return chosen, page.locator(".ge-chip").first.evaluate(colours)

    padding, word = chromium.visit(GateExplorer(model), learner)
    assert padding == word


def is_kept(page, selector, key):
    """Press a key on an element; return whether the notebook is told to leave it alone."""
    page.evaluate(
        """() => document.addEventListener("keydown", ({target}) => {
             window.kept = target.hasAttribute("data-lm-suppress-shortcuts");
           }, true)"""
    )
    page.locator(selector).first.focus()
    page.keyboard.press(key)
    return page.evaluate("window.kept")


@pytest.mark.parametrize(
    ("key", "kept"),
    [("d", True), ("Backspace", True), ("Control+Backspace", True), ("Control+Shift+m", True),
     ("Control+s", False), ("Shift+Enter", False), ("Control+Enter", False)],
)  # fmt: skip
def test_no_key_reaches_the_cells_but_the_notebook_s_own_chords(chromium, model, key, kept):
    def learner(page):
        return is_kept(page, ".ge-chip", key)

    assert chromium.visit(GateExplorer(model), learner) is kept


@pytest.mark.parametrize(
    ("key", "kept"),
    [("Enter", True), ("Shift+Enter", True), ("Control+Enter", True), ("Alt+Enter", True),
     ("Control+s", False), ("a", True)],
)  # fmt: skip
def test_no_enter_runs_the_cell_again_while_an_answer_is_given(chromium, model, key, kept):
    def learner(page):
        return is_kept(page, ".ge-predict input", key)

    question = {"gate": "forget", "token": "but"}
    explorer = GateExplorer(model, sentence=SENTENCE, question=question)
    assert chromium.visit(explorer, learner) is kept
