"""Public corpora: how their files are read, tried on small ones of the same form."""

import io
import os
import pickle
import re
import sys
import zipfile
from collections import Counter

import numpy as np
import pytest

from lstm_helpers import tag_spans
from lstm_helpers.corpus.dealing import dealt_split
from lstm_helpers.corpus.id_lists import read_id_lists
from lstm_helpers.corpus.imdb import read_imdb
from lstm_helpers.corpus.sms_spam import read_sms_spam
from lstm_helpers.corpus.tiny_shakespeare import read_speeches
from lstm_helpers.corpus.wikigold import read_wikigold

WORDS = '{"br": 3, "the": 1, "film": 2, "was": 5, "caf\\u00e9": 4, "dull": 6}'
TRAIN = [[1, 2, 5, 6], [1, 4, 3, 2]] * 10 + [[6, 6, 6]]
TEST = [[6, 2], [4], [2, 5, 4]]


def objects(lists):
    """Return lists as the array of objects that NumPy makes of unequal ones."""
    array = np.empty(len(lists), dtype=object)
    array[:] = lists
    return array


@pytest.fixture
def imdb(tmp_path):
    np.savez(
        tmp_path / "imdb.npz",
        x_train=objects(TRAIN),
        y_train=np.array([1] * 10 + [0] * 11),
        x_test=objects(TEST),
        y_test=np.array([0, 1, 0]),
    )
    (tmp_path / "imdb_word_index.json").write_text(WORDS, encoding="ascii")
    return tmp_path / "imdb.npz", tmp_path / "imdb_word_index.json"


def test_reviews_are_put_together_from_ids_and_words(imdb):
    reviews = read_imdb(*imdb)
    assert reviews.texts[:2] == ("the film was dull", "the café br film")
    assert reviews.select("test").texts == ("dull film", "café", "film was café")
    assert reviews.select("test").labels == ("negative", "positive", "negative")
    assert set(reviews.pairs) == {""}


def test_the_last_tenth_of_each_class_validates(imdb):
    splits = read_imdb(*imdb).splits
    assert [row for row, split in enumerate(splits) if split == "validation"] == [9, 20]
    assert Counter(splits) == {"train": 19, "validation": 2, "test": 3}


def test_reviews_are_those_that_keras_gives(imdb, monkeypatch):
    from keras.datasets import imdb as by_keras

    arrays, words = map(str, imdb)
    module = sys.modules[by_keras.load_data.__module__]
    monkeypatch.setattr(
        module, "get_file", lambda origin, **_: arrays if origin.endswith("npz") else words
    )
    words_of = {place + 3: word for word, place in by_keras.get_word_index().items()}
    ours = read_imdb(*imdb)
    parts = by_keras.load_data(num_words=100)  # unasked, it calls the last word of the list unknown
    for part, (lists, classes) in zip(("train", "test"), parts, strict=True):
        theirs = [
            (" ".join(words_of[id_] for id_ in ids[1:]), ("negative", "positive")[class_])
            for ids, class_ in zip(lists, classes, strict=True)
        ]
        rows = zip(ours.texts, ours.labels, ours.splits, strict=True)
        own = [row[:2] for row in rows if (row[2] == "test") == (part == "test")]
        assert Counter(own) == Counter(theirs)


def with_pickle(path, content: bytes):
    """Make a NumPy archive whose `x` is an array of objects with this pickle."""
    np.savez(path, x=objects([[1]]))
    with zipfile.ZipFile(path) as archive:
        stored = io.BytesIO(archive.read("x.npy"))
    np.lib.format.read_magic(stored)
    np.lib.format.read_array_header_1_0(stored)
    head = stored.getvalue()[: stored.tell()]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", head + content)
    return path


def test_a_pickle_of_the_first_numpy_and_of_python_2_is_read(tmp_path):
    """So old is the public file: other names, and text where Python 3 writes bytes."""
    new = pickle.dumps(objects([[1, 2], [3]]), protocol=2)
    old = new.replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
    old, count = re.subn(rb"c_codecs\nencode\n.*?Rq.", b"U\x01b", old, flags=re.DOTALL)
    assert count == 1
    assert read_id_lists(with_pickle(tmp_path / "old.npz", old), "x") == [[1, 2], [3]]


class Harmful:
    def __init__(self, call, *arguments):
        self.reduced = (call, arguments)

    def __reduce__(self):
        return self.reduced


def test_a_pickle_that_would_run_code_is_refused_unrun(tmp_path):
    harm = tmp_path / "harm"
    for at in (Harmful(os.mkdir, str(harm)), objects([[Harmful(os.mkdir, str(harm))]])):
        path = with_pickle(tmp_path / "evil.npz", pickle.dumps(at))
        with pytest.raises(ValueError, match=r"evil\.npz must hold x, lists of ids; .*mkdir"):
            read_id_lists(path, "x")
        assert not harm.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pickle.dumps(objects([["a"]])), "it holds something else"),
        (pickle.dumps(objects([[1, True]])), "it holds something else"),
        (pickle.dumps(objects([3, 4])), "it holds something else"),
        (pickle.dumps({"a": 1}), "it holds something else"),
        (b"", "must hold x, lists of ids"),
        (b"nonsense", "must hold x, lists of ids"),
    ],
    ids=["words", "booleans", "numbers", "no array", "nothing", "no pickle"],
)
def test_an_array_of_anything_else_is_refused(tmp_path, content, words):
    with pytest.raises(ValueError, match=words):
        read_id_lists(with_pickle(tmp_path / "x.npz", content), "x")


def test_a_file_without_the_arrays_is_refused(tmp_path, imdb):
    with pytest.raises(ValueError, match=r"imdb\.npz must hold x_tain, lists of ids"):
        read_id_lists(imdb[0], "x_tain")
    (tmp_path / "text.npz").write_text("no archive")
    with pytest.raises(ValueError, match=r"text\.npz must hold x, lists of ids"):
        read_id_lists(tmp_path / "text.npz", "x")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('{"the": 1}', r"words\.json must name every id; 2 is missing"),
        ('{"the": 0}', r"words\.json must hold the place of each word; each place must be a whole"),
        ('["the"]', r"words\.json must hold the place of each word"),
        ("{", r"words\.json must hold the place of each word"),
    ],
)
def test_words_that_do_not_fit_are_told(tmp_path, imdb, words, told):
    (tmp_path / "words.json").write_text(words)
    with pytest.raises(ValueError, match=told):
        read_imdb(imdb[0], tmp_path / "words.json")


@pytest.mark.parametrize(
    ("classes", "told"),
    [([1], "a class for each review of the train part; got 1 for 2"), ([1, 2], "from 0 to 1")],
)
def test_classes_that_do_not_fit_are_told(tmp_path, imdb, classes, told):
    np.savez(tmp_path / "few.npz", x_train=objects([[1], [2]]), y_train=classes)
    with pytest.raises(ValueError, match=told):
        read_imdb(tmp_path / "few.npz", imdb[1])


def test_splits_are_dealt_in_rounds_of_twenty():
    assert Counter(map(dealt_split, range(200))) == {"train": 140, "validation": 30, "test": 30}


def test_messages_come_once_and_near_twins_stay_together(tmp_path):
    path = tmp_path / "SMSSpamCollection"
    others = [f"ham\tmessage {chr(97 + number)}" for number in range(17)]
    lines = [
        'ham\tOk "lar... \tJoking',
        *others,
        "spam\tWIN £100 now",
        "spam\tWin £250  now ",
        "ham\tmessage b",
        "ham\tthe nineteenth",
        "ham\tthe twentieth, after which it starts anew",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    messages = read_sms_spam(path)
    assert len(messages) == 22
    assert messages.texts[0] == 'Ok "lar... \tJoking'
    assert messages.texts[18:20] == ("WIN £100 now", "Win £250  now ")
    assert messages.labels[17:21] == ("wanted", "unwanted", "unwanted", "wanted")
    assert messages.splits[:14] == ("train",) * 14
    assert messages.splits[14:] == ("validation",) * 3 + ("test",) * 4 + ("train",)


@pytest.mark.parametrize("line", ["maybe\tHello", "ham Hello", "ham\t", "ham"])
def test_a_line_that_is_no_message_is_named(tmp_path, line):
    (tmp_path / "few").write_text(f"ham\tSee you\n{line}\n")
    with pytest.raises(ValueError, match=r"few, line 2: wanted ham or spam, a tab and a message"):
        read_sms_spam(tmp_path / "few")


def test_the_last_tenth_of_the_speeches_is_held_out(tmp_path):
    path = tmp_path / "input.txt"
    text = "\n\n".join(f"FIRST:\n{'a' * number}" for number in range(40)) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    speeches = read_speeches(path)
    assert speeches.text() == text
    before = len(text) - len(speeches.text("test"))
    assert 0.9 * len(text) <= before < 0.9 * len(text) + 50
    assert 0.8 * len(text) <= len(speeches.text("train")) + 1 < 0.8 * len(text) + 50
    order = [split for k, split in enumerate(speeches.splits) if split != speeches.splits[k - 1]]
    assert order == ["train", "validation", "test"]


@pytest.mark.parametrize("text", ["", "ALL:\nSpeak.\n"])
def test_a_text_too_short_for_three_parts_is_told(tmp_path, text):
    (tmp_path / "input.txt").write_text(text)
    with pytest.raises(ValueError, match=r"input\.txt must hold speeches enough for three parts"):
        read_speeches(tmp_path / "input.txt")


def test_names_begin_with_b_and_other_kinds_are_none(tmp_path):
    path = tmp_path / "wikigold.conll.txt"
    path.write_text(
        "Mary I-PER\nStuart I-PER\nof O\nParis I-LOC\nIBM I-ORG\n\n"
        "Latin I-MISC\nRome I-LOC\n\n\n-DOCSTART- O\n\nA O\n\n-DOCSTART- O\n\n",
        newline="\n",
    )
    sentences = read_wikigold(path)
    assert sentences.tokens[1] == ("Latin", "Rome")
    assert sentences.tags == (
        ("B-PER", "I-PER", "O", "B-LOC", "B-ORG"),
        ("O", "B-LOC"),
        ("O",),
    )
    assert [span.kind for span in tag_spans(sentences.tags[0])] == ["PER", "LOC", "ORG"]
    assert set(sentences.kinds) == {"plain"}
    assert sentences.focus_places == (None,) * 3


def test_an_article_stays_in_one_split(tmp_path):
    path = tmp_path / "wikigold.conll.txt"
    article = "{0} O\n\nand O\n{0} O\n\n-DOCSTART- O\n\n"
    path.write_text("".join(article.format(number) for number in range(20)), newline="\n")
    sentences = read_wikigold(path)
    assert len(sentences) == 40
    assert sentences.splits == ("train",) * 28 + ("validation",) * 6 + ("test",) * 6
    path.write_text("-DOCSTART- O\n\n")
    assert len(read_wikigold(path)) == 0


@pytest.mark.parametrize("line", ["Mary B-PER", "Mary", " O", "Mary I-PER X", "Mary\tO"])
def test_a_line_that_is_no_token_is_named(tmp_path, line):
    (tmp_path / "few.txt").write_text(f"He O\n{line}\n")
    with pytest.raises(ValueError, match=r"few\.txt, line 2: wanted a token, a space and one of O"):
        read_wikigold(tmp_path / "few.txt")


@pytest.mark.parametrize("read", [read_sms_spam, read_speeches, read_wikigold])
def test_a_file_in_another_encoding_is_told(tmp_path, read):
    (tmp_path / "few.txt").write_bytes("ham\tcafé".encode("latin-1"))
    with pytest.raises(ValueError, match=r"few\.txt must be UTF-8 text; byte 7 is not"):
        read(tmp_path / "few.txt")
