from dataclasses import replace

import pytest

from lstm_helpers import load_pipeline, stage_notes


@pytest.fixture(scope="module")
def pipeline():
    return load_pipeline()


def notes_of(pipeline, texts):
    return {note.stage: note for note in stage_notes(pipeline, pipeline.run(texts))}


def test_numbers_and_parameters_are_counted(pipeline):
    notes = notes_of(pipeline, ["A dull film.", "Good"])
    assert [note.numbers for note in notes.values()] == [16, 4, 20, 1000, 128, 6]
    assert [note.parameters for note in notes.values()] == [0, 0, 0, 100_000, 29_440, 195]


def test_what_was_lost_is_named_while_it_can_be_read(pipeline):
    text = "The zorblish plot of it was not good but I loved it"
    notes = notes_of(pipeline, text)
    assert notes["ids"].lost == "any capitals and punctuation; 1 of 12 tokens is unknown: zorblish"
    assert notes["padded"].lost == "2 tokens dropped: the, zorblish"
    last = notes_of(replace(pipeline, truncate="post"), text)
    assert last["padded"].lost == "2 tokens dropped: loved, it"
    many = notes_of(pipeline, [text, "zorb " * 11])
    assert many["ids"].lost == "any capitals and punctuation; 12 of 23 tokens are unknown"
    assert many["padded"].lost == (
        "3 tokens dropped, the first ones of 2 texts: the, zorblish, zorb"
    )


def test_where_nothing_is_lost_that_is_said(pipeline):
    notes = notes_of(pipeline, "a film " * 4 + "film")
    assert notes["padded"].lost == "nothing: every token has a place, 1 place holds padding"
    assert notes["ids"].lost.endswith("none of 9 tokens is unknown")


def test_a_text_without_tokens_loses_no_words(pipeline):
    assert notes_of(pipeline, "")["state"].lost == "nothing: there was no token to read"


def test_one_class_of_three_is_a_share_and_one_place_is_one_id(pipeline):
    notes = notes_of(replace(pipeline, length=1), "film")
    assert notes["probabilities"].holds == "shares of one whole, one for each of 3 classes"
    assert notes["padded"].holds == "1 id a row, 0 where there is no token"


def test_other_types_are_refused(pipeline):
    with pytest.raises(ValueError, match="pipeline must be of type TextPipeline"):
        stage_notes("x", pipeline.run("x"))
    with pytest.raises(ValueError, match="stages must be of type Stages"):
        stage_notes(pipeline, "x")
