"""The base of the explorers that the kernel draws: in Python, and in a page that asks Python."""

import io
import json
from dataclasses import dataclass

import numpy as np
import pytest
import traitlets
from PIL import Image

from lstm_helpers import _validate
from lstm_helpers.plots.live import LiveFigure, Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.widgets.controls import Choice, Field, Slider, Switch
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

HOSTILE = "<img src=x onerror=alert(1)> $x^2$ \N{SLIGHTLY SMILING FACE}"


@dataclass(frozen=True)
class Word:
    text: str
    height: float
    bold: bool


class WordFigure(LiveFigure):
    """A word at a height, and a bar; counts how often its stage was drawn."""

    height = 200
    stages = 0

    def stage_key(self, scene):
        return scene.bold

    def stage(self, figure, scene, palette):
        type(self).stages += 1
        axes = figure.add_axes((0.1, 0.2, 0.85, 0.7), xlim=(0, 1), ylim=(0, 10))
        axes.set_xlabel(scene.text)
        (self._bar,) = axes.plot(
            [0, 1], [0, 0], color=palette.accent, lw=1 + 4 * scene.bold, animated=True
        )
        self._text = axes.text(0.5, 5, "", animated=True)

    def move(self, scene):
        self._bar.set_ydata([scene.height, scene.height])
        self._text.set_text(scene.text)
        return [self._bar, self._text]


class WordExplorer(KernelExplorer):
    """An explorer with one control of each kind."""

    word = Attribute("film")
    height = Attribute(2)
    top = Attribute("ten")
    bold = Attribute(False)

    figure_class = WordFigure

    def _controls(self):
        return (
            Field("word", "word", placeholder="a word", suggestions=("film", "plot")),
            Slider("height", "height", range(1, 11 if self.top == "ten" else 6), unit="up"),
            Choice("top", "up to", {"five": "5", "ten": "10"}),
            Switch("bold", "bold", disabled=self.word == "plain"),
        )

    def _scene(self):
        if self.word == "zorblish":
            raise ValueError("word must be known; got 'zorblish'")
        return Word(self.word, self.height, self.bold)

    def _readout(self, scene):
        return [f"{scene.text} at {scene.height}", "bold" if scene.bold else "not bold"]

    def _alt(self, scene):
        return f"the word {scene.text}"

    def _pick(self, x, y):
        self.height = round(1 + 9 * y)

    @traitlets.validate("height")
    def _check_height(self, proposal):
        return _validate.whole("height", proposal["value"], 1, 10)

    @traitlets.observe("top")
    def _stay_inside(self, _change):
        self.height = min(self.height, 5 if self.top == "five" else 10)


LOOK = {"width": 800, "ratio": 1, "dark": False, "ground": [1, 1, 1]}


@pytest.fixture
def talk():
    """Return an explorer, a function that asks it as a page does, and all its answers."""
    explorer, answers = WordExplorer(), []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))

    def ask(**question):
        explorer._hear(explorer, {"asked": "1", **question}, [])
        return answers[-1]

    return explorer, ask, answers


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


# ---------------------------------------------------------------------------- the figure


def test_a_moved_picture_is_the_picture_drawn_afresh():
    moved = WordFigure()
    for height in (1, 9, 4):
        png = moved.png(Word("film", height, False), Look())
    afresh = WordFigure().png(Word("film", 4, False), Look())
    assert (pixels(png) == pixels(afresh)).all()
    assert pixels(png).shape == (200, 860, 3)


def test_the_stage_is_drawn_only_when_what_it_depends_on_changes():
    figure, before = WordFigure(), WordFigure.stages
    for height in range(1, 6):
        figure.png(Word("film", height, False), Look())
    assert WordFigure.stages == before + 1
    figure.png(Word("film", 5, True), Look())
    figure.png(Word("film", 5, True), Look(dark=True))
    assert WordFigure.stages == before + 3


def test_a_picture_has_the_colours_and_the_size_of_its_page():
    png = WordFigure().png(Word("film", 4, False), Look(700, 2.0, dark=True, ground="#102030"))
    shown = pixels(png)
    assert shown.shape == (400, 1400, 3)
    assert tuple(shown[0, 0]) == (16, 32, 48)
    assert shown.max() > 180, "the ink is light on dark"


def test_text_is_drawn_as_it_is(recwarn):
    WordFigure().png(Word(HOSTILE, 4, False), Look())
    still = WordFigure().still(Word(HOSTILE, 4, False))
    still._repr_png_()
    assert HOSTILE in [text.get_text() for text in still.axes[0].texts]
    assert [str(warning.message) for warning in recwarn] == []


def test_a_still_is_the_same_drawing_and_stays():
    figure = WordFigure()
    one, other = (figure.still(Word("film", height, False)) for height in (2, 7))
    assert one.axes[0].lines[0].get_ydata()[0] == 2
    assert other.axes[0].lines[0].get_ydata()[0] == 7
    assert one._repr_png_()[0][1:4] == b"PNG"


def test_a_still_shows_nothing_that_does_not_belong_to_its_scene():
    class Half(WordFigure):
        def move(self, scene):
            return list(super().move(scene))[: 2 if scene.bold else 1]

    whole, half = (Half().still(Word("film", 4, bold)) for bold in (True, False))
    assert whole.axes[0].texts[0].get_visible()
    assert not half.axes[0].texts[0].get_visible()
    assert half.axes[0].lines[0].get_visible()


def test_colours_can_be_read_on_their_ground():
    for dark in (False, True):
        palette = Palette.on(dark)
        for colour in (palette.ink, palette.faint, palette.accent, palette.unknown):
            assert contrast(colour, palette.ground) >= 4.5


def contrast(one, other):
    """Return the contrast of two colours as the WCAG define it."""

    def luminance(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


# ---------------------------------------------------------------------------- with a page's words


def test_an_answer_holds_all_that_the_page_shows(talk):
    _, ask, _ = talk
    answer, (png,) = ask(look=LOOK)
    assert answer["asked"] == "1"
    assert answer["values"] == {"word": "film", "height": 2, "top": "ten", "bold": False}
    assert [control["kind"] for control in answer["controls"]] == [
        *("field", "slider", "choice", "switch")
    ]
    assert answer["readout"] == ["film at 2", "not bold"]
    assert (answer["alt"], answer["problem"]) == ("the word film", "")
    assert pixels(png).shape == (200, 800, 3)
    json.dumps(answer)


def test_what_is_set_is_taken_over_with_what_follows_from_it(talk):
    explorer, ask, _ = talk
    ask(look=LOOK, set={"height": 9, "bold": True})
    answer, _ = ask(set={"top": "five"})
    assert (explorer.height, explorer.bold) == (5, True)
    assert answer["values"]["height"] == 5
    assert answer["controls"][1]["values"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"set": {"height": 99}}, "height must be a whole number from 1 to 10; got 99"),
        ({"set": {"height": None}}, "height must be a whole number"),
        ({"set": {"bold": True, "word": "zorblish"}}, "word must be known; got 'zorblish'"),
        ({"set": {"figure_class": 1}}, "a control's name must be one of word, height"),
        ({"set": {"_look": 1}}, "a control's name must be one of"),
        ({"pick": [2, 0]}, "x must lie between 0 and 1; got 2"),
    ],
)
def test_what_is_refused_is_told_in_words_and_changes_nothing(talk, question, words):
    explorer, ask, _ = talk
    before, picture = ask(look=LOOK)
    answer, same = ask(**question)
    assert words in answer.pop("problem")
    assert before.pop("problem") == ""
    assert answer == before
    assert same == picture
    assert explorer.readout == ["film at 2", "not bold"]


def test_a_click_reaches_the_explorer(talk):
    explorer, ask, _ = talk
    ask(look=LOOK, pick=[0.5, 1.0])
    assert explorer.height == 10


def test_a_change_in_python_is_told_to_the_page_once_there_is_one(talk):
    explorer, ask, answers = talk
    explorer.height = 3
    assert answers == []
    ask(look=LOOK)
    explorer.height = 4
    assert len(answers) == 2
    assert answers[-1][0]["readout"][0] == "film at 4"
    assert answers[-1][0]["asked"] is None
    with pytest.raises(ValueError, match="height must be"):
        explorer.height = 0
    assert explorer.height == 4


def test_sizes_beyond_reason_are_brought_into_range(talk):
    _, ask, _ = talk
    for width, wanted in ((3, 560), (99_999, 1000)):
        _, (png,) = ask(look=LOOK | {"width": width, "ratio": 0.5})
        assert pixels(png).shape == (200, wanted, 3)


# ---------------------------------------------------------------------------- in a page


def settled(page):
    """Wait until Python has answered all that was asked."""
    page.wait_for_function(
        "document.querySelector('.kernel-explorer').dataset.waiting === 'false'"
        " && document.querySelector('.ke-picture').complete"
    )


def said(page):
    settled(page)
    return page.locator(".ke-readout").inner_text().split("\n")[0]


def test_every_control_is_moved_by_keyboard(chromium):
    explorer = WordExplorer()

    def learner(page):
        heard = []
        page.locator("[data-control=word]").focus()
        for key in (*"s", "Tab", "ArrowRight", "End", "Home", "Tab", "ArrowLeft", "Tab", "Space"):
            page.keyboard.press(key)
            heard.append(said(page))
        box = page.locator("[data-control=bold]")
        return heard, box.is_checked(), page.locator(".ke-readout").inner_text()

    heard, checked, readout = chromium.visit(explorer, learner)
    assert heard[2:5] == ["films at 3", "films at 10", "films at 1"]
    assert (explorer.word, explorer.height, explorer.top, explorer.bold) == (
        *("films", 1, "five", True),
    )
    assert checked
    assert readout.split() == ["films", "at", "1", "bold"]


def test_a_line_break_parts_words_in_a_field(chromium):
    explorer = WordExplorer(word="good\nfilm")
    held = chromium.visit(explorer, lambda page: page.locator("[data-control=word]").input_value())
    assert held == "good film"


def test_a_refused_word_is_told_and_stays_to_be_mended(chromium):
    def learner(page):
        field = page.locator("[data-control=word]")
        field.fill("zorblish")
        settled(page)
        alert = page.locator("[role=alert]").inner_text(), field.input_value(), said(page)
        field.fill("plot")
        settled(page)
        return alert, page.locator("[role=alert]").inner_text(), said(page)

    alert, after, now = chromium.visit(WordExplorer(), learner)
    assert alert == ("word must be known; got 'zorblish'", "zorblish", "film at 2")
    assert (after, now) == ("", "plot at 2")


def test_pictures_replaced_before_they_are_loaded_are_let_go(chromium):
    def learner(page):
        settled(page)
        return page.evaluate(
            """async () => {
                 const [answer, png] = await window.toPython({ asked: "1", set: { height: 3 } });
                 const image = document.querySelector(".ke-picture");
                 const held = new Set([image.src]);
                 const { createObjectURL, revokeObjectURL } = URL;
                 URL.createObjectURL = (blob) => {
                   const address = createObjectURL(blob);
                   held.add(address);
                   return address;
                 };
                 URL.revokeObjectURL = (address) => {
                   held.delete(address);
                   revokeObjectURL(address);
                 };
                 for (let i = 0; i < 20; i += 1) window.hear(answer, png);
                 const made = held.size;
                 await new Promise((done) => image.addEventListener("load", done));
                 return [made, [...held].map((address) => address === image.src)];
               }"""
        )

    assert chromium.visit(WordExplorer(), learner) == [21, [True]]


def test_what_was_typed_is_never_markup(chromium):
    def learner(page):
        page.locator("[data-control=word]").fill(HOSTILE)
        return said(page), page.locator(".kernel-explorer img").count()

    heard, images = chromium.visit(WordExplorer(), learner)
    assert heard.startswith(HOSTILE)
    assert images == 1


def test_only_one_question_is_under_way_and_the_last_wish_wins(chromium):
    explorer = WordExplorer()

    def learner(page):
        page.evaluate(
            """() => { const slider = document.querySelector('[data-control=height]');
            window.sent.length = 0;
            for (let place = 0; place < 10; place += 1) {
              slider.value = place;
              slider.dispatchEvent(new Event('input'));
            } }"""
        )
        heard = said(page)
        return heard, page.evaluate("window.sent.map(({ set }) => set.height)")

    heard, asked = chromium.visit(explorer, learner)
    assert heard == "film at 10"
    assert asked == [1, 10]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_has_the_ground_of_the_page(chromium, theme):
    explorer = WordExplorer()

    def learner(page):
        settled(page)
        return page.locator(".kernel-explorer").evaluate("e => getComputedStyle(e).backgroundColor")

    ground = chromium.visit(explorer, learner, color_scheme=theme)
    red, green, blue = (int(explorer._look.ground[place : place + 2], 16) for place in (1, 3, 5))
    assert ground == f"rgb({red}, {green}, {blue})"
    assert explorer._look.dark == (theme == "dark")


def test_without_a_kernel_the_page_says_so(chromium):
    def learner(page):
        page.evaluate("window.kernel = false")
        page.locator("[data-control=height]").press("ArrowRight")
        return page.locator("[role=alert]").inner_text()

    assert chromium.visit(WordExplorer(), learner).startswith("The kernel is busy or has stopped.")


def test_two_views_show_the_same_and_a_closed_one_hears_no_more(chromium):
    def learner(page):
        page.evaluate("void window.show()")
        page.wait_for_selector(".kernel-explorer:nth-of-type(1)[data-waiting='false']")
        page.locator("[data-control=height]").first.press("End")
        page.wait_for_function(
            "[...document.querySelectorAll('.ke-readout')].length === 2 &&"
            "[...document.querySelectorAll('.ke-readout')]"
            ".every((readout) => readout.innerText.startsWith('film at 10'))"
        )
        both = page.evaluate("window.listening()")
        page.evaluate("window.close_first()")
        return both, page.evaluate("window.listening()")

    both, one = chromium.visit(WordExplorer(), learner)
    assert (both, one) == (2, 1)


def press_in_silence(page, *keys):
    """Press keys on the slider while no answer comes; return what was asked."""
    settled(page)
    page.evaluate("window.toPython = null; window.sent.length = 0")
    for key in keys:
        page.locator("[data-control=height]").press(key)


def test_what_was_done_while_an_answer_got_lost_is_asked_of_itself(chromium):
    def learner(page):
        page.clock.install()
        press_in_silence(page, "ArrowRight", "End")
        before = page.evaluate("window.sent.map(({ set }) => set)")
        page.clock.run_for(4100)
        return before, page.evaluate("window.sent.map(({ set }) => set)")

    before, after = chromium.visit(WordExplorer(), learner)
    assert before == [{"height": 3}]
    assert after == [{"height": 3}, {"height": 10}]


def test_a_view_that_goes_sends_what_was_done_in_it(chromium):
    def learner(page):
        press_in_silence(page, "ArrowRight", "End")
        page.evaluate("window.close_first()")
        sent = page.evaluate("window.sent")
        return [each["set"] for each in sent], sent[-1].get("look"), page.evaluate("listening()")

    sets, look, listening = chromium.visit(WordExplorer(), learner)
    assert sets == [{"height": 3}, {"height": 10}]
    assert (look, listening) == (None, 0)


def test_what_could_not_be_sent_goes_with_the_next(chromium):
    def learner(page):
        settled(page)
        page.evaluate("window.kernel = false")
        page.locator("[data-control=height]").press("End")
        page.evaluate("window.kernel = true")
        page.locator("[data-control=bold]").press("Space")
        return said(page), page.evaluate("window.sent.at(-1).set")

    heard, sent = chromium.visit(WordExplorer(), learner)
    assert heard == "film at 10"
    assert sent == {"height": 10, "bold": True}
