"""How good a model is: counts, shares, curves, intervals; and what a training's losses say."""

import numpy as np
from hypothesis import strategies as st

import lstm_helpers as course
from tests.inputs import kinds, valid
from tests.inputs.row import Row

SHARES = kinds.array
CURVE = course.threshold_curve([True, False, True, False], [0.9, 0.4, 0.3, 0.1])
SCORES = course.binary_scores([True, False, True, False], [0.9, 0.4, 0.3, 0.1])
NGRAMS = course.fit_ngram_model("banana bandana")
OPEN = kinds.optional(kinds.number(0, 1))
KNOWN = st.text("abdn ", max_size=9)


def shares(*values: float) -> None:
    assert all(0 <= float(value) <= 1 for value in values)


def scores(result: object) -> None:
    assert isinstance(result, course.BinaryScores)
    shares(result.accuracy, result.precision, result.recall, result.f1)


def all_shares(result: object) -> None:
    assert result.dtype == np.float64 and ((result >= 0) & (result <= 1)).all()


def curve(result: object) -> None:
    assert isinstance(result, course.ThresholdCurve)
    assert (np.diff(result.thresholds) > 0).all()
    for part in (result.recall, result.false_alarms, result.precision(), result.f1()):
        all_shares(part)


def view(result: object) -> None:
    assert isinstance(result, course.ThresholdView)
    scores(result.scores)
    shares(result.most_frequent)


def ngrams(result: object) -> None:
    assert isinstance(result, course.NgramModel)
    probabilities(result.next_probabilities(result.characters[:1]))


def probabilities(result: object) -> None:
    all_shares(result)
    assert np.isclose(result.sum(), 1)


def loss(result: object) -> None:
    assert type(result) is float and result >= 0


def perplexity(result: object) -> None:
    assert type(result) is float and result >= 1 - 1e-9


def diagnosis(result: object) -> None:
    assert result.word in ("diverges", "underfits", "overfits", "fits") and result.because


def bins(result: list) -> None:
    for each in result:
        assert each.count > 0
        shares(each.predicted, each.happened, each.low, each.high)


def recall_view(result: object) -> None:
    assert isinstance(result, course.RecallView)
    assert result.timestep in result.timesteps


def recall_scores(result: object) -> None:
    shares(*result.mean, *result.lowest, *result.highest, result.chance)


LOSSES = st.lists(st.floats(0, 5), min_size=1, max_size=5)
EPOCHS = st.lists(
    st.builds(
        course.Epoch, st.integers(1, 9), st.floats(allow_nan=True), st.none() | valid.SHARE,
        st.none() | st.floats(), st.none() | valid.SHARE, st.floats(0, 9),
    ),
    max_size=4,
)  # fmt: skip
WHOLES = kinds.listed(kinds.whole())

ROWS = [
    Row(
        "binary_scores", course.binary_scores,
        st.tuples(valid.answers(), valid.SHARE).map(lambda two: {**two[0], "threshold": two[1]}),
        {"actual": kinds.booleans, "probabilities": SHARES, "threshold": kinds.number(0, 1)},
        scores,
    ),
    Row(
        "BinaryScores.at_share", SCORES.at_share,
        st.fixed_dictionaries(
            {"share": valid.OPEN_SHARE}, optional={"total": st.integers(2, 10**6)}
        ),
        {"share": kinds.number(0, 1), "total": kinds.whole(2)}, scores,
    ),
    Row(
        "threshold_curve", course.threshold_curve, valid.answers(both=True),
        {"actual": kinds.booleans, "probabilities": SHARES}, curve,
    ),
    *(
        Row(
            f"ThresholdCurve.{name}", getattr(CURVE, name),
            st.fixed_dictionaries({"share": st.none() | valid.OPEN_SHARE}), {"share": OPEN},
            promise,
        )
        for name, promise in (
            ("precision", all_shares), ("f1", all_shares), ("best_f1", lambda two: shares(*two)),
        )
    ),
    Row(
        "threshold_view", course.threshold_view,
        st.tuples(valid.answers(both=True), valid.SHARE, st.none() | valid.OPEN_SHARE).map(
            lambda three: {
                "actual": three[0]["actual"],
                "probabilities": {"it": three[0]["probabilities"]},
                "names": ("ham", "spam"), "threshold": three[1], "share": three[2], "model": "it",
            }
        ),
        {
            "actual": kinds.booleans, "probabilities": kinds.nothing_else,
            "names": kinds.listed(kinds.text), "threshold": kinds.number(0, 1), "share": OPEN,
            "model": kinds.optional(kinds.choice("it")),
        },
        view,
    ),
    Row(
        "calibration_bins", course.calibration_bins,
        st.tuples(valid.answers(), st.integers(1, 20)).map(lambda two: {**two[0], "bins": two[1]}),
        {"actual": kinds.booleans, "probabilities": SHARES, "bins": kinds.whole(1)}, bins,
    ),
    Row(
        "wilson_interval", course.wilson_interval,
        st.integers(1, 10**6).flatmap(
            lambda total: st.fixed_dictionaries(
                {"part": st.integers(0, total), "total": st.just(total)},
                optional={"confidence": valid.OPEN_SHARE},
            )
        ),
        {"part": kinds.whole(), "total": kinds.whole(1), "confidence": kinds.number(0, 1)},
        lambda result: shares(*result),
        lambda result, part, total, confidence=0.95: _around(result, part / total),
    ),
    Row(
        "perplexity", course.perplexity,
        st.fixed_dictionaries({"chosen": st.lists(valid.SHARE, min_size=1)}),
        {"chosen": SHARES}, perplexity,
    ),
    Row(
        "fit_ngram_model", course.fit_ngram_model,
        st.fixed_dictionaries(
            {"text": KNOWN.map(lambda text: f"ab{text}")},
            optional={
                "order": st.integers(0, 5), "discount": valid.OPEN_SHARE,
                "characters": st.sampled_from([None, "abdn "]),
            },
        ),
        {
            "text": kinds.text, "order": kinds.whole(), "discount": kinds.number(0, 1),
            "characters": kinds.optional(kinds.text),
        },
        ngrams,
    ),
    Row(
        "NgramModel.next_probabilities", NGRAMS.next_probabilities,
        st.fixed_dictionaries({"prompt": KNOWN}), {"prompt": kinds.text}, probabilities,
    ),
    Row(
        "NgramModel.loss", NGRAMS.loss,
        st.fixed_dictionaries({"text": KNOWN.map(lambda text: f"ab{text}")}), {"text": kinds.text},
        loss,
    ),
    Row(
        "diagnose", course.diagnose,
        LOSSES.flatmap(
            lambda losses: st.fixed_dictionaries({
                "losses": st.just(losses),
                "validation_losses": st.just(losses[::-1]), "guess": st.floats(0.1, 9),
            })
        ),
        {
            "losses": kinds.listed(kinds.anything),
            "validation_losses": kinds.listed(kinds.anything),
            "guess": kinds.number(0),
        },
        diagnosis,
    ),
    Row(
        "observe", course.observe,
        st.fixed_dictionaries(
            {"history": EPOCHS.map(lambda epochs: course.History(tuple(epochs)))}
        ),
        {"history": kinds.nothing_else},
        lambda result: None, lambda result, history: _one_each(result, history.epochs),
    ),
    Row(
        "recall_view", course.recall_view,
        st.fixed_dictionaries({}, optional={
            "cell": st.sampled_from(["rnn", "lstm", "gru"]), "attention": st.booleans(),
            "distance": st.sampled_from([10, 25, 50, 100, 200, 400]), "trained": st.booleans(),
            "timestep": st.integers(0, 10),
        }),
        {
            "cell": kinds.choice("rnn", "lstm", "gru"), "attention": kinds.flag,
            "distance": kinds.whole(10), "trained": kinds.flag, "timestep": kinds.whole(),
        },
        recall_view,
    ),
    Row(
        "recorded_recall", course.recorded_recall, st.just({}), {},
        lambda result: _some(result),
    ),
    Row(
        "recall_scores", course.recall_scores,
        st.just({
            "cell": "rnn", "distances": [1, 2], "units": 2, "rate": 0.1, "steps": 1,
            "seeds": [0], "mixed": True, "forget_bias": 1.0, "attention": False,
        }),
        {
            "cell": kinds.choice("rnn", "lstm", "gru"), "distances": WHOLES,
            "units": kinds.whole(1), "rate": kinds.number(0), "steps": kinds.whole(1),
            "seeds": WHOLES, "mixed": kinds.flag, "forget_bias": kinds.number(),
            "attention": kinds.flag,
        },
        recall_scores, dear=True,
    ),
    Row(
        "load_recorded_runs", course.load_recorded_runs, st.just({}), {},
        lambda result: _some([result]),
    ),
]  # fmt: skip


def _around(ends: tuple[float, float], share: float) -> None:
    assert ends[0] - 1e-9 <= share <= ends[1] + 1e-9


def _one_each(said: list[str], epochs: tuple) -> None:
    assert len(said) == len(epochs) and all(said)


def _some(result: object) -> None:
    assert len(result) > 0
