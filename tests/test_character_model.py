"""The character model: honest losses, a state that is carried, and words for bad input."""

import numpy as np
import pytest

from lstm_helpers import fit_character_model
from lstm_helpers._backend import keras

TEXT = "the tide comes in, the tide goes out. " * 40
QUICK = {"units": 24, "features": 8, "epochs": 25, "batch": 8, "rows": 32, "learning_rate": 0.02}


@pytest.fixture(scope="module")
def model():
    return fit_character_model(TEXT, seed=0, **QUICK)


def test_it_learns_to_spell(model):
    assert set(model.generate("the tide ", 200, temperature=0.1).split()[:-1]) <= set(TEXT.split())
    assert model.loss(TEXT[:300]) < 0.7


def test_loss_is_the_mean_of_what_keras_computes(model):
    text = TEXT[5:100]
    ids = np.array([model.encode(text)])
    logits = model.network(ids[:, :-1])
    wanted = keras.losses.sparse_categorical_crossentropy(ids[:, 1:], logits, from_logits=True)
    assert model.loss(text) == pytest.approx(float(np.mean(wanted)), rel=1e-5)


def test_rows_are_read_from_an_empty_state_and_nothing_is_left_out(model):
    text = TEXT[: 3 * 20 + 8]
    ids = model.encode(text)
    total = 0.0
    for start in range(0, len(ids) - 1, 20):
        row = np.array([ids[start : start + 21]])
        logits = model.network(row[:, :-1])
        losses = keras.losses.sparse_categorical_crossentropy(row[:, 1:], logits, from_logits=True)
        total += float(np.sum(losses))
    assert model.loss(text, row=20) == pytest.approx(total / (len(ids) - 1), rel=1e-5)


def test_generating_carries_the_state_as_keras_would(model):
    prompt = "goes out. th"
    logits = np.asarray(model.network(np.array([model.encode(prompt)])))[0, -1]
    wanted = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    np.testing.assert_allclose(model.next_probabilities(prompt), wanted, atol=1e-6)


def test_temperature_sharpens_and_flattens(model):
    cold, plain, hot = (model.next_probabilities("the ti", t) for t in (0.5, 1.0, 2.0))
    np.testing.assert_allclose(cold, plain**2 / (plain**2).sum(), rtol=1e-4)
    assert cold.max() > plain.max() > hot.max()


def test_the_same_seed_writes_the_same(model):
    one, again, other = (model.generate("t", 80, 1.5, seed) for seed in (3, 3, 4))
    assert one == again != other
    trained_again = fit_character_model(TEXT, seed=0, **QUICK | {"epochs": 1})
    trained_twice = fit_character_model(TEXT, seed=0, **QUICK | {"epochs": 1})
    assert trained_again.loss(TEXT) == trained_twice.loss(TEXT)


def test_its_name_is_short(model):
    assert repr(model) == f"CharacterModel({len(set(TEXT))} characters)"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda m: m.generate(""), "prompt must hold at least one character; got ''"),
        (lambda m: m.generate("the Tide"), "characters that the model was trained on; got 'T'"),
        (lambda m: m.generate("t", 5, temperature=0), "temperature must be more than 0; got 0"),
        (lambda m: m.generate("t", 5, temperature=-1), "temperature must be more than 0; got -1"),
        (lambda m: m.generate("t", -1), "length must be a whole number at least 0; got -1"),
        (lambda m: m.loss("t"), "text must hold at least 2 characters; got 1"),
        (lambda m: m.loss("tide", row=0), "row must be a whole number at least 1"),
        (lambda m: m.loss(5), "text must be text"),
        (lambda m: fit_character_model("aaaa" * 99), "at least two different characters"),
        (lambda m: fit_character_model("abc"), "must hold at least 73 characters for rows of 64"),
        (lambda m: fit_character_model(TEXT, seconds=0), "seconds must be more than 0"),
        (lambda m: fit_character_model(TEXT, seconds=-2), "seconds must be more than 0"),
    ],
)
def test_bad_input_is_refused_in_words(model, call, words):
    with pytest.raises(ValueError, match=words):
        call(model)
