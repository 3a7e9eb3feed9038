"""Texts, tokens, ids, tags: what reads and counts them."""

import re

import numpy as np
from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers.corpus.tagged import TAGS, TaggedCorpus
from lstm_helpers.feature_vocabulary import token_shape
from tests.inputs import kinds, valid
from tests.inputs.row import Row

VOCABULARY, FEATURES = valid.VOCABULARY, valid.FEATURES
TAG = re.compile(r"O|[BI]-.+", re.DOTALL)


def is_tag(value: object) -> bool:
    return isinstance(value, str) and TAG.fullmatch(value) is not None


def texts(result: object) -> None:
    assert isinstance(result, list) and all(isinstance(each, str) for each in result)


def no_space(result: list[str], text: str) -> None:
    assert not any(map(str.isspace, "".join(result)))


def ids(result: object) -> None:
    assert isinstance(result, list) and all(type(each) is int and each >= 0 for each in result)


def vocabulary(result: object) -> None:
    assert isinstance(result, course.Vocabulary) and result.tokens[:2] == ("", "[UNK]")
    assert result == course.Vocabulary(result.tokens)


def features(result: object) -> None:
    assert isinstance(result, course.FeatureVocabulary)
    assert result == course.FeatureVocabulary(result.features)


def feature_ids(result: object) -> None:
    assert result.dtype == np.int32 and result.ndim == 2 and result.shape[1] == 3
    assert (result > 0).all() and (result < len(FEATURES)).all()


def padded(result: object) -> None:
    assert isinstance(result, course.Padded)
    assert (result.ids.dtype, result.mask.dtype) == (np.int32, bool)
    assert result.ids.shape == result.mask.shape and (result.ids >= 0).all()
    assert not result.ids[~result.mask].any()


def spans(result: object) -> None:
    assert all(isinstance(each, course.Span) for each in result)
    ends = [end for span in result for end in span[:2]]
    assert ends == sorted(ends)


def scores_of_spans(result: object) -> None:
    assert 0 <= result.correct <= min(result.actual, result.predicted)
    assert all(0 <= each <= 1 for each in (result.precision, result.recall, result.f1))


def share(result: object) -> None:
    assert type(result) is float and 0 <= result <= 1


@st.composite
def tagged(draw: st.DrawFn) -> dict:
    tags = draw(st.lists(valid.TAG_ROW, max_size=3))
    return {
        "tags": tags,
        "predicted": [draw(st.lists(st.sampled_from(TAGS), **_size(row))) for row in tags],
    }


def _size(row: list) -> dict:
    return {"min_size": len(row), "max_size": len(row)}


CORPUS = course.Corpus(
    texts=("a good film", "dull", "so so"),
    labels=("positive", "negative", "neutral"),
    splits=("train", "train", "test"),
    pairs=("", "", ""),
)
TAGGED = TaggedCorpus(
    tokens=(("Rose", "sang"), ("a", "film")),
    tags=(("B-PER", "O"), ("O", "O")),
    splits=("train", "test"),
    kinds=("plain", "plain"),
    focus=("", ""),
)
RUNNING = course.RunningText(pieces=("a good", "film"), splits=("train", "test"))
LISTS_OF_IDS = kinds.listed(kinds.listed(kinds.whole(0)))
LISTS_OF_TAGS = kinds.listed(kinds.listed(is_tag))
SPLIT = kinds.optional(kinds.choice("train", "validation", "test"))
SIDE = kinds.choice("pre", "post")


def of_texts(cls: type):
    def promise(result: object) -> None:
        assert isinstance(result, cls) and len(result) <= 3

    return promise


ROWS = [
    Row(
        "tokenize", course.tokenize, st.fixed_dictionaries({"text": valid.TEXT}),
        {"text": kinds.text}, texts,
    ),
    Row(
        "split_tokens", course.split_tokens, st.fixed_dictionaries({"text": valid.TEXT}),
        {"text": kinds.text}, texts,
        no_space,
    ),
    Row(
        "token_features", course.token_features, st.fixed_dictionaries({"token": valid.TEXT}),
        {"token": kinds.text},
        lambda result: texts(list(result)),
    ),
    Row(
        "feature_vocabulary.token_shape", token_shape,
        st.fixed_dictionaries({"token": valid.TEXT}), {"token": kinds.text},
        lambda result: texts([result]),
    ),
    Row(
        "Vocabulary", course.Vocabulary,
        st.fixed_dictionaries(
            {"tokens": st.lists(st.text("abc", min_size=1), unique=True).map(
                lambda more: ["", "[UNK]", *more]
            )}
        ),
        {"tokens": kinds.listed(kinds.text)}, vocabulary,
    ),
    Row(
        "Vocabulary.from_texts", course.Vocabulary.from_texts,
        st.fixed_dictionaries(
            {"texts": valid.TEXTS}, optional={"max_tokens": st.none() | st.integers(3, 20)}
        ),
        {"texts": kinds.listed(kinds.text), "max_tokens": kinds.optional(kinds.whole(3))},
        vocabulary,
    ),
    Row(
        "Vocabulary.encode", VOCABULARY.encode, st.fixed_dictionaries({"text": valid.TEXT}),
        {"text": kinds.text}, ids,
    ),
    Row(
        "Vocabulary.decode", VOCABULARY.decode,
        st.fixed_dictionaries({"ids": st.lists(st.integers(0, len(VOCABULARY) - 1))}),
        {"ids": kinds.listed(kinds.whole(0, len(VOCABULARY) - 1))}, texts,
    ),
    Row(
        "FeatureVocabulary", course.FeatureVocabulary,
        st.fixed_dictionaries(
            {"features": st.lists(st.text("abc", min_size=1), unique=True).map(
                lambda more: [*FEATURES.features[:4], *more]
            )}
        ),
        {"features": kinds.listed(kinds.text)}, features,
    ),
    Row(
        "FeatureVocabulary.from_sentences", course.FeatureVocabulary.from_sentences,
        st.fixed_dictionaries(
            {"sentences": st.lists(valid.TEXTS, max_size=3)},
            optional={"min_count": st.integers(1, 3)},
        ),
        {
            "sentences": kinds.listed(kinds.listed(kinds.text)),
            "min_count": kinds.whole(1),
        },
        features,
    ),
    Row(
        "FeatureVocabulary.encode", FEATURES.encode,
        st.fixed_dictionaries({"tokens": valid.TEXTS}), {"tokens": kinds.listed(kinds.text)},
        feature_ids,
    ),
    Row(
        "pad", course.pad,
        st.fixed_dictionaries(
            {"sequences": valid.ID_ROWS, "length": st.integers(1, 9)},
            optional={
                "where": st.sampled_from(["pre", "post"]),
                "truncate": st.sampled_from(["pre", "post"]),
            },
        ),
        {"sequences": LISTS_OF_IDS, "length": kinds.whole(1), "where": SIDE, "truncate": SIDE},
        padded,
    ),
    Row(
        "length_for", course.length_for,
        st.fixed_dictionaries(
            {"sequences": valid.ID_ROWS.map(lambda rows: [*rows, [7]])},
            optional={"share": valid.SHARE},
        ),
        {"sequences": LISTS_OF_IDS, "share": kinds.number(0, 1)},
        lambda result: ids([result - 1]),
    ),
    Row(
        "tag_spans", course.tag_spans, st.fixed_dictionaries({"tags": valid.TAG_ROW}),
        {"tags": kinds.listed(is_tag)}, spans,
    ),
    Row(
        "may_follow", course.may_follow,
        st.fixed_dictionaries(
            {"before": st.none() | st.sampled_from(TAGS), "tag": st.sampled_from(TAGS)}
        ),
        {"before": kinds.optional(is_tag), "tag": is_tag},
        lambda result: _is_bool(result),
    ),
    Row(
        "span_scores", course.span_scores,
        st.tuples(tagged(), st.sampled_from([None, "PER", "LOC"])).map(
            lambda both: {**both[0], "kind": both[1]}
        ),
        {
            "tags": LISTS_OF_TAGS, "predicted": LISTS_OF_TAGS,
            "kind": kinds.optional(kinds.text),
        },
        scores_of_spans,
    ),
    Row(
        "tag_accuracy", course.tag_accuracy, tagged(),
        {"tags": LISTS_OF_TAGS, "predicted": LISTS_OF_TAGS}, share,
    ),
    Row(
        "Corpus.select", CORPUS.select,
        st.fixed_dictionaries({}, optional={
            "split": st.sampled_from([None, "train", "test"]),
            "labels": st.sampled_from([None, ("positive",), ["positive", "neutral"]]),
            "paired": st.sampled_from([None, True, False]),
        }),
        {
            "split": SPLIT,
            "labels": kinds.optional(kinds.listed(kinds.choice("positive", "negative", "neutral"))),
            "paired": kinds.optional(kinds.flag),
        },
        of_texts(course.Corpus),
    ),
    Row(
        "TaggedCorpus.select", TAGGED.select,
        st.fixed_dictionaries({}, optional={
            "split": st.sampled_from([None, "train", "test"]),
            "kind": st.sampled_from([None, "plain"]),
        }),
        {"split": SPLIT, "kind": kinds.optional(kinds.choice("plain", "right_context"))},
        of_texts(TaggedCorpus),
    ),
    Row(
        "RunningText.text", RUNNING.text,
        st.fixed_dictionaries({}, optional={"split": st.sampled_from([None, "train", "test"])}),
        {"split": SPLIT}, lambda result: texts([result]),
    ),
    Row(
        "load_corpus", course.load_corpus,
        st.fixed_dictionaries({"name": st.sampled_from(["messages", "verse"])}),
        {"name": kinds.choice("messages", "reviews", "verse", "entities")},
        lambda result: _some(result),
    ),
    Row(
        "load_recorded", course.load_recorded, st.fixed_dictionaries({"name": st.just("messages")}),
        {"name": kinds.choice("messages")}, lambda result: _made_by(result),
    ),
    Row(
        "guessing", course.guessing,
        st.fixed_dictionaries({"labels": st.lists(st.sampled_from("ab")).map(
            lambda more: ["a", "b", *more]
        )}),
        {"labels": kinds.listed(kinds.anything)},
        lambda result: _guessing(result),
    ),
    Row(
        "count_labels", course.count_labels,
        st.just({"corpus": CORPUS, "vocabulary": VOCABULARY}),
        {"corpus": kinds.nothing_else, "vocabulary": kinds.nothing_else},
        lambda result: _word_labels(result),
    ),
    Row(
        "pad_tagged", course.pad_tagged, st.just({"sentences": TAGGED, "vocabulary": FEATURES}),
        {"sentences": kinds.nothing_else, "vocabulary": kinds.nothing_else},
        lambda result: _padded_tags(result),
    ),
    Row(
        "PaddedTags.rows", course.pad_tagged(TAGGED, FEATURES).rows,
        st.fixed_dictionaries({"places": st.lists(st.integers(0, 1), min_size=1)}),
        {"places": kinds.listed(kinds.whole(0, 1))}, lambda result: _padded_tags(result),
    ),
    Row(
        "tagged_batches", lambda **given: list(course.tagged_batches(**given)),
        st.fixed_dictionaries(
            {
                "padded": st.just(course.pad_tagged(TAGGED, FEATURES)),
                "batch": st.integers(1, 3),
                "random": valid.SEED.map(np.random.default_rng),
            },
            optional={"word_dropout": st.floats(0, 1e6), "name_dropout": valid.SHARE},
        ),
        {
            "padded": kinds.nothing_else, "batch": kinds.whole(1), "random": kinds.nothing_else,
            "word_dropout": kinds.number(0), "name_dropout": kinds.number(0, 1),
        },
        lambda result: _batches(result),
    ),
]  # fmt: skip


def _is_bool(result: object) -> None:
    assert type(result) is bool


def _some(result: object) -> None:
    assert len(result) > 0


def _made_by(result: object) -> None:
    assert isinstance(result, dict) and result["made_by"]


def _guessing(result: object) -> None:
    assert 0 <= result.by_share <= result.even + 1e-9 and 0 < result.accuracy < 1


def _word_labels(result: object) -> None:
    assert isinstance(result, course.WordLabels)
    assert result.sentences.shape == (len(VOCABULARY),) and result.sentences[0] == 0


def _padded_tags(result: object) -> None:
    assert isinstance(result, course.PaddedTags)
    assert result.ids.shape == (*result.mask.shape, 3)
    assert not result.targets[~result.mask].any()


def _batches(result: object) -> None:
    for ids_, targets, weights in result:
        assert ids_.shape[:2] == targets.shape == weights.shape
