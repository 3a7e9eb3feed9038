import io
import tracemalloc

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from PIL import Image

from lstm_helpers import load_review_model, pad, plots, read_padded
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.padding_live import COLUMNS, PaddingFigure

MODEL = load_review_model()
LONG = " ".join(["wonderful"] * 60)


def title_of(figure):
    return figure.axes[0].texts[0].get_text()


def texts_of(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"length": 3}, "a row of 3: 3 tokens"),
        ({"length": 4}, "a row of 4: 1 zero, then 3 tokens, masked"),
        (
            {"length": 5, "where": "post", "masked": False},
            "a row of 5: 3 tokens, then 2 zeros, read without a mask",
        ),
        ({"length": 2}, "a row of 2: 2 tokens; 1 token lost"),
    ],
)
def test_the_title_counts_what_is_in_the_row(options, says):
    assert title_of(plots.plot_padded_reading(read_padded(MODEL, "a dull film", **options))) == says


def test_every_place_has_its_id_and_lost_tokens_have_none():
    figure = plots.plot_padded_reading(
        read_padded(MODEL, "a dull zorblish film", 2, "post", "post")
    )
    ids, tokens = (c for c in figure.axes[0].collections if isinstance(c, PathCollection))
    for written, words in ((ids, ["4", "56"]), (tokens, ["a", "dull", "zorblish", "film"])):
        assert len(written.get_paths()) == len(written.get_offsets()) == len(words)
        reach = [max(path.get_extents().size) for path in written.get_paths()]
        assert np.argsort(reach).tolist() == np.argsort([len(word) for word in words]).tolist()
    kept, lost = tokens.get_facecolor()[:2], tokens.get_facecolor()[2:]
    assert (kept[0] == kept[1]).all()
    assert (lost != kept[0]).any(axis=1).all()


def test_both_numbers_are_written_and_never_upon_each_other():
    for sentence, length in (("a dull film", 3), ("I loved it", 20), ("happy", 40)):
        reading = read_padded(MODEL, sentence, length, "post", masked=False)
        here, there = plots.plot_padded_reading(reading).axes[0].texts[-2:]
        assert here.get_text() == f"{reading.probability:.2f} this row"
        assert there.get_text() == f"{reading.unpadded:.2f} sentence"
        assert abs(here.get_position()[1] - there.get_position()[1]) >= 16.9


@pytest.mark.parametrize(
    "sentence", ["", "?!", "a", LONG, "pneumonoultramicroscopic $x$ \U0001f642"]
)
@pytest.mark.parametrize("length", [1, 7, COLUMNS])
@pytest.mark.parametrize("side", ["pre", "post"])
def test_any_sentence_can_be_drawn_at_any_length(sentence, length, side):
    reading = read_padded(MODEL, sentence, length, side, side, masked=False)
    png = PaddingFigure().png(reading, Look(width=560))
    assert Image.open(io.BytesIO(png)).size == (560, PaddingFigure.height)


def test_more_lost_tokens_than_there_is_room_for_are_counted():
    title = title_of(plots.plot_padded_reading(read_padded(MODEL, LONG, 30)))
    assert title == "a row of 30: 30 tokens; 30 tokens lost, 10 of them shown"


def test_a_moved_picture_is_the_picture_drawn_afresh():
    moved = PaddingFigure()
    scenes = [read_padded(MODEL, LONG[:99], n, "post", masked=n % 2 == 0) for n in (40, 5, 12, 30)]
    for scene in scenes:
        png = moved.png(scene, Look())
    afresh = PaddingFigure().png(scenes[-1], Look())
    assert (np.asarray(Image.open(io.BytesIO(png))) == Image.open(io.BytesIO(afresh))).all()


def test_masked_zeros_have_a_dotted_line_and_read_ones_a_full_one():
    def lines(masked):
        reading = read_padded(MODEL, "a dull film", 8, "post", masked=masked)
        axes = plots.plot_padded_reading(reading).axes[1]
        return {
            line.get_linestyle(): np.isfinite(line.get_ydata()).sum()
            for line in axes.lines
            if len(line.get_xdata()) == 8
        }

    assert lines(masked=True) == {":": 6, "-": 3}  # the dotted line begins at the last word
    assert lines(masked=False) == {":": 0, "-": 8}


def test_lengths_mark_what_is_longer_and_what_a_row_keeps():
    left, right = plots.plot_lengths([2, 4, 6, 0], length=4).axes
    assert [bar.get_height() for bar in left.patches] == [0, 1, 0, 1, 0, 1]
    np.testing.assert_allclose(right.lines[0].get_ydata()[:4] * 12, [3, 6, 8, 10])


def test_many_lengths_need_no_table_of_lengths_times_places():
    lengths = np.random.default_rng(0).integers(0, 300, size=40_000)
    tracemalloc.start()
    try:
        _, right = plots.plot_lengths(lengths, length=50).axes
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 40_000 * 299 * 8 / 2  # bytes, of half such a table
    expected = [np.minimum(lengths, place).sum() / lengths.sum() for place in (1, 70, 299)]
    assert right.lines[0].get_ydata()[[0, 69, 298]].tolist() == expected


def test_batches_are_drawn_to_one_scale_and_large_ones_without_ids():
    small, wide = pad([[5], [6, 7]], 2), pad([[5] * 4], 4)
    figure = plots.plot_batches({"a": small, "b": wide})
    assert len({axes.get_xlim() for axes in figure.axes}) == 1
    cells = {each.get_hatch(): each.get_paths() for each in figure.axes[0].collections}
    assert {hatch: len(paths) for hatch, paths in cells.items()} == {None: 3, "////": 1}
    assert cells["////"][0].get_extents().extents.round(2).tolist() == [0, -0.92, 0.92, -0.08]
    assert figure.axes[1].texts[0].get_text() == "5"
    assert not plots.plot_batches({"a": pad([[5]] * 11, 2)}).axes[0].texts


def test_drift_tells_lines_apart_by_style():
    panel = {"one": [0.1, 0.2], "two": [0.3, 0.4]}
    figure = plots.plot_drift({"after": panel, "before": panel})
    for axes in figure.axes:
        assert [line.get_linestyle() for line in axes.lines[1:]] == ["-", "--"]
        np.testing.assert_array_equal(axes.lines[2].get_ydata(), [0.3, 0.4])


def test_drift_takes_dollar_signs_as_they_are():
    figure = plots.plot_drift({"a": {"$12, 20% off, now $9": [0.5, 0.4]}})
    assert not figure.legends[0].get_texts()[0].get_parse_math()
    assert figure._repr_png_()


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (plots.plot_lengths, ([], 4), "lengths must hold at least one that is above 0"),
        (plots.plot_lengths, ([0, 0], 4), "lengths must hold at least one that is above 0"),
        (plots.plot_lengths, ([3], 0), "length must be a whole number at least 1; got 0"),
        (plots.plot_lengths, ([[3]], 2), "each of lengths must be a whole number"),
        (plots.plot_batches, ({},), "batches must hold 1 to 3 batches; got 0"),
        (plots.plot_batches, ({"a": [[1]]},), r"batches\['a'\] must be of type Padded"),
        (plots.plot_batches, ({"a": pad([], 3)},), r"batches\['a'\] must have at least one row"),
        (plots.plot_drift, ({},), "panels must hold 1 to 3 panels; got 0"),
        (plots.plot_drift, ({"a": {}},), "panels..a.. must hold 1 to 4 lines; got 0"),
        (plots.plot_drift, ({"a": {"x": [1]}, "b": {"y": [1]}},), "the same sentences"),
        (plots.plot_drift, ({"a": {"x": [[1]]}},), "the line 'x' must have shape"),
        (plots.plot_padded_reading, ("a film",), "reading must be of type PaddedReading"),
        (
            plots.plot_padded_reading,
            (read_padded(MODEL, "a film", 41),),
            "reading must have a row of at most 40 places; got 41",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(function, arguments, words):
    with pytest.raises(ValueError, match=words):
        function(*arguments)
