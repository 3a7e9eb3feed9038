"""What data/README.md claims of the message corpus, counted."""

import csv
import re
from collections import Counter
from itertools import combinations
from statistics import mean

import pytest

from lstm_helpers import load_corpus, tokenize
from lstm_helpers.corpus import DATA_FOLDER

FILE = DATA_FOLDER / "messages.csv"
COUNTS = {
    ("train", "wanted"): 722,
    ("train", "unwanted"): 111,
    ("validation", "wanted"): 157,
    ("validation", "unwanted"): 23,
    ("test", "wanted"): 157,
    ("test", "unwanted"): 23,
}
ALARM_WORDS = (
    "free win won winner prize urgent call claim account bank offer click loan parcel "
    "guarantee guaranteed card"
)


@pytest.fixture(scope="module")
def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tokens(rows):
    return [tokenize(row["text"]) for row in rows]


def test_the_columns_are_those_of_the_reviews(rows):
    assert list(rows[0]) == ["text", "label", "split", "pair"]
    assert {row["pair"] for row in rows} == {""}


def test_the_counts_are_those_in_the_readme(rows):
    assert Counter((row["split"], row["label"]) for row in rows) == COUNTS
    readme = (DATA_FOLDER / "README.md").read_text("utf-8")
    for split in ("train", "validation", "test"):
        wanted, unwanted = COUNTS[split, "wanted"], COUNTS[split, "unwanted"]
        share = unwanted / (wanted + unwanted)
        assert f"\n| {split} | {wanted} | {unwanted} | {share:.1%} |\n" in readme


def test_the_course_loads_them_by_name(rows):
    messages = load_corpus("messages")
    loaded = zip(messages.texts, messages.labels, messages.splits, messages.pairs, strict=True)
    assert [tuple(row.values()) for row in rows] == list(loaded)
    for (split, label), count in COUNTS.items():
        assert len(messages.select(split, labels=[label])) == count


def test_unwanted_messages_are_as_rare_in_every_split():
    for split in ("train", "validation", "test"):
        wanted, unwanted = COUNTS[split, "wanted"], COUNTS[split, "unwanted"]
        assert 0.125 <= unwanted / (wanted + unwanted) <= 0.135


def test_messages_are_short(tokens):
    lengths = list(map(len, tokens))
    assert min(lengths) >= 2
    assert max(lengths) <= 35


def test_length_alone_does_not_tell(rows, tokens):
    lengths = {"wanted": [], "unwanted": []}
    for row, words in zip(rows, tokens, strict=True):
        lengths[row["label"]].append(len(words))
    assert abs(mean(lengths["wanted"]) - mean(lengths["unwanted"])) < 3
    for some in lengths.values():
        assert sum(length <= 8 for length in some) > 0.15 * len(some)
        assert sum(length >= 22 for length in some) > 0.15 * len(some)


def test_a_list_of_alarm_words_fails(rows, tokens):
    alarming = set(ALARM_WORDS.split())
    alarm = Counter(
        row["label"] for row, words in zip(rows, tokens, strict=True) if alarming & set(words)
    )
    assert alarm == {"wanted": 119, "unwanted": 44}


def test_no_message_is_repeated_or_nearly_so_in_another_split(rows, tokens):
    assert [words for words, count in Counter(map(tuple, tokens)).items() if count > 1] == []
    long = [
        (row["split"], set(words))
        for row, words in zip(rows, tokens, strict=True)
        if len(words) >= 6
    ]
    for (split, words), (other_split, other_words) in combinations(long, 2):
        if split != other_split:
            assert 2 * len(words & other_words) <= len(words | other_words), words


def test_texts_are_plain(rows):
    for row in rows:
        assert row["text"] == " ".join(row["text"].split())
    strange = Counter(
        character for row in rows for character in row["text"] if not character.isascii()
    )
    assert set(strange) <= set("£é⛄🎉👍🎰🔥😭🧣🤔")


def test_no_number_and_no_address_can_be_real(rows):
    for row in rows:
        text = row["text"]
        for number in re.findall(r"\d(?:[ -]?\d){8,}", text):
            assert re.match(r"07700 900 1\d\d", number), text
        assert not re.search(r"https?:|www\.|@|\.(com|co|org|net|uk|info|io)\b", text), text
