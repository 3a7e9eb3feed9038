"""The recorded scoreboard: complete, added up rightly, and as good as the lesson says."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from lstm_helpers import BinaryScores, load_corpus, load_recorded

COUNTS = ("true_positives", "false_negatives", "false_positives", "true_negatives")
NETWORKS = ("SimpleRNN", "GRU", "LSTM", "bidirectional LSTM")
RECORD = load_recorded("sentiment")
LABELS = ("negative", "positive")


def scores(name):
    return [BinaryScores(*(run[count] for count in COUNTS)) for run in RECORD["test"][name]]


def order(name):
    return [run["order_right"] for run in RECORD["test"][name]]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_was_trained_with_five_seeds(name):
    assert [run["seed"] for run in RECORD["test"][name]] == [0, 1, 2, 3, 4]


def test_counts_add_up_to_the_test_reviews():
    test = load_corpus("reviews").select("test", labels=LABELS)
    runs = [run for runs in RECORD["test"].values() for run in runs]
    runs += [run for runs in RECORD["by_size"].values() for run in runs]
    for run in runs:
        assert sum(run[count] for count in COUNTS) == len(test)
        assert run["true_positives"] + run["false_negatives"] == test.labels.count("positive")
        assert 2 * run["pairs_right"] <= run["order_right"] <= 290


def test_what_was_chosen_did_best_on_validation():
    for name, tried in RECORD["validation"].items():
        best = max(tried, key=lambda one: one["accuracy"])
        assert RECORD["chosen"][name] == best["setting"]


def test_the_lstm_is_as_good_as_a_good_model_is():
    runs = scores("LSTM")
    means = {
        kind: np.mean([getattr(run, kind) for run in runs])
        for kind in ("accuracy", "precision", "recall", "f1")
    }
    print(means)
    assert means["accuracy"] >= 0.85
    assert min(means["precision"], means["recall"]) >= 0.80
    assert max(abs(means["f1"] - means[kind]) for kind in ("precision", "recall")) < 0.03


def test_on_the_order_pairs_every_lstm_is_ahead_of_both_bags():
    for bag in ("TF-IDF, words", "TF-IDF, words and pairs"):
        assert min(order("LSTM")) > max(order(bag))


@pytest.mark.parametrize(("name", "words"), [("TF-IDF, words", 1), ("TF-IDF, words and pairs", 2)])
def test_the_bags_are_measured_now_as_they_were_recorded(name, words):
    reviews = load_corpus("reviews").select(labels=LABELS)
    train, test = reviews.select("train"), reviews.select("test")
    linear = LogisticRegression(C=RECORD["chosen"][name], max_iter=1000)
    bag = make_pipeline(TfidfVectorizer(ngram_range=(1, words)), linear)
    accuracy = bag.fit(train.texts, train.labels).score(test.texts, test.labels)
    (recorded,) = scores(name)
    assert accuracy == pytest.approx(recorded.accuracy, abs=0.002)
