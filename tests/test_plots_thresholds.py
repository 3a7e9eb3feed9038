from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from matplotlib.figure import Figure as Picture

from lstm_helpers import BinaryScores, calibration_bins, plots, threshold_view
from lstm_helpers.calibration import CalibrationBin
from lstm_helpers.plots import count_panels
from lstm_helpers.plots.confusion import confusion_sheet
from lstm_helpers.plots.count_panels import CountsPanel
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet
from lstm_helpers.plots.thresholds import ThresholdFigure

RANDOM = np.random.default_rng(0)
ACTUAL = RANDOM.random(80) < 0.3
MODELS = {"one": RANDOM.random(80), "two": np.where(ACTUAL, 0.8, 0.1)}


@pytest.fixture
def view():
    return threshold_view(ACTUAL, MODELS, ("wanted", "unwanted"), threshold=0.3)


def texts(artists):
    return [each.get_text() for each in artists if hasattr(each, "get_text")]


def moved(view):
    figure = ThresholdFigure()
    figure.png(view, Look())
    return texts(figure.move(view))


def test_counts_and_measures_are_written(view):
    written = moved(view)
    scores = view.scores
    for count in vars(scores).values():
        assert f"{count:,}" in written
    for name in ("precision", "recall", "f1", "accuracy"):
        assert f"{getattr(scores, name):.2f}" in written
    assert "threshold 0.30 · called unwanted →" in written
    assert f"| always “wanted”: accuracy {1 - ACTUAL.mean():.2f}" in written


def test_the_point_lies_on_the_curve_in_front(view):
    picture = plots.plot_thresholds(view)
    lines = picture.axes[1].lines
    (point,) = [line for line in lines if line.get_marker() == "o"]
    assert point.get_xydata().tolist() == [[view.scores.recall, view.scores.precision]]
    curves = [line.get_xydata() for line in lines if len(line.get_xdata()) > 60]
    assert any((np.abs(curve - point.get_xydata()).max(axis=1) < 1e-9).any() for curve in curves)


def test_each_of_four_models_has_a_line_of_its_own():
    four = {f"model {n}": RANDOM.random(80) for n in range(4)}
    legend = plots.plot_thresholds(threshold_view(ACTUAL, four)).axes[1].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == list(four)
    assert len({line.get_linestyle() for line in legend.get_lines()}) == 4
    with pytest.raises(ValueError, match="probabilities must hold at most 4 models; got 5"):
        threshold_view(ACTUAL, four | {"one more": four["model 0"]})


def test_the_stage_is_kept_while_anything_moves(view):
    figure = ThresholdFigure()
    figure.png(view, Look())
    stage = figure._background
    for changes in ({"threshold": 0.9}, {"share": 0.02}, {"model": "two"}):
        figure.png(replace(view, **changes), Look())
        assert figure._background is stage
    figure.png(threshold_view(ACTUAL, MODELS), Look())
    assert figure._background is not stage


def test_a_moved_picture_is_the_picture_drawn_afresh(view):
    figure, other = ThresholdFigure(), replace(view, threshold=0.8, share=0.05, model="two")
    figure.png(view, Look())
    assert figure.png(other, Look()) == ThresholdFigure().png(other, Look())


@pytest.mark.parametrize(("width", "dark"), list(product([560, 1000], [False, True])))
def test_any_view_can_be_drawn_light_and_dark(view, width, dark):
    figure, look = ThresholdFigure(), Look(width=width, dark=dark)
    views = list(product([0.0, 0.5, 1.0], [None, 0.001, 0.999]))
    for threshold, share in views if dark else views[::-1]:  # the stage is drawn with the first
        png = figure.png(replace(view, threshold=threshold, share=share), look)
        assert png.startswith(b"\x89PNG")


def test_long_names_and_strange_ones_stay_inside():
    names = ("a very long name that nobody wrote", "$x$ <b> \N{SLIGHTLY SMILING FACE}")
    models = {f"model number {n} of a long row": MODELS["one"] for n in range(3)}
    figure = ThresholdFigure().still(threshold_view(ACTUAL, models, names))
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


def test_the_confusion_matrix_says_how_each_measure_is_made():
    sheet = confusion_sheet(BinaryScores(80, 20, 10, 90), ["wanted", "unwanted"])
    written = [text for text, _, _ in sheet.labels]
    for words in ("✓ 80", "✗ 20", "✗ 10", "✓ 90", "80 / 100 = 0.800", "is unwanted"):
        assert words in written
    assert "↓ precision  80 / 90 = 0.889" in written
    assert "accuracy  170 / 200 = 0.850" in written
    assert "F1  160 / 190 = 0.842" in written


def place_of(labels, words):
    """Return where the one label with these words stands: x, then y, which grows upwards."""
    ((x, y),) = [(x, y) for text, x, y in labels if text == words]
    return x, y


def nearest(places, to):
    """Return the name of the place that is nearest to a number."""
    return min(places, key=lambda name: abs(places[name] - to))


FOUR = BinaryScores(true_positives=80, false_negatives=20, false_positives=10, true_negatives=90)


def test_each_count_stands_in_the_row_of_what_is_so_and_the_column_of_what_it_was_called():
    labels = confusion_sheet(FOUR, ["wanted", "unwanted"]).labels
    columns = {name: place_of(labels, f"called {name}")[0] for name in ("wanted", "unwanted")}
    rows = {name: place_of(labels, f"is {name}")[1] for name in ("wanted", "unwanted")}
    found = {}
    for words in ("✓ 80", "✗ 20", "✗ 10", "✓ 90"):
        x, y = place_of(labels, words)
        found[words] = nearest(rows, y), nearest(columns, x)
    assert found == {
        "✓ 80": ("unwanted", "unwanted"),
        "✗ 20": ("unwanted", "wanted"),
        "✗ 10": ("wanted", "unwanted"),
        "✓ 90": ("wanted", "wanted"),
    }
    assert nearest(rows, place_of(labels, "→ recall")[1]) == "unwanted"
    assert nearest(columns, place_of(labels, "↓ precision  80 / 90 = 0.889")[0]) == "unwanted"


def test_the_moving_counts_stand_in_their_rows_and_columns(monkeypatch, view):
    sheets = []

    class Kept(Sheet):
        def draw_on(self, axes, animated=False):
            sheets.append(self)
            return super().draw_on(axes, animated)

    monkeypatch.setattr(count_panels, "Sheet", Kept)
    axes = Picture().add_axes((0, 0, 1, 1))
    panel = CountsPanel(axes, (400, 130), ("wanted", "unwanted"), Palette.on(dark=False))
    panel.move(view)
    labels = sheets[0].labels
    rows = {name: place_of(labels, name)[1] for name in ("wanted", "unwanted")}
    columns = {name: place_of(labels, name)[0] for name in ("called unwanted", "not called")}
    found = {}
    for text in panel.texts:
        x, y = text.get_position()
        found[nearest(rows, y), nearest(columns, x)] = int(text.get_text())
    called = MODELS["one"] > 0.3
    assert found == {
        ("unwanted", "called unwanted"): (ACTUAL & called).sum(),
        ("unwanted", "not called"): (ACTUAL & ~called).sum(),
        ("wanted", "called unwanted"): (~ACTUAL & called).sum(),
        ("wanted", "not called"): (~ACTUAL & ~called).sum(),
    }
    assert len(set(found.values())) == 4, "no two are alike, so that none can stand for another"


def test_a_confusion_matrix_without_calls_says_so():
    sheet = confusion_sheet(BinaryScores(0, 23, 0, 157), ["wanted", "unwanted"])
    assert "↓ precision  0 / 0, counted as 0" in [text for text, _, _ in sheet.labels]


def test_each_model_has_its_own_panel_of_calibration():
    bins = {name: calibration_bins(ACTUAL, values) for name, values in MODELS.items()}
    picture = plots.plot_calibration(bins)
    assert [axes.get_title() for axes in picture.axes] == ["one", "two"]
    counts = [int(text.get_text()) for text in picture.axes[0].texts]
    assert sum(counts) == len(ACTUAL)


def test_what_was_foretold_goes_to_the_right_and_what_came_true_upwards():
    sure = [
        CalibrationBin(count=30, predicted=0.2, happened=0.1, low=0.05, high=0.3),
        CalibrationBin(count=40, predicted=0.9, happened=0.5, low=0.35, high=0.7),
    ]
    (axes,) = plots.plot_calibration({"too sure": sure}).axes
    ((points, _, (ranges,)),) = axes.containers
    assert points.get_xydata().tolist() == [[0.2, 0.1], [0.9, 0.5]]
    np.testing.assert_allclose(
        ranges.get_segments(), [[[0.2, 0.05], [0.2, 0.3]], [[0.9, 0.35], [0.9, 0.7]]]
    )
    counts = {text.get_text(): text.xy for text in axes.texts}
    assert counts == {"30": (0.2, 0.1), "40": (0.9, 0.5)}
    assert (axes.get_xlabel(), axes.get_ylabel()) == (
        "predicted probability, mean",
        "share that was positive",
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_thresholds("it"), "view must be of type ThresholdView; got 'it'"),
        (lambda: plots.plot_confusion((1, 2, 3, 4)), "scores must be of type BinaryScores"),
        (lambda: plots.plot_confusion(BinaryScores(1, 2, 3, 4), ("a",)), "names must be two"),
        (lambda: plots.plot_calibration([]), "models must be a dict whose keys are texts; got"),
        (lambda: plots.plot_calibration({}), "models must hold 1 to 3 models; got 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
