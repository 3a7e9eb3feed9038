"""The pipeline: every stage of 1,000 sentences is Keras's own, and bad parts are refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import (
    LSTMWeights,
    TextPipeline,
    Vocabulary,
    load_corpus,
    load_pipeline,
    pipeline_from_keras,
    save_pipeline,
    softmax,
    text_network,
)
from lstm_helpers.pipeline import STAGES
from lstm_helpers.pipeline_file import PIPELINE_FILE

VOCABULARY = Vocabulary(("", "[UNK]", "film", "good", "bad"))


@pytest.fixture(scope="module")
def shipped():
    return load_pipeline()


@pytest.fixture(scope="module")
def test_split():
    return load_corpus("reviews").select("test")


def small(**changes):
    rng = np.random.default_rng(3)
    lstm = LSTMWeights(*(rng.normal(size=shape) for shape in ((2, 12), (3, 12), (12,))))
    parts = {
        "vocabulary": VOCABULARY,
        "length": 4,
        "embedding": rng.normal(size=(5, 2)),
        "lstm": lstm,
        "dense_kernel": rng.normal(size=(3, 2)),
        "dense_bias": rng.normal(size=2),
        "labels": ("no", "yes"),
    }
    return TextPipeline(**{**parts, **changes})


def test_a_thousand_sentences_have_the_six_shapes(shipped, test_split):
    stages = shipped.run(test_split.texts[:1000])
    assert stages.shapes == {
        "text": "1000 strings",
        "ids": "1000 lists of ids",
        "padded": "1000 × 10",
        "vectors": "1000 × 10 × 50",
        "state": "1000 × 64",
        "probabilities": "1000 × 3",
    }
    assert len({len(row) for row in stages.ids}) > 5
    np.testing.assert_allclose(stages.probabilities.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(stages.vectors, shipped.embedding[stages.padded])
    assert stages.vectors.dtype == stages.probabilities.dtype == np.float32


def test_every_probability_is_that_of_the_keras_network(shipped, test_split):
    network = text_network(2000, 50, 64, 3)
    lstm = shipped.lstm
    for name, weights in (
        ("embedding", [shipped.embedding]),
        ("lstm", [lstm.kernel, lstm.recurrent_kernel, lstm.bias]),
        ("dense", [shipped.dense_kernel, shipped.dense_bias]),
    ):
        network.get_layer(name).set_weights(weights)
    again = pipeline_from_keras(network, shipped.vocabulary, shipped.labels, shipped.length)
    stages = again.run(test_split.texts[:1000])
    expected = network(stages.padded).numpy()
    difference = np.abs(stages.probabilities - expected).max()
    print(f"pipeline, NumPy against Keras: greatest difference {difference:.1e}")
    assert difference <= 1e-5
    np.testing.assert_array_equal(
        shipped.run(test_split.texts[:1000]).probabilities, stages.probabilities
    )


def test_the_shipped_pipeline_is_as_good_as_its_lesson_says(shipped, test_split):
    predicted = np.array(shipped.run(test_split.texts).predicted)
    accuracy = (predicted == np.array(test_split.labels)).mean()
    print(f"shipped pipeline, {len(test_split)} held-out sentences: accuracy {accuracy:.3f}")
    assert accuracy >= 0.8


def test_the_file_is_small(shipped):
    assert PIPELINE_FILE.stat().st_size < 400_000


@given(st.text(), st.integers(1, 12), st.sampled_from(["pre", "post"]))
@settings(max_examples=50)
def test_any_text_goes_through_all_stages(text, length, side):
    stages = small(length=length, where=side).run(text)
    assert len(stages) == 1
    assert stages.padded.shape == stages.mask.shape == (1, length)
    assert stages.mask.sum() == min(length, len(stages.tokens[0]))
    assert stages.predicted[0] in ("no", "yes")


def test_with_a_mask_the_side_of_the_padding_changes_nothing():
    texts = ["a good film", "bad", "", "good good bad film film"]
    before, after = (small(where=side).run(texts) for side in ("pre", "post"))
    assert (before.padded != after.padded).any()
    np.testing.assert_array_equal(before.state, after.state)


def test_a_text_without_a_token_gets_the_answer_to_nothing():
    pipeline = small()
    stages = pipeline.run(["", "?!"])
    np.testing.assert_array_equal(stages.state, np.zeros((2, 3)))
    np.testing.assert_allclose(stages.probabilities[0], softmax(pipeline.dense_bias))


def test_no_text_at_all_has_shapes_too():
    stages = small().run([])
    assert stages.shapes["probabilities"] == "0 × 2"
    assert stages.predicted == []


def test_parameters_are_counted_by_stage(shipped):
    expected = dict.fromkeys(STAGES, 0)
    expected |= {"vectors": 2000 * 50, "state": 4 * (64 * (50 + 64) + 64), "probabilities": 195}
    assert shipped.parameters == expected


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"vocabulary": ["film"]}, "vocabulary must be of type Vocabulary"),
        ({"length": 0}, "length must be a whole number at least 1; got 0"),
        ({"embedding": np.zeros((4, 2))}, r"embedding must have shape \(vocabulary, features\) ="),
        ({"lstm": None}, "lstm must be of type LSTMWeights; got None"),
        ({"dense_kernel": np.zeros((2, 3))}, r"dense_kernel must have shape \(units, classes\)"),
        ({"dense_bias": [0.0]}, r"dense_bias must have shape \(classes,\) = \(2,\); got \(1,\)"),
        ({"dense_bias": [0.0, np.inf]}, "dense_bias must hold finite numbers only"),
        ({"labels": ("no", "no")}, "labels must all differ, at least one; got"),
        ({"labels": "no"}, "labels must be a list of texts; got 'no'"),
        ({"where": "left"}, "where must be one of pre, post; got 'left'"),
        ({"truncate": None}, "truncate must be one of pre, post; got None"),
    ],
)
def test_parts_that_do_not_fit_are_refused_by_name(changes, words):
    with pytest.raises(ValueError, match=words):
        small(**changes)


@pytest.mark.parametrize("texts", [None, 3, ["good", None]])
def test_what_is_no_text_is_refused(texts):
    with pytest.raises(ValueError, match="texts must be"):
        small().run(texts)


def test_saving_and_loading_changes_nothing(tmp_path):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    pipeline = small(where="pre", truncate="post")
    save_pipeline(pipeline, first)
    again = load_pipeline(first)
    save_pipeline(again, second)
    assert first.read_bytes() == second.read_bytes()
    assert again.vocabulary == VOCABULARY
    assert (again.length, again.labels, again.where, again.truncate) == (
        *(4, ("no", "yes"), "pre", "post"),
    )
    text = "a good film"
    np.testing.assert_array_equal(again.run(text).probabilities, pipeline.run(text).probabilities)


def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path):
    with pytest.raises(FileNotFoundError, match="no model file at"):
        load_pipeline(tmp_path / "none.npz")
    cut = tmp_path / "cut.npz"
    cut.write_bytes(PIPELINE_FILE.read_bytes()[:10_000])
    with pytest.raises(ValueError, match=r"cut\.npz is not a whole model file"):
        load_pipeline(cut)
    with np.load(PIPELINE_FILE) as file:
        arrays = dict(file)
    odd = tmp_path / "odd.npz"
    np.savez(odd, **{**arrays, "settings": np.array('{"length": 10}')})
    with pytest.raises(ValueError, match=r"odd\.npz does not fit together: .*labels"):
        load_pipeline(odd)
    np.savez(odd, **{**arrays, "dense_bias": np.zeros(2)})
    with pytest.raises(ValueError, match="does not fit together: dense_bias must have shape"):
        load_pipeline(odd)
    del arrays["settings"]
    np.savez(odd, **arrays)
    with pytest.raises(ValueError, match=r"odd\.npz lacks the array 'settings'"):
        load_pipeline(odd)


def test_a_network_of_other_layers_is_refused():
    import keras

    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    with pytest.raises(ValueError, match="the layers Embedding, LSTM, Dense; got Dense"):
        pipeline_from_keras(network, VOCABULARY, ("no", "yes"), 4)
    blind = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(5, 2),
            keras.layers.LSTM(3),
            keras.layers.Dense(2),
        ]
    )
    with pytest.raises(ValueError, match="network must mask padding"):
        pipeline_from_keras(blind, VOCABULARY, ("no", "yes"), 4)
    with pytest.raises(ValueError, match="embedding must have shape"):
        pipeline_from_keras(text_network(9, 2, 3, 2), VOCABULARY, ("no", "yes"), 4)
    with pytest.raises(ValueError, match="units must be a whole number at least 1; got 0"):
        text_network(9, 2, 0, 2)


@pytest.mark.parametrize(
    ("lstm", "between", "activation", "words"),
    [
        ({"return_sequences": True}, "GlobalAveragePooling1D", "softmax", "LSTM, GlobalAverage"),
        ({"go_backwards": True}, "Dropout", "softmax", "network must read forwards"),
        ({}, "Dropout", "sigmoid", "in a softmax, or in logits; got sigmoid"),
        ({}, "LayerNormalization", "softmax", "got Embedding, LSTM, LayerNormalization, Dense"),
    ],
)
def test_a_network_that_computes_something_else_is_refused(lstm, between, activation, words):
    import keras

    middle = {"Dropout": {"rate": 0.5}}.get(between, {})
    network = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(5, 2, mask_zero=True),
            keras.layers.LSTM(3, **lstm),
            getattr(keras.layers, between)(**middle),
            keras.layers.Dense(2, activation=activation),
        ]
    )
    with pytest.raises(ValueError, match=words):
        pipeline_from_keras(network, VOCABULARY, ("no", "yes"), 4)


def test_dropout_changes_nothing_while_a_text_is_read():
    import keras

    ids = keras.Input((None,), dtype="int32")
    vectors = keras.layers.Embedding(5, 2, mask_zero=True)(ids)
    vectors = keras.layers.SpatialDropout1D(0.4)(vectors)
    state = keras.layers.Dropout(0.5)(keras.layers.LSTM(3)(vectors))
    network = keras.Model(ids, keras.layers.Dense(2, activation="softmax")(state))
    stages = pipeline_from_keras(network, VOCABULARY, ("no", "yes"), 4).run(["good film", "bad"])
    np.testing.assert_allclose(stages.probabilities, network(stages.padded).numpy(), atol=1e-6)


def test_a_length_of_numpy_can_be_saved(tmp_path):
    save_pipeline(small(length=np.array([3, 7]).max()), tmp_path / "mine.npz")
    length = load_pipeline(tmp_path / "mine.npz").length
    assert (length, type(length)) == (7, int)


def test_a_network_that_answers_at_every_timestep_gives_the_same_pipeline():
    network = text_network(5, 2, 3, 2, return_sequences=True)
    pipeline = pipeline_from_keras(network, VOCABULARY, ("no", "yes"), length=4)
    stages = pipeline.run(["a good bad film"])
    np.testing.assert_allclose(
        stages.probabilities[0], network(stages.padded).numpy()[0, -1], atol=1e-6
    )
    assert replace(pipeline, length=2).run("good bad film").padded.tolist() == [[4, 2]]
