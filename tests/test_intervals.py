import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from lstm_helpers import wilson_interval


@given(st.integers(1, 400), st.floats(0, 1), st.floats(0.5, 0.999))
def test_the_interval_is_that_of_scipy(total, share, confidence):
    part = round(share * total)
    theirs = binomtest(part, total).proportion_ci(confidence, method="wilson")
    assert wilson_interval(part, total, confidence) == pytest.approx(theirs, abs=1e-9)


def test_more_counted_is_narrower():
    widths = [high - low for low, high in (wilson_interval(n // 4, n) for n in (4, 40, 400))]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((1, 0), "total must be a whole number at least 1; got 0"),
        ((3, 2), "part must be a whole number from 0 to 2; got 3"),
        ((-1, 2), "part must be a whole number from 0 to 2; got -1"),
        ((0.5, 2), "part must be a whole number from 0 to 2; got 0.5"),
        ((1, 2, 1.0), "confidence must be more than 0 and less than 1; got 1"),
        ((1, 2, 95), "confidence must lie between 0 and 1; got 95"),
    ],
)
def test_bad_input_is_named(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        wilson_interval(*arguments)
