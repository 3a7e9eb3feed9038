import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import NearestNeighbors

from lstm_helpers import (
    Neighbour,
    Vocabulary,
    cosine_similarities,
    load_review_model,
    nearest_neighbours,
)
from lstm_helpers.neighbours import nearest_ids

VOCABULARY = Vocabulary(("", "[UNK]", "film", "plot", "good", "didnt"))
VECTORS = np.array([[1, 0], [1, 0], [1, 0], [0, 3], [2, 2], [0, 0]], dtype=float)
FINITE = st.floats(-100, 100, allow_subnormal=False).map(lambda x: round(x, 3))


@pytest.fixture(scope="module")
def model():
    return load_review_model()


@pytest.mark.parametrize("word", ["wonderful", "dull", "the", "zoo"])
def test_neighbours_are_those_of_scikit_learn(word, model):
    found = nearest_neighbours(word, model.vocabulary, model.embedding, count=15)
    words = model.embedding[2:].astype(float)
    (id_,) = model.vocabulary.encode(word)
    oracle = NearestNeighbors(n_neighbors=16, metric="cosine").fit(words)
    distances, rows = oracle.kneighbors(words[[id_ - 2]])
    assert [each.id for each in found] == [row + 2 for row in rows[0] if row + 2 != id_]
    np.testing.assert_allclose(
        [each.similarity for each in found], 1 - distances[0][1:], atol=1e-12
    )
    assert [each.word for each in found] == model.vocabulary.decode(each.id for each in found)


@given(arrays(float, st.tuples(st.integers(1, 6), st.just(3)), elements=FINITE))
def test_similarities_are_those_of_scikit_learn(vectors):
    found = cosine_similarities(vectors[0], vectors)
    np.testing.assert_allclose(found, cosine_similarity(vectors[:1], vectors)[0], atol=1e-9)
    assert (abs(found) <= 1).all()


@given(arrays(float, 3, elements=FINITE), st.sampled_from([1e-200, 1e-9, 1e9, 1e200]))
def test_length_does_not_matter(vector, scale):
    others = np.array([[1.0, 2.0, 3.0], [-1.0, 0.0, 0.0]])
    np.testing.assert_allclose(
        cosine_similarities(vector * scale, others), cosine_similarities(vector, others), atol=1e-12
    )


def test_padding_unknown_and_the_word_itself_are_no_neighbours():
    found = nearest_neighbours("film", VOCABULARY, VECTORS, count=99)
    assert [each.word for each in found] == ["good", "plot", "didnt"]
    assert found[0] == Neighbour("good", 4, pytest.approx(np.sqrt(0.5)))


def test_a_vector_of_zeros_is_near_to_nothing():
    found = nearest_neighbours("didn't", VOCABULARY, VECTORS, count=3)
    assert [(each.word, each.similarity) for each in found] == [
        ("film", 0.0),
        ("plot", 0.0),
        ("good", 0.0),
    ]


def test_equal_similarities_come_by_id():
    vectors = np.array([[0, 0], [0, 0], [1, 1], [3, 3], [0.1, 0.1], [7, 7]])
    found = nearest_neighbours("plot", VOCABULARY, vectors)
    assert [each.id for each in found] == [2, 4, 5]


def test_only_the_first_words_come_into_question():
    assert [id_ for id_, _ in nearest_ids(5, VECTORS, count=9, among=2)] == [2, 3]
    assert nearest_ids(2, VECTORS, count=9, among=1) == []


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("flim", r"word must be in the vocabulary; got 'flim' – did you mean 'film'\?"),
        ("xyzzy", r"word must be in the vocabulary; got 'xyzzy'$"),
        ("good film", "word must be one word; got 'good film'"),
        ("", "word must be one word; got ''"),
        ("?!", "word must be one word"),
        (2, "word must be text"),
        (None, "word must be text"),
    ],
)
def test_a_word_that_is_not_known_is_refused_with_a_suggestion(word, words):
    with pytest.raises(ValueError, match=words):
        nearest_neighbours(word, VOCABULARY, VECTORS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("film", ["film"], VECTORS), "vocabulary must be of type Vocabulary"),
        (("film", VOCABULARY, VECTORS[:4]), r"embedding must have shape .* = \(6, D\); got \(4, 2"),
        (("film", VOCABULARY, VECTORS * np.nan), "embedding must hold finite numbers only"),
        (("film", VOCABULARY, VECTORS, 0), "count must be a whole number at least 1; got 0"),
        (("film", VOCABULARY, VECTORS, 2.0), "count must be a whole number at least 1; got 2.0"),
    ],
)
def test_a_wrong_argument_is_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        nearest_neighbours(*arguments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[1.0]], [[1.0]]), "vector must have shape"),
        (([1.0, 2.0], [[1.0]]), r"embedding must have shape .* = \(V, 2\); got \(1, 1\)"),
        (([np.inf], [[1.0]]), "vector must hold finite numbers only"),
    ],
)
def test_vectors_that_cannot_be_compared_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        cosine_similarities(*arguments)
