"""Explorers: what their constructors take, and what may be set on them at any time."""

from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers.pipeline import STAGES
from lstm_helpers.tokenizer import tokenize
from tests.inputs import kinds, valid
from tests.inputs.explorers import settable, works
from tests.inputs.row import Row

NO = kinds.nothing_else
OWN = kinds.optional(NO)  # a model of the course's, or None for the course's own
SIDE = kinds.choice("pre", "post")
SENTENCE = st.sampled_from(["a good film, not a dull one", "dull, dull"])


def one_of(*values: object) -> kinds.Takes:
    """Say yes to a number that is one of a few."""
    return lambda value: kinds.number()(value) and value in values


def worded(value: object) -> bool:
    return kinds.text(value) and bool(tokenize(value))


def row(cls: type, values: dict[str, st.SearchStrategy], **takes: kinds.Takes) -> Row:
    """Return the row of an explorer, any of whose `values` may be left out."""
    given = st.fixed_dictionaries({}, optional=values)
    name = cls.__name__
    return Row(name, settable(cls), given, takes, works, shared=tuple(takes))


ROWS = [
    row(
        course.AttentionExplorer,
        {
            "cell": st.sampled_from(["rnn", "lstm", "gru"]), "attention": st.booleans(),
            "distance": st.sampled_from([10, 400]), "trained": st.booleans(),
            "timestep": st.integers(0, 10),
        },
        cell=kinds.choice("rnn", "lstm", "gru"), attention=kinds.flag,
        distance=kinds.whole(10, 400), trained=kinds.flag, timestep=kinds.whole(),
    ),
    row(
        course.CurvesExplorer,
        {
            "rate": st.sampled_from([1.0, 0.01]), "units": st.sampled_from([16]),
            "sentences": st.just(2000), "dropout": st.just(0.0), "epochs": st.integers(1, 10),
        },
        runs=OWN, rate=kinds.number(), units=kinds.number(), sentences=kinds.number(),
        dropout=kinds.number(), epochs=kinds.whole(1, 10),
    ),
    row(
        course.EmbeddingExplorer,
        {
            "word": st.sampled_from(["film", "dull"]), "neighbours": st.integers(1, 15),
            "training": st.sampled_from(["before", "after"]), "words": st.integers(100, 400),
        },
        word=kinds.text, neighbours=kinds.whole(1, 15),
        training=kinds.choice("before", "after"), words=kinds.whole(100),
    ),
    row(
        course.GateExplorer,
        {
            "sentence": valid.SENTENCE, "padding": st.integers(0, 10), "timestep": st.just(0),
            "unit": st.integers(0, 15), "mask_padding": st.booleans(),
            "intervention": st.sampled_from([None, course.Intervention(forget=1.0)]),
        },
        model=OWN, sentence=kinds.text, timestep=kinds.whole(),
        unit=kinds.whole(0, 15), intervention=OWN, question=OWN,
        padding=kinds.whole(0, 10), mask_padding=kinds.flag,
        swaps=lambda value: isinstance(value, dict) and not value, answer=OWN,
    ),
    row(
        course.GenerationExplorer,
        {
            "prompt": st.text("abc ", min_size=1, max_size=8), "seed": st.integers(0, 2**32),
            "length": st.integers(1, 5), "temperature": st.floats(0.2, 2),
        },
        model=OWN, prompt=kinds.text, temperature=kinds.number(0.2, 2), length=kinds.whole(1, 200),
        seed=kinds.whole(),
    ),
    row(
        course.GradientExplorer,
        {
            "cell": st.sampled_from(["RNN", "LSTM", "GRU"]), "length": st.integers(2, 9),
            "gain": st.floats(0.2, 2), "forget_bias": st.sampled_from([0, 1, 2, 5]),
            "clip": st.just("off") | st.floats(0.1, 10), "seed": st.integers(0, 9),
        },
        cell=kinds.choice("RNN", "LSTM", "GRU"), length=kinds.whole(2, 100),
        gain=kinds.number(0.2, 2), forget_bias=one_of(0, 1, 2, 5),
        clip=lambda value: (
            kinds.optional(kinds.choice("off"))(value) or kinds.number(0.1, 10)(value)
        ),
        seed=kinds.whole(0, 9),
    ),
    row(course.LiveCurves, {}),
    row(
        course.PaddingExplorer,
        {
            "sentence": valid.TEXT.filter(lambda text: text.isprintable()),
            "length": st.integers(1, 40), "where": st.sampled_from(["pre", "post"]),
            "truncate": st.sampled_from(["pre", "post"]), "masked": st.booleans(),
        },
        model=OWN, sentence=kinds.text, length=kinds.whole(1, 40), where=SIDE, truncate=SIDE,
        masked=kinds.flag,
    ),
    row(
        course.PipelineExplorer,
        {
            "sentence": valid.SENTENCE, "stage": st.sampled_from(STAGES),
            "length": st.integers(1, 20),
        },
        pipeline=OWN, sentence=kinds.text, stage=kinds.choice(*STAGES), length=kinds.whole(1, 20),
    ),
    row(
        course.ReturnExplorer,
        {
            "sentence": SENTENCE, "return_sequences": st.booleans(),
            "return_state": st.booleans(), "units": st.integers(1, 6),
            "timesteps": st.integers(1, 6), "masked": st.booleans(),
        },
        vocabulary=OWN, sentence=worded, timesteps=kinds.whole(1, 6),
        return_sequences=kinds.flag, return_state=kinds.flag, units=kinds.whole(1, 6),
        masked=kinds.flag,
    ),
    row(
        course.SentimentExplorer,
        {
            "sentence": SENTENCE, "change": st.sampled_from(["none", "not", "swap"]),
            "word": st.integers(0, 1), "other": st.integers(0, 1),
        },
        model=OWN, bag=OWN, sentence=worded, change=kinds.choice("none", "not", "swap"),
        word=kinds.whole(), other=kinds.whole(),
    ),
    row(
        course.TaggingExplorer,
        {"sentence": SENTENCE, "read": st.integers(1, 2), "word": st.just(0)},
        taggers=OWN, sentence=kinds.text, read=kinds.whole(1, 20), word=kinds.whole(0, 19),
    ),
    row(
        course.ThresholdExplorer,
        {"threshold": valid.SHARE, "share": valid.OPEN_SHARE},
        actual=OWN, probabilities=OWN, names=kinds.optional(kinds.listed(kinds.text)),
        model=OWN, threshold=kinds.number(0, 1), share=kinds.number(0, 1),
    ),
    row(
        course.TokenExplorer,
        {"text": valid.SENTENCE, "max_tokens": st.integers(3, 500), "position": st.just(0)},
        texts=kinds.optional(kinds.listed(kinds.text)), text=kinds.text, max_tokens=kinds.whole(3),
        position=kinds.whole(),
    ),
]  # fmt: skip
