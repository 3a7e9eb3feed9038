"""What makes or trains a network with Keras; of the training itself nothing is done."""

import inspect
from numbers import Real

import numpy as np
from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers._backend import keras
from lstm_helpers.text_classifier.parameters import ClassifierParameters
from lstm_helpers.training import Recipe
from tests.inputs import kinds, valid
from tests.inputs.row import Row
from tests.inputs.rows_models import REVIEWS, SIDE, VERSE, probabilities
from tests.inputs.rows_text import TAGGED
from tests.inputs.untrained import no_training, untrained

NO = kinds.nothing_else
SIZE = kinds.whole(1, 2048)  # all that is larger has to be refused, for no memory holds it
COUNT = kinds.whole(1)
SEED = kinds.whole(0, 2**32 - 1)
SHARE = kinds.number(0, 1)
SECONDS = kinds.optional(kinds.number(5e-324))
WATCH = kinds.optional(callable)
TEXTS, LABELS = ["a good film", "a dull film"], ["praise", "blame"]
NETWORK = course.text_network(len(valid.VOCABULARY), 2, 3, 2)
with no_training():
    CLASSIFIER = course.fit_text_classifier(TEXTS, LABELS, units=2, features=2)


def label(value: object) -> bool:
    return isinstance(value, str | Real | np.bool_) and value == value


PARAMETERS = {
    "cell": kinds.choice("lstm", "gru", "rnn"), "bidirectional": kinds.flag,
    "layers": kinds.whole(1, 100), "features": SIZE, "units": SIZE,
    "dropout": kinds.optional(SHARE), "word_dropout": SHARE,
    "max_tokens": kinds.optional(kinds.whole(3)), "length": kinds.optional(COUNT),
    "epochs": kinds.optional(COUNT), "batch": kinds.optional(COUNT),
    "learning_rate": kinds.optional(kinds.number(0)), "seconds": SECONDS,
    "patience": kinds.optional(COUNT), "steady": kinds.flag, "smoothing": SHARE,
    "balanced": kinds.flag, "validation": kinds.number(0, 0.9), "seed": SEED, "watch": WATCH,
    "recurrent_dropout": SHARE, "normalise": kinds.choice("none", "layer", "batch"),
    "attention": kinds.flag, "recipe": kinds.choice("auto", "plain", "strong"),
}  # fmt: skip
assert list(PARAMETERS) == list(inspect.signature(ClassifierParameters).parameters)
LABELLED = {"texts": kinds.listed(kinds.text), "labels": kinds.listed(label)}


def made(cls: type):
    def promise(result: object) -> None:
        assert isinstance(result, cls)

    return promise


def rows(result: object) -> None:
    for row in result:
        probabilities(row)


def logits(result: object) -> None:
    assert set(result) == {"lstm"} and np.isfinite(result["lstm"]).all()


def figures(result: object) -> None:
    assert result.pop("loss") >= 0
    assert all(0 <= share <= 1 for share in result.values())


def labels(result: object) -> None:
    assert set(result.tolist()) <= set(LABELS)


def texts_for(name: str, promise) -> Row:
    return Row(
        f"TextClassifier.{name}", getattr(CLASSIFIER, name),
        st.sampled_from([[], ["a good film", "\0"], (text for text in TEXTS)]).map(
            lambda texts: {"texts": list(texts)}
        ),
        {"texts": kinds.listed(kinds.text)}, promise,
    )  # fmt: skip


ROWS = [
    Row(
        "fit_character_model", untrained(course.fit_character_model),
        st.fixed_dictionaries(
            {"text": st.just("la lu " * 20), "units": st.integers(1, 8), "rows": st.just(16)},
            optional={
                "seconds": st.none() | st.floats(0.1, 99), "seed": st.integers(0, 2**32 - 1),
                "features": st.integers(1, 8), "epochs": st.none() | st.integers(1, 9),
                "batch": st.integers(1, 8), "learning_rate": st.floats(0, 1),
                "dropout": st.none() | st.floats(0, 0.9),
                "validation": st.sampled_from([None, 0, 0.5, "la lu"]),
                "characters": st.sampled_from([None, "alu x"]),
                "watch": st.sampled_from([None, print]), "after_epoch": st.just(print),
            },
        ),
        {
            "text": kinds.text, "seconds": SECONDS, "seed": SEED, "units": kinds.optional(SIZE),
            "features": SIZE, "epochs": kinds.optional(COUNT), "batch": kinds.optional(SIZE),
            "rows": COUNT, "learning_rate": kinds.number(0), "dropout": kinds.optional(SHARE),
            "validation": lambda value: (
                value is None or kinds.text(value) or kinds.number(0, 0.5)(value)
            ),
            "characters": kinds.optional(kinds.text), "watch": WATCH, "after_epoch": WATCH,
        },
        made(course.CharacterModel),
    ),
    Row(
        "fit_entity_tagger", untrained(course.fit_entity_tagger),
        st.fixed_dictionaries({
            "sentences": st.just(TAGGED), "bidirectional": st.just(False), "units": st.just(2),
        }),
        {
            "sentences": NO, "bidirectional": kinds.flag, "seed": SEED, "units": SIZE,
            "features": SIZE, "dropout": SHARE, "word_dropout": kinds.number(0),
            "name_dropout": SHARE, "epochs": COUNT, "batch": COUNT,
            "learning_rate": kinds.number(0), "watch": WATCH,
        },
        made(course.EntityTagger), dear=True,
    ),
    Row(
        "fit_review_model", untrained(course.fit_review_model),
        st.just({"texts": TEXTS, "targets": [1.0, 0.0], "recipe": Recipe(units=2, features=2)}),
        {
            "texts": kinds.listed(kinds.text), "targets": kinds.array,
            "recipe": kinds.optional(NO), "seed": SEED, "verbose": kinds.whole(0, 2),
        },
        made(course.ReviewModel), dear=True,
    ),
    Row(
        "fit_text_classifier", untrained(course.fit_text_classifier),
        st.sampled_from([LABELS, (True, False), np.array([3, -1])]).map(
            lambda labels: {"texts": TEXTS, "labels": labels, "units": 2, "features": 2}
        ),
        {**LABELLED, **PARAMETERS}, made(course.TextClassifier), dear=True,
    ),
    Row(
        "TextClassifier.fit", untrained(course.TextClassifier(units=2, features=2).fit),
        st.just({"texts": TEXTS, "labels": LABELS}), LABELLED, made(course.TextClassifier),
        dear=True,
    ),
    texts_for("predict_proba", rows),
    texts_for("predict", labels),
    texts_for("part_logits", logits),
    Row(
        "TextClassifier.evaluate", CLASSIFIER.evaluate,
        st.just({"texts": TEXTS, "labels": LABELS}),
        {"texts": kinds.listed(kinds.text), "labels": kinds.listed(kinds.choice(*LABELS))}, figures,
    ),
    Row(
        "as_review_model", course.as_review_model, st.just({"classifier": CLASSIFIER}),
        {"classifier": NO}, made(course.ReviewModel), shared=("classifier",),
    ),
    Row(
        "keras_character_network", course.keras_character_network, st.just({"model": VERSE}),
        {"model": NO}, made(keras.Model),
    ),
    Row(
        "keras_classifier", course.keras_classifier, st.just({"model": REVIEWS}), {"model": NO},
        made(keras.Model),
    ),
    Row(
        "keras_lstm", course.keras_lstm,
        st.just({"weights": REVIEWS.lstm, "return_sequences": True}), {"weights": NO},
        made(keras.layers.LSTM),
    ),
    Row(
        "weights_from_keras", course.weights_from_keras,
        st.just({"layer": NETWORK.get_layer("lstm")}), {"layer": NO}, made(course.LSTMWeights),
        shared=("layer",),
    ),
    Row(
        "pipeline_from_keras", course.pipeline_from_keras,
        st.fixed_dictionaries(
            {
                "network": st.just(NETWORK), "vocabulary": st.just(valid.VOCABULARY),
                "labels": st.just(("good", "bad")), "length": st.integers(1, 9),
            },
            optional={"where": st.sampled_from(["pre", "post"])},
        ),
        {
            "network": NO, "vocabulary": NO, "labels": kinds.listed(kinds.text), "length": COUNT,
            "where": SIDE, "truncate": SIDE,
        },
        made(course.TextPipeline), shared=("network",),
    ),
    Row(
        "text_network", course.text_network,
        st.just({"size": 5, "features": 2, "units": 3, "classes": 2, "return_sequences": True}),
        {
            "size": SIZE, "features": SIZE, "units": SIZE, "classes": SIZE,
            "return_sequences": kinds.flag,
        },
        made(keras.Model), dear=True,
    ),
]  # fmt: skip
