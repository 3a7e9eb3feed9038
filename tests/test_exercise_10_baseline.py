"""The baseline exercise: whoever learns from the training reviews passes, and no one else."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from lstm_helpers import exercise, load_corpus
from lstm_helpers.exercises.lesson_10_baseline import fit_reviews


@pytest.fixture
def said(told):
    return partial(told, "10_baseline")


def words(**options):
    return make_pipeline(TfidfVectorizer(), LogisticRegression(**options))


def other_model(texts, labels):
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LinearSVC()).fit(texts, labels)


@pytest.mark.parametrize("function", [fit_reviews, other_model])
def test_a_better_model_is_right(function, said):
    assert said(function).startswith("Right. Accuracy 0.8")


def bag_of_single_words(texts, labels):
    return words().fit(texts, labels)


def few_reviews(texts, labels):
    return words().fit(texts[:200], labels[:200])


def turned_labels(texts, labels):
    return words().fit(texts, ~labels)


def labels_apart(texts, labels):
    return words().fit(texts, np.random.default_rng(0).permutation(labels))


class Always:
    def predict(self, texts):
        return [True] * len(texts)


def one_class_alone(texts, labels):
    return words().fit([text for text, label in zip(texts, labels, strict=True) if label],
                       labels[labels])  # fmt: skip


def on_held_out_rows(texts, labels):
    held_out = load_corpus("reviews").select("validation", labels=("negative", "positive"))
    both = [*texts, *held_out.texts * 3]
    known = np.array([*labels, *[label == "positive" for label in held_out.labels] * 3])
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=100)).fit(
        both, known
    )


def in_other_words(texts, labels):
    return words().fit(texts, np.where(labels, "positive", "negative"))


def without_the_vectors(texts, labels):
    vectors = CountVectorizer()
    return MultinomialNB().fit(vectors.fit_transform(texts), labels)


def in_numbers(texts, labels):
    return words().fit(texts, np.where(labels, -1, 1))  # the first held-out one is called 1


class Words:
    def predict(self, texts):
        return np.array(["positive"] * len(texts), dtype=object)


class Leaving:
    def predict(self, texts):
        raise SystemExit


class Flat:
    def predict(self, texts):
        return np.zeros((len(texts), 2))


class Silent:
    def predict(self, texts):
        raise RuntimeError


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (bag_of_single_words, "Not yet: accuracy 0.845 on held-out reviews; the bag of words has"),
        (few_reviews, "Train it on all 7,975 reviews"),
        (turned_labels, "far below chance. Likely cause: the labels are turned round"),
        (labels_apart, "texts and labels do not belong together any more"),
        (lambda texts, labels: Always(), "it calls all 967 held-out reviews True"),
        (one_class_alone, "at least 2 classes"),
        (on_held_out_rows, "Likely cause: it has seen the held-out reviews or their labels"),
        (in_other_words, "predict must give True or False, as the labels do; it gave 'negative'"),
        (in_numbers, "predict must give True or False, as the labels do; it gave -1"),
        (lambda texts, labels: Words(), "as the labels do; it gave 'positive'"),
        (lambda texts, labels: Leaving(), "The model can't judge texts: SystemExit"),
        (without_the_vectors, "The model can't judge texts: ValueError"),
        (lambda texts, labels: words(), "The model is not fitted. End with return model.fit"),
        (lambda texts, labels: labels, "Return the fitted model, not its answers: a ndarray"),
        (lambda texts, labels: (words(), 1), "Return one model that takes texts."),
        (lambda texts, labels: 0.9, "with a predict method; yours is of type float"),
        (lambda texts, labels: Flat(), "one answer for each of 967 texts; it gave shape (967, 2)"),
        (lambda texts, labels: Silent(), "The model can't judge texts: RuntimeError"),
        (lambda texts, labels: ..., "Not attempted yet"),
        (lambda texts, labels: None, "returned nothing (None)"),
        (lambda texts: words(), "must take 2 parameters (texts, labels)"),
    ],
)
def test_each_way_to_miss_is_told_in_words(function, expected, said):
    assert expected in said(function)


class Endless:
    def predict(self, texts):
        while True:
            pass


def test_a_model_that_judges_without_end_is_stopped(capsys):
    replace(exercise("10_baseline"), seconds=0.2).check(lambda texts, labels: Endless())
    assert capsys.readouterr().out == "predict was still running after 0.2 seconds.\n"
