"""Figures that two threads draw at once: an explorer for a dark page, and the cell that runs."""

import threading
import warnings

import matplotlib
import pytest

from lstm_helpers.plots.live import LiveFigure, Look
from lstm_helpers.plots.settings import settings_here
from lstm_helpers.plots.style import figure, missing_letters_allowed

PATIENCE = 60  # seconds


class Halting(LiveFigure):
    """Waits half-way through its stage."""

    def __init__(self):
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def stage(self, figure, scene, palette):
        self.axes = figure.add_axes((0, 0, 1, 1))
        self.reached.set()
        assert self.go_on.wait(PATIENCE)
        self.label = self.axes.text(0, 0, "$")

    def move(self, scene):
        return []


@pytest.fixture
def halted():
    """Give a figure for a dark page that another thread has begun to draw."""
    halting = Halting()
    thread = threading.Thread(target=halting.png, args=(None, Look(dark=True)))
    thread.start()
    assert halting.reached.wait(PATIENCE)
    yield halting
    halting.go_on.set()
    thread.join(PATIENCE)
    assert halting.label.get_color() == "#ECECEC"
    assert not halting.label.get_parse_math()


def test_a_cell_s_figure_keeps_its_colours(halted):
    axes = figure(3, 2).subplots()
    assert axes.title.get_color() == axes.text(0, 0, "$h_t$").get_color() == "black"
    assert axes.texts[0].get_parse_math()


def test_settings_that_a_cell_changes_meanwhile_stay_changed(halted):
    with matplotlib.rc_context():
        matplotlib.rcParams["lines.linewidth"] = 7
        halted.go_on.set()
        assert matplotlib.rcParams["lines.linewidth"] == 7
    with matplotlib.rc_context({"text.color": "red"}):
        assert matplotlib.rcParams["text.color"] == "red"


def test_one_thread_s_settings_lie_upon_those_of_all():
    with settings_here({"text.color": "#111111"}):
        with settings_here({"font.size": 7}):
            assert matplotlib.rcParams["font.size"] == 7
            assert matplotlib.rcParams["text.color"] == "#111111"
        assert matplotlib.rcParams["font.size"] == matplotlib.rcParamsDefault["font.size"]
    assert matplotlib.rcParams["text.color"] == "black"


def test_a_setting_that_there_is_not_is_refused():
    with pytest.raises((KeyError, ValueError), match=r"no\.such"), settings_here({"no.such": 1}):
        pass


def test_no_filter_of_warnings_stays_behind():
    before, inside = list(warnings.filters), threading.Event()

    def other():
        with missing_letters_allowed():
            inside.set()

    with missing_letters_allowed():
        thread = threading.Thread(target=other)
        thread.start()
        assert not inside.wait(0.2), "filters are those of all threads: one at a time"
    thread.join(PATIENCE)
    assert inside.is_set()
    assert warnings.filters == before
