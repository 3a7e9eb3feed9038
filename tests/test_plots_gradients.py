import io

import numpy as np
import pytest
from PIL import Image

from lstm_helpers import gradient_flow, plots
from lstm_helpers.plots.gradients import ROUNDED_AWAY, GradientFigure, short_number
from lstm_helpers.plots.live import Look


def texts_of(figure):
    return [text.get_text() for text in (*figure.axes[0].texts, *figure.texts)]


def lines_of(figure):
    """Return the lines of the left-hand axes with data in them."""
    return [line for line in figure.axes[0].lines if len(line.get_xdata())]


def test_each_cell_has_a_line_told_by_its_style_and_named():
    figure = plots.plot_gradient_norms(gradient_flow("RNN", length=20))
    cells = lines_of(figure)[:3]
    assert len({(line.get_linestyle(), line.get_marker()) for line in cells}) == 3
    assert [line.get_linewidth() for line in cells] == [2.4, 1.1, 1.1]
    assert set(texts_of(figure)) >= {"RNN", "LSTM", "GRU"}


@pytest.mark.parametrize("cell", ["RNN", "LSTM", "GRU"])
def test_the_lines_hold_the_numbers(cell):
    flow = gradient_flow(cell, length=30, gain=0.7)
    lines = lines_of(plots.plot_gradient_norms(flow))[:3]
    for line, curve in zip(lines, flow.curves.values(), strict=True):
        np.testing.assert_allclose(10.0 ** line.get_ydata(), curve.norms)
        np.testing.assert_array_equal(line.get_xdata(), np.arange(30)[::-1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"length": 100, "gain": 0.2}, "▼ t = 0: "),
        ({"length": 20, "gain": 1.0}, "t = 0: "),
        ({"length": 100, "gain": 2.0}, "t = 0: "),
    ],
)
def test_the_first_timestep_s_norm_is_said_even_where_it_lies_beyond_the_axis(arguments, said):
    flow = gradient_flow("RNN", **arguments)
    said += short_number(flow.curve.norms[0])
    assert said in texts_of(plots.plot_gradient_norms(flow))


def test_the_limit_is_drawn_only_where_there_is_one():
    def right(clip):
        figure = plots.plot_gradient_norms(gradient_flow("RNN", 30, 1.5, clip=clip))
        return [text.get_text() for text in figure.axes[1].texts]

    assert right(None) == [""]
    assert right(0.5) == ["limit 0.5"]


def test_a_float32_of_one_does_not_see_what_is_said_to_be_rounded_away():
    one, step = np.float32(1), np.float32(10.0**ROUNDED_AWAY)
    assert one + step == one
    assert one - step == one
    assert one - np.float32(1.01) * step < one


def test_moving_draws_what_drawing_afresh_would():
    moved = GradientFigure()
    for cell, clip in (("LSTM", 1), ("RNN", None), ("GRU", 0.1), ("RNN", 2), ("LSTM", None)):
        scene = gradient_flow(cell, 40, 1.3, clip=clip)
        pair = (moved.png(scene, Look()), GradientFigure().png(scene, Look()))
        ours, afresh = (np.asarray(Image.open(io.BytesIO(png))) for png in pair)
        assert (ours == afresh).all(), (cell, clip)


def test_any_length_can_be_drawn():
    for length in (2, 11, 100, 140):
        figure = plots.plot_gradient_norms(gradient_flow("LSTM", length))
        assert figure.axes[0].get_xlim()[0] >= length - 1
        assert figure._repr_png_()[0].startswith(b"\x89PNG")


def test_what_is_no_flow_is_refused():
    with pytest.raises(ValueError, match="flow must be of type GradientFlow; got 'RNN'"):
        plots.plot_gradient_norms("RNN")
