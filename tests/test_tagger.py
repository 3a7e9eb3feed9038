"""The taggers: NumPy against Keras, what each side can know, the file, and the recorded figures."""

from collections import Counter, defaultdict
from dataclasses import replace

import keras
import numpy as np
import pytest

from lstm_helpers import (
    EntityTagger,
    EntityTaggers,
    FeatureVocabulary,
    fit_entity_tagger,
    load_corpus,
    load_entity_taggers,
    load_recorded,
    pad_tagged,
    span_scores,
    tag_accuracy,
    tagged_batches,
)
from lstm_helpers.corpus.tagged import TAGS, TaggedCorpus
from lstm_helpers.networks import tagger_network
from lstm_helpers.padded_tags import PaddedTags
from lstm_helpers.probabilities import softmax
from lstm_helpers.spans import tag_spans
from lstm_helpers.tagger_file import TAGGERS_FILE, save_entity_taggers
from lstm_helpers.tagger_fitting import compile_tagger, tagger_from_keras

TEST = load_corpus("entities").select("test")
VOCABULARY = FeatureVocabulary.from_sentences(TEST.tokens)


@pytest.fixture(scope="module")
def taggers():
    return load_entity_taggers()


# ------------------------------------------------------------------ against Keras


@pytest.mark.parametrize("bidirectional", [False, True])
def test_numpy_reads_as_the_keras_network_does(bidirectional):
    keras.utils.set_random_seed(1)
    network = tagger_network(len(VOCABULARY), 7, bidirectional=bidirectional)
    tagger = tagger_from_keras(network, VOCABULARY)
    assert tagger.bidirectional == bidirectional
    expected = softmax(network.predict_on_batch(pad_tagged(TEST, VOCABULARY).ids))
    greatest = max(
        np.abs(tagger.read(tokens).probabilities - row[: len(tokens)]).max()
        for tokens, row in zip(TEST.tokens, expected, strict=True)
    )
    assert greatest < 1e-6


def test_the_joined_states_are_those_of_keras(taggers):
    tagger = taggers.both_sides
    layer = keras.layers.Bidirectional(keras.layers.LSTM(64, return_sequences=True))
    layer.build((None, None, 64))
    weights = [
        getattr(lstm, name)
        for lstm in (tagger.forward, tagger.backward)
        for name in ("kernel", "recurrent_kernel", "bias")
    ]
    layer.set_weights(weights)
    reading = tagger.read(TEST.tokens[3])
    states = layer(reading.inputs[None].astype(np.float32)).numpy()[0]
    np.testing.assert_allclose(reading.states, states, atol=1e-5)  # both in 32 bits
    np.testing.assert_array_equal(reading.states[:, :64], reading.forward.hidden)
    np.testing.assert_array_equal(reading.states[:, 64:], reading.backward.hidden)


def test_padding_changes_neither_loss_nor_accuracy():
    batch = pad_tagged(TEST, VOCABULARY)
    longer = PaddedTags(
        np.pad(batch.ids, ((0, 0), (0, 9), (0, 0))),
        np.pad(batch.targets, ((0, 0), (0, 9))),
        np.pad(batch.mask, ((0, 0), (0, 9))),
        np.pad(batch.capitals, ((0, 0), (0, 9))),
    )
    network = compile_tagger(tagger_network(len(VOCABULARY), 7, units=4))
    one, other = (
        network.test_on_batch(b.ids, b.targets, b.mask.astype(np.float32), return_dict=True)
        for b in (batch, longer)
    )
    assert one["loss"] == pytest.approx(other["loss"], abs=1e-5)
    logits = network.predict_on_batch(batch.ids)
    right = (logits.argmax(axis=-1) == batch.targets)[batch.mask].mean()
    chosen = np.take_along_axis(softmax(logits), batch.targets[..., None], axis=2)[..., 0]
    assert one["loss"] == pytest.approx(-np.log(chosen)[batch.mask].mean(), abs=1e-5)
    assert one["accuracy"] == pytest.approx(right, abs=1e-6)


# ------------------------------------------------------------------ what each side can know


def test_the_left_side_alone_never_takes_anything_back(taggers):
    for tokens in TEST.tokens[:40]:
        whole = taggers.left_only.read(tokens).probabilities
        begun = taggers.left_only.read(tokens[: len(tokens) // 2]).probabilities
        np.testing.assert_allclose(whole[: len(begun)], begun, atol=1e-6)


def test_the_left_side_alone_stays_below_its_limit(taggers):
    hard = TEST.select(kind="right_context")
    answers, right = defaultdict(Counter), 0
    for tokens, tags, place in zip(hard.tokens, hard.tags, hard.focus_places, strict=True):
        answers[tokens[: place + 1]][tags[place]] += 1
        right += taggers.left_only.read(tokens).tags[place] == tags[place]
    limit = sum(max(counts.values()) for counts in answers.values())
    assert right <= limit == 63
    for run in load_recorded("entity_taggers")["runs"]["left_only"]:
        assert run["test"]["focus_right"] <= limit


def test_a_sentence_may_come_as_text_or_as_tokens(taggers):
    one, other = (taggers.both_sides.read(s) for s in ("Rose sang.", ["Rose", "sang", "."]))
    assert one.tokens == other.tokens
    np.testing.assert_array_equal(one.probabilities, other.probabilities)
    assert len(one.tags) == 3
    np.testing.assert_allclose(one.probabilities.sum(axis=1), 1, atol=1e-6)
    assert taggers.both_sides.read("  ").probabilities.shape == (0, 7)


# ------------------------------------------------------------------ batches and training


def test_targets_are_the_tags_and_the_mask_tells_padding():
    batch = pad_tagged(TEST, VOCABULARY)
    for row, (tokens, tags) in enumerate(zip(TEST.tokens, TEST.tags, strict=True)):
        assert [TAGS[k] for k in batch.targets[row][batch.mask[row]]] == list(tags)
        assert batch.mask[row].sum() == len(tokens)
    assert not batch.ids[~batch.mask].any()
    assert batch.ids[batch.mask].all()


def test_an_epoch_holds_each_sentence_once_and_drops_rare_words_more():
    padded, random = pad_tagged(TEST, VOCABULARY), np.random.default_rng(0)
    plain = list(tagged_batches(padded, 16, random))
    assert [len(ids) for ids, _, _ in plain] == [16] * 25 + [12]
    assert sum(weights.sum() for _, _, weights in plain) == padded.mask.sum()
    for ids, _, weights in plain:
        np.testing.assert_array_equal(ids.any(axis=-1), weights > 0)
    known = sorted(row.tolist() for ids, _, weights in plain for row in ids[weights > 0])
    assert known == sorted(row.tolist() for row in padded.ids[padded.mask])

    stop = VOCABULARY.encode(["."])[0, 0]
    often = np.bincount(padded.ids[..., 0].ravel())
    dropped = Counter()
    for _ in range(20):
        for ids, _, _ in tagged_batches(padded, 16, random, word_dropout=1.0):
            dropped[int(stop)] += (ids[..., 0] == stop).sum()
            dropped["twice"] += np.isin(ids[..., 0], np.flatnonzero(often == 2)).sum()
    assert dropped[int(stop)] / (20 * often[stop]) == pytest.approx(
        often[stop] / (1 + often[stop]), abs=0.02
    )
    assert dropped["twice"] / (20 * often[often == 2].sum()) == pytest.approx(2 / 3, abs=0.03)


def test_training_learns_and_is_the_same_for_the_same_seed():
    few = load_corpus("entities").select("validation")
    one, other = (fit_entity_tagger(few, seed=3, units=8, features=8, epochs=4) for _ in range(2))
    np.testing.assert_array_equal(one.embedding, other.embedding)
    assert one.record["seed"] == 3
    assert one.record["loss"][-1] < one.record["loss"][0]


# ------------------------------------------------------------------ the file and the record


def test_saving_and_loading_changes_nothing(taggers, tmp_path):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    save_entity_taggers(taggers, first)
    save_entity_taggers(load_entity_taggers(first), second)
    assert first.read_bytes() == second.read_bytes()
    assert TAGGERS_FILE.stat().st_size < 2_500_000


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_file_cut_short_is_refused_by_name(tmp_path, share):
    whole = TAGGERS_FILE.read_bytes()
    cut = tmp_path / "cut.npz"
    cut.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ValueError, match=r"cut\.npz is not a whole model file"):
        load_entity_taggers(cut)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "both_sides.backward.kernel",
            None,
            "odd.npz lacks the array 'both_sides.backward.kernel'",
        ),
        (
            "both_sides.dense_kernel",
            np.zeros((64, 7)),
            r"dense_kernel must have shape .* = \(128, 7",
        ),
        ("left_only.embedding", np.zeros((3, 32)), "embedding must have shape"),
        ("left_only.record", np.array("{"), "does not fit together"),
        ("features", np.array("a\nb"), "features must begin with"),
    ],
)
def test_a_part_that_does_not_fit_is_named(tmp_path, name, value, words):
    with np.load(TAGGERS_FILE) as file:
        arrays = dict(file)
    arrays[name] = value
    path = tmp_path / "odd.npz"
    np.savez(path, **{key: array for key, array in arrays.items() if array is not None})
    with pytest.raises(ValueError, match=words):
        load_entity_taggers(path)


def test_the_shipped_taggers_are_those_of_the_record(taggers):
    runs = load_recorded("entity_taggers")["runs"]
    for name, tagger in taggers._asdict().items():
        called = [tagger.read(tokens).tags for tokens in TEST.tokens]
        recorded = runs[name][0]
        assert recorded["seed"] == tagger.record["seed"] == 0
        assert recorded["test"]["f1"] == pytest.approx(span_scores(TEST.tags, called).f1, abs=2e-3)
        assert recorded["test"]["accuracy"] == pytest.approx(
            tag_accuracy(TEST.tags, called), abs=2e-3
        )
        assert recorded["parameters"]["embedding"] == tagger.embedding.size


def test_without_the_focus_words_names_met_are_found_more_often(taggers):
    train = load_corpus("entities").select("train")
    met, found = _names(train), defaultdict(list)
    for tokens, tags, focus in zip(TEST.tokens, TEST.tags, TEST.focus_places, strict=True):
        called = tag_spans(taggers.both_sides.read(tokens).tags)
        for span in tag_spans(tags):
            at_focus = focus is not None and span.start <= focus < span.end
            found[tokens[span.start : span.end] in met, at_focus].append(span in called)
    assert {key: len(values) for key, values in found.items()} == {
        (True, True): 90,
        (True, False): 268,
        (False, False): 100,
    }
    share = {key: np.mean(values) for key, values in found.items()}
    all_met = np.mean(found[True, True] + found[True, False])
    assert share[False, False] < all_met < share[True, False]


def _names(sentences):
    return {
        tokens[span.start : span.end]
        for tokens, tags in zip(sentences.tokens, sentences.tags, strict=True)
        for span in tag_spans(tags)
    }


def test_both_sides_beat_the_left_side_with_every_seed():
    runs = load_recorded("entity_taggers")["runs"]
    assert [len(found) for found in runs.values()] == [5, 5]
    ways = [runs[name] for name in ("left_only", "both_sides")]
    for measure in ("focus_right", "f1"):
        left, both = ([run["test"][measure] for run in found] for found in ways)
        assert min(both) > max(left)
    sizes = [found[0]["parameters"]["lstm"] for found in ways]
    assert sizes == [98_816, 66_048]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: t.left_only.read(7), "sentence must be a list of texts"),
        (lambda t: t.left_only.read([7]), "each of sentence must be text"),
        (lambda t: replace(t.both_sides, backward=t.left_only.forward), "backward must have 64 f"),
        (lambda t: replace(t.left_only, dense_bias=np.zeros(3)), "dense_bias must have shape"),
        (lambda t: replace(t.left_only, record=[]), "record must be of type dict"),
        (lambda t: save_entity_taggers(t.left_only, "x.npz"), "taggers must be of type EntityTag"),
        (
            lambda t: save_entity_taggers(EntityTaggers(t.left_only, _tiny()), "x.npz"),
            "taggers must have one vocabulary; got two that differ",
        ),
        (lambda t: save_entity_taggers(t, None), "path must be a path .*; got None"),
        (lambda t: tagger_from_keras("network", VOCABULARY), "network must be of type Model"),
        (
            lambda t: tagger_from_keras(keras.Sequential([keras.layers.Dense(3)]), VOCABULARY),
            "network must be one that tagger_network built",
        ),
        (lambda t: pad_tagged("text", VOCABULARY), "sentences must be of type TaggedCorpus"),
        (lambda t: pad_tagged(TaggedCorpus(*[()] * 5), VOCABULARY), "must hold at least one sent"),
        (lambda t: fit_entity_tagger(["Rose"]), "sentences must be of type TaggedCorpus"),
        (lambda t: fit_entity_tagger(TEST, batch=0), "batch must be a whole number at least 1"),
        (lambda t: tagger_network(0, 7), "size must be a whole number"),
        (lambda t: tagger_network(9, 1), "tags must be a whole number at least 2"),
        (lambda t: tagger_network(9, 7, bidirectional=1), "bidirectional must be True or False"),
        (lambda t: load_recorded("curve"), "name must be .*entity_taggers"),
    ],
)
def test_what_does_not_fit_is_told(taggers, call, words):
    with pytest.raises(ValueError, match=words):
        call(taggers)


def test_a_missing_file_is_said_in_words(tmp_path):
    with pytest.raises(FileNotFoundError, match="no model file at"):
        load_entity_taggers(tmp_path / "none.npz")


def _tiny() -> EntityTagger:
    return tagger_from_keras(tagger_network(len(VOCABULARY), 7, units=2), VOCABULARY)
