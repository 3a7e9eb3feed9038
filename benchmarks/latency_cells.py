"""The notebook cells of the latency measurement: each draws the same reading in its own way."""

SENTENCE = (
    "the first half was slow and i nearly left but the ending won me and i loved every single scene"
)
UNITS_LARGE, TOKENS_LARGE = 64, 200

SET_UP = f"""
import io
import anywidget
import ipywidgets
import numpy as np
import matplotlib.pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from lstm_helpers import (
    AttentionExplorer, CurvesExplorer, EmbeddingExplorer, GateExplorer, GenerationExplorer,
    GradientExplorer, LSTMWeights, PaddingExplorer, PipelineExplorer, ReturnExplorer, ReviewModel,
    SentimentExplorer, TaggingExplorer, ThresholdExplorer, TokenExplorer, final_test, flashcards,
    load_review_model, quiz,
)
%matplotlib inline

SENTENCE = {SENTENCE!r}
reading = load_review_model().read(SENTENCE)
MAPS = ("forget", "input", "candidate", "output", "cell", "hidden")

def draw_maps(figure, t):
    marks = []
    for axes, name in zip(figure.subplots(len(MAPS), 1, sharex=True), MAPS):
        axes.imshow(getattr(reading.trace, name).T, aspect="auto", vmin=-1, vmax=1, cmap="RdBu")
        axes.set_ylabel(name)
        marks.append(axes.axvspan(t - 0.5, t + 0.5, fill=False))
    axes.set_xticks(range(len(reading.tokens)), reading.tokens, rotation=60)
    return marks

def timestep_slider():
    return ipywidgets.IntSlider(0, 0, len(reading.tokens) - 1, description="t")

print(len(reading.tokens), reading.trace.forget.shape[1])
"""

INTERACT = """
def draw_inline(t):
    draw_maps(plt.figure(figsize=(7, 7)), t)
    plt.show()

ipywidgets.interact(draw_inline, t=timestep_slider()).widget.add_class("measured-interact");
"""

IPYMPL = """
from ipympl.backend_nbagg import Canvas, FigureManager
%matplotlib inline
# ↑ the import above has switched the whole kernel to ipympl

live_figure = Figure(figsize=(7, 7))
live_canvas = Canvas(live_figure)
live_manager = FigureManager(live_canvas, 1)
live_marks = draw_maps(live_figure, 0)
live_slider = timestep_slider()

def move_live(change):
    for mark in live_marks:
        mark.set_x(change.new - 0.5)
    live_canvas.draw_idle()

live_slider.observe(move_live, "value")
ipywidgets.VBox([live_slider, live_canvas]).add_class("measured-ipympl")
"""

BLIT = """
still_figure = Figure(figsize=(7, 7))
still_canvas = FigureCanvasAgg(still_figure)
still_marks = draw_maps(still_figure, 0)
for mark in still_marks:
    mark.set_animated(True)
still_canvas.draw()
background = still_canvas.copy_from_bbox(still_figure.bbox)

def picture(t):
    still_canvas.restore_region(background)
    for mark in still_marks:
        mark.set_x(t - 0.5)
        mark.axes.draw_artist(mark)
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(still_canvas.buffer_rgba())).save(buffer, "png", compress_level=1)
    return buffer.getvalue()

still_image = ipywidgets.Image(value=picture(0))
still_slider = timestep_slider()
still_slider.observe(lambda change: setattr(still_image, "value", picture(change.new)), "value")
ipywidgets.VBox([still_slider, still_image]).add_class("measured-blit")
"""

FLOOR = '''
class Floor(anywidget.AnyWidget):
    _esm = """
    export default { render({ el }) {
      const slider = document.createElement("input");
      const shown = document.createElement("span");
      Object.assign(slider, { type: "range", max: 19, value: 0 });
      slider.addEventListener("input", () => { shown.textContent = slider.value; });
      el.classList.add("measured-floor");
      slider.dataset.lmSuppressShortcuts = "true";  // else JupyterLab takes the arrow keys
      el.append(slider, shown);
    } };
    """

Floor()
'''

EXPLORER = "GateExplorer(sentence=SENTENCE)"

EXPLORER_LARGE = f"""
rng = np.random.default_rng(0)
words = load_review_model().vocabulary
units, features = {UNITS_LARGE}, 16
large = ReviewModel(
    words,
    rng.normal(size=(len(words), features)).astype("float32"),
    LSTMWeights(
        rng.normal(scale=0.3, size=(features, 4 * units)).astype("float32"),
        rng.normal(scale=0.1, size=(units, 4 * units)).astype("float32"),
        np.zeros(4 * units, dtype="float32"),
    ),
    rng.normal(size=units).astype("float32"),
    0.0,
    {{}},
)
GateExplorer(large, sentence=" ".join(words.tokens[2:{2 + TOKENS_LARGE}]))
"""

QUIZ = 'quiz("05_gates", "input_shut")'
FINAL_TEST = """
test = final_test()
test.begin()
test
"""
# In a file of its own: the test above is begun, answered and handed in meanwhile.
HAND_IN = """
from pathlib import Path
from lstm_helpers.quiz import FinalTest, Progress
handed_in = FinalTest(Progress(Path("handed_in.sqlite")))
handed_in.begin()
handed_in
"""
FLASHCARDS = "flashcards('04_recurrent')"

# From one end of the slider that is moved.
TOKENS = "TokenExplorer(text=SENTENCE, max_tokens=3)"
PADDING = "PaddingExplorer(sentence=SENTENCE, length=20)"
EMBEDDING = "EmbeddingExplorer(neighbours=1)"
GRADIENTS = "GradientExplorer(length=100, gain=0.2)"
RETURNS = "ReturnExplorer(units=1, return_sequences=True, return_state=True)"
PIPELINE = "PipelineExplorer(stage='text')"
SENTIMENT = "SentimentExplorer(sentence=SENTENCE, change='not')"
CURVES = "CurvesExplorer(epochs=1)"
THRESHOLD = "ThresholdExplorer(threshold=0.0)"
GENERATION = "GenerationExplorer(temperature=0.2)"
TAGGING = "TaggingExplorer(sentence=SENTENCE, read=1)"
ATTENTION = "AttentionExplorer(attention=True, distance=10)"
