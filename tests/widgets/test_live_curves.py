"""Curves that grow: what the page is told, how often, and what stays at the end."""

import json
import math

import pytest

from lstm_helpers import LiveCurves
from lstm_helpers.history import INTERRUPTED, Epoch, History, Progress
from lstm_helpers.widgets import live_curves
from tests.widgets import plain_page


class Clock:
    """Time that passes when told to."""

    now = 0.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(live_curves, "time", clock)
    return clock


def epoch(number, loss=0.5, kept=0.6):
    return Epoch(number, loss, 0.7, kept, 0.8, 2.0 * number)


def progress(epochs, steps, of=40, ended=False, stopped="all epochs are done", loss=0.5):
    history = History(tuple(epoch(i + 1) for i in range(epochs)), (loss,) * steps, stopped)
    return Progress(history, steps / of, 0.5 * steps, ended)


def test_its_repr_is_short_and_fixed():
    assert repr(LiveCurves()) == "LiveCurves()"
    assert LiveCurves().shown["words"].startswith("no step yet: the first takes longest")


def test_it_redraws_at_most_four_times_a_second_but_at_every_epoch(clock):
    live, told = LiveCurves(), []
    live.observe(lambda change: told.append(change["new"]["steps"]), "shown")
    for steps in range(1, 21):
        clock.now += 0.05
        live(progress(epochs=steps // 10, steps=steps))
    assert told == [1, 6, 10, 15, 20]
    live(progress(2, 20, ended=True))
    assert told[-1] == 20
    assert live.shown["ended"]


def test_the_end_of_each_epoch_stands_at_its_step(clock):
    live = LiveCurves()
    for epochs, steps in ((0, 5), (1, 10), (1, 15), (2, 20), (2, 23)):
        live(progress(epochs, steps))
    live(progress(2, 23, ended=True, stopped=INTERRUPTED))
    assert [end for end, *_ in live.shown["epochs"]] == [10, 20]
    assert live.shown["epochs"][0] == [10, 0.5, 0.6, 0.8]
    assert live.shown["words"] == "you stopped it: 2 epochs, 23 steps, 12 s"
    assert live.shown["share"] == 23 / 40


def test_another_training_starts_afresh(clock):
    live = LiveCurves()
    live(progress(2, 20, ended=True))
    live(progress(1, 7))
    assert [end for end, *_ in live.shown["epochs"]] == [7]


@pytest.mark.parametrize("ended", [True, False], ids=["ended", "broken off"])
def test_another_training_of_as_many_steps_starts_afresh_too(clock, ended):
    live = LiveCurves()
    live(progress(1, 1, ended=ended))
    live(progress(0, 1, ended=True, stopped=INTERRUPTED))
    assert live.shown["epochs"] == []


def test_another_training_of_more_steps_starts_afresh_too(clock):
    live = LiveCurves()
    live(progress(1, 1, ended=True))
    live(progress(1, 2))
    assert [end for end, *_ in live.shown["epochs"]] == [2]


def test_a_long_training_is_thinned_out_by_means():
    losses = tuple(float(i) for i in range(10_000))
    live = LiveCurves()
    live(Progress(History((), losses), 0.5, 60.0))
    batches = live.shown["batches"]
    assert len(batches) <= 240
    assert batches[0] == [42, 20.5]
    assert batches[-1][0] == 10_000
    assert sum(loss for _, loss in batches[:-1]) / (len(batches) - 1) == pytest.approx(4998, abs=30)


def test_what_is_no_number_is_left_out():
    live = LiveCurves()
    bad = History((Epoch(1, 0.5, None, None, None, 1.0),), (0.5, math.nan))
    live(Progress(bad, 0.5, 1.0))
    assert live.shown["epochs"] == [[2, 0.5, None, None]]
    assert live.shown["batches"][-1] == [2, None]
    json.dumps(live.shown, allow_nan=False)


def test_something_else_is_refused():
    with pytest.raises(ValueError, match=r"progress must be of type Progress; got 0\.5"):
        LiveCurves()(0.5)


def test_a_training_can_be_watched_with_it():
    from lstm_helpers import fit_text_classifier

    live = LiveCurves()
    fit_text_classifier(
        ["good film", "bad film"] * 20, ["a", "b"] * 20, epochs=2, units=2, features=2, watch=live
    )
    assert live.shown["ended"]
    assert len(live.shown["epochs"]) == 2
    assert live.shown["words"].startswith("all epochs are done: 2 epochs, 4 steps, ")


# -------------------------------------------------------------------------- on a page


@pytest.mark.parametrize(
    ("epochs", "steps", "marks"), [(0, 0, 0), (0, 3, 0), (1, 10, 2), (3, 34, 6), (30, 300, 60)]
)
def test_the_page_draws_what_it_is_told(chromium, monkeypatch, epochs, steps, marks):
    monkeypatch.setattr(plain_page, "_DRAWN", ".live-curves[data-epochs]")
    live = LiveCurves()
    live(progress(epochs, steps, of=300))

    def look(page):
        root = page.locator(".live-curves").first
        bar = root.locator("[role=progressbar]")
        assert bar.get_attribute("aria-valuenow") == str(round(100 * steps / 300))
        assert root.get_attribute("data-epochs") == str(epochs)
        assert root.locator(".lv-mark").count() == marks
        assert root.locator("svg").evaluate("svg => !svg.innerHTML.includes('NaN')")
        note = root.locator("text.lv-note", has_text="thin line").text_content()
        assert note == f"loss (thin line: {'means of 2 steps' if steps > 240 else 'each step'})"
        said = root.locator("[aria-live]").inner_text()
        assert said == (
            f"Epoch {epochs}: training loss 0.50, validation loss 0.60, validation accuracy 0.80."
            if epochs
            else ""
        )

    chromium.visit(live, look)


def test_a_training_stopped_before_its_first_epoch_says_what_now(chromium, monkeypatch):
    monkeypatch.setattr(plain_page, "_DRAWN", ".live-curves[data-epochs]")
    live = LiveCurves()
    live(progress(0, 7, ended=True, stopped=INTERRUPTED))

    def look(page):
        said = page.locator(".live-curves [aria-live]").first.inner_text()
        assert said == "No epoch was finished. Train again, and let the first epoch end."

    chromium.visit(live, look)


def test_it_follows_the_theme_though_it_was_made_before_it_was_on_the_page(chromium, monkeypatch):
    monkeypatch.setattr(plain_page, "_DRAWN", ".live-curves[data-epochs]")

    def look(page):
        page.evaluate(
            """async () => {
                 let place = null;
                 document.body.appendChild = (made) => (place = made);
                 window.show();
                 delete document.body.appendChild;
                 await new Promise((done) => setTimeout(done));
                 document.body.replaceChildren(place);
               }"""
        )
        page.wait_for_selector(".live-curves[data-theme='dark']")

    chromium.visit(LiveCurves(), look, color_scheme="dark")
