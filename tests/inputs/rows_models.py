"""Whole models: those that come with the course, and what they say about a text."""

import atexit
import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

import lstm_helpers as course
from tests.inputs import kinds, valid
from tests.inputs.row import Row

REVIEWS = course.load_review_model()
TAGGERS = course.load_entity_taggers()
PIPELINE = course.load_pipeline()
VERSE = course.load_verse_model()
BAG = course.review_bag()
READER, READING = VERSE.read("The boat"), VERSE.read("The boat")
FOLDER = Path(tempfile.mkdtemp(prefix="inputs-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
NO = kinds.nothing_else
SIDE = kinds.choice("pre", "post")
PROMPT = st.text("abc ", min_size=1, max_size=8)
SHORT = st.lists(valid.SENTENCE, max_size=3)


def shares(result: object) -> None:
    values = np.asarray(result)
    assert values.dtype in (np.float32, np.float64)
    assert ((values >= 0) & (values <= 1)).all()


def probabilities(result: object) -> None:
    shares(result)
    assert np.isclose(result.sum(), 1)


def reading(result: object) -> None:
    assert isinstance(result, course.Reading)
    shares(result.probabilities)
    assert len(result.tokens) == len(result.ids) == len(result.probabilities)


def tagging(result: object) -> None:
    assert isinstance(result, course.TagReading)
    assert len(result.tags) == len(result.tokens) == len(result.probabilities)
    course.tag_spans(result.tags)


def stages(result: object) -> None:
    assert isinstance(result, course.Stages)
    shares(result.probabilities)
    assert len(result.predicted) == len(result.texts)


def padded(result: object) -> None:
    assert isinstance(result, course.PaddedReading)
    shares(result.probabilities)
    assert result.zeros + len(result.tokens[result.kept]) == result.length


def written(result: object) -> None:
    assert isinstance(result, str) and set(result) <= set(VERSE.characters)


def losses(result: object) -> None:
    assert np.asarray(result).dtype == np.float64 and (np.asarray(result) >= 0).all()


def drawn(result: object) -> None:
    assert type(result) is int and 0 <= result < len(VERSE.characters)


def nothing(result: object) -> None:
    assert result is None


def made(cls: type):
    def promise(result: object) -> None:
        assert isinstance(result, cls)

    return promise


PATHS = kinds.text
TEMPERATURE = st.floats(0.05, 9)
WRITING = {
    "prompt": kinds.text, "length": kinds.whole(), "temperature": kinds.number(0),
    "seed": kinds.whole(),
}  # fmt: skip
WRITTEN = st.fixed_dictionaries(
    {"prompt": PROMPT, "length": st.integers(0, 5)},
    optional={"temperature": TEMPERATURE, "seed": valid.SEED},
)


def loaded(name: str, cls: type) -> Row:
    return Row(
        name, getattr(course, name), st.just({}), {"path": PATHS}, made(cls), also=(OSError,)
    )


ROWS = [
    Row(
        "ReviewModel.read", REVIEWS.read, st.fixed_dictionaries({"sentence": valid.TEXT}),
        {"sentence": kinds.text, "intervention": kinds.optional(NO)}, reading,
    ),
    Row(
        "ReviewModel.save", REVIEWS.save, st.just({"path": FOLDER / "model.npz"}), {"path": PATHS},
        nothing, dear=True,
    ),
    Row(
        "classify", course.classify,
        st.fixed_dictionaries({"model": st.just(REVIEWS), "sentences": SHORT}),
        {
            "model": NO, "sentences": kinds.listed(kinds.text),
            "intervention": kinds.optional(NO),
        },
        shares,
    ),
    Row(
        "read_padded", course.read_padded,
        st.fixed_dictionaries(
            {
                "model": st.just(REVIEWS), "sentence": valid.TEXT, "length": st.integers(1, 9),
            },
            optional={
                "where": st.sampled_from(["pre", "post"]),
                "truncate": st.sampled_from(["pre", "post"]), "masked": st.booleans(),
            },
        ),
        {
            "model": NO, "sentence": kinds.text, "length": kinds.whole(1), "where": SIDE,
            "truncate": SIDE, "masked": kinds.flag,
        },
        padded,
    ),
    Row(
        "gates_by_word", course.gates_by_word,
        st.fixed_dictionaries(
            {
                "model": st.just(REVIEWS), "sentences": SHORT,
                "gate": st.sampled_from(["input", "forget", "output"]),
            },
            optional={"min_count": st.integers(1, 3)},
        ),
        {
            "model": NO, "sentences": kinds.listed(kinds.text),
            "gate": kinds.choice("input", "forget", "output"), "min_count": kinds.whole(1),
        },
        lambda result: shares([each.mean for each in result]),
    ),
    Row(
        "review_bag", course.review_bag, st.just({}), {"weight": kinds.number(1e-6, 1e6)},
        made(type(BAG)), dear=True,
    ),
    Row(
        "sentiment_view", course.sentiment_view,
        st.fixed_dictionaries(
            {
                "sentence": valid.SENTENCE, "model": st.just(REVIEWS), "bag": st.just(BAG),
                "change": st.sampled_from(["none", "not", "swap"]), "word": st.just(0),
                "other": st.just(0),
            }
        ),
        {
            "sentence": kinds.text, "model": NO, "bag": NO,
            "change": kinds.choice("none", "not", "swap"), "word": kinds.whole(),
            "other": kinds.whole(),
        },
        lambda result: shares([result.probability, result.bag_probability]),
    ),
    Row(
        "EntityTagger.read", TAGGERS.both_sides.read,
        st.fixed_dictionaries({"sentence": valid.SENTENCE | st.lists(valid.TEXT, max_size=3)}),
        {"sentence": lambda value: kinds.text(value) or kinds.listed(kinds.text)(value)}, tagging,
    ),
    Row(
        "read_twice", course.read_twice,
        st.fixed_dictionaries(
            {"sentence": valid.SENTENCE, "taggers": st.just(TAGGERS)},
            optional={"read": st.none() | st.just(1), "most": st.none() | st.integers(1, 9)},
        ),
        {
            "sentence": kinds.text, "taggers": NO, "read": kinds.optional(kinds.whole(1)),
            "most": kinds.optional(kinds.whole(1)),
        },
        lambda result: tagging(result.both_sides),
    ),
    Row(
        "TextPipeline.run", PIPELINE.run, st.fixed_dictionaries({"texts": valid.TEXTS}),
        {"texts": lambda value: kinds.text(value) or kinds.listed(kinds.text)(value)}, stages,
    ),
    Row(
        "stage_notes", course.stage_notes,
        SHORT.map(lambda texts: {"pipeline": PIPELINE, "stages": PIPELINE.run(texts)}),
        {"pipeline": NO, "stages": NO}, lambda result: _six(result),
    ),
    Row(
        "save_pipeline", course.save_pipeline,
        st.just({"pipeline": PIPELINE, "path": FOLDER / "pipeline.npz"}),
        {"pipeline": NO, "path": PATHS}, nothing, dear=True,
    ),
    loaded("load_review_model", course.ReviewModel),
    loaded("load_entity_taggers", course.EntityTaggers),
    loaded("load_pipeline", course.TextPipeline),
    loaded("load_verse_model", course.CharacterModel),
    Row(
        "CharacterModel.encode", VERSE.encode, st.fixed_dictionaries({"text": PROMPT}),
        {"text": kinds.text}, lambda result: [drawn(each) for each in result],
    ),
    *(
        Row(
            f"CharacterModel.{name}", getattr(VERSE, name),
            st.fixed_dictionaries(
                {"text": PROMPT.map(lambda text: f"a{text}")}, optional={"row": st.integers(1, 9)}
            ),
            {"text": kinds.text, "row": kinds.whole(1)}, losses,
        )
        for name in ("losses", "loss")
    ),
    Row(
        "CharacterModel.read", VERSE.read, st.fixed_dictionaries({"prompt": PROMPT}),
        {"prompt": kinds.text}, made(course.CharacterReader),
    ),
    Row(
        "CharacterModel.next_probabilities", VERSE.next_probabilities,
        st.fixed_dictionaries({"prompt": PROMPT}, optional={"temperature": TEMPERATURE}),
        {"prompt": kinds.text, "temperature": kinds.number(0)}, probabilities,
    ),
    Row("CharacterModel.generate", VERSE.generate, WRITTEN, WRITING, written),
    Row(
        "continue_text", course.continue_text,
        WRITTEN.map(lambda given: {"model": VERSE, **given}), {"model": NO, **WRITING},
        lambda result: written(result.text),
    ),
    Row(
        "CharacterReader", course.CharacterReader, st.just({"model": VERSE}), {"model": NO},
        made(course.CharacterReader),
    ),
    Row(
        "CharacterReader.read", READING.read,
        st.fixed_dictionaries({"id_": st.integers(0, len(VERSE.characters) - 1)}),
        {"id_": kinds.whole(0, len(VERSE.characters) - 1)}, nothing,
    ),
    Row(
        "CharacterReader.probabilities", READER.probabilities,
        st.fixed_dictionaries({}, optional={"temperature": TEMPERATURE}),
        {"temperature": kinds.number(0)}, probabilities,
    ),
    Row(
        "CharacterReader.draw", READER.draw,
        st.fixed_dictionaries(
            {"chance": st.floats(0, 1, exclude_max=True)}, optional={"temperature": TEMPERATURE}
        ),
        {"chance": kinds.number(0, 1), "temperature": kinds.number(0)}, drawn,
    ),
    Row(
        "held_out_messages", course.held_out_messages, st.just({}), {},
        lambda result: [shares(each) for each in result[1].values()],
    ),
]  # fmt: skip


def _six(result: tuple) -> None:
    assert len(result) == 6 and all(each.numbers >= 0 for each in result)
