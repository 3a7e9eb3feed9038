"""What data/README.md claims of the entity corpus, counted."""

import csv
import re
from collections import Counter, defaultdict

import pytest

from lstm_helpers.corpus import DATA_FOLDER

FILE = DATA_FOLDER / "entities.csv"
TAGS = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}
COUNTS = {
    ("train", "plain"): 1136,
    ("train", "right_context"): 454,
    ("validation", "plain"): 180,
    ("validation", "right_context"): 82,
    ("test", "plain"): 287,
    ("test", "right_context"): 125,
}
ENTITIES = {
    ("train", "PER"): 693,
    ("train", "LOC"): 617,
    ("train", "ORG"): 429,
    ("validation", "PER"): 134,
    ("validation", "LOC"): 76,
    ("validation", "ORG"): 83,
    ("test", "PER"): 196,
    ("test", "LOC"): 160,
    ("test", "ORG"): 102,
}


@pytest.fixture(scope="module")
def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    for record in records:
        record["tokens"] = record["tokens"].split(" ")
        record["tags"] = record["tags"].split(" ")
    return records


@pytest.fixture(scope="module")
def ambiguous(rows):
    """For each sentence whose focus needs what follows: focus, split, left context and tag."""
    found = []
    for row in rows:
        if row["kind"] == "right_context":
            place = row["tokens"].index(row["focus"])
            left = tuple(row["tokens"][:place])
            found.append((row["focus"], row["split"], left, row["tags"][place]))
    return found


def test_the_counts_are_those_in_the_readme(rows):
    assert list(rows[0]) == ["tokens", "tags", "split", "kind", "focus"]
    assert Counter((row["split"], row["kind"]) for row in rows) == COUNTS
    entities = Counter(
        (row["split"], tag[2:]) for row in rows for tag in row["tags"] if tag.startswith("B-")
    )
    assert entities == ENTITIES
    assert sum(set(row["tags"]) == {"O"} for row in rows) == 283
    readme = (DATA_FOLDER / "README.md").read_text("utf-8")
    for split in ("train", "validation", "test"):
        counts = [COUNTS[split, kind] for kind in ("plain", "right_context")]
        counts += [ENTITIES[split, kind] for kind in ("PER", "LOC", "ORG")]
        assert f"\n| {split} | {' | '.join(f'{n:,}' for n in counts)} |\n" in readme


def test_every_token_has_one_known_tag(rows):
    for row in rows:
        assert len(row["tokens"]) == len(row["tags"]), row
        assert set(row["tags"]) <= TAGS
        assert all(row["tokens"]), row
        assert 5 <= len(row["tokens"]) <= 22


def test_an_entity_begins_with_b_and_goes_on_with_i_of_the_same_kind(rows):
    for row in rows:
        for before, tag in zip(["O", *row["tags"]], row["tags"], strict=False):
            if tag.startswith("I-"):
                assert before in {f"B-{tag[2:]}", tag}, row


def test_punctuation_and_possessives_stand_alone(rows):
    for row in rows:
        for token in row["tokens"]:
            assert not re.fullmatch(r".+[,;:?!]", token), row
            assert not re.fullmatch(r"\w+'s", token), row
            assert not re.fullmatch(r".+\.", token) or re.fullmatch(r"[A-Z]\.", token), row


def test_no_sentence_is_repeated(rows):
    sentences = Counter(" ".join(row["tokens"]).lower() for row in rows)
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def test_entities_have_one_to_four_tokens(rows):
    lengths = Counter()
    for row in rows:
        spans = re.findall(r"B-\w+(?: I-\w+)*", " ".join(row["tags"]))
        lengths.update(len(span.split()) for span in spans)
    assert set(lengths) == {1, 2, 3, 4}
    assert lengths[2] + lengths[3] + lengths[4] > 0.35 * lengths.total()


def test_only_sentences_that_need_the_right_context_have_a_focus(rows):
    for row in rows:
        assert (row["kind"] == "right_context") == bool(row["focus"])
        assert not row["focus"] or row["tokens"].count(row["focus"]) == 1


def test_the_left_context_never_tells(ambiguous):
    readings = defaultdict(set)
    for focus, split, left, tag in ambiguous:
        readings[focus, split, left].add(tag)
    assert {key: tags for key, tags in readings.items() if len(tags) < 2} == {}


def test_all_readings_of_a_word_are_in_training(ambiguous):
    readings = defaultdict(set)
    for focus, split, _, tag in ambiguous:
        readings[focus, split].add(tag)
    words = {split: {f for f, s in readings if s == split} for split in ("train", "test")}
    assert (len(words["train"]), len(words["test"])) == (59, 36)
    for (focus, _), tags in readings.items():
        assert len(tags) >= 2
        assert tags <= readings[focus, "train"], focus


def test_every_tag_is_a_reading_in_the_test_split(ambiguous):
    tags = Counter(tag for _, split, _, tag in ambiguous if split == "test")
    assert tags == {"B-PER": 49, "O": 35, "B-LOC": 24, "B-ORG": 17}
