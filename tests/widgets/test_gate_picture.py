"""What the gate explorer draws, read back from the page, is the trace that Python computes."""

import re

import numpy as np
import pytest

from lstm_helpers import GateExplorer, Intervention
from tests.widgets.conftest import SENTENCE

NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
BUT = SENTENCE.split().index("but")
UNIT = 5
MAPS = ("forget", "input", "candidate", "output", "cell", "hidden")
SIGNED = ("candidate", "cell", "hidden")
WHITE = [1, 1, 1]
PLACES = 255  # the last place on a ramp of colours
ONE_PLACE = 9  # of 255, as far as neighbours on a ramp may differ: a rounded place may be either
LAST_PLACE = 0.0051  # two decimals, and a hair for float32

# Everything that stands in the picture, as numbers and texts.
SEEN = """() => {
  const all = (query) => [...document.querySelectorAll(query)];
  const texts = (query) => all(query).map((found) => found.textContent);
  const points = (query) => document.querySelector(query).getAttribute("points");
  return {
    ground: getComputedStyle(document.querySelector(".gate-explorer")).backgroundColor,
    maps: Object.fromEntries(all(".ge-map").map((block) => {
      const canvas = block.querySelector("canvas");
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      return [block.dataset.map, { width, height, pixels: [...data] }];
    })),
    scales: Object.fromEntries(all(".ge-legend").map((legend) => {
      const [low, bar, high] = legend.querySelector(".ge-scale").children;
      const ends = [low.textContent, high.textContent];
      return [legend.dataset.map, { ends, bar: bar.style.backgroundImage }];
    })),
    width: Number(document.querySelector(".ge-curve").getAttribute("width")),
    learned: points(".ge-line-learned"),
    altered: points(".ge-line-altered"),
    gates: Object.fromEntries(all(".ge-cell .ge-gate").map((gate) =>
      [gate.dataset.gate, gate.querySelector(".ge-gate-value").textContent])),
    wires: Object.fromEntries(all(".ge-cell text:has(tspan.ge-number)").map((text) =>
      text.textContent.split(" = "))),
    squashed: texts(".ge-cell text.ge-number"),
    values: Object.fromEntries(all(".ge-values li").map((row) =>
      [row.dataset.gate, row.querySelector("b").textContent])),
  };
}"""


@pytest.fixture(scope="module")
def ramps(javascript):
    """Give the colours from low to high of each map, which tests/widgets/test_colours.py tests."""
    ramps = javascript("colours", "module.rampsOn(value)", WHITE)
    return {name: np.multiply(colours, 255) for name, colours in ramps.items()}


def look(page):
    page.evaluate(NEXT_FRAME)
    return page.evaluate(SEEN)


def number(text):
    return float(text.replace("−", "-"))


def rows(model):
    """Return the units as the maps order them: the heaviest weight on the prediction first."""
    return np.argsort(-np.abs(model.dense_kernel), kind="stable")


def check_maps(seen, ramps, model, *readings):
    """See that each cell has the colour of its value on the scale that the legend writes."""
    assert seen["ground"] == "rgb(255, 255, 255)"
    assert tuple(seen["maps"]) == tuple(seen["scales"]) == MAPS
    for name, drawn in seen["maps"].items():
        values = [getattr(reading.trace, name)[:, rows(model)].T for reading in readings]
        wanted = np.stack(values, axis=-1).reshape(model.lstm.units, -1)  # the runs side by side
        assert (drawn["height"], drawn["width"]) == wanted.shape
        low, high = map(number, seen["scales"][name]["ends"])
        assert low == (-high if name in SIGNED else 0)
        assert np.nanmax(np.abs(wanted)) <= high
        assert name in ("cell", "hidden") or high == 1
        pixels = np.reshape(drawn["pixels"], (*wanted.shape, 4))
        clear = np.isnan(wanted)
        assert (pixels[..., 3] == np.where(clear, 0, 255)).all(), f"{name}: skipped, or not"
        places = np.where(clear, 0, (wanted - low) / (high - low) * PLACES)
        colours = ramps[name][np.rint(places).astype(int)]
        apart = np.abs(pixels[..., :3] - colours).max(axis=-1)
        assert apart[~clear].max() <= ONE_PLACE, f"{name}: a cell has another value's colour"
        bar = np.reshape(re.findall(r"\d+", seen["scales"][name]["bar"]), (-1, 3)).astype(int)
        assert np.abs(bar[[0, -1]] - ramps[name][[0, -1]]).max() <= 1


def check_line(points, probabilities, width):
    """See that a line stands at each column's middle as high as the probability, 1 at 8 px."""
    x, y = np.array([point.split(",") for point in points.split()], float).T
    assert x / width == pytest.approx((np.arange(len(x)) + 0.5) / len(x))
    assert 1 - (y - 8) / 72 == pytest.approx(probabilities, abs=0.001)


def check_cell(seen, trace, t, unit):
    """See that the diagram and the list beside it hold the numbers of one unit at one timestep."""
    at = {name: float(getattr(trace, name)[t, unit]) for name in MAPS}
    before = float(trace.cell[t - 1, unit]) if t else 0.0
    wires = {
        "ct−1": before,
        "f·c": at["forget"] * before,
        "i·g": at["input"] * at["candidate"],
        "ct": at["cell"],
        "ht": at["hidden"],
    }
    gates = {name: at[name] for name in ("forget", "input", "candidate", "output")}
    for shown in (seen["gates"], seen["values"]):
        found = {name: number(text) for name, text in shown.items()}
        assert found == pytest.approx(gates, abs=LAST_PLACE)
    found = {name: number(text) for name, text in seen["wires"].items()}
    assert found == pytest.approx(wires, abs=LAST_PLACE)
    (squashed,) = map(number, seen["squashed"])
    assert squashed == pytest.approx(np.tanh(at["cell"]), abs=LAST_PLACE)


@pytest.mark.parametrize("t", [0, BUT])
def test_the_picture_is_the_trace(chromium, model, ramps, t):
    assert (rows(model) != np.arange(model.lstm.units)).any()
    explorer = GateExplorer(model, sentence=SENTENCE, timestep=t, unit=UNIT)
    seen = chromium.visit(explorer, look)
    check_maps(seen, ramps, model, explorer.reading)
    check_line(seen["learned"], explorer.reading.probabilities, seen["width"])
    assert seen["altered"] == ""
    check_cell(seen, explorer.reading.trace, t, UNIT)


def test_surgery_is_drawn_beside_what_was_learned(chromium, model, ramps):
    learned = GateExplorer(model, sentence=SENTENCE, timestep=BUT, unit=UNIT)

    def learner(page):
        look(page)  # what is drawn later takes the place of this
        page.locator("[data-control='forget'] input[type='range']").fill("0.25")
        seen = {"both": look(page)}
        for run in ("learned", "altered"):
            page.locator(f"[data-show='{run}']").click()
            seen[run] = look(page)
        return seen

    seen = chromium.visit(learned, learner)
    surgery = Intervention(forget=0.25)
    altered = GateExplorer(model, sentence=SENTENCE, intervention=surgery).reading
    runs = {"learned": [learned.reading], "altered": [altered], "both": [learned.reading, altered]}
    for shown, readings in runs.items():
        check_maps(seen[shown], ramps, model, *readings)
        check_line(seen[shown]["learned"], learned.reading.probabilities, seen[shown]["width"])
        check_line(seen[shown]["altered"], altered.probabilities, seen[shown]["width"])
        check_cell(seen[shown], altered.trace, BUT, UNIT)


def test_another_sentence_is_drawn_anew_and_padding_left_clear(chromium, model, ramps):
    def learner(page):
        field = page.locator(".ge-sentence")
        field.fill("the film was very bad")
        field.press("Enter")
        page.locator(".ge-pad-control select").select_option("3")
        return look(page)

    seen = chromium.visit(GateExplorer(model, sentence=SENTENCE), learner)
    explorer = GateExplorer(model, sentence="the film was very bad", padding=3)
    assert np.isnan(explorer.reading.trace.forget).any()
    check_maps(seen, ramps, model, explorer.reading)
    check_line(seen["learned"], explorer.reading.probabilities, seen["width"])
