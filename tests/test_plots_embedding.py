"""Figures of lookup and of maps of words, and the words and label places they are made with."""

import io
from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from lstm_helpers import (
    WordAtlas,
    count_labels,
    fresh_embedding,
    load_corpus,
    load_review_model,
    plots,
)
from lstm_helpers.plots.label_places import place_labels
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.word_map import EmbeddingFigure
from lstm_helpers.plots.word_marks import MARKERS, leaning_colours
from lstm_helpers.plots.words import Word, Words
from tests.widgets.test_kernel_explorer import contrast

TABLE = np.array([[0.0, 0.0], [0.1, 0.2], [-0.5, 0.8]])
TOKENS = ["", "[UNK]", "$x^2$ film"]


@pytest.fixture(scope="module")
def atlases():
    model = load_review_model()
    labels = count_labels(load_corpus("reviews").select("train"), model.vocabulary)
    fresh = fresh_embedding(*model.embedding.shape)
    return [
        WordAtlas(model.vocabulary, fresh, labels, "before training"),
        WordAtlas(model.vocabulary, model.embedding, labels, "after training"),
    ]


# ------------------------------------------------------------------------------- lookup


def test_a_lookup_shows_every_number_and_every_shape():
    axes = plots.plot_lookup([2, 0], TABLE, TOKENS).axes[0]
    shown = [text.get_text() for text in axes.texts]
    assert shown.count("1") == 3, "two ones, and the number of a column"
    assert shown.count("2") == 1, "the number of the last column"
    assert shown.count("−0.50") == 2, "in the table, and in what comes out"
    assert shown.count("$x^2$ film 2") == 2, "beside the one-hot rows, and beside the table"
    assert [text for text in shown if "×" in text] == ["(2 × 3)", "×", "(3 × 2)", "(2 × 2)"]


def test_the_first_id_its_row_and_its_result_are_framed():
    axes = plots.plot_lookup([2, 0], TABLE, TOKENS).axes[0]
    frames = [patch for patch in axes.patches if not patch.get_fill()]
    assert [round(frame.get_width(), 2) for frame in frames] == [0.42, 1.1, 1.1]
    assert [frame.get_y() for frame in frames] == [-1, -3, -1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([3], TABLE, TOKENS), "each of ids must be a whole number from 0 to 2; got 3"),
        (([], TABLE, TOKENS), "1 to 6 ids, .*; got 0 ids"),
        (([0] * 7, TABLE, TOKENS), "got 7 ids"),
        (([0], np.zeros((11, 2)), TOKENS), r"at most 10 rows .* shape \(11, 2\)"),
        (([0], np.zeros((3, 9)), TOKENS), r"1 to 8 features"),
        (([0], TABLE, TOKENS[:2]), "one token for each of 3 rows; got 2"),
        (([0], TABLE, "abc"), "tokens must be a list of texts"),
    ],
)
def test_a_lookup_that_cannot_be_read_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_lookup(*arguments)


# ------------------------------------------------------------------------------- maps


def words_of(figure):
    return [word.text for each in figure.findobj(Words) for word in each.words]


def test_a_map_names_the_word_its_neighbours_and_their_similarities(atlases):
    scene = atlases[1].around("wonderful", count=4, shown=400)
    shown = words_of(plots.plot_word_map(scene))
    assert {"wonderful", "praise", "blame", "neither"} <= set(shown)
    for near in scene.neighbours:
        assert near.word in shown
        assert f"{near.word}  {near.similarity:.2f}" in shown
    assert "After training: the 400 most frequent words" in shown
    assert "variance shown: 40% across, 20% upwards" in shown


def test_two_maps_stand_side_by_side(atlases):
    figure = plots.plot_word_maps([atlas.around("dull", 8, 200) for atlas in atlases])
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == ["before training: 14% of the variance", "after training: 60% of the variance"]
    assert words_of(figure).count("dull") == 2
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


def test_a_unit_is_as_long_upwards_as_across(atlases):
    for look in (Look(560), Look(1000)):
        figure = EmbeddingFigure()
        figure.png(atlases[1].around("dull", 5, 100), look)
        a, b = figure._map.transData.transform([[0, 0], [1, 1]])
        assert (b - a)[0] == pytest.approx((b - a)[1])


def test_a_moved_map_is_the_map_drawn_afresh(atlases):
    moved = EmbeddingFigure()
    moved.png(atlases[0].around("film", 15, 800), Look())
    scene = atlases[1].around("dull", 3, 200)
    fresh = EmbeddingFigure().png(scene, Look())
    assert moved.png(scene, Look()) == fresh


def test_the_place_of_a_click_is_a_place_on_the_map(atlases):
    figure, scene = EmbeddingFigure(), atlases[1].around("dull", 3, 400)
    assert figure.map_place(0.3, 0.5) is None, "nothing has been drawn yet"
    figure.png(scene, Look(ratio=2))
    dots = figure._map.transData.transform(scene.point) / figure._figure.bbox.size
    np.testing.assert_allclose(figure.map_place(*dots), scene.point, atol=1e-9)
    assert figure.map_place(0.99, 0.5) is None


@pytest.mark.parametrize("width", [560, 860, 1000])
@pytest.mark.parametrize("word", ["dull", "not", "wonderful", "the"])
def test_all_words_stay_inside_the_picture(width, word, atlases):
    figure = EmbeddingFigure()
    for shown in (100, 3782):
        figure.png(atlases[1].around(word, 15, shown), Look(width))
        for each in figure._figure.findobj(Words):
            for text in each.words:
                left = text.x - {"left": 0, "center": 0.5, "right": 1}[text.align] * each.width(
                    text.text
                )
                assert 0 <= left <= left + each.width(text.text) <= width, text
                assert 8 < text.y < figure.height - 8, text


def test_colours_can_be_read_and_are_not_needed():
    assert len(set(MARKERS.values())) == 3
    for dark in (False, True):
        ground = Palette.on(dark).ground
        assert min(contrast(colour, ground) for colour in leaning_colours(dark).values()) >= 3


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_word_map(None), "scene must be of type WordMap; got None"),
        (lambda: plots.plot_word_maps([1, 2]), "each of scenes must be of type WordMap; got 1"),
        (lambda: plots.plot_word_maps([]), "scenes must hold 2 maps; got 0"),
        (lambda: plots.plot_word_maps(3), "scenes must be a list of two maps; got 3"),
    ],
)
def test_what_is_no_map_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ------------------------------------------------------------------------------- labels


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("count", range(1, 17))
def test_labels_cover_neither_each_other_nor_leave_the_frame(count, seed):
    rng = np.random.default_rng(seed)
    low, high = np.zeros(2), np.array([500.0, 320.0])
    anchors = rng.uniform(200, 300, 2) * rng.uniform(0.2, 1, 2) + rng.normal(0, 40, (count, 2))
    anchors = np.clip(anchors, 5, high - 5)
    sizes = np.stack([rng.uniform(20, 85, count), np.full(count, 14.0)], axis=1)
    places = place_labels(anchors, sizes, low, high)
    assert (places - sizes / 2 >= low - 1e-9).all()
    assert (places + sizes / 2 <= high + 1e-9).all()
    for one, other in combinations(range(count), 2):
        apart = abs(places[one] - places[other]) >= (sizes[one] + sizes[other]) / 2 - 1e-9
        assert apart.any(), f"{one} and {other} of {count}"
    np.testing.assert_array_equal(places, place_labels(anchors, sizes, low, high))


def test_too_many_labels_for_a_frame_are_placed_all_the_same():
    sizes = np.full((9, 2), 30.0)
    places = place_labels(np.full((9, 2), 20.0), sizes, np.zeros(2), np.full(2, 40.0))
    assert np.isfinite(places).all()
    assert place_labels(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(2), np.ones(2)).shape == (0, 2)


# ------------------------------------------------------------------------------- words


def drawn(artists, dpi):
    figure = Figure(figsize=(3, 0.6), facecolor="white")
    for artist in artists:
        figure.add_artist(artist)
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=dpi)
    return 255 - np.asarray(Image.open(png).convert("L")).astype(int)


def one(text, **options):
    words = Words("black", **options)
    words.words = [Word(text, 10, 24)]
    return words


@pytest.mark.parametrize("dpi", [80, 120, 160])
@pytest.mark.parametrize("options", [{}, {"weight": "bold"}, {"size": 9}])
def test_words_look_as_matplotlib_draws_them(dpi, options):
    figure = Figure(figsize=(3, 0.6), facecolor="white")
    figure.text(
        10 / 80, 24 / 80, "wonderful  0.96", transform=figure.dpi_scale_trans, va="center",
        fontsize=options.get("size", 10), fontweight=options.get("weight", "normal"),
    )  # fmt: skip
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=dpi)
    theirs = 255 - np.asarray(Image.open(png).convert("L")).astype(int)
    ours = drawn([one("wonderful  0.96", **options)], dpi)
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.06)
    for axis in (0, 1):
        own, their = (np.flatnonzero(ink.any(axis=axis)) for ink in (ours, theirs))
        assert abs(own[[0, -1]] - their[[0, -1]]).max() <= 2 * dpi / 80


def test_words_are_aligned_at_their_place():
    words = Words("black")
    words.words = [Word("film", 120, 24, align) for align in ("left", "right")]
    ink = np.flatnonzero(drawn([words], 80).any(axis=0))
    assert abs(ink[0] - (120 - words.width("film"))) <= 2
    assert abs(ink[-1] - (120 + words.width("film"))) <= 2
    words = Words("black")
    words.words = [Word("film", 120, 24, "center")]
    ink = np.flatnonzero(drawn([words], 80).any(axis=0))
    assert abs((ink[0] + ink[-1]) / 2 - 120) <= 1


def test_letters_that_the_font_lacks_are_boxes(recwarn):
    assert drawn([one("\N{HIRAGANA LETTER A}$x$")], 80).any()
    assert [str(warning.message) for warning in recwarn] == []


def test_words_beyond_the_picture_do_no_harm():
    words = Words("black")
    words.words = [Word("film", -500, 24), Word("film", 9000, 900), Word("", 10, 10)]
    assert not drawn([words], 80).any()
