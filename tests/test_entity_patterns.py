"""Sentences from patterns: tagged as their patterns say, and no copy of what is held out."""

from itertools import pairwise

import pytest

from lstm_helpers import load_corpus, pattern_parts, pattern_sentences, tag_spans, with_patterns
from lstm_helpers.corpus.tagged import TaggedCorpus
from lstm_helpers.entity_names import PATTERNS_FILE
from lstm_helpers.spans import may_follow

CORPUS = load_corpus("entities")
MADE = pattern_sentences(3000, seed=0)


def runs(tokens, length):
    small = [token.lower() for token in tokens]
    return {tuple(small[k : k + length]) for k in range(len(small) - length + 1)}


def test_each_token_has_a_tag_and_every_row_is_legal():
    for tokens, tags in zip(MADE.tokens, MADE.tags, strict=True):
        assert len(tokens) == len(tags)
        assert all(may_follow(*pair) for pair in pairwise((None, *tags)))
        assert tokens[-1] in ".?!"
        assert tokens[0][0].isupper()
        assert not any(set("{}*|") & set(token) for token in tokens)


def test_entities_begin_with_a_capital_and_never_with_the():
    for tokens, tags in zip(MADE.tokens, MADE.tags, strict=True):
        for start, _, _ in tag_spans(tags):
            assert tokens[start].lower() != "the"
            assert tokens[start][0].isupper() or tokens[start][0].isdigit()


def test_the_same_seed_gives_the_same_and_another_gives_others():
    assert pattern_sentences(40, seed=5) == pattern_sentences(40, seed=5)
    assert pattern_sentences(40, seed=5) != pattern_sentences(40, seed=6)
    assert len(set(MADE.tokens)) > 2700


def test_the_first_word_alone_does_not_tell_the_tag():
    for name in ("Jordan", "Washington", "Chelsea"):
        rows = zip(MADE.tokens, MADE.tags, strict=True)
        found = {tags[0] for tokens, tags in rows if tokens[0] == name}
        assert len(found) >= 2


def test_no_pattern_was_taken_from_a_sentence_that_is_held_out():
    held = set()
    for split in ("validation", "test"):
        for tokens in CORPUS.select(split).tokens:
            held |= runs(tokens, 4)
    for entries in pattern_parts().values():
        for entry in entries:
            assert not runs(entry.split(), 4) & held, entry


def test_every_heading_holds_entries_and_no_entry_stands_twice():
    for heading, entries in pattern_parts().items():
        assert entries, heading
        assert all(entries), heading
        assert len(set(entries)) == len(entries), heading


def test_written_sentences_stand_first_and_are_repeated():
    train = CORPUS.select("train")
    both = with_patterns(train, 10, repeat=3, seed=1)
    assert both.tokens[: len(train)] == train.tokens
    assert both.tokens[-10:] == pattern_sentences(10, seed=1).tokens
    assert {len(column) for column in vars(both).values()} == {3 * len(train) + 10}
    assert set(both.splits) == {"train"}


def test_names_are_exchanged_for_others_of_their_kind():
    train = CORPUS.select("train")
    both = with_patterns(train, 1, repeat=2, seed=1)
    same = 0
    for k, tags in enumerate(train.tags):
        other = both.tags[len(train) + k]
        assert [span.kind for span in tag_spans(other)] == [span.kind for span in tag_spans(tags)]
        outside = [
            [token for token, tag in zip(*row, strict=True) if tag == "O"]
            for row in ((train.tokens[k], tags), (both.tokens[len(train) + k], other))
        ]
        assert outside[0] == outside[1]
        same += train.tokens[k] == both.tokens[len(train) + k]
    assert 0.2 < same / len(train) < 0.6


def test_the_file_is_plain_text():
    assert PATTERNS_FILE.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pattern_sentences(0), "count must be a whole number at least 1; got 0"),
        (lambda: pattern_sentences("few"), "count must be a whole number"),
        (lambda: pattern_sentences(3, seed=-1), "seed must be a whole number"),
        (lambda: with_patterns(["Rose"], 3), "sentences must be of type TaggedCorpus"),
        (lambda: with_patterns(TaggedCorpus(*[()] * 5), 3, repeat=0), "repeat must be a whole"),
    ],
)
def test_what_does_not_fit_is_told(call, words):
    with pytest.raises(ValueError, match=words):
        call()
