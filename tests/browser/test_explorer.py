"""The gate explorer in JupyterLab, by mouse, by keyboard and from Python."""

import pytest
from playwright.sync_api import expect

from tests.browser.explorer_page import ExplorerPage

SENTENCE = "the plot was not good but i loved every minute"
BUT = SENTENCE.split().index("but")
CLOSE = 1e-6

SET_UP = f"""
from lstm_helpers import GateExplorer, Intervention, load_review_model
model = load_review_model()
SENTENCE = {SENTENCE!r}

def answer(sentence, **surgery):
    reading = model.read(sentence, Intervention(**surgery) if surgery else None)
    print(reading.probabilities[-1])
"""


@pytest.fixture(scope="module")
def opened(notebook, server):
    """Open a notebook with one explorer, and one that asks first."""
    server.write_notebook(
        "explorer.ipynb",
        SET_UP,
        "explorer = GateExplorer(sentence=SENTENCE)\nexplorer",
        "question = {'token': 'but', 'gate': 'forget'}\n"
        "asked = GateExplorer(sentence=SENTENCE, question=question)\nasked",
    )
    notebook.open("explorer.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    return notebook


@pytest.fixture
def explorer(opened):
    """Give the explorer as it was at first."""
    found = ExplorerPage(opened.output(1).locator(".gate-explorer"))
    found.reset()
    return found


def by_python(notebook, sentence, **surgery):
    """Return what the Python side answers: P(positive) of a sentence, under surgery or not."""
    arguments = "".join(f", {name}={value!r}" for name, value in surgery.items())
    return float(notebook.run_in_kernel(f"answer({sentence!r}{arguments})"))


def near(value):
    return pytest.approx(value, abs=CLOSE)


def test_a_sentence_is_read_as_python_reads_it(opened, explorer):
    sentence = "I hated the start; the end wasn't bad at all."
    explorer.read(sentence)
    assert " ".join(explorer.tokens()) == "i hated the start the end wasnt bad at all"
    assert explorer.probability == near(by_python(opened, sentence))
    assert "Read 10 tokens" in explorer.readout


def test_nothing_below_moves_when_surgery_begins(explorer):
    place = "root => { const b = root.querySelector('.ge-readout').getBoundingClientRect();"
    place += " return b.top - root.getBoundingClientRect().top; }"
    before = explorer.root.evaluate(place)
    explorer.clamp("forget", 1.0)
    assert explorer.altered_probability is not None
    assert explorer.root.evaluate(place) == pytest.approx(before, abs=0.5)


@pytest.mark.parametrize("sentence", ["", "   ", "... !!! ???"])
def test_a_sentence_without_a_word_is_answered_in_words(explorer, sentence):
    explorer.read(sentence)
    assert explorer.chips.count() == 0
    assert explorer.probability is None
    assert "no word to read" in explorer.readout
    explorer.read("good")
    assert explorer.tokens() == ["good"]


def test_a_thousand_words_are_cut_and_it_says_so(opened, explorer):
    explorer.read(" ".join(["good", "bad"] * 500))
    shown = explorer.chips.count()
    assert 100 <= shown < 1000
    assert f"1000 tokens; the first {shown} are read" in explorer.readout
    explorer.press("End")
    assert explorer.timestep == shown - 1
    opened.screenshot("explorer_1000_words", explorer.root)


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("wow 🎬🍿 great", ["wow", "🎬🍿", "great"]),
        ("الفيلم رائع but long", ["الفيلم", "رائع", "but", "long"]),
    ],
)
def test_any_script_is_read_and_unknown_words_are_named(opened, explorer, sentence, tokens):
    explorer.read(sentence)
    assert explorer.tokens() == tokens
    assert "not in the vocabulary" in explorer.readout
    assert tokens[1] in explorer.readout
    assert explorer.probability == near(by_python(opened, sentence))
    opened.screenshot(
        f"explorer_{'emoji' if tokens[0] == 'wow' else 'right_to_left'}", explorer.root
    )


def test_markup_stays_text(opened, explorer):
    markup = "<img src=x onerror=window.caught=1> <b>good</b>"
    explorer.read(markup)
    explorer.swap(0, "<img/src=x/onerror=window.caught=1>")
    count = explorer.chips.count()
    opened.wait_for_python("len(explorer.swaps)", 1)
    opened.run_in_kernel(f"explorer.sentence = {markup + ' film'!r}")
    explorer.wait_for("tokens", count + 1)
    assert explorer.root.locator("img, b:has-text('good')").count() == 0
    assert opened.page.evaluate("() => window.caught") is None


def test_keys_move_the_timestep(explorer):
    explorer.move_to(0)
    explorer.press("ArrowRight", "ArrowRight")
    assert (explorer.timestep, explorer.pressed()) == (2, [2])
    assert "“was”" in explorer.readout
    explorer.press("ArrowLeft")
    assert explorer.pressed() == [1]
    explorer.press("End", "ArrowRight")
    assert explorer.pressed() == [explorer.chips.count() - 1]
    explorer.press("Home", "ArrowLeft")
    assert explorer.pressed() == [0]


def test_a_slider_is_moved_by_keys(explorer):
    slider = explorer.control("forget").locator("input[type='range']")
    before = float(slider.input_value())
    slider.focus()
    for _ in range(3):
        explorer.root.page.keyboard.press("ArrowLeft")
    explorer.settle()
    assert float(slider.input_value()) == pytest.approx(before - 0.03)
    assert explorer.altered_probability is not None


def test_a_click_moves_the_timestep(explorer):
    explorer.move_to(BUT)
    assert explorer.pressed() == [BUT]
    assert "“but”" in explorer.readout


def test_a_map_tells_its_number_and_gives_its_unit(opened, explorer):
    x, y = explorer.point_at("forget", timestep=3, row=5)
    opened.page.mouse.move(x, y)
    told = explorer.root.locator(".ge-tip").inner_text()
    opened.page.mouse.click(x, y)
    explorer.settle()
    assert explorer.timestep == 3
    assert told.startswith(f"forget f of unit {explorer.unit} at “not”: ")
    exact = opened.run_in_kernel(f"print(model.read(SENTENCE).trace.forget[3, {explorer.unit}])")
    assert float(told.split(": ")[1].splitlines()[0]) == pytest.approx(float(exact), abs=0.0051)


def test_up_and_down_choose_another_unit(opened, explorer):
    opened.page.mouse.click(*explorer.point_at("cell", timestep=2, row=4))
    first = explorer.settle().unit
    explorer.root.locator(".ge-scroller").press("ArrowDown")
    assert explorer.settle().unit != first
    explorer.root.locator(".ge-scroller").press("ArrowUp")
    assert explorer.settle().unit == first


def test_it_plays_and_pauses(opened, explorer):
    explorer.move_to(0)
    player = explorer.root.locator(".ge-play")
    player.click()
    expect(player).to_have_attribute("aria-pressed", "true")
    opened.page.wait_for_function(
        "root => Number(root.dataset.timestep) >= 2", arg=explorer.root.element_handle()
    )
    player.click()
    expect(player).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("gate", ["forget", "input", "output"])
def test_surgery_changes_the_prediction_and_is_undone(opened, explorer, gate):
    learned = explorer.probability
    explorer.clamp(gate, 0.25)
    assert explorer.probability == learned
    assert explorer.altered_probability == near(by_python(opened, SENTENCE, **{gate: 0.25}))
    assert explorer.altered_probability != near(learned)
    assert f"the {gate} gate is clamped to 0.25" in explorer.readout.lower()
    explorer.undo_clamp(gate)
    assert explorer.altered_probability is None


def test_surgery_can_be_kept_to_one_token_and_one_unit(opened, explorer):
    opened.set_theme("light")
    explorer.wait_for("theme", "light")
    explorer.move_to(BUT)
    explorer.choose_scope("timesteps", everywhere=False)
    explorer.choose_scope("units", everywhere=False)
    explorer.clamp("forget", 0.0)
    here = {"timesteps": [BUT], "units": [explorer.unit]}
    assert explorer.altered_probability == near(by_python(opened, SENTENCE, forget=0.0, **here))
    opened.screenshot("explorer_surgery_light", explorer.root)


def test_a_token_is_swapped_and_swapped_back(opened, explorer):
    learned = explorer.probability
    explorer.swap(BUT, "and")
    swapped = SENTENCE.replace("but", "and")
    assert explorer.probability == learned
    assert explorer.altered_probability == near(by_python(opened, swapped))
    assert "“and” in place of “but”" in explorer.readout
    explorer.root.locator(".ge-undo").click()
    assert explorer.settle().altered_probability is None


def test_python_sets_the_scene(opened, explorer):
    sentence = "a sentence that Python has not heard of"
    explorer.read(sentence)
    opened.wait_for_python("explorer.sentence", sentence)  # and of all that was done before
    opened.run_in_kernel("explorer.timestep = 3; explorer.unit = 7")
    explorer.wait_for("timestep", 3)
    explorer.wait_for("unit", 7)
    assert explorer.settle().pressed() == [3]
    opened.run_in_kernel("explorer.intervention = Intervention(forget=1.0)")
    wanted = by_python(opened, sentence, forget=1.0)
    explorer.root.locator(".ge-figure-altered").wait_for()
    assert explorer.altered_probability == near(wanted)


def test_python_reads_the_scene(opened, explorer):
    explorer.move_to(BUT)
    explorer.clamp("input", 0.5)
    explorer.read("a fine film")
    opened.wait_for_python(
        "(explorer.sentence, explorer.timestep, getattr(explorer.intervention, 'input', None))",
        ("a fine film", explorer.timestep, 0.5),
    )


MOVE_ON_WHILE_PYTHON_IS_BEING_TOLD = """async root => {
  const wait = ms => new Promise(done => setTimeout(done, ms));
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const code = 'import time\\nend = time.time() + 2\\nwhile time.time() < end: pass';
  const busy = kernel.requestExecute({code, store_history: false});
  const chips = root.querySelectorAll('.ge-chip');
  const seen = [];
  for (let pause = 121; pause < 145; pause += 3) {
    chips[4].click();
    await wait(pause);  // the message to Python is on its way
    chips[1].click();
    const end = performance.now() + 110;
    do {
      await new Promise(requestAnimationFrame);
      await wait(0);  // after every callback of this frame
      if (performance.now() < end) seen.push(root.dataset.timestep);  // before Python is told
    } while (performance.now() < end);
  }
  await busy.done;
  return [...new Set(seen)];
}"""


def test_an_echo_from_python_does_not_undo_a_later_move(explorer):
    assert explorer.root.evaluate(MOVE_ON_WHILE_PYTHON_IS_BEING_TOLD) == ["1"]


def test_the_maps_stay_covered_until_the_learner_commits(opened):
    asked = ExplorerPage(opened.output(2).locator(".gate-explorer"))
    canvas = asked.map("forget").locator("canvas")
    assert asked.fact("covered") == "true"
    assert asked.map("forget").locator(".ge-cover").is_visible()
    assert canvas.evaluate("canvas => [canvas.width, canvas.height]") == [1, 1]
    opened.screenshot("explorer_predict_first", asked.root)
    asked.root.get_by_role("button", name="falls").click()
    asked.settle()
    assert asked.fact("covered") == "false"
    assert canvas.evaluate("canvas => canvas.width") >= asked.chips.count()
    assert asked.readout.startswith("You said it falls: ")


def test_one_read_out_says_each_step_once(explorer):
    assert explorer.root.locator("[aria-live], [role='status'], [role='alert']").count() == 1
    explorer.move_to(0)
    explorer.root.locator("[aria-live]").evaluate(
        """readout => { window.said = [];
            new MutationObserver(() => window.said.push(readout.textContent))
              .observe(readout, {childList: true, characterData: true, subtree: true}); }"""
    )
    explorer.press("ArrowRight", "ArrowRight")
    said = explorer.root.page.evaluate("() => window.said")
    assert len(said) == len(set(said)) <= 2
    assert "timestep 2" in said[-1]


def test_keras_confirms_what_is_drawn(opened, explorer):
    explorer.root.get_by_role("button", name="check against Keras").click()
    opened.page.wait_for_function(
        "root => root.dataset.replay", arg=explorer.root.element_handle(), timeout=300_000
    )
    assert 0 <= float(explorer.fact("replay")) <= CLOSE
    assert "replay = Keras to" in explorer.root.locator(".ge-replay").inner_text()
    print("greatest difference browser – Keras:", explorer.fact("replay"))


def test_it_follows_the_dark_theme(opened, explorer):
    explorer.move_to(BUT).clamp("forget", 1.0)
    try:
        opened.set_theme("dark")
        explorer.wait_for("theme", "dark")
        opened.screenshot("explorer_surgery_dark", explorer.root)
    finally:
        opened.set_theme("light")
    explorer.wait_for("theme", "light")
