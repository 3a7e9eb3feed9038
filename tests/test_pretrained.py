import pickle

import numpy as np
import pytest

from lstm_helpers import (
    Intervention,
    LSTMWeights,
    ReviewModel,
    Vocabulary,
    keras_classifier,
    load_corpus,
    load_review_model,
    pad,
)
from lstm_helpers.gate_census import gates_by_word
from lstm_helpers.metrics import binary_scores
from lstm_helpers.prediction import classify
from lstm_helpers.pretrained import REVIEW_MODEL_FILE


@pytest.fixture(scope="module")
def model():
    return load_review_model()


@pytest.fixture(scope="module")
def held_out():
    return load_corpus("reviews").select("test", labels=("negative", "positive"))


def scores(model, corpus):
    positive = [label == "positive" for label in corpus.labels]
    return binary_scores(positive, classify(model, corpus.texts))


def test_every_prediction_is_that_of_the_keras_network(model, held_out):
    texts = held_out.texts[:400]
    ids = pad([model.vocabulary.encode(text) for text in texts], length=25, where="post").ids
    expected = keras_classifier(model)(ids).numpy()[:, 0]
    difference = np.abs(classify(model, texts) - expected).max()
    print(f"review model, NumPy against Keras: greatest difference {difference:.1e}")
    assert difference <= 1e-6


def test_the_shipped_model_is_as_good_as_its_lesson_says(model, held_out):
    everything, pairs = scores(model, held_out), scores(model, held_out.select(paired=True))
    print(
        f"held-out accuracy {everything.accuracy:.3f}, precision {everything.precision:.3f}, "
        f"recall {everything.recall:.3f}; pairs {pairs.accuracy:.3f}"
    )
    assert everything.accuracy >= 0.85
    assert everything.precision >= 0.80
    assert everything.recall >= 0.80
    assert pairs.accuracy > 0.55


def test_the_training_record_says_what_is_measured_now(model, held_out):
    found = scores(model, held_out)
    for name in ("accuracy", "precision", "recall"):
        assert model.record["test"][name] == pytest.approx(getattr(found, name), abs=2e-3)


def test_the_file_is_small_and_the_network_has_16_units(model):
    assert REVIEW_MODEL_FILE.stat().st_size < 1_000_000
    assert model.lstm.units == 16


def test_saving_and_loading_changes_nothing(model, tmp_path):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    model.save(first)
    again = load_review_model(first)
    again.save(second)
    np.testing.assert_array_equal(again.embedding, model.embedding)
    assert again.record == model.record
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_file_cut_short_is_refused_by_name(tmp_path, share):
    whole = REVIEW_MODEL_FILE.read_bytes()
    cut = tmp_path / "cut.npz"
    cut.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ValueError, match=r"cut\.npz is not a whole model file"):
        load_review_model(cut)


def test_a_file_of_other_shapes_is_refused_by_name(model, tmp_path):
    with np.load(REVIEW_MODEL_FILE) as file:
        arrays = dict(file)
    path = tmp_path / "odd.npz"
    np.savez(path, **{**arrays, "bias": arrays["bias"][:-1]})
    with pytest.raises(ValueError, match=r"odd\.npz does not fit together: bias must have shape"):
        load_review_model(path)
    del arrays["kernel"]
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=r"odd\.npz lacks the array 'kernel'"):
        load_review_model(path)


def test_other_kinds_of_files_are_refused_by_name(tmp_path):
    path = tmp_path / "other.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(ValueError, match=r"other\.npz is not a whole model file"):
        load_review_model(path)
    path.write_bytes(pickle.dumps({"kernel": 1}))
    with pytest.raises(ValueError, match=r"other\.npz is not a whole model file"):
        load_review_model(path)
    np.savez(path, kernel=np.array([object()]))
    with pytest.raises(ValueError, match=r"other\.npz is not a whole model file"):
        load_review_model(path)


def test_a_damaged_file_is_refused_by_name_or_whole(tmp_path):
    """Bytes changed anywhere, most of all where the archive lists its parts."""
    rng = np.random.default_rng(0)
    whole, path = REVIEW_MODEL_FILE.read_bytes(), tmp_path / "damaged.npz"
    refused = 0
    for _ in range(60):
        content = bytearray(whole)
        start = rng.choice([0, len(whole) - 700])
        for place in rng.integers(start, len(whole), size=3):
            content[place] = rng.integers(256)
        path.write_bytes(content)
        try:
            load_review_model(path)
        except ValueError as fault:
            assert str(fault).startswith("damaged.npz ")
            refused += 1
    assert refused > 30


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("record", np.array("[]"), r"record must be of type dict; got \[\]"),
        ("record", np.array("{"), "Expecting property name"),
        ("record", np.array("[" * 100_000), "recursion"),
        ("dense_bias", np.zeros(2), "0-dimensional"),
        ("dense_bias", np.array(np.nan), "dense_bias must be a finite number; got nan"),
        ("embedding", np.array([["a"]]), "embedding must be an array of numbers"),
        ("tokens", np.zeros(3), "tokens must begin with"),
        ("tokens", np.array("\n[UNK]\ngood"), r"embedding must have shape .* = \(3, 16\)"),
    ],
)
def test_a_part_that_does_not_fit_is_named(tmp_path, name, value, words):
    with np.load(REVIEW_MODEL_FILE) as file:
        arrays = dict(file)
    path = tmp_path / "odd.npz"
    np.savez(path, **{**arrays, name: value})
    with pytest.raises(ValueError, match=rf"odd\.npz does not fit together: .*{words}"):
        load_review_model(path)


def test_a_missing_file_is_said_in_words(tmp_path):
    with pytest.raises(FileNotFoundError, match="no model file at"):
        load_review_model(tmp_path / "none.npz")


def tiny_model():
    """Return a model whose forget gate is shut by the word 'but' and by nothing else."""
    vocabulary = Vocabulary(("", "[UNK]", "but", "good"))
    embedding = np.array([[0, 0], [0, 0], [1, 0], [0, 1]], dtype=np.float32)
    kernel = np.array([[0, -9, 0, 0], [9, 0, 9, 0]], dtype=np.float32)
    bias = np.array([-5, 5, 0, 5], dtype=np.float32)
    lstm = LSTMWeights(kernel, np.zeros((1, 4), np.float32), bias)
    return ReviewModel(vocabulary, embedding, lstm, np.array([4.0], np.float32), -1.0, {})


def test_a_reading_follows_the_words():
    reading = tiny_model().read("good, BUT odd")
    assert reading.tokens == ["good", "but", "odd"]
    assert reading.ids.tolist() == [3, 2, 1]
    assert reading.probabilities[0] > 0.8 > 0.3 > reading.probabilities[1]


def test_surgery_reaches_the_prediction():
    kept = tiny_model().read("good but", Intervention(forget=1.0))
    assert kept.probabilities[1] > 0.8


def test_sentences_read_side_by_side_end_as_each_does_alone():
    model, texts = load_review_model(), load_corpus("reviews").select("validation").texts[:80]
    for surgery in (None, Intervention(forget=1.0), Intervention(input=0.2, timesteps=[0, 1])):
        alone = [model.read(text, surgery).probabilities[-1] for text in texts]
        np.testing.assert_allclose(classify(model, texts, surgery), alone, atol=1e-5)


def test_a_text_without_tokens_has_an_empty_reading_and_the_answer_to_nothing():
    assert tiny_model().read(" ?! ").probabilities.shape == (0,)
    assert classify(tiny_model(), ["", "good"])[0] == pytest.approx(1 / (1 + np.e))
    assert classify(tiny_model(), iter(())).shape == (0,)


def test_the_census_finds_the_word_that_forgets():
    texts = ["good but good", "but good", "unseen"]
    census = gates_by_word(tiny_model(), texts, "forget", min_count=2)
    assert [(word.word, word.count) for word in census] == [("but", 2), ("good", 3)]
    assert census[0].mean < 0.1 < 0.9 < census[1].mean
    assert census[0].spread == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tiny_model().read(7), "sentence must be text"),
        (lambda: classify(tiny_model(), "one text"), "sentences must be a list of texts"),
        (lambda: classify("model", ["a"]), "model must be of type ReviewModel; got 'model'"),
        (
            lambda: classify(tiny_model(), ["good but", ""], Intervention(timesteps=[1])),
            "timesteps must be empty, for there is none to choose",
        ),
        (lambda: gates_by_word(None, ["a"], "input"), "model must be of type ReviewModel"),
        (
            lambda: gates_by_word(tiny_model(), ["a"], "reset"),
            "gate must be one of input, forget, output",
        ),
        (lambda: gates_by_word(tiny_model(), ["a"], "input", min_count=0), "min_count must be"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
