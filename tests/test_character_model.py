"""The character model: honest losses, a state that is carried, and words for bad input."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_helpers import (
    CharacterModel,
    CharacterReader,
    continue_text,
    fit_character_model,
    fit_ngram_model,
    keras_character_network,
    load_corpus,
    load_recorded,
    load_verse_model,
    softmax,
    trace_lstm,
)
from lstm_helpers._backend import keras
from lstm_helpers.character_model.verse import VERSE_MODEL_FILE, save_character_model

TEXT = "the tide comes in, the tide goes out. " * 40
KNOWN = "".join(sorted(set(TEXT)))
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
    logits = keras_character_network(model)(ids[:, :-1])
    wanted = keras.losses.sparse_categorical_crossentropy(ids[:, 1:], logits, from_logits=True)
    assert model.loss(text) == pytest.approx(float(np.mean(wanted)), rel=1e-5)


def test_rows_are_read_from_an_empty_state_and_nothing_is_left_out(model):
    text = TEXT[: 3 * 20 + 8]
    ids, network = model.encode(text), keras_character_network(model)
    total = 0.0
    for start in range(0, len(ids) - 1, 20):
        row = np.array([ids[start : start + 21]])
        logits = network(row[:, :-1])
        losses = keras.losses.sparse_categorical_crossentropy(row[:, 1:], logits, from_logits=True)
        total += float(np.sum(losses))
    assert model.loss(text, row=20) == pytest.approx(total / (len(ids) - 1), rel=1e-5)


def test_generating_carries_the_state_as_keras_would(model):
    prompt = "goes out. th"
    network = keras_character_network(model)
    logits = np.asarray(network(np.array([model.encode(prompt)])))[0, -1]
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
        (lambda m: m.generate("the Tide"), "characters that the model knows, .*; got 'T'"),
        (lambda m: m.generate("t", 5, temperature=0), "temperature must be more than 0; got 0"),
        (lambda m: m.generate("t", 5, temperature=-1), "temperature must be more than 0; got -1"),
        (lambda m: m.generate("t", -1), "length must be a whole number at least 0; got -1"),
        (lambda m: m.loss("t"), "text must hold at least 2 characters; got 1"),
        (lambda m: m.loss("tide", row=0), "row must be a whole number at least 1"),
        (lambda m: m.loss(5), "text must be text"),
        (lambda m: fit_character_model("aaaa" * 99), "at least two different characters"),
        (lambda m: fit_character_model("abc"), "at least 73 characters for rows of 64; got 3"),
        (lambda m: fit_character_model(TEXT, validation="t"), "validation must hold at least 2"),
        (
            lambda m: fit_character_model(TEXT, validation="Tide", characters=KNOWN),
            "validation must hold characters that the model knows, .*; got 'T'",
        ),
        (lambda m: fit_character_model(TEXT, validation=0.6), "validation must lie between 0 and"),
        (lambda m: fit_character_model(TEXT, characters="tide"), "text must hold characters that"),
        (lambda m: fit_character_model(TEXT, dropout=2), "dropout must lie between 0 and 1; got 2"),
        (lambda m: continue_text("m", "t"), "model must be of type CharacterModel; got 'm'"),
        (lambda m: keras_character_network("m"), "model must be of type CharacterModel; got 'm'"),
        (lambda m: save_character_model(m, None), "path must be a path .*; got None"),
        (lambda m: replace(m, characters=m.characters[1:]), "embedding must have shape"),
        (lambda m: replace(m, characters="aa"), "characters must hold each character once only"),
        (lambda m: fit_character_model(TEXT, seconds=0), "seconds must be more than 0"),
        (lambda m: fit_character_model(TEXT, seconds=-2), "seconds must be more than 0"),
    ],
)
def test_bad_input_is_refused_in_words(model, call, words):
    with pytest.raises(ValueError, match=words):
        call(model)


def test_all_of_the_text_is_trained_on_where_none_is_kept_back():
    model = fit_character_model(TEXT, validation=0, **QUICK | {"epochs": 1})
    assert model.history.epochs[0].validation_loss is None


def test_each_epoch_s_model_is_handed_over_where_no_text_is_kept_back_too():
    seen = []
    fit_character_model(TEXT, validation=0, after_epoch=seen.append, **QUICK | {"epochs": 2})
    assert [type(each) for each in seen] == [CharacterModel] * 2
    assert seen[0].loss(TEXT) != seen[1].loss(TEXT)


def test_a_wider_alphabet_and_a_text_to_judge_by_may_be_given():
    seen = []
    options = QUICK | {"epochs": 3, "dropout": 0.2}
    model = fit_character_model(
        TEXT,
        validation="The tide.",
        characters="TZ" + "".join(sorted(set(TEXT))),
        after_epoch=seen.append,
        **options,
    )
    assert model.characters[:2] == "TZ"
    assert [type(each) for each in seen] == [CharacterModel] * 3
    losses = [epoch.validation_loss for epoch in model.history.epochs]
    assert [each.loss("The tide.") for each in seen] == pytest.approx(losses)
    assert model.loss("The tide.") == pytest.approx(min(losses))


def test_a_step_is_that_of_the_course_s_lstm(model):
    ids = model.encode("the tide")
    reader = CharacterReader(model)
    for id_ in ids:
        reader.read(id_)
    trace = trace_lstm(model.lstm, model.embedding[ids])
    np.testing.assert_allclose(reader.hidden, trace.hidden[-1], atol=1e-6)
    np.testing.assert_allclose(reader.cell, trace.cell[-1], atol=1e-6)
    reader.reset()
    np.testing.assert_array_equal(reader.hidden, 0)
    np.testing.assert_array_equal(reader.logits, model.dense_bias)


def test_the_loss_is_what_a_reader_finds_character_by_character(model):
    text = TEXT[7:30]
    reader, wanted = model.read(text[0]), []
    for id_ in model.encode(text[1:]):
        wanted.append(-np.log(softmax(reader.logits)[id_]))
        reader.read(id_)
    np.testing.assert_allclose(model.losses(text), wanted, atol=1e-5)
    assert model.losses(text, row=1)[0] == pytest.approx(wanted[0])


def test_a_continuation_is_what_is_generated_with_its_probabilities(model):
    written = continue_text(model, "the t", length=30, temperature=1.3, seed=5)
    assert written.prompt + written.text == model.generate("the t", 30, 1.3, seed=5)
    ids = model.encode(written.text)
    for place in (0, 7, 29):
        read = written.prompt + written.text[:place]
        wanted = model.next_probabilities(read)[ids[place]]
        assert written.probabilities[place] == pytest.approx(wanted)
    np.testing.assert_allclose(written.next, model.next_probabilities("the t", 1.3))
    np.testing.assert_allclose(written.plain, model.next_probabilities("the t"))
    assert written.nats == pytest.approx(-np.log(written.probabilities).mean())
    assert continue_text(model, "the t", length=0).nats == 0


def test_entropy_is_that_of_the_next_character(model):
    cold, hot = (continue_text(model, "the t", 1, t).entropy for t in (0.05, 1000.0))
    assert cold == pytest.approx(0, abs=0.01)
    assert hot == pytest.approx(np.log(len(model.characters)), abs=0.01)


# ---------------------------------------------------------------------------- the verse model


@pytest.fixture(scope="module")
def verse():
    return load_corpus("verse")


@pytest.fixture(scope="module")
def shipped():
    return load_verse_model()


def test_the_verse_model_beats_counting_on_the_same_held_out_characters(verse, shipped):
    train, test = verse.text("train"), verse.text("test")
    trigram = fit_ngram_model(train, order=3, discount=0.5, characters=verse.characters).loss(test)
    longest = fit_ngram_model(train, order=7, discount=0.9, characters=verse.characters).loss(test)
    found = shipped.loss(test)
    print(f"held-out nats: LSTM {found:.3f}, trigram {trigram:.3f}, 7-gram {longest:.3f}")
    assert found < trigram - 0.3
    assert found < longest


def test_its_record_says_what_is_measured_now(verse, shipped):
    for split in ("validation", "test"):
        text = verse.text(split)
        assert shipped.record[split] == pytest.approx(shipped.loss(text), abs=2e-3)
        in_one_go = shipped.loss(text, row=len(text))
        assert shipped.record[f"{split}_in_one_go"] == pytest.approx(in_one_go, abs=2e-3)
    assert shipped.record["recipe"]["units"] == shipped.lstm.units
    assert list(shipped.characters) == sorted(verse.characters)


def test_its_loss_is_that_of_keras(verse, shipped):
    ids = np.array([shipped.encode(verse.text("test")[:400])])
    logits = np.asarray(keras_character_network(shipped)(ids[:, :-1]))[0].astype(np.float64)
    wanted = -np.log(softmax(logits)[np.arange(399), ids[0, 1:]])
    difference = np.abs(shipped.losses(verse.text("test")[:400], row=400) - wanted).max()
    print(f"verse model, NumPy against Keras: greatest difference {difference:.1e} nats")
    assert difference < 1e-4


def test_its_file_is_small_and_saved_alike(shipped, tmp_path):
    save_character_model(shipped, tmp_path / "again.npz")
    again = load_verse_model(tmp_path / "again.npz")
    np.testing.assert_array_equal(again.lstm.kernel, shipped.lstm.kernel)
    assert again.record == shipped.record
    assert VERSE_MODEL_FILE.stat().st_size < 500_000


def test_without_dropout_training_fell_further_and_validation_less_far(shipped):
    found = load_recorded("verse_dropout")
    assert found["recipe"]["units"] == shipped.record["recipe"]["units"]
    held = found["validation_loss"]
    assert held.index(min(held)) + 1 == found["best_epoch"]
    assert min(found["train_loss"]) < min(shipped.record["train_loss"]) - 0.1
    assert min(held) > shipped.record["validation"] + 0.03


def test_a_file_that_is_damaged_is_refused_by_name(shipped, tmp_path):
    with pytest.raises(FileNotFoundError, match="no model file at"):
        load_verse_model(tmp_path / "none.npz")
    cut = tmp_path / "cut.npz"
    cut.write_bytes(VERSE_MODEL_FILE.read_bytes()[:9000])
    with pytest.raises(ValueError, match=r"cut\.npz is not a whole model file"):
        load_verse_model(cut)
    with np.load(VERSE_MODEL_FILE) as file:
        arrays = dict(file)
    for name, wrong, words in [
        ("dense_bias", arrays["dense_bias"][1:], r"other\.npz does not fit together: dense_bias"),
        ("characters", np.array([97, 97]), "each character once only"),
        ("characters", np.array([1.5, 2.5]), "does not fit together"),
        ("record", np.array("{"), "does not fit together"),
    ]:
        np.savez(tmp_path / "other.npz", **arrays | {name: wrong})
        with pytest.raises(ValueError, match=words):
            load_verse_model(tmp_path / "other.npz")
    del arrays["kernel"]
    np.savez(tmp_path / "other.npz", **arrays)
    with pytest.raises(ValueError, match=r"other\.npz lacks the array 'kernel'"):
        load_verse_model(tmp_path / "other.npz")
