import numpy as np
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


def test_labels_may_come_as_anything_that_can_be_looped_over():
    whole = load_corpus("reviews")
    wanted = whole.select(labels=("positive", "neutral"))
    assert 0 < len(wanted) < len(whole)
    names = ["neutral", "positive"]
    for labels in (names, iter(names), np.array(names)):
        assert whole.select(labels=labels) == wanted


def test_nothing_left_is_an_empty_corpus():
    assert len(load_corpus("reviews").select(labels=("neutral",), paired=True)) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: load_corpus("poems"),
            "name must be one of messages, reviews, verse, entities, imdb, .*; got 'poems'",
        ),
        (lambda: load_corpus(3), "name must be one of messages, reviews, .*; got 3"),
        (
            lambda: load_corpus("reviews").select("dev"),
            "split must be one of test, train, validation",
        ),
        (lambda: load_corpus("reviews").select(labels=("great",)), "each of labels must be one of"),
        (
            lambda: load_corpus("reviews").select(labels="positive"),
            "labels must be a list of texts; got 'positive'",
        ),
        (lambda: load_corpus("reviews").select(paired="no"), "paired must be True or False"),
    ],
)
def test_a_wrong_argument_is_named_with_what_was_wanted(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text,label\na,b\n", "split, pair is missing"),
        ("", "text, label, split, pair is missing"),
        ("text,label,split,pair\na,b,dev,\n", r"reviews\.csv, line 2: wanted"),
        ("text,label,split,pair\na,b\n", r"reviews\.csv, line 2: wanted"),
        ("text,label,split,pair\na,b,train,\n,b,train,\n", r"reviews\.csv, line 3: wanted"),
        ("text,label,split,pair\na,,train,\n", r"reviews\.csv, line 2: wanted"),
        ("text,label,split,pair\ncaf\xe9,b,train,\n", r"reviews\.csv must be UTF-8 text; byte 25"),
        (f"text,label,split,pair\n{'a' * 200_000},b,train,\n", r"reviews\.csv cannot be read as a"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path, monkeypatch, content, words):
    (tmp_path / "reviews.csv").write_bytes(content.encode("latin-1"))
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=words):
        load_corpus("reviews")


def test_a_byte_order_mark_from_a_spreadsheet_does_no_harm(tmp_path, monkeypatch):
    content = "text,label,split,pair\na,b,train,\n"
    (tmp_path / "reviews.csv").write_text(content, encoding="utf-8-sig")
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    assert load_corpus("reviews").texts == ("a",)


def test_a_missing_file_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match="the corpus 'reviews' is missing"):
        load_corpus("reviews")


def test_the_parts_of_the_verse_make_the_whole():
    verse = load_corpus("verse")
    parts = [verse.text(split) for split in corpus.SPLITS]
    assert "\n".join(parts) == verse.text() == (corpus.DATA_FOLDER / "verse.txt").read_text("utf-8")
    assert [verse.splits.count(split) for split in corpus.SPLITS] == [111, 14, 14]
    assert parts[1].startswith("Sleet\n\n")
    assert parts[2].startswith("The Steamer\n\n")
    assert len(verse) == len(verse.splits) == 139
    assert len(verse.characters) == len(set(verse.text())) == 60


def test_a_split_that_the_verse_lacks_is_told():
    with pytest.raises(ValueError, match="split must be one of test, train, validation; got 'dev'"):
        load_corpus("verse").text("dev")
    assert corpus.RunningText((), ()).text() == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("one\ntwo\n\nSleet\n", r"verse\.txt must begin with a title"),
        ("A\n\nx\ny\n\nSleet\n\nx\ny\n", "must hold a piece with the title 'The Steamer'"),
        ("Sleet\n\nx\ny\n\nThe Steamer\n\nx\ny\n", "pieces before and after 'Sleet'"),
        ("A\n\nThe Steamer\n\nx\ny\n\nSleet\n\nx\ny\n", "pieces before and after 'Sleet'"),
        ("caf\xe9", r"verse\.txt must be UTF-8 text; byte 3 is not"),
    ],
)
def test_damaged_verse_is_told_in_words(tmp_path, monkeypatch, content, words):
    (tmp_path / "verse.txt").write_bytes(content.encode("latin-1"))
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=words):
        load_corpus("verse")


def test_tagged_sentences_stay_whole_when_they_are_selected():
    whole = load_corpus("entities")
    part = whole.select("test", kind="right_context")
    rows = list(zip(part.tokens, part.tags, part.focus, strict=True))
    assert set(rows) <= set(zip(whole.tokens, whole.tags, whole.focus, strict=True))
    assert all(len(tokens) == len(tags) and focus in tokens for tokens, tags, focus in rows)
    assert set(part.splits) == {"test"}
    assert set(part.kinds) == {"right_context"}
    assert sum(len(whole.select(split)) for split in corpus.SPLITS) == len(whole) == 2264
    assert len(part.select("train")) == 0


def test_the_focus_is_found_in_its_sentence():
    plain, ambiguous = (
        load_corpus("entities").select(kind=kind) for kind in ("plain", "right_context")
    )
    assert set(plain.focus_places) == {None}
    found = [row[k] for row, k in zip(ambiguous.tokens, ambiguous.focus_places, strict=True)]
    assert tuple(found) == ambiguous.focus


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: load_corpus("entities").select("dev"), "split must be one of train, validation"),
        (lambda: load_corpus("entities").select(kind="hard"), "kind must be one of plain, right_c"),
    ],
)
def test_an_unknown_part_of_the_tagged_sentences_is_told(call, words):
    with pytest.raises(ValueError, match=words):
        call()


HEADER = "tokens,tags,split,kind,focus\n"


@pytest.mark.parametrize(
    "row",
    [
        "Rose sang,B-PER,test,plain,",
        "Rose sang,B-PER X,test,plain,",
        "Rose sang,B-PER O,dev,plain,",
        "Rose sang,B-PER O,test,odd,",
        "Rose sang,B-PER O,test,right_context,May",
        ",,test,plain,",
        "Rose sang,B-PER O",
    ],
)
def test_a_tagged_sentence_that_is_not_whole_is_named_by_its_line(tmp_path, monkeypatch, row):
    good = "Rose sang,B-PER O,test,right_context,Rose\n"
    (tmp_path / "entities.csv").write_text(HEADER + good + row + "\n", encoding="utf-8")
    monkeypatch.setattr(corpus, "DATA_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"entities\.csv, line 3: wanted tokens and as many tags"):
        load_corpus("entities")
    (tmp_path / "entities.csv").write_text("tokens,tags\n", encoding="utf-8")
    with pytest.raises(ValueError, match="split, kind, focus is missing"):
        load_corpus("entities")
