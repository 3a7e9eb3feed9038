"""Figures of tagged sentences: every word and label is there, inside, and on no other."""

from itertools import combinations, product

import numpy as np
import pytest

from lstm_helpers import load_corpus, load_entity_taggers, plots, read_twice
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.plots.both_ways import both_ways_sheet
from lstm_helpers.plots.live import Look
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import letters, text_width
from lstm_helpers.plots.tagged import _pieces, entity_colour, tagged_sheet
from lstm_helpers.plots.tagging import TaggingFigure
from lstm_helpers.plots.tagging_sheet import TaggingDrawing, TaggingScene, picture_height
from tests.extents import extents

LIGHT, DARK = Palette.on(dark=False), Palette.on(dark=True)
TEST = load_corpus("entities").select("test")
LONG = "Wells has a bishop's palace with a moat and swans that ring for their dinner bell"
TAGGERS = load_entity_taggers()


def written(sheet):
    return [text for text, _, _ in sheet.labels]


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot((0.2126, 0.7152, 0.0722), linear))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_can_be_read_on_their_ground(palette):
    ground = luminance(palette.ground)
    for kind in ("PER", "LOC", "ORG"):
        colour = entity_colour(kind, palette)
        low, high = sorted((ground, luminance(colour)))
        assert (high + 0.05) / (low + 0.05) > 4.5
        assert colour not in palette.gates.values()
    assert entity_colour("DISH", palette) == palette.ink


def test_each_entity_is_in_one_box_with_its_kind():
    tokens, tags = (
        ["Rose", "Bly", "met", "Ann", "in", "Ulm"],
        ["B-PER", "I-PER", "O", "B-PER", "O", "B-LOC"],
    )
    sheet, _ = tagged_sheet([_pieces(0, ("true", tokens, tags))], LIGHT, 860)
    assert written(sheet) == ["true", "Rose Bly", "PER", "met", "Ann", "PER", "in", "Ulm", "LOC"]
    assert len(sheet._boxes) == 3
    assert [edge for _, _, edge, _ in sheet._boxes] == [
        entity_colour(kind, LIGHT) for kind in ("PER", "PER", "LOC")
    ]


@pytest.mark.parametrize("width", [300, 560, 860])
def test_rows_stay_inside_and_nothing_overlaps(width):
    rows = [("both sides", TEST.tokens[k], TEST.tags[k]) for k in range(20)]
    sheet, height = tagged_sheet([_pieces(k, row) for k, row in enumerate(rows)], LIGHT, width)
    for corners, *_ in sheet._boxes:
        assert all(0 <= x <= width and -height <= y <= 0 for x, y in corners)
    places = {}
    for text, x, y in sheet.labels:
        if text not in ("PER", "LOC", "ORG"):
            places.setdefault(round(y, 3), []).append((x, text))
    for line in places.values():
        for (x, text), (following, _) in zip(sorted(line), sorted(line)[1:], strict=False):
            assert x + text_width(text, 13.5) <= following + 1e-6


@pytest.mark.parametrize("label", ["", "a label " * 20])
@pytest.mark.parametrize("width", [300, 860])
def test_what_is_longer_than_a_line_is_cut_and_its_kind_stays(label, width):
    tokens, tags = ["Incomprehensible", *["Machines"] * 16, "sang" * 60], ["B-ORG", *["I-ORG"] * 16]
    sheet, _ = tagged_sheet([_pieces(0, (label, tokens, [*tags, "O"]))], LIGHT, width)
    for corners, *_ in sheet._boxes:
        assert all(0 <= x <= width for x, _ in corners)
    *_, (entity, _, _), (kind, end, _), (word, start, _) = sheet.labels
    assert entity.startswith("Inco") and entity.endswith("…") and kind == "ORG" and end <= width
    assert word.startswith("sang") and start + text_width(word, 13.5) <= width


def test_the_picture_is_a_picture():
    figure = plots.plot_tagged([("", TEST.tokens[0], TEST.tags[0])])
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "rows must hold 1 to 24 sentences; got 0"),
        ([("a", ["b"], ["O"])] * 25, "rows must hold 1 to 24 sentences; got 25"),
        ([("a", ["b"])], r"rows\[0\] must be \(label, tokens, tags\); got 2 parts"),
        ([("a", [], [])], r"rows\[0\] must hold a tag for each of its tokens, at least one"),
        ([("a", ["b"], ["O", "O"])], "got 1 tokens and 2 tags"),
        ([(3, ["b"], ["O"])], r"the label of rows\[0\] must be text"),
        ([("a", ["b"], ["X"])], "each of tags must be O"),
        ("text", "rows must be a list"),
    ],
)
def test_what_is_no_tagged_sentence_is_told(rows, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_tagged(rows)


# Two taggers


def drawn(sentence, width=860, palette=LIGHT, word=0, **options):
    scene = TaggingScene(read_twice(sentence, TAGGERS, **options), word)
    return scene, TaggingDrawing(scene, palette, width)


def test_every_tag_and_probability_is_on_the_picture():
    scene, drawing = drawn("They met Rose Bly in Vienna", word=5)
    labels = written(drawing.sheet)
    for reading in (scene.taggings.left_only, scene.taggings.both_sides):
        for tag in set(reading.tags):
            assert labels.count(tag) >= reading.tags.count(tag)
        for share in reading.probabilities[5]:
            assert f"{share:.2f}" in labels
    assert {"left only: Vienna", "both sides: Vienna", *TAGS} <= set(labels)


def test_what_is_not_read_has_no_tags():
    _, drawing = drawn("They met Rose Bly in Vienna", read=2)
    labels = written(drawing.sheet)
    assert {"They", "Vienna"} <= set(labels)
    tags = sum(label in TAGS for label in labels)
    assert tags == 2 * 2 + 2 * len(TAGS)  # below two words, and beside the bars
    assert len(drawing.columns) == 6


def test_different_tags_have_a_thick_frame():
    scene, drawing = drawn(LONG)
    thick = [box for box in drawing.sheet._boxes if box[2] == LIGHT.ink]
    assert len(thick) == 2 * len(scene.taggings.differ)


@pytest.mark.parametrize("width", [560, 860, 1000])
@pytest.mark.parametrize("sentence", ["Vienna", LONG, "Incomprehensibilities " * 20, "a " * 20])
def test_everything_stays_inside_and_nothing_overlaps(width, sentence):
    scene, drawing = drawn(sentence, width, most=20)
    edges = []
    for artist in drawing.sheet.artists():
        for path in [artist.get_path()] if hasattr(artist, "get_path") else artist.get_paths():
            edges.append(extents(path))
    assert min(edge.x0 for edge in edges) >= 0
    assert max(edge.x1 for edge in edges) <= width
    assert min(edge.y0 for edge in edges) >= 0
    assert max(edge.y1 for edge in edges) <= picture_height(scene, width)
    placed = [
        (label[0], extents(letters([label], size, align, weight)))
        for (size, _, weight, align, _), labels in drawing.sheet._looks.items()
        for label in labels
    ]
    touching = [(one, other) for (one, a), (other, b) in combinations(placed, 2) if a.overlaps(b)]
    assert touching == []


def test_any_scene_can_be_drawn_light_and_dark():
    figure = TaggingFigure()
    for dark, width in product((False, True), (560, 1000)):
        scene = TaggingScene(read_twice("Łódź 日本 $x$ <b> Vienna", TAGGERS), word=1)
        assert figure.png(scene, Look(width=width, dark=dark)).startswith(b"\x89PNG")
    assert figure.word_at(0.0, 0.0) is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.plot_tagging("Rose"), "taggings must be of type TwoTaggings"),
        (lambda: plots.plot_tagging(read_twice("a " * 21, TAGGERS)), "number of tokens .* got 21"),
        (lambda: plots.plot_tagging(read_twice("a b", TAGGERS, read=1), 1), "word must be a whole"),
        (lambda: read_twice("a b", TAGGERS, read=3), "read must be a whole number from 1 to 2"),
        (lambda: read_twice(" ", TAGGERS), "sentence must hold at least one token; got ' '"),
        (lambda: read_twice("a", "taggers"), "taggers must be of type EntityTaggers"),
        (lambda: read_twice("a", TAGGERS, most=0), "most must be a whole number at least 1"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# Both ways


def test_both_halves_stand_above_each_word():
    rng = np.random.default_rng(0)
    forward, backward = rng.normal(size=(2, 4, 3))
    sheet, _ = both_ways_sheet(["a", "b", "c", "d"], forward, backward, LIGHT)
    labels = written(sheet)
    for value in (*forward.ravel(), *backward.ravel()):
        text = f"{value:+.2f}".replace("-", "−")
        assert labels.count(text) >= 2  # in its lane, and joined
    assert "(T, 2H) = (4, 6)" in labels


@pytest.mark.parametrize(
    ("tokens", "forward", "backward", "words"),
    [
        ([], np.zeros((0, 3)), np.zeros((0, 3)), "the number of tokens must be"),
        (["a"] * 9, np.zeros((9, 3)), np.zeros((9, 3)), "from 1 to 8; got 9"),
        (["a"], np.zeros((2, 3)), np.zeros((2, 3)), r"forward must have shape .* = \(1, H\)"),
        (["a"], np.zeros((1, 3)), np.zeros((1, 2)), r"backward must have shape .* = \(1, 3\)"),
        (["a"], np.zeros((1, 5)), np.zeros((1, 5)), "the number of units must be .* got 5"),
    ],
)
def test_what_does_not_fit_is_refused(tokens, forward, backward, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_both_ways(tokens, forward, backward)


# By seed


def test_each_run_is_a_dot_and_the_mean_is_written():
    runs = {"left only": [0.4, 0.5], "both sides": [0.6, 0.8]}
    figure = plots.plot_by_seed({"F1": runs}, bounds={"F1": ("limit", 0.55)})
    (axes,) = figure.axes
    dots = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    assert [list(line.get_xdata()) for line in dots] == list(runs.values())
    assert {text.get_text() for text in axes.texts} == {"0.45", "0.70", "limit"}
    assert len({line.get_marker() for line in dots}) == 2
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("panels", "words"),
    [
        ({}, "panels must hold 1 to 3 panels; got 0"),
        ({"F1": {}}, "panels..F1.. must hold 1 to 4 rows; got 0"),
        ({"F1": {"a": []}}, "F1, a must hold at least one figure"),
        ({"F1": {"a": ["x"]}}, "F1, a must be an array of numbers"),
        ([], "panels must be a dict"),
        ({"F1": {"a": [1]}, "loss": {"b": [1]}}, "panels must hold the same rows in the same"),
    ],
)
def test_panels_that_cannot_be_drawn_are_refused(panels, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_by_seed(panels)


def test_a_bound_of_no_panel_is_refused():
    with pytest.raises(ValueError, match="each title in bounds must be one of F1; got 'f1'"):
        plots.plot_by_seed({"F1": {"a": [0.5]}}, bounds={"f1": ("limit", 0.4)})


@pytest.mark.parametrize(("runs", "ticks"), [([0.41, 0.58], 4), ([0, 5000], 12)])
def test_figures_of_any_size_have_few_ticks(runs, ticks):
    (axes,) = plots.plot_by_seed({"steps": {"a": runs}}).axes
    assert 1 < len(axes.get_xticks()) <= ticks
    assert axes.get_xlim()[0] <= runs[0] and runs[1] <= axes.get_xlim()[1]
