from itertools import pairwise

import numpy as np
import pytest

from lstm_helpers import Vocabulary, plots

VOCABULARY = Vocabulary(("", "[UNK]", "film", "good"))


def texts_of(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_each_text_has_its_tokens_and_ids():
    drawn = texts_of(plots.plot_token_ids(["A good film.", "Good $x$ good!"], VOCABULARY))
    first, second = drawn[:8], drawn[8:]
    assert first == ["A good film.", "a", "1", "good", "3", "film", "2", "3 ids"]
    assert second == ["Good $x$ good!", "good", "3", "x", "1", "good", "3", "3 ids"]


def test_unknown_tokens_are_told_by_their_frame():
    boxes = plots.plot_token_ids(["a good film"], VOCABULARY).axes[0].patches
    assert [box.get_linestyle() for box in boxes] == ["--", "-", "-"]


@pytest.mark.parametrize("text", ["", "?!", "$\\broken{", "x" * 60, "one"])
def test_any_text_can_be_drawn(text):
    figure = plots.plot_token_ids([text], VOCABULARY)
    assert figure._repr_png_()[0].startswith(b"\x89PNG")


def test_boxes_do_not_overlap_and_stay_inside():
    axes = plots.plot_token_ids(["I loved this exceptionally good film, a bit"], VOCABULARY).axes[0]
    spans = [(box.get_x(), box.get_x() + box.get_width()) for box in axes.patches]
    assert all(right < left for (_, right), (left, _) in pairwise(spans))
    assert spans[-1][1] < axes.get_xlim()[1]


def test_coverage_shows_its_numbers_and_tells_lines_apart_by_style():
    figure = plots.plot_coverage([10, 100], {"training": [0.25, 0.5], "test": [0.2, 0.4]})
    lines = figure.axes[0].lines[:2]
    np.testing.assert_array_equal(lines[1].get_ydata(), [0.2, 0.4])
    assert [line.get_linestyle() for line in lines] == ["-", "--"]
    assert texts_of(figure) == ["25%", "50%"]


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (plots.plot_token_ids, ("one text", VOCABULARY), "texts must be a list of texts"),
        (plots.plot_token_ids, ([], VOCABULARY), "texts must hold 1 to 8 texts; got 0"),
        (plots.plot_token_ids, (["a"], ["a"]), "vocabulary must be of type Vocabulary; got"),
        (plots.plot_coverage, ([10, 10], {"a": [0, 1]}), "sizes must rise"),
        (plots.plot_coverage, ([0, 10], {"a": [0, 1]}), "each of sizes must be a whole number"),
        (plots.plot_coverage, ([1, 10], {}), "curves must hold 1 to 2 lines; got 0"),
        (plots.plot_coverage, ([1, 10], {"a": [0.5]}), r"curves\['a'\] must have shape"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(function, arguments, words):
    with pytest.raises(ValueError, match=words):
        function(*arguments)
