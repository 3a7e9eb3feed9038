import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA

from lstm_helpers import load_review_model, project


def test_points_and_shares_are_those_of_scikit_learn():
    words = load_review_model().embedding[2:]
    found, oracle = project(words, axes=3), PCA(3, svd_solver="full").fit(words.astype(float))
    np.testing.assert_allclose(found.points, oracle.transform(words.astype(float)), atol=1e-9)
    np.testing.assert_allclose(found.shares, oracle.explained_variance_ratio_, atol=1e-12)
    np.testing.assert_allclose(found.directions, oracle.components_, atol=1e-9)


@given(arrays(float, st.tuples(st.integers(2, 7), st.integers(2, 5)), elements=st.integers(-9, 9)))
def test_all_axes_keep_every_distance(vectors):
    assume(np.ptp(vectors, axis=0).any())
    found = project(vectors, axes=min(vectors.shape))
    assert found.shares.sum() == pytest.approx(1)
    assert (np.diff(found.shares) <= 1e-12).all()
    distances = np.linalg.norm(vectors[:, None] - vectors, axis=-1)
    kept = np.linalg.norm(found.points[:, None] - found.points, axis=-1)
    np.testing.assert_allclose(kept, distances, atol=1e-6)


def test_the_sign_does_not_depend_on_the_sign_of_the_numbers():
    vectors = np.random.default_rng(0).normal(size=(20, 4))
    found, turned = project(vectors), project(-vectors)
    np.testing.assert_allclose(found.directions, turned.directions, atol=1e-12)
    np.testing.assert_allclose(found.points, -turned.points, atol=1e-9)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[1.0, 2.0]],), "embedding must hold at least 2 vectors; got 1"),
        (([[1.0, 2.0]] * 3,), "embedding must hold vectors that differ"),
        (([[1.0, 2.0], [2.0, 1.0]], 3), "axes must be a whole number from 1 to 2; got 3"),
        (([[1.0], [2.0]],), "axes must be a whole number from 1 to 1; got 2"),
        (([[1.0, 2.0], [2.0, 1.0]], 0), "axes must be a whole number from 1 to 2; got 0"),
        (([1.0, 2.0],), r"embedding must have shape .* got \(2,\)"),
        (([[np.nan, 2.0], [2.0, 1.0]],), "embedding must hold finite numbers only"),
    ],
)
def test_what_cannot_be_projected_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        project(*arguments)
