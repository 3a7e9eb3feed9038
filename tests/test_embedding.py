import keras
import numpy as np
import pytest

from lstm_helpers import embed, fresh_embedding, one_hot


def test_lookup_is_one_hot_times_matrix_and_is_what_keras_does():
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(7, 3)).astype(np.float32)
    ids = [6, 0, 2, 2]
    layer = keras.layers.Embedding(7, 3)
    layer.build()
    layer.set_weights([matrix])
    np.testing.assert_array_equal(embed(ids, matrix), layer(np.array(ids)))
    np.testing.assert_allclose(embed(ids, matrix), one_hot(ids, 7) @ matrix, rtol=0, atol=0)


def test_no_ids_give_no_rows():
    assert embed([], np.ones((4, 3))).shape == (0, 3)
    assert one_hot([], 4).shape == (0, 4)


@pytest.mark.parametrize("id_", [-1, 4, 1.0, True, "1", None])
def test_an_id_without_a_row_is_refused(id_):
    with pytest.raises(ValueError, match="each of ids must be a whole number from 0 to 3"):
        embed([id_], np.ones((4, 3)))


def test_ids_may_be_any_whole_numbers_that_can_be_looped_over():
    matrix = np.arange(8.0).reshape(2, 4).T  # not contiguous
    for ids in (np.array([3, 1], dtype=np.uint8), (id_ for id_ in (3, 1)), (3, np.int64(1))):
        np.testing.assert_array_equal(embed(ids, matrix), [[3, 7], [1, 5]])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: embed(3, np.ones((4, 3))), "ids must be whole numbers from 0 up"),
        (lambda: embed("12", np.ones((4, 3))), "ids must be whole numbers from 0 up"),
        (lambda: embed([0], np.ones((0, 3))), "ids must be empty, for there is none to choose"),
        (lambda: embed([0], [[np.nan]]), "embedding must hold finite numbers only"),
        (lambda: embed([0], [1.0, 2.0]), r"embedding must have shape .* got \(2,\)"),
        (lambda: one_hot([0], 0), "size must be a whole number at least 1; got 0"),
    ],
)
def test_a_wrong_argument_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_fresh_embedding_is_spread_as_keras_spreads_its_own():
    layer = keras.layers.Embedding(2000, 16)
    layer.build()
    theirs, ours = layer.get_weights()[0], fresh_embedding(2000, 16, seed=1)
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape)
    for quantile in (0, 0.25, 0.5, 0.75, 1):
        assert np.quantile(ours, quantile) == pytest.approx(np.quantile(theirs, quantile), abs=1e-3)


def test_a_fresh_embedding_follows_its_seed():
    np.testing.assert_array_equal(fresh_embedding(5, 2, seed=3), fresh_embedding(5, 2, seed=3))
    assert not np.array_equal(fresh_embedding(5, 2, seed=3), fresh_embedding(5, 2, seed=4))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((0, 2), "size must be a whole number at least 1; got 0"),
        ((5, -2), "features must be a whole number at least 1; got -2"),
        ((5, 2, -1), "seed must be a whole number at least 0; got -1"),
    ],
)
def test_a_fresh_embedding_without_numbers_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        fresh_embedding(*arguments)
