import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import length_for, pad

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


@pytest.mark.parametrize(
    ("sequences", "words"),
    [
        ([[3], [1.5]], r"each of sequences\[1\] must be a whole number from 0 to \d+; got 1\.5"),
        ([[-1]], r"each of sequences\[0\] must be .* got -1"),
        ([[2**31]], r"each of sequences\[0\] must be .* got 2147483648"),
        ([[True]], r"each of sequences\[0\] must be .* got True"),
        ([5, 6], r"sequences\[0\] must be whole numbers from 0 up, such as \[0, 3\]; got 5"),
        (["ab"], r"sequences\[0\] must be whole numbers .* got 'ab'"),
        ("ab", "sequences must be a list of lists of ids, .* got 'ab'"),
        (7, "sequences must be a list of lists of ids, .* got 7"),
    ],
)
def test_what_is_no_batch_of_ids_is_named(sequences, words):
    with pytest.raises(ValueError, match=words):
        pad(sequences, length=2)


def test_generators_and_arrays_are_batches_too():
    wanted = pad([[1, 2], [3, 4]], length=3)
    for sequences in ((iter(row) for row in [[1, 2], [3, 4]]), np.array([[1, 3], [2, 4]]).T):
        batch = pad(sequences, length=np.int64(3))
        np.testing.assert_array_equal(batch.ids, wanted.ids)
        np.testing.assert_array_equal(batch.mask, wanted.mask)


@given(
    sequences=st.lists(st.lists(st.integers(1, 99), max_size=30), max_size=8).filter(any),
    share=st.sampled_from([0.0, 0.5, 0.8, 0.95, 1.0]),
    truncate=sides,
)
def test_the_length_keeps_the_share_and_no_shorter_one_does(sequences, share, truncate):
    def kept(length):
        rows = keras.utils.pad_sequences(sequences, length, truncating=truncate)
        return np.count_nonzero(rows) / sum(map(len, sequences))

    length = length_for(sequences, share)
    assert kept(length) >= share
    assert length == 1 or kept(length - 1) < share


def test_exactly_the_share_is_enough():
    assert length_for([[1] * 9, [1] * 11], share=0.95) == 10  # 19 of 20 tokens


@pytest.mark.parametrize(
    ("sequences", "share", "words"),
    [
        ([], 0.95, "sequences must hold at least one token; got 0 sequences without any"),
        ([[], []], 0.95, "sequences must hold at least one token; got 2 sequences without any"),
        ([[3]], 95, "share must lie between 0 and 1; got 95"),
        ([[3]], "all", "share must be a finite number; got 'all'"),
        ([3, 4], 0.95, r"sequences\[0\] must be whole numbers from 0 up, .* got 3"),
        ("ab", 0.95, "sequences must be a list of lists of ids"),
    ],
)
def test_what_has_no_length_is_refused_in_words(sequences, share, words):
    with pytest.raises(ValueError, match=words):
        length_for(sequences, share)
