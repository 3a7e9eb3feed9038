"""What data/README.md claims of the verse, counted."""

import re
import string
from collections import Counter

import pytest

from lstm_helpers.corpus import DATA_FOLDER


@pytest.fixture(scope="module")
def text():
    return (DATA_FOLDER / "verse.txt").read_bytes().decode("ascii")


@pytest.fixture(scope="module")
def pieces(text):
    """(title, blocks) of each piece; a block of one line is a title."""
    pieces = []
    for block in text.removesuffix("\n").split("\n\n"):
        if "\n" in block:
            pieces[-1][1].append(block)
        else:
            pieces.append((block, []))
    return pieces


def poems(pieces):
    return [(title, blocks) for title, blocks in pieces if not title.startswith("Ledger, ")]


def notes(pieces):
    return [(title, blocks) for title, blocks in pieces if title.startswith("Ledger, ")]


def words(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)*", text.lower())


def as_text(pieces):
    return "\n\n".join("\n\n".join([title, *blocks]) for title, blocks in pieces)


def test_there_are_as_many_pieces_and_characters_as_the_readme_says(text, pieces):
    assert len(text) == 66_129
    assert len(pieces) == 139
    assert len(poems(pieces)) == 105
    assert len(notes(pieces)) == 34
    assert as_text(pieces) + "\n" == text
    readme = (DATA_FOLDER / "README.md").read_text("utf-8")
    assert f"\n| characters | {len(text):,}, of {len(set(text))} kinds: " in readme
    assert "\n| pieces | 139: 105 poems and 34 prose notes |\n" in readme


def test_the_characters_are_few(text):
    letters = set(string.ascii_letters) - set("QXZ")
    assert set(text) == letters | set("\n .,;:'\"!?-")
    assert len(set(text)) == 60


def test_a_title_is_a_line_of_its_own_used_once(pieces):
    titles = [title for title, _ in pieces]
    assert len(set(titles)) == len(titles)
    for title, blocks in pieces:
        assert title[-1].isalpha(), title
        assert blocks, title


def test_a_poem_has_two_to_four_stanzas_of_four_to_eight_short_lines(pieces):
    lengths = []
    for title, stanzas in poems(pieces):
        assert 2 <= len(stanzas) <= 4, title
        for stanza in stanzas:
            lines = stanza.split("\n")
            assert 4 <= len(lines) <= 8, title
            lengths += map(len, lines)
    assert min(lengths) == 22
    assert max(lengths) == 52
    assert sum(25 <= length <= 50 for length in lengths) / len(lengths) > 0.97


def test_a_note_is_one_paragraph_of_three_to_eight_sentences(pieces):
    for title, blocks in notes(pieces):
        (paragraph,) = blocks
        assert 3 <= len(re.findall(r"[.!?](?=\s|$)", paragraph)) <= 8, title
        assert max(map(len, paragraph.split("\n"))) <= 64, title


def test_no_line_is_repeated_and_no_run_of_30_characters(text):
    lines = [line for line in text.split("\n") if line]
    assert [line for line, count in Counter(lines).items() if count > 1] == []
    flat = " ".join(text.split())
    runs = Counter(flat[start : start + 30] for start in range(len(flat) - 29))
    assert [run for run, count in runs.items() if count > 1] == []


def test_the_vocabulary_is_small(text):
    counts = Counter(words(text))
    assert counts.total() == 13_782
    assert len(counts) == 1578
    share = sum(count for _, count in counts.most_common(500)) / counts.total()
    readme = (DATA_FOLDER / "README.md").read_text("utf-8")
    assert (
        f"\n| words | {counts.total():,}, of which {len(counts):,} distinct; "
        f"the 500 most frequent make up {share:.0%} |\n"
    ) in readme


def test_the_end_is_like_the_rest(text, pieces):
    known = set(words(as_text(pieces[:-28])))
    for part, first in [(pieces[-28:-14], "Sleet"), (pieces[-14:], "The Steamer")]:
        assert part[0][0] == first
        assert 0.095 < len(as_text(part)) / len(text) < 0.105
        assert len(notes(part)) == 4
        seen = words(as_text(part))
        assert 0.92 < sum(word in known for word in seen) / len(seen) < 0.95
