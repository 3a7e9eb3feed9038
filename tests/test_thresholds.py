"""Every threshold: scikit-learn counts as we do, and another share is Bayes' theorem."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as oracle

from lstm_helpers import binary_scores, threshold_curve, threshold_view

EXAMPLES = st.lists(
    st.tuples(st.booleans(), st.sampled_from(np.linspace(0, 1, 21).tolist())),
    min_size=2,
    max_size=40,
).filter(lambda rows: len({answer for answer, _ in rows}) == 2)


@given(EXAMPLES)
def test_each_threshold_counts_as_binary_scores(examples):
    actual, probabilities = zip(*examples, strict=True)
    curve = threshold_curve(actual, probabilities)
    for place, threshold in enumerate(curve.thresholds):
        scores = binary_scores(actual, probabilities, threshold)
        assert curve.true_positives[place] == scores.true_positives
        assert curve.false_positives[place] == scores.false_positives
        assert curve.precision()[place] == pytest.approx(scores.precision)
        assert curve.recall[place] == pytest.approx(scores.recall)
        assert curve.f1()[place] == pytest.approx(scores.f1)


@given(EXAMPLES)
def test_the_curve_is_that_of_scikit_learn(examples):
    actual, probabilities = zip(*examples, strict=True)
    curve = threshold_curve(actual, probabilities)
    precision, recall, _ = oracle.precision_recall_curve(actual, probabilities)
    calls = curve.true_positives + curve.false_positives > 0
    ours = set(zip(curve.precision()[calls].round(9), curve.recall[calls].round(9), strict=True))
    theirs = set(zip(precision[:-1].round(9), recall[:-1].round(9), strict=True))
    # At 0 we call what lies above; who calls what equals 0 as well calls everything.
    everything = (round(curve.share, 9), 1.0)
    assert ours | {everything} == theirs | {everything}


def test_the_best_threshold_is_the_lowest_of_the_best():
    curve = threshold_curve([False, True, True, False], [0.1, 0.5, 0.5, 0.2])
    assert curve.best_f1() == (0.2, 1.0)
    assert curve.best_f1(share=0.01) == (0.2, 1.0)


@given(EXAMPLES, st.floats(0.01, 0.99))
def test_another_share_moves_precision_alone(examples, share):
    actual, probabilities = zip(*examples, strict=True)
    curve = threshold_curve(actual, probabilities)
    weights = np.where(actual, share / curve.positives, (1 - share) / curve.negatives)
    for place, threshold in enumerate(curve.thresholds[:-1]):
        called = np.array(probabilities) > threshold
        expected = oracle.precision_score(actual, called, sample_weight=weights, zero_division=0)
        assert curve.precision(share)[place] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([True, True], [0.5, 0.6]), "actual must hold both answers; got 2 positives of 2"),
        (([False], [0.5]), "actual must hold both answers; got 0 positives of 1"),
        (([], []), "actual must hold at least one answer"),
        (([True, False], [0.5]), "probabilities must have shape (examples,) = (2,); got (1,)"),
        (([True, False], [0.5, 2]), "probabilities must lie between 0 and 1"),
    ],
)
def test_bad_input_is_named(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        threshold_curve(*arguments)


def test_a_share_that_cannot_be_is_named():
    curve = threshold_curve([True, False], [0.5, 0.4])
    with pytest.raises(ValueError, match="share must be more than 0 and less than 1; got 0"):
        curve.precision(0)


# The view


ACTUAL, MODELS = [False, True, False, True], {"one": [0.1, 0.4, 0.6, 0.9], "two": [0.3] * 4}


def test_a_view_counts_what_its_threshold_calls():
    view = threshold_view(ACTUAL, MODELS, ("ham", "spam"), threshold=0.5)
    assert (view.model, view.names) == ("one", ("ham", "spam"))
    assert view.scores == binary_scores(ACTUAL, MODELS["one"], 0.5)
    assert threshold_view(ACTUAL, MODELS, model="two").scores.recall == 0


def test_a_view_at_another_share_counts_ten_thousand():
    view = threshold_view(ACTUAL, MODELS, ("ham", "spam"), share=0.02)
    scores = view.scores
    assert sum(vars(scores).values()) == 10_000
    assert scores.true_positives + scores.false_negatives == 200
    assert (view.counted_share, view.more_frequent, view.most_frequent) == (0.02, "ham", 0.98)
    assert threshold_view(ACTUAL, MODELS, ("ham", "spam"), share=0.7).more_frequent == "spam"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"probabilities": [0.5] * 4}, "probabilities must be of type dict; got [0.5, 0.5"),
        ({"probabilities": {}}, "probabilities must hold at least one model; got none"),
        ({"probabilities": {"it": [0.5]}}, "of the model 'it': probabilities must have shape"),
        ({"names": ("spam",)}, "names must be two, of a negative and of a positive; got 1"),
        ({"names": "no"}, "names must be a list of texts; got 'no'"),
        ({"threshold": 2}, "threshold must lie between 0 and 1; got 2"),
        ({"share": 1}, "share must be more than 0 and less than 1; got 1"),
        ({"model": "three"}, "model must be one of one, two; got 'three'"),
    ],
)
def test_a_view_refuses_what_cannot_be(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        threshold_view(ACTUAL, **{"probabilities": MODELS, **arguments})
