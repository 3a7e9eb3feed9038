"""The patient with three faults: each fault is real, each false repair is told its cause."""

import re
from functools import partial

import numpy as np
import pytest

from lstm_helpers import load_review_model, lstm_step, pad, sigmoid
from lstm_helpers.exercises.lesson_14_repair import TEXTS, my_labels, patient
from lstm_helpers.exercises.repair_mistakes import FAULTS, MISTAKES, labels_with
from lstm_helpers.models import keras_classifier
from tools.build_lessons import SOURCES


@pytest.fixture
def said(told):
    return partial(told, "14_repair")


def rows(length=20):
    return pad([patient().vocabulary.encode(text) for text in TEXTS], length, where="post").ids


def test_the_right_labels_are_those_of_keras():
    probabilities = keras_classifier(load_review_model())(rows()).numpy()[:, 0]
    expected = ["positive" if p > 0.5 else "negative" for p in probabilities]
    assert labels_with(patient(), list(TEXTS)) == expected
    assert min(np.abs(probabilities - 0.5)) > 0.005  # no label hangs on rounding


def test_the_lessons_patient_has_exactly_the_three_faults():
    lesson = (SOURCES / "14_repair_broken_models.py").read_text("utf-8")
    source = re.search(r"^def broken_labels.*?^    return labels$", lesson, re.M | re.S)[0]
    names = {"np": np, "pad": pad, "lstm_step": lstm_step}
    exec(source, names)
    broken = names["broken_labels"](patient(), list(TEXTS))
    assert broken == labels_with(patient(), list(TEXTS), tuple(FAULTS))


def test_no_text_is_longer_than_a_row():
    assert max(len(patient().vocabulary.encode(text)) for text in TEXTS) <= 20


def test_the_solution_and_another_right_answer_are_right(said):
    def by_reading(model, texts):
        logits = [[model.dense_bias, *model.read(text).logits][-1] for text in texts]
        return ["positive" if sigmoid(logit) > 0.5 else "negative" for logit in logits]

    assert said(my_labels).startswith("Right. 20 texts")
    assert said(by_reading).startswith("Right.")


def test_every_mistake_gives_labels_of_its_own():
    labels = [tuple(mistake.does(patient(), list(TEXTS))) for mistake in MISTAKES]
    labels.append(tuple(labels_with(patient(), list(TEXTS))))
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:45])
def test_a_mistake_is_told_its_cause(mistake, said):
    def answer(model, texts):
        return mistake.does(model, texts)

    out = said(answer)
    assert out.startswith("Not yet: ")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize("left", FAULTS)
def test_what_is_left_is_named_and_nothing_else(left, said):
    out = said(lambda model, texts: labels_with(model, texts, (left,)))
    assert [name for name, told in FAULTS.items() if told in out] == [left]


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda model, texts: ..., "Not attempted yet: replace the ... and run the cell again."),
        (lambda model, texts: None, "returned nothing (None)"),
        (lambda model, texts: np.array("positive"), "Yours returned a value of type str"),
        (lambda model, texts: "positive", "Return a list of 20 labels"),
        (lambda model, texts: ["positive"], "Yours returned 1. Does the return stand inside"),
        (lambda model, texts: ["good"] * len(texts), "Yours holds 'good'"),
        (lambda model, texts: [True] * len(texts), "Turn it into a label"),
        (lambda model, texts: [1] * len(texts), "Yours holds 1. Turn it into a label"),
        (lambda model, texts: [None] * len(texts), "Yours holds None."),
        (lambda model, texts: [0.7] * len(texts), "Numbers are judged before they are returned"),
        (lambda model, texts: [np.zeros(1)] * len(texts), "Numbers are judged before"),
        (lambda model, texts: 1 / 0, "ZeroDivisionError"),
        (lambda model, texts: [model.read(t).logits[-1] for t in texts], "which has no token"),
        (lambda texts: ["positive"], "must take 2 parameters (model, texts); yours takes 1"),
        (["positive"], "check wants the function itself"),
        (lambda model, texts: ["negative"] * len(texts), "Not yet: 6 of 20 texts"),
    ],
)
def test_what_is_no_answer_is_told_in_words(function, words, said):
    out = said(function)
    assert words in out
    assert not out.startswith("Right.")


def test_labels_that_are_arrays_without_axes_are_labels(said):
    def by_where(model, texts):
        return [np.array(label) for label in labels_with(model, texts)]

    assert said(by_where).startswith("Right. 20 texts")


def test_labels_that_depend_on_the_batch_are_noticed(said):
    def by_heart(model, texts):
        right = labels_with(model, texts)
        return right if len(texts) > 1 else ["negative"]

    assert "a text by itself gets another label" in said(by_heart)


def test_a_model_that_was_changed_is_noticed(said):
    def unmasked(model, texts):
        model.embedding[0] = 0
        return labels_with(model, texts)

    assert "changed its argument model in place" in said(unmasked)
    assert np.array_equal(patient().embedding, load_review_model().embedding)
