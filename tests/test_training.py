import json
from dataclasses import asdict, replace
from functools import partialmethod

import keras
import numpy as np
import pytest

from lstm_helpers.metrics import binary_scores
from lstm_helpers.prediction import classify
from lstm_helpers.training import Recipe, WordDropout, fit_review_model

QUICK = Recipe(features=4, units=4, epochs=15, batch=8, learning_rate=0.03, vector_dropout=0.0)
TEXTS = ["a good film", "a bad film", "good and long", "bad and long"] * 8
TARGETS = [1.0, 0.0, 1.0, 0.0] * 8


def test_a_recipe_in_numbers_of_numpy_can_be_saved():
    recipe = Recipe(units=np.int64(8), learning_rate=np.float32(0.5), word_dropout=np.float32(0))
    assert recipe == Recipe(units=8, learning_rate=0.5, word_dropout=0.0)
    assert json.loads(json.dumps(asdict(recipe))) == asdict(recipe)


@pytest.fixture(scope="module")
def model():
    return fit_review_model(TEXTS, TARGETS, QUICK, seed=1)


def test_it_learns_what_the_words_say(model):
    probabilities = classify(model, ["long and good", "long and bad"])
    assert binary_scores([True, False], probabilities).accuracy == 1.0
    assert model.record["loss"][-1] < model.record["loss"][0]


def test_the_same_seed_gives_the_same_weights(model):
    again = fit_review_model(TEXTS, TARGETS, QUICK, seed=1)
    np.testing.assert_array_equal(again.embedding, model.embedding)


def test_another_seed_gives_other_weights(monkeypatch):
    # One step, run as it is: making a graph of it takes far longer.
    eagerly = partialmethod(keras.Model.compile, run_eagerly=True)
    monkeypatch.setattr(keras.Model, "compile", eagerly)
    one_step = replace(QUICK, epochs=1, batch=len(TEXTS))
    one, other = (fit_review_model(TEXTS, TARGETS, one_step, seed=seed) for seed in (1, 2))
    assert np.abs(other.embedding - one.embedding).max() > 0.01


def test_word_dropout_hides_words_in_training_only_and_never_padding():
    ids = np.tile([5, 6, 0, 0], (500, 1))
    layer = WordDropout(0.25, seed=0)
    np.testing.assert_array_equal(layer(ids, training=False), ids)
    dropped = np.asarray(layer(ids, training=True))
    assert set(np.unique(dropped[:, :2])) == {1, 5, 6}
    assert 0.2 < (dropped[:, :2] == 1).mean() < 0.3
    assert (dropped[:, 2:] == 0).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([], []), "texts must hold at least one text"),
        ((["a"], [0.0, 1.0]), r"targets must have shape \(texts,\) = \(1,\); got \(2,\)"),
        ((["a"], [2.0]), "targets must lie between 0 and 1"),
        ((["a"], [float("nan")]), "targets must hold finite numbers only"),
        (("a", [1.0]), "texts must be a list of texts"),
        ((["a"], [1.0], {"units": 2}), "recipe must be of type Recipe"),
        ((["a"], [1.0], None, -1), "seed must be a whole number from 0 to 4294967295; got -1"),
    ],
)
def test_bad_input_is_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        fit_review_model(*arguments)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"units": -16}, "units must be a whole number at least 1; got -16"),
        ({"features": 2.5}, "features must be a whole number at least 1; got 2.5"),
        ({"epochs": 0}, "epochs must be a whole number at least 1; got 0"),
        ({"batch": True}, "batch must be a whole number at least 1; got True"),
        ({"learning_rate": -0.1}, "learning_rate must be at least 0; got -0.1"),
        ({"learning_rate": float("nan")}, "learning_rate must be a finite number; got nan"),
        ({"word_dropout": 1.5}, "word_dropout must lie between 0 and 1; got 1.5"),
        ({"vector_dropout": "much"}, "vector_dropout must be a finite number; got 'much'"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused(setting, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        Recipe(**setting)
