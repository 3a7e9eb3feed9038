import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import pad

sides = st.sampled_from(["pre", "post"])


@given(
    sequences=st.lists(st.lists(st.integers(1, 99), max_size=8), min_size=1, max_size=5),
    length=st.integers(1, 10),
    where=sides,
    truncate=sides,
)
def test_ids_equal_keras_pad_sequences(sequences, length, where, truncate):
    batch = pad(sequences, length, where=where, truncate=truncate)
    oracle = keras.utils.pad_sequences(sequences, length, padding=where, truncating=truncate)
    np.testing.assert_array_equal(batch.ids, oracle)
    np.testing.assert_array_equal(batch.mask, oracle != 0)  # no sequence holds id 0
    assert batch.ids.dtype == np.int32


def test_mask_knows_a_zero_that_was_given_from_one_that_was_added():
    assert pad([[0, 3]], length=3).mask.tolist() == [[False, True, True]]


def test_an_empty_batch_keeps_its_width():
    assert pad([], length=4).ids.shape == (0, 4)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"length": 0}, "length must be a whole number at least 1; got 0"),
        ({"length": 2, "where": "left"}, "where must be one of pre, post; got 'left'"),
        ({"length": 2, "truncate": None}, "truncate must be one of pre, post; got None"),
    ],
)
def test_bad_arguments_are_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        pad([[1]], **arguments)


def test_a_fraction_is_no_id():
    with pytest.raises(
        ValueError, match=r"each id of sequences must be a whole number at least 0; got 1\.5"
    ):
        pad([[1.5]], length=2)
