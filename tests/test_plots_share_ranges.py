"""Each share stands where it was counted, and its range is Wilson's."""

import pytest

from lstm_helpers import plots, wilson_interval

COUNTS = {"none": (0, 10), "7 of 10": (7, 10), "70 of 100": (70, 100)}


def test_points_and_ranges_are_those_of_the_counts():
    (axes,) = plots.plot_share_ranges(COUNTS).axes
    points = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert points == pytest.approx([part / total for part, total in COUNTS.values()])
    ranges = [lines.get_segments()[0][:, 0] for lines in axes.collections]
    for drawn, (part, total) in zip(ranges, COUNTS.values(), strict=True):
        assert drawn == pytest.approx(wilson_interval(part, total))
    assert [label.get_text() for label in axes.get_yticklabels()] == list(COUNTS)
    texts = [text.get_text() for text in axes.texts]
    assert texts[1] == "{:.2f} to {:.2f}".format(*wilson_interval(7, 10))


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({}, "counts must hold 1 to 20 rows; got 0"),
        ({str(n): (n, 30) for n in range(21)}, "counts must hold 1 to 20 rows; got 21"),
        ({"x": (11, 10)}, "part must be .* 10.*; got 11"),
        ({"x": (0, 0)}, "total must be a whole number at least 1; got 0"),
        ([(7, 10)], "counts must be"),
    ],
)
def test_counts_that_cannot_be_drawn_are_named(counts, message):
    with pytest.raises((ValueError, TypeError), match=message):
        plots.plot_share_ranges(counts)
