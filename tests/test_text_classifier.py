"""The text classifier: scikit-learn's manners, honest figures, and words for bad input."""

from functools import partialmethod

import keras
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.metrics import accuracy_score, f1_score, log_loss, precision_score, recall_score
from sklearn.model_selection import cross_val_score

from lstm_helpers import (
    TextClassifier,
    as_review_model,
    attend,
    fit_text_classifier,
    trace_lstm,
    weights_from_keras,
)

TEXTS = ["a good film", "a bad film", "good and long", "bad and long", "so good", "so bad"] * 10
LABELS = ["praise", "blame"] * 30
QUICK = {"units": 4, "features": 4, "epochs": 8, "batch": 8, "learning_rate": 0.05}


@pytest.fixture(scope="module")
def trained():
    return fit_text_classifier(TEXTS, LABELS, seed=1, **QUICK)


@pytest.fixture
def few_steps(monkeypatch):
    """Return settings for eight steps, run as they are: making a graph of them takes far longer.

    Each step sees all texts. For tests of what stands around the network; that graphs learn, too,
    is seen by the others.
    """
    compile_network = keras.Model.compile
    monkeypatch.setattr(keras.Model, "compile", partialmethod(compile_network, run_eagerly=True))
    return QUICK | {"batch": 2 * len(TEXTS), "learning_rate": 0.2}


@pytest.fixture
def one_step(few_steps):
    return few_steps | {"epochs": 1}


def test_it_learns_what_the_words_say(trained):
    assert trained.predict(["long and good", "long and bad"]).tolist() == ["praise", "blame"]
    assert trained.classes_.tolist() == ["blame", "praise"]
    assert trained.score(TEXTS, LABELS) == 1.0


def test_probabilities_add_up_and_decide(trained):
    probabilities = trained.predict_proba(["good", "bad", "", "zorblish", "good " * 900])
    assert probabilities.shape == (5, 2)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    assert trained.predict_proba([]).shape == (0, 2)


def test_one_text_is_judged_alike_alone_and_among_others(trained):
    texts = ["good", "a bad film", "so long and so good and so bad", ""]
    together = trained.predict_proba(texts)
    alone = np.concatenate([trained.predict_proba([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_the_same_seed_gives_the_same_figures(trained):
    again = fit_text_classifier(TEXTS, LABELS, seed=1, **QUICK)
    np.testing.assert_array_equal(again.predict_proba(TEXTS), trained.predict_proba(TEXTS))


def test_another_seed_gives_other_figures(one_step):
    one, other = (fit_text_classifier(TEXTS, LABELS, seed=seed, **one_step) for seed in (1, 2))
    assert np.abs(other.predict_proba(TEXTS) - one.predict_proba(TEXTS)).max() > 1e-3


@pytest.mark.parametrize("average", ["binary", "macro"])
def test_evaluate_agrees_with_scikit_learn(average, one_step):
    labels = np.array(["a", "b"] * 30 if average == "binary" else ["a", "b", "c"] * 20)
    classifier = fit_text_classifier(TEXTS, labels, **one_step)
    measured = classifier.evaluate(TEXTS, labels)
    predicted = classifier.predict(TEXTS)
    options = {"average": average, "zero_division": 0}
    options |= {"pos_label": "b"} if average == "binary" else {}
    assert measured["accuracy"] == accuracy_score(labels, predicted)
    for name, judge in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        assert measured[name] == pytest.approx(judge(labels, predicted, **options))
    assert measured["loss"] == pytest.approx(log_loss(labels, classifier.predict_proba(TEXTS)))


def test_scikit_learn_takes_it_as_its_own(few_steps):
    classifier = TextClassifier(**few_steps)
    assert clone(classifier).get_params() == classifier.get_params()
    scores = cross_val_score(classifier, TEXTS, LABELS, cv=2)
    assert scores.min() > 0.9


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_every_kind_of_network_can_be_had(cell, bidirectional, one_step):
    options = one_step | {"layers": 2}
    classifier = fit_text_classifier(
        TEXTS, LABELS, cell=cell, bidirectional=bidirectional, **options
    )
    names = [layer.name for layer in classifier.network_.layers]
    wanted = "both_ways" if bidirectional else cell
    assert [name for name in names if name.startswith(wanted)] == [f"{wanted}_1", f"{wanted}_2"]


# Keras compiles networks without an LSTM or a GRU in another way (XLA).
@pytest.mark.parametrize(("cell", "layers", "bidirectional"), [("rnn", 2, False), ("gru", 1, True)])
def test_other_cells_learn_as_graphs_too(cell, layers, bidirectional):
    options = QUICK | {"epochs": 4, "layers": layers}
    history = fit_text_classifier(
        TEXTS, LABELS, cell=cell, bidirectional=bidirectional, **options
    ).history_
    assert history.last.loss < history.first.loss


@pytest.mark.parametrize(
    "labels",
    [[1, 0] * 30, [True, False] * 30, np.array([1.0, 0.0] * 30), (label for label in LABELS)],
    ids=["int", "bool", "float array", "generator"],
)
def test_labels_of_any_kind_come_back_as_they_came(labels, one_step):
    classifier = fit_text_classifier(TEXTS, labels, **one_step)
    assert set(classifier.predict(TEXTS)) <= set(classifier.classes_.tolist())


def test_a_balanced_loss_finds_the_rare_class(few_steps):
    texts = ["a good film"] * 76 + ["a film", "a bad film"] * 2
    labels = ["wanted"] * 76 + ["unwanted"] * 4
    options = few_steps | {"word_dropout": 0.0, "dropout": 0.0, "validation": 0}
    balanced = fit_text_classifier(texts, labels, balanced=True, **options)
    assert balanced.predict(["a bad film", "a good film"]).tolist() == ["unwanted", "wanted"]


def test_it_can_be_judged_by_texts_of_their_own(few_steps):
    kept = (["good", "bad", "so bad"], ["praise", "blame", "blame"])
    options = few_steps | {"batch": 15, "epochs": 2}
    classifier = fit_text_classifier(TEXTS, LABELS, validation=kept, **options)
    best = classifier.history_.best
    assert best.validation_loss == pytest.approx(classifier.evaluate(*kept)["loss"], rel=1e-4)
    assert best.validation_accuracy == classifier.evaluate(*kept)["accuracy"]
    assert clone(classifier).get_params()["validation"] == kept
    assert len(classifier.history_.batch_losses) == 2 * 4  # all 60 texts are trained on


def test_a_steady_rate_is_kept(few_steps):
    classifier = fit_text_classifier(TEXTS, LABELS, steady=True, **few_steps)
    rate = float(classifier.network_.optimizer.learning_rate)
    assert rate == pytest.approx(few_steps["learning_rate"])


def test_time_can_be_limited(few_steps):
    classifier = fit_text_classifier(TEXTS, LABELS, seconds=0.3, **few_steps | {"epochs": 10**6})
    assert classifier.history_.stopped == "the time is spent"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fit_text_classifier("a film", ["x"]), "texts must be a list of texts"),
        (lambda: fit_text_classifier(["a", "b"], ["x"]), "one for each of the 2 texts; got 1"),
        (lambda: fit_text_classifier([], []), "texts must hold at least one text; got none"),
        (lambda: fit_text_classifier(["a", "b"], ["x", "x"]), "two classes; got only .'x'."),
        (lambda: fit_text_classifier(["", " ! "], [0, 1]), "must hold at least one word"),
        (lambda: fit_text_classifier(["a", 3], [0, 1]), "each of texts must be text"),
        (lambda: fit_text_classifier(["a", "b"], 5), "labels must be a list with a label for each"),
        (lambda: fit_text_classifier(["a", "b"], ["x", None]), "text or a number; got None"),
        (lambda: fit_text_classifier(["a", "b"], [1, float("nan")]), "text or a number; got nan"),
        (lambda: fit_text_classifier(["a", "b"], [[0, 1], [1]]), "text or a number; got .0, 1."),
        (lambda: fit_text_classifier(["a", "b"], [0, 1], seconds=0), "seconds must be more than 0"),
        (lambda: fit_text_classifier(["a", "b"], [0, 1], cell="cnn"), "cell must be one of rnn"),
        (lambda: fit_text_classifier(["a", "b"], [0, 1], epochs=0), "epochs must be a whole"),
        (lambda: fit_text_classifier(["a", "b"], [0, 1], validation=1), "validation must lie"),
        (lambda: fit_text_classifier(["a", "b"], [0, 1], batch=0), "batch must be a whole"),
        (
            lambda: fit_text_classifier(["a", "b"], [0, 1], validation=(["c"], [2])),
            "each of validation labels must be one of 0, 1; got '2'",
        ),
        (
            lambda: fit_text_classifier(["a", "b"], [0, 1], validation=(["c"], [])),
            "validation labels must hold one for each of the 1 texts; got 0",
        ),
        (
            lambda: fit_text_classifier(["a", "b"], [0, 1], validation=[0.1]),
            "validation must be a share from 0 to 0.9, or a pair",
        ),
        (lambda: fit_text_classifier(["a", "b"], [0, 1], length=0), "length must be a whole"),
    ],
)
def test_bad_input_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_texts_that_are_mostly_empty_are_read_all_the_same(one_step):
    classifier = fit_text_classifier(["", "good", "", "bad"] * 8, [0, 1] * 16, **one_step)
    assert np.isfinite(classifier.predict_proba(["", "good"])).all()


def test_an_unknown_label_is_named(trained):
    with pytest.raises(ValueError, match="must be one of blame, praise; got 'neither'"):
        trained.evaluate(["good"], ["neither"])


@pytest.mark.parametrize(
    "variant",
    [
        {"attention": True},
        {"recurrent_dropout": 0.2},
        {"normalise": "layer"},
        {"normalise": "batch"},
    ],
    ids=lambda variant: next(iter(variant)) + str(next(iter(variant.values()))),
)
def test_variants_learn_and_do_not_mind_padding(variant, few_steps):
    texts, labels = ["good film", "bad film", "a bad one", "a good one"] * 10, [1, 0, 0, 1] * 10
    classifier = TextClassifier(**few_steps, **variant)
    classifier.fit(texts, labels)
    assert classifier.predict(["one good", "one bad"]).tolist() == [1, 0]
    alone = classifier.predict_proba(["a good film"])
    among = classifier.predict_proba(["a good film", "a good film " * 5])
    np.testing.assert_allclose(alone[0], among[0], atol=1e-5)


@pytest.fixture(scope="module")
def attentive():
    classifier = TextClassifier(units=4, features=4, epochs=1, attention=True)
    return classifier.fit(["good film", "a bad film"] * 8, [1, 0] * 8)


def test_attention_gives_the_weighted_sum_the_query_being_of_the_last_state(attentive):
    network = attentive.network_
    layer = network.get_layer("attention")
    inside = keras.Model(network.input, [*layer.input, layer.output])
    ids = np.array([[2, 3, 4, 0, 0]])
    query, states, context = (np.asarray(part)[0] for part in inside(ids))
    asked = states[2] @ network.get_layer("query").get_weights()[0]
    np.testing.assert_allclose(query[0], asked, atol=1e-6)
    ours = attend(query[0], states, mask=ids[0] > 0).context
    np.testing.assert_allclose(context[0], ours, atol=1e-6)


@pytest.mark.parametrize("texts", [["good"], ["xyzzy"], ["xyzzy plugh"], [""]])
def test_attention_answers_short_unknown_and_empty_texts(attentive, texts):
    probabilities = attentive.predict_proba(texts)
    assert np.isfinite(probabilities).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)


def test_attention_looks_one_way():
    with pytest.raises(ValueError, match="attention must be False where bidirectional is True"):
        TextClassifier(attention=True, bidirectional=True, epochs=1).fit(["a", "b"], [0, 1])


def test_it_can_be_read_word_by_word(trained):
    model = as_review_model(trained)
    for text in ("a good film", "so bad and long", "zorblish"):
        by_network = trained.predict_proba([text])[0, 1]
        assert model.read(text).probabilities[-1] == pytest.approx(by_network, abs=1e-5)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"cell": "gru"}, "one forward LSTM layer; got 1 × gru"),
        ({"bidirectional": True}, "got 1 × lstm, bidirectional"),
        ({"layers": 2}, "got 2 × lstm"),
        ({"attention": True}, "got 1 × lstm, attention"),
        ({"normalise": "layer"}, "got 1 × lstm, layer normalisation"),
        ({"normalise": "batch"}, "got 1 × lstm, batch normalisation"),
        (None, "classifier must be trained: call its fit first"),
    ],
)
def test_another_network_cannot_be_read_so(options, words, one_step):
    classifier = TextClassifier(**one_step | (options or {}))
    if options is not None:
        classifier.fit(TEXTS, LABELS)
    with pytest.raises(ValueError, match=words):
        as_review_model(classifier)


def test_three_classes_cannot_be_read_as_two(one_step):
    classifier = fit_text_classifier(TEXTS, ["a", "b", "c"] * 20, **one_step)
    with pytest.raises(ValueError, match=r"must know two classes; got 3: .'a', 'b', 'c'"):
        as_review_model(classifier)


STRONG = {"recipe": "strong", "units": 4, "features": 4, "epochs": 2, "batch": 16}


@pytest.fixture(scope="module")
def strong():
    return fit_text_classifier(TEXTS, LABELS, seed=1, **STRONG)


def test_the_strong_recipe_adds_up_its_parts(strong):
    texts = ["so good", "so <br /> bad", "", "zorblish", "good", "good " * 20_000]
    parts = strong.part_logits(texts)
    assert set(parts) == {"lstm", "bag"} == set(strong.blend_)
    total = parts["lstm"] + parts["bag"]
    probabilities = strong.predict_proba(texts)
    expected = np.exp(total) / np.exp(total).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(probabilities, expected, rtol=1e-9)
    assert strong.predict(texts[:2]).tolist() == ["praise", "blame"]
    assert strong.predict_proba([]).shape == (0, 2)


def test_the_plain_recipe_has_one_part(trained):
    assert trained.bag_ is None
    assert list(trained.part_logits(["good"])) == ["lstm"]
    assert trained.blend_ == {"lstm": 1.0}


def test_a_strong_network_begins_with_the_ratios_of_words(one_step):
    options = one_step | STRONG | {"epochs": 1, "learning_rate": 0.0, "validation": 0}
    classifier = fit_text_classifier(TEXTS, LABELS, **options)
    (vectors,) = classifier.network_.get_layer("embedding").get_weights()
    ratios = classifier.bag_.word_ratios(classifier.vocabulary_.tokens)
    np.testing.assert_allclose(vectors[:, 0], ratios[:, 0], atol=1e-6)
    good, bad = (classifier.vocabulary_.encode(word)[0] for word in ("good", "bad"))
    assert vectors[good, 0] > 0 > vectors[bad, 0]


def test_the_gates_of_a_strong_lstm_can_be_traced(strong):
    model = as_review_model(strong)
    lstm = strong.part_logits(["so good and long"])["lstm"][0]
    alone = 1 / (1 + np.exp(lstm[0] - lstm[1]))
    reading = model.read("so good and long")
    assert reading.probabilities[-1] == pytest.approx(alone, abs=1e-5)
    layer = strong.network_.get_layer("lstm_1")
    ids = strong.vocabulary_.encode("so good and long")
    (vectors,) = strong.network_.get_layer("embedding").get_weights()
    traced = trace_lstm(weights_from_keras(layer), vectors[ids])
    assert traced.forget.shape == (4, 4)
    assert np.all((traced.forget > 0) & (traced.forget < 1))


@pytest.mark.usefixtures("few_steps")
def test_seconds_too_few_still_give_a_classifier_with_both_parts():
    classifier = fit_text_classifier(TEXTS, [True, False] * 30, seconds=1e-6)
    assert classifier.history_.stopped == "the time is spent"
    assert set(classifier.blend_) == {"lstm", "bag"}
    assert classifier.predict(["so good", "so bad"]).tolist() == [True, False]


@pytest.mark.usefixtures("few_steps")
def test_an_interrupted_strong_training_keeps_what_there_is():
    def interrupt(progress):
        if not progress.ended:
            raise KeyboardInterrupt

    classifier = fit_text_classifier(TEXTS, LABELS, watch=interrupt, **STRONG)
    assert classifier.history_.stopped == "you stopped it"
    assert classifier.predict(["so good", "so bad"]).tolist() == ["praise", "blame"]


@pytest.mark.usefixtures("few_steps")
def test_the_strong_recipe_has_scikit_learns_manners():
    classifier = TextClassifier(**STRONG)
    assert clone(classifier).get_params() == classifier.get_params()
    assert cross_val_score(classifier, TEXTS, LABELS, cv=2).min() > 0.9


def test_the_strong_recipe_gives_the_same_figures_for_the_same_seed(strong):
    again = fit_text_classifier(TEXTS, LABELS, seed=1, **STRONG)
    np.testing.assert_array_equal(again.predict_proba(TEXTS), strong.predict_proba(TEXTS))


@pytest.mark.usefixtures("few_steps")
def test_the_strong_recipe_tells_three_classes_apart():
    texts, labels = ["good film", "bad film", "long film"] * 20, ["a", "b", "c"] * 20
    classifier = fit_text_classifier(texts, labels, **STRONG)
    assert classifier.predict(["good", "bad", "long"]).tolist() == ["a", "b", "c"]
    assert classifier.part_logits(["good", ""])["bag"].shape == (2, 3)
