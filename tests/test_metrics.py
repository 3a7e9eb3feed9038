import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as oracle

from lstm_helpers.metrics import BinaryScores, binary_scores


@settings(max_examples=40)  # scikit-learn takes its time over each
@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=40),
    st.floats(0, 1),
)
def test_scores_equal_scikit_learn(examples, threshold):
    actual, probabilities = zip(*examples, strict=True)
    called = [probability > threshold for probability in probabilities]
    scores = binary_scores(actual, probabilities, threshold)
    for name in ("precision", "recall", "f1"):
        expected = getattr(oracle, f"{name}_score")(actual, called, zero_division=0)
        assert getattr(scores, name) == pytest.approx(expected)
    assert scores.accuracy == pytest.approx(oracle.accuracy_score(actual, called))


def test_the_counts_of_a_known_table():
    scores = BinaryScores(80, 20, 10, 90)
    measures = (scores.precision, scores.recall, scores.f1, scores.accuracy)
    assert [round(measure, 3) for measure in measures] == [0.889, 0.8, 0.842, 0.85]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([True], [0.5, 0.5]), "probabilities must have shape (examples,) = (1,); got (2,)"),
        (([], []), "actual must hold at least one answer"),
        (([True], [1.5]), "probabilities must lie between 0 and 1"),
        (([3], [0.5]), "actual must hold True or False only; got [3]"),
        ((["yes"], [0.5]), "actual must hold True or False only"),
        (([[True], [False]], [0.5, 0.5]), "actual must be a list of True and False"),
        (([[1], [1, 0]], [0.5, 0.5]), "actual must be a list of True and False"),
        ((1, [0.5]), "actual must be a list of True and False; got 1"),
        (([True], ["0.5"]), "probabilities must be an array of numbers"),
        (([True], [np.nan]), "probabilities must hold finite numbers only"),
        (([True], [0.5], np.nan), "threshold must be a finite number; got nan"),
        (([True], [0.5], 2.0), "threshold must lie between 0 and 1; got 2"),
    ],
)
def test_bad_input_is_named(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        binary_scores(*arguments)


@given(
    st.integers(1, 500), st.integers(0, 500), st.integers(0, 500), st.integers(1, 500),
    st.floats(0.001, 0.999),
)  # fmt: skip
def test_another_share_keeps_what_the_share_cannot_touch(tp, fn, fp, tn, share):
    counted = BinaryScores(tp, fn, fp, tn)
    moved = counted.at_share(share, total=1_000_000)
    assert moved.recall == pytest.approx(counted.recall, abs=1e-3)
    assert sum(vars(moved).values()) == 1_000_000
    positives = moved.true_positives + moved.false_negatives
    assert positives / 1_000_000 == pytest.approx(share, abs=1e-6)
    alarms = fp / (fp + tn)
    by_bayes = share * counted.recall / (share * counted.recall + (1 - share) * alarms)
    assert moved.precision == pytest.approx(by_bayes, abs=1e-3)


def test_another_share_leaves_some_of_both():
    assert BinaryScores(8, 2, 2, 8).at_share(1e-9, total=10).recall == 1.0
    assert vars(BinaryScores(8, 2, 2, 8).at_share(0.999, total=10))["true_negatives"] == 1


@pytest.mark.parametrize(
    ("scores", "arguments", "words"),
    [
        ((0, 0, 1, 1), (0.5,), "needs positives and negatives to go by; got 0 positives and 2"),
        ((1, 1, 0, 0), (0.5,), "got 2 positives and 0 negatives"),
        ((1, 1, 1, 1), (0.0,), "share must be more than 0 and less than 1; got 0"),
        ((1, 1, 1, 1), (1,), "share must be more than 0 and less than 1; got 1"),
        ((1, 1, 1, 1), ("half",), "share must be a finite number; got 'half'"),
        ((1, 1, 1, 1), (0.5, 1), "total must be a whole number at least 2; got 1"),
    ],
)
def test_a_share_that_cannot_be_is_named(scores, arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        BinaryScores(*scores).at_share(*arguments)
