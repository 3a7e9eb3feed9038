import pytest

from lstm_helpers import corpus, load_corpus


def test_selecting_keeps_texts_labels_and_pairs_together():
    whole = load_corpus("reviews")
    part = whole.select("test", labels=("positive",), paired=True)
    known = set(zip(whole.texts, whole.labels, whole.splits, whole.pairs, strict=True))
    rows = list(zip(part.texts, part.labels, part.splits, part.pairs, strict=True))
    assert rows
    assert set(rows) <= known
    assert all(row[1:3] == ("positive", "test") and row[3] for row in rows)


def test_the_three_splits_make_the_whole():
    whole = load_corpus("reviews")
    assert sum(len(whole.select(split)) for split in corpus.SPLITS) == len(whole)


def test_nothing_left_is_an_empty_corpus():
    assert len(load_corpus("reviews").select(labels=("neutral",), paired=True)) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: load_corpus("poems"), "name must be one of reviews; got 'poems'"),
        (lambda: load_corpus(3), "name must be one of reviews; got 3"),
        (
            lambda: load_corpus("reviews").select("dev"),
            "split must be one of test, train, validation",
        ),
        (lambda: load_corpus("reviews").select(labels=("great",)), "each of labels must be one of"),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text,label\na,b\n", "split, pair is missing"),
        ("", "text, label, split, pair is missing"),
        ("text,label,split,pair\na,b,dev,\n", r"reviews\.csv, line 2: wanted"),
        ("text,label,split,pair\na,b\n", r"reviews\.csv, line 2: wanted"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path, monkeypatch, content, words):
    (tmp_path / "reviews.csv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=words):
        load_corpus("reviews")


def test_a_missing_file_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match="the corpus 'reviews' is missing"):
        load_corpus("reviews")
