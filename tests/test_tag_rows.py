"""Rows of tags that BIO allows: against trying out all rows, and what each way may look at."""

from itertools import pairwise, product

import numpy as np
import pytest

from lstm_helpers import legal_tags
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.spans import may_follow

LEGAL = {
    length: [
        row
        for row in product(range(7), repeat=length)
        if all(may_follow(*pair) for pair in pairwise((None, *(TAGS[k] for k in row))))
    ]
    for length in (1, 2, 3, 4)
}


def drawn(seed, length):
    rows = np.random.default_rng(seed).exponential(size=(length, 7)) ** 2
    return rows / rows.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("length", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(8))
def test_the_likeliest_of_all_legal_rows_is_found(seed, length):
    rows = drawn(seed, length)
    best = max(LEGAL[length], key=lambda row: sum(np.log(rows[t, k]) for t, k in enumerate(row)))
    assert legal_tags(rows) == tuple(TAGS[k] for k in best)


@pytest.mark.parametrize("ahead", [True, False])
@pytest.mark.parametrize("seed", range(8))
def test_every_row_is_legal(seed, ahead):
    tags = legal_tags(drawn(seed, 25), ahead)
    assert all(may_follow(*pair) for pair in pairwise((None, *tags)))


@pytest.mark.parametrize("seed", range(8))
def test_without_looking_ahead_nothing_is_taken_back(seed):
    rows = drawn(seed, 12)
    whole = legal_tags(rows, ahead=False)
    for length in range(13):
        assert legal_tags(rows[:length], ahead=False) == whole[:length]


def test_a_row_that_is_legal_already_stays():
    places = [0, 1, 2, 0, 3, 4, 4, 1, 5]
    for ahead in (True, False):
        assert legal_tags(np.eye(7)[places], ahead) == tuple(TAGS[k] for k in places)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (np.ones((3, 6)) / 6, "probabilities must have shape"),
        (np.ones(7) / 7, "probabilities must have shape"),
        (np.full((2, 7), 2.0), "probabilities must lie between 0 and 1"),
        (-np.ones((2, 7)), "probabilities must lie between 0 and 1"),
    ],
)
def test_what_are_no_probabilities_is_told(rows, words):
    with pytest.raises(ValueError, match=words):
        legal_tags(rows)


def test_ahead_is_true_or_false():
    with pytest.raises(ValueError, match="ahead must be True or False"):
        legal_tags(drawn(0, 2), ahead="yes")
