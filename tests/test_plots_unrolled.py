from itertools import product

import numpy as np
import pytest

from lstm_helpers import Vocabulary, plots, unroll
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, letters, tint
from lstm_helpers.plots.unrolled import UnrolledFigure, unrolled_sheet
from lstm_helpers.plots.wording import two_decimals
from tests.extents import extents

WORDS = Vocabulary(("", "[UNK]", "good", "day", "plot", "was", "not"))
LIGHT = Palette.on(dark=False)


def sheet_of(sentence="Good Day", width=860, **options):
    scene = unroll(sentence, WORDS, **options)
    return scene, unrolled_sheet(scene, LIGHT, width)


def texts(sheet):
    return [text for text, _, _ in sheet.labels]


def test_every_number_is_on_the_picture():
    scene, sheet = sheet_of(return_sequences=True, return_state=True)
    written = texts(sheet)
    for name in ("input", "forget", "output"):
        assert all(f"{value:.2f}" in written for value in getattr(scene.trace, name).ravel())
    for values in (scene.inputs, scene.trace.candidate, scene.trace.hidden, scene.trace.cell):
        assert all(two_decimals(value) in written for value in values.ravel())
    for label in ("good", "day", "id 2", "id 3", "x₁", "h₀ = 0", "c₀ = 0", "h₁", "c₂", "LSTM"):
        assert label in written


@pytest.mark.parametrize(("sequences", "state"), list(product([False, True], repeat=2)))
def test_what_is_returned_is_framed_and_named(sequences, state):
    scene, sheet = sheet_of(timesteps=3, return_sequences=sequences, return_state=state)
    written = texts(sheet)
    frames = len(sheet._frames)
    assert frames == (3 if sequences else 1) + state
    assert f"output {'(1, 3, 3)' if sequences else '(1, 3)'}" in written
    assert ("state c" in written) and (("not returned" in written) != state)
    assert written.count("(1, 3)") == 2 * state
    assert scene.call in written


def test_a_frame_stands_around_the_last_states():
    _, sheet = sheet_of(return_state=True)
    lefts = [min(x for x, _ in corners) for corners, *_ in sheet._frames]
    assert len(set(lefts)) == 1
    assert lefts[0] > 700


def test_skipped_timesteps_say_so_and_have_no_gates():
    _, sheet = sheet_of(timesteps=3, masked=True, width=1000)
    written = texts(sheet)
    assert written.count("skipped") == 1
    assert written.count("padding") == 1
    assert written.count("f") == 2


@pytest.mark.parametrize("width", [560, 860, 1000])
@pytest.mark.parametrize(("timesteps", "units"), list(product([1, 2, 3, 6], [1, 3, 6])))
def test_everything_stays_inside_and_nothing_overlaps(width, timesteps, units):
    _, sheet = sheet_of(
        "Good plot, was not incomprehensibilities day", width, timesteps=timesteps, units=units,
        return_sequences=True, return_state=True,
    )  # fmt: skip
    edges = []
    for artist in sheet.artists():
        for path in [artist.get_path()] if hasattr(artist, "get_path") else artist.get_paths():
            edges.append(extents(path))
    assert min(edge.x0 for edge in edges) >= 0
    assert max(edge.x1 for edge in edges) <= width
    assert min(edge.y0 for edge in edges) >= 0
    assert max(edge.y1 for edge in edges) <= UnrolledFigure.height
    boxes = [extents(letters([label], 10.5)) for label in sheet.labels]
    written = [label[0] for label in sheet.labels]
    assert all(written)
    lows, highs = (np.array([getattr(box, corner) for box in boxes]) for corner in ("min", "max"))
    meet = ((lows[:, None] <= highs) & (lows <= highs[:, None])).all(axis=2)
    assert meet.diagonal().all()
    touching = [
        (one, other)
        for one, other in np.array(written)[np.argwhere(np.tril(meet, -1))].tolist()
        if not {one[:6], other[:6]} & {"output", "return", "state ", "(1, 3)"}
    ]
    assert touching == []


def test_any_scene_can_be_drawn_light_and_dark():
    figure = UnrolledFigure()
    for dark in (False, True):
        scene = unroll("Good 日本 \N{SLIGHTLY SMILING FACE} $x$ <b>", WORDS, units=6, timesteps=6)
        png = figure.png(scene, Look(width=560, dark=dark))
        assert png.startswith(b"\x89PNG")


def test_another_scene_is_another_picture():
    figure, look = UnrolledFigure(), Look()
    one, other = (unroll("good day", WORDS, return_state=state) for state in (False, True))
    assert figure.png(one, look) != figure.png(other, look)
    assert figure.png(one, look) == figure.png(one, look)


def test_the_still_is_a_picture():
    figure = plots.plot_unrolled(unroll("Good Day", WORDS))
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        ("Good Day", "unrolled must be of type Unrolled; got 'Good Day'"),
        (unroll("good " * 7, WORDS), "the number of timesteps must be .* from 1 to 6; got 7"),
        (unroll("good", WORDS, units=7), "the number of units must be .* from 1 to 6; got 7"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(scene, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_unrolled(scene)


# The sheet


def test_letters_stand_where_they_are_put():
    for align, share in (("left", 0), ("center", 0.5), ("right", 1)):
        box = letters([("808", 100, 50)], size=20, align=align).get_extents()
        assert box.x0 + share * box.width == pytest.approx(100, abs=2)
        assert (box.y0 + box.y1) / 2 == pytest.approx(50, abs=0.5)


def test_a_letter_that_the_font_lacks_is_a_box():
    lacking = letters([("\N{SLIGHTLY SMILING FACE}", 0, 0)], size=10)
    np.testing.assert_array_equal(lacking.vertices, letters([("□", 0, 0)], size=10).vertices)


def test_labels_of_one_look_are_one_artist():
    sheet = Sheet()
    for place in range(100):
        sheet.label(str(place), place, 0, 10, "black")
    sheet.label("bold", 0, 0, 10, "black", "bold")
    assert len(list(sheet.artists())) == 2
    assert list(Sheet().artists()) == []


def test_an_arrow_points_where_its_wire_ends():
    sheet = Sheet()
    sheet.wire([(0, 0), (50, 0)], "black", arrow=">")
    _, head = sheet.artists()
    np.testing.assert_array_equal(head.get_paths()[0].vertices.max(axis=0), [50, 4])


def test_a_tint_lies_between_colour_and_ground():
    assert tint("#FF0000", "#000000", 1.0) == "#ff0000"
    assert tint("#FF0000", "#000000", 0.0) == "#000000"
