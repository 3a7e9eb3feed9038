"""Pictures of curves: every figure is on them, nothing overlaps, and they are quick to move."""

import math

import numpy as np
import pytest

from lstm_helpers import load_recorded_runs, plots
from lstm_helpers.curves import Guessing, Run, curves_scene
from lstm_helpers.history import Epoch, History
from lstm_helpers.plots.curves import HIGHEST, CurvesFigure
from lstm_helpers.plots.live import Look

GUESS = Guessing(math.log(3), 0.95, 0.45)
RUN = Run((0.9, 0.3, 0.1), (0.6, 0.9, 1.0), (0.6, 0.5, 0.8), (0.7, 0.8, 0.75))


def lines_of(axes):
    """Return the lines that move: training, validation, the diamond at the best epoch."""
    return [line for line in axes.lines if line.get_zorder() >= 10]


def words_of(figure):
    texts = [text.get_text() for axes in figure.axes for text in axes.texts]
    return texts + [text.get_text() for text in figure.texts]


def test_the_figures_are_on_the_picture():
    picture = plots.plot_curves(RUN, GUESS)
    loss, accuracy = picture.axes
    for axes, ours in (
        (loss, (RUN.loss, RUN.validation_loss)),
        (accuracy, (RUN.accuracy, RUN.validation_accuracy)),
    ):
        training, validation, best = lines_of(axes)
        np.testing.assert_array_equal(training.get_ydata(), ours[0])
        np.testing.assert_array_equal(validation.get_ydata(), ours[1])
        assert (list(best.get_xdata()), list(best.get_ydata())) == ([2], [ours[1][1]])
    assert {"0.10", "0.80", "1.00", "0.75", "overfits", "training", "validation"} <= set(
        words_of(picture)
    )


def test_guessing_is_named_with_its_figures():
    said = words_of(plots.plot_curves(RUN, GUESS))
    assert "dotted: guessing 1.10, by shares 0.95" in said
    assert "dotted: the most frequent class 0.45" in said


def test_lines_are_told_apart_without_colour():
    training, validation, _ = lines_of(plots.plot_curves(RUN, GUESS).axes[0])
    assert training.get_linestyle() != validation.get_linestyle()
    assert training.get_marker() != validation.get_marker()


def test_a_history_is_drawn_like_a_run():
    columns = zip(*(getattr(RUN, name) for name in Run.__dataclass_fields__), strict=True)
    epochs = tuple(Epoch(i + 1, *row, 1.0) for i, row in enumerate(columns))
    drawn = [lines_of(plots.plot_curves(one, GUESS).axes[0]) for one in (RUN, History(epochs))]
    for one, other in zip(*drawn, strict=True):
        np.testing.assert_array_equal(one.get_ydata(), other.get_ydata())


def test_what_lies_above_the_axes_stands_at_their_edge_with_its_number():
    wild = Run((6.5, 5.4), (0.4, 0.4), (3.0, 2.5), (0.4, 0.4))
    picture = plots.plot_curves(wild, GUESS)
    assert max(lines_of(picture.axes[0])[0].get_ydata()) == HIGHEST
    assert {"▲ 5.40", "▲ 2.50"} <= set(words_of(picture))


@pytest.mark.parametrize("width", [560, 860, 1000])
def test_the_last_figures_never_touch_and_stay_inside(width):
    close = Run((0.9, 0.501), (0.6, 0.8), (0.6, 0.5), (0.7, 0.801))
    for run in (close, RUN, RUN.first(1), Run((9.0,), (0.3,), (9.0,), (0.3,))):
        figure = CurvesFigure()
        figure.png(curves_scene(run, GUESS), Look(width=width))
        renderer = figure._canvas.get_renderer()
        for panel in (figure._loss, figure._accuracy):
            one, other = (text.get_window_extent(renderer) for text in panel.ends.values())
            assert not one.overlaps(other)
            assert max(one.x1, other.x1) <= width
            assert min(one.y0, other.y0) >= 0


def test_the_stage_is_kept_while_a_learner_scrubs():
    figure, runs = CurvesFigure(), load_recorded_runs()
    scenes = [curves_scene(runs.run(rate), runs.guessing, epochs=3) for rate in (0.001, 1.0)]
    assert figure.stage_key(scenes[0]) == figure.stage_key(scenes[1])
    assert figure.png(scenes[0], Look()) != figure.png(scenes[1], Look())


@pytest.mark.parametrize("epochs", [1, 5, 12, 13, 60, 300])
def test_long_trainings_have_room(epochs):
    run = Run(*([tuple(np.linspace(0.9, 0.4, epochs))] * 4))
    ticks = plots.plot_curves(run, GUESS).axes[0].get_xticks()
    assert 1 <= len(ticks) <= 12
    assert ticks[-1] <= epochs


def test_several_trainings_stand_beside_each_other():
    picture = plots.plot_runs({"rate 1": RUN, "rate 0.1": RUN.first(2)}, GUESS)
    training, validation = picture.axes
    assert list(training.lines[0].get_ydata()) == list(RUN.loss)
    assert list(validation.lines[1].get_ydata()) == list(RUN.validation_loss[:2])
    assert training.lines[0].get_linestyle() != training.lines[1].get_linestyle()
    legend = [text.get_text() for text in picture.legends[0].get_texts()]
    assert legend == ["rate 1", "rate 0.1", "guessing 1.10"]


def test_each_training_has_a_panel_of_its_own():
    wild = Run((6.5, 5.4), (0.4, 0.4), (3.0, 2.5), (0.4, 0.4))
    picture = plots.plot_each_run({"A": RUN, "B": wild}, GUESS)
    assert [axes.get_title() for axes in picture.axes] == ["A", "B"]
    training, validation = picture.axes[0].lines[:2]
    np.testing.assert_array_equal(training.get_ydata(), RUN.loss)
    np.testing.assert_array_equal(validation.get_ydata(), RUN.validation_loss)
    assert training.get_linestyle() != validation.get_linestyle()
    assert training.get_marker() != validation.get_marker()
    assert list(picture.axes[1].lines[0].get_ydata()) == [HIGHEST, HIGHEST]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_each_run({}, GUESS), "runs must hold 1 to 4 trainings; got 0"),
        (lambda: plots.plot_each_run({"a": RUN}, None), "guess must be of type Guessing; got None"),
        (lambda: plots.plot_runs({}, GUESS), "runs must hold 1 to 4 trainings; got 0"),
        (lambda: plots.plot_runs([RUN], GUESS), "runs must be a dict whose keys are texts; got"),
        (lambda: plots.plot_runs({"a": RUN}, 1.1), "guess must be of type Guessing; got 1.1"),
        (lambda: plots.plot_curves(RUN, 1.1), "guess must be of type Guessing; got 1.1"),
        (lambda: plots.plot_curves([0.5], GUESS), "training must be of type Run; got"),
        (lambda: plots.plot_curves(RUN, GUESS, 4), "epochs must be a whole number from 1 to 3"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
