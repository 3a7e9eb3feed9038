import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from lstm_helpers import calibration_bins, wilson_interval


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60))
def test_every_prediction_is_in_one_part(examples):
    actual, probabilities = map(np.array, zip(*examples, strict=True))
    found = calibration_bins(actual, probabilities, bins=7)
    assert sum(each.count for each in found) == len(actual)
    assert sum(each.count * each.happened for each in found) == pytest.approx(actual.sum())
    assert sum(each.count * each.predicted for each in found) == pytest.approx(probabilities.sum())
    for each in found:
        assert each.low <= each.happened <= each.high
        positives = round(each.count * each.happened)
        assert (each.low, each.high) == wilson_interval(positives, each.count)


def test_the_parts_are_those_of_scikit_learn():
    random = np.random.default_rng(0)
    probabilities = random.random(500)
    actual = random.random(500) < probabilities
    happened, predicted = calibration_curve(actual, probabilities, n_bins=10)
    found = calibration_bins(actual, probabilities)
    np.testing.assert_allclose([each.happened for each in found], happened)
    np.testing.assert_allclose([each.predicted for each in found], predicted)


@pytest.mark.parametrize("bins", [3, 7, 10, 49, 100])
def test_a_border_belongs_to_the_part_above_it_and_what_is_below_it_does_not(bins):
    for place in range(1, bins):
        border = place / bins
        assert len(calibration_bins([True, False], [border, border + 0.4 / bins], bins)) == 1
        below = np.nextafter(border, 0)
        assert len(calibration_bins([True, False], [below, border], bins)) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([], []), "actual must hold at least one answer"),
        (([True], [1.2]), "probabilities must lie between 0 and 1"),
        (([True], [0.5], 0), "bins must be a whole number at least 1; got 0"),
    ],
)
def test_bad_input_is_named(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        calibration_bins(*arguments)
