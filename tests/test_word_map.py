import numpy as np
import pytest

from lstm_helpers import (
    Vocabulary,
    WordAtlas,
    count_labels,
    load_corpus,
    load_review_model,
    nearest_neighbours,
    project,
)
from lstm_helpers.word_labels import WordLabels


@pytest.fixture(scope="module")
def model():
    return load_review_model()


@pytest.fixture(scope="module")
def atlas(model):
    labels = count_labels(load_corpus("reviews").select("train"), model.vocabulary)
    return WordAtlas(model.vocabulary, model.embedding, labels)


def test_among_all_words_the_neighbours_are_the_usual_ones(atlas, model):
    found = atlas.around("wonderful", count=8, shown=len(model.vocabulary) - 2)
    assert list(found.neighbours) == nearest_neighbours(
        "wonderful", model.vocabulary, model.embedding, count=8
    )
    assert (found.word.word, found.leaning, found.sentences) == ("wonderful", 1, 161)


def test_among_the_frequent_words_they_are_those_of_a_vocabulary_cut_short(atlas, model):
    cut = Vocabulary(model.vocabulary.tokens[:402])
    found = atlas.around("dull", count=15, shown=400)
    expected = nearest_neighbours("dull", cut, model.embedding[:402], count=15)
    assert [each.word for each in found.neighbours] == [each.word for each in expected]
    assert found.same == (found.neighbour_leanings == -1).sum() > 10


def test_a_word_rarer_than_those_shown_has_its_place_too(atlas, model):
    found = atlas.around("haircuts", count=3, shown=50)
    assert found.word.id > 52
    assert max(each.id for each in found.neighbours) < 52
    points = project(model.embedding[2:]).points
    np.testing.assert_array_equal(found.point, points[found.word.id - 2])
    np.testing.assert_array_equal(found.points, points[:50])
    for near, place in zip(found.neighbours, found.neighbour_points, strict=True):
        np.testing.assert_array_equal(place, points[near.id - 2])


def test_all_places_are_within_reach(atlas, model):
    found = atlas.around("film", count=15, shown=len(model.vocabulary) - 2)
    assert (found.reach[0] <= found.points).all()
    assert (found.points <= found.reach[1]).all()
    assert found.leanings.shape == (len(found.points),)


def test_the_word_at_a_place_is_the_nearest_shown(atlas):
    place = atlas.around("wonderful", count=1, shown=400).point
    assert atlas.word_at(place + 1e-6, shown=400) == "wonderful"
    assert atlas.word_at(place, shown=20) != "wonderful"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fim", 1, 50), "got 'fim' – did you mean 'film'?"),
        (("film", 0, 50), "count must be a whole number at least 1; got 0"),
        (("film", 1, 1), "shown must be a whole number from 2 to 3782; got 1"),
        (("film", 1, 3783), "shown must be a whole number from 2 to 3782; got 3783"),
    ],
)
def test_a_wrong_argument_is_named(arguments, words, atlas):
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        atlas.around(*arguments)


def test_parts_that_do_not_belong_together_are_refused(model):
    few = WordLabels(*np.zeros((3, 4), dtype=int))
    with pytest.raises(ValueError, match="one count for each of the 3784 ids; got 4"):
        WordAtlas(model.vocabulary, model.embedding, few)
    with pytest.raises(ValueError, match=r"embedding must have shape .* = \(3784, D\)"):
        WordAtlas(model.vocabulary, model.embedding[:9], few)
