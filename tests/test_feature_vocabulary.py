"""Tokens with their case, and what of them is known."""

import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import FeatureVocabulary, load_corpus, split_tokens
from lstm_helpers.feature_vocabulary import token_features, token_shape

TRAIN = load_corpus("entities").select("train").tokens


def typed(tokens):
    """Write tokens as a person types them."""
    return re.sub(r" ([.,;:?!]|'s\b|')", r"\1", " ".join(tokens))


def test_typed_sentences_are_cut_as_the_corpus_is():
    for tokens in load_corpus("entities").tokens:
        assert tuple(split_tokens(typed(tokens))) == tokens
        assert tuple(split_tokens(" ".join(tokens))) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("  ", []),
        ("Jordan’s here.", ["Jordan", "'s", "here", "."]),
        ("O'Brien didn't", ["O'Brien", "didn't"]),
        ("“Rose”, he said", ['"', "Rose", '"', ",", "he", "said"]),
        ("1,500 of B. B. King", ["1,500", "of", "B.", "B.", "King"]),
        ("He has A.", ["He", "has", "A", "."]),
        ("Łódź–Zürich", ["Łódź", "–", "Zürich"]),
        ("<b>$x_1$</b>", ["<", "b", ">", "$", "x", "_", "1", "$", "<", "/", "b", ">"]),
    ],
)
def test_text_of_many_kinds_is_cut(text, tokens):
    assert split_tokens(text) == tokens


@given(st.text(max_size=40))
def test_no_character_but_space_is_lost(text):
    straight = re.sub("[‘’]", "'", re.sub("[“”]", '"', text))
    assert "".join(split_tokens(text)) == re.sub(r"\s", "", straight)


@given(st.text(min_size=1, max_size=12))
def test_a_shape_repeats_no_character(token):
    shape = token_shape(token)
    assert all(one != other for one, other in pairwise(shape))
    assert 1 <= len(shape) <= len(token)


def test_what_is_seen_once_is_unseen():
    vocabulary = FeatureVocabulary.from_sentences(TRAIN)
    everything = FeatureVocabulary.from_sentences(TRAIN, min_count=1)
    words = Counter(token.lower() for row in TRAIN for token in row)
    once = {word for word, count in words.items() if count == 1}
    kept = {name.split(":", 1)[1] for name in vocabulary.features if name[:4] in ("word", "name")}
    assert kept == set(words) - once
    assert all(f"word:{word}" in everything or f"name:{word}" in everything for word in once)
    assert "unseen word" not in vocabulary
    assert 3 not in vocabulary


def test_a_capital_alone_makes_no_name():
    vocabulary = FeatureVocabulary.from_sentences([["Mark", "the", "mark", "Reggie"]], min_count=1)
    found = [vocabulary.features[row[1]] for row in vocabulary.encode(["Mark", "Reggie", "Zelda"])]
    assert found == ["shape:Xx", "shape:Xx name", "shape:Xx name"]
    assert "word:mark" in vocabulary
    assert "name:reggie" in vocabulary
    assert "word:reggie" not in vocabulary


def test_ids_and_names_go_together():
    vocabulary = FeatureVocabulary.from_sentences(TRAIN, min_count=1)
    for tokens in TRAIN[:50]:
        ids = vocabulary.encode(tokens)
        assert ids.shape == (len(tokens), 3)
        names = [tuple(vocabulary.features[id_] for id_ in row) for row in ids]
        for found, token in zip(names, tokens, strict=True):
            plain = tuple(name.replace("name:", "word:").removesuffix(" name") for name in found)
            assert plain == token_features(token)
    np.testing.assert_array_equal(vocabulary.encode(["Ξξψ7"]), [[1, 2, 3]])
    assert vocabulary.encode([]).shape == (0, 3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: split_tokens(3), "text must be text"),
        (lambda: token_shape(None), "token must be text"),
        (lambda: FeatureVocabulary(("", "a")), "features must begin with '', 'unseen word', 'uns"),
        (
            lambda: FeatureVocabulary(
                ("", "unseen word", "unseen shape", "unseen ending", "word:a", "word:a")
            ),
            "features must all differ; got 'word:a' more than once",
        ),
        (lambda: FeatureVocabulary.from_sentences("Rose"), "sentences must be a list of lists"),
        (lambda: FeatureVocabulary.from_sentences(["Rose"]), r"sentences\[0\] must be a list"),
        (lambda: FeatureVocabulary.from_sentences([["a"]], min_count=0), "min_count must be a w"),
        (lambda: FeatureVocabulary.from_sentences([]).encode("Rose"), "tokens must be a list"),
        (lambda: FeatureVocabulary.from_sentences([]).encode([1]), "each of tokens must be text"),
    ],
)
def test_what_is_not_of_its_kind_is_told(call, words):
    with pytest.raises(ValueError, match=words):
        call()
