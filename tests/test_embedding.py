import keras
import numpy as np
import pytest

from lstm_helpers import embed, one_hot


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


@pytest.mark.parametrize("id_", [-1, 4, 1.0])
def test_an_id_without_a_row_is_refused(id_):
    with pytest.raises(ValueError, match="each of ids must be a whole number from 0 to 3"):
        embed([id_], np.ones((4, 3)))
