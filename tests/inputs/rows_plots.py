"""Every picture: of what it is drawn, and that it is a figure."""

from collections.abc import Mapping

import numpy as np
from hypothesis import strategies as st
from matplotlib.figure import Figure

import lstm_helpers as course
from lstm_helpers import plots
from lstm_helpers.cells import lstm_step
from lstm_helpers.gate_census import WordGate
from lstm_helpers.pipeline import STAGES
from tests.inputs import kinds, valid
from tests.inputs.row import Row
from tests.inputs.rows_models import BAG, PIPELINE, REVIEWS, TAGGERS, VERSE
from tests.inputs.rows_numbers import ATLAS

NO = kinds.nothing_else
SENTENCE = "a good film"
READING = REVIEWS.read(SENTENCE)
RNN = course.random_cell("LSTM", features=2, units=2, seed=0)
STEP = lstm_step(RNN, np.zeros(2), np.zeros(2), np.zeros(2))
RUN = course.History(
    tuple(course.Epoch(n, 1 / n, 0.5, 2 / n, 0.5, 0.1) for n in (1, 2)), (1.0, 0.5), "done"
)
GUESS = course.guessing(["a", "b"])
WORDS = [WordGate("but", 9, 0.4, 0.1)]
SCENE = ATLAS.around("good", 2, 3)
LOSSES = {"sick": [0.7, 0.6], "cured": [0.7, 0.1]}


def mapping(takes: kinds.Takes) -> kinds.Takes:
    return lambda value: (
        isinstance(value, Mapping)
        and all(isinstance(name, str) and takes(each) for name, each in value.items())
    )


SHARES = mapping(kinds.number(0, 1))


def picture(result: object) -> None:
    assert isinstance(result, Figure)
    result.draw_without_rendering()


def drawn(name: str, given: dict, shared: tuple[str, ...] = (), **takes: kinds.Takes) -> Row:
    return Row(name, getattr(plots, name), st.just(given), takes, picture, dear=True, shared=shared)


ROWS = [
    drawn(
        "plot_attended_words", {"words": [["a", "film"]], "weights": [[0.5, 0.5]]},
        words=NO, weights=kinds.array,
    ),
    drawn("plot_attention", {"weights": [[0.9, 0.1], [0.5, 0.5]]}, weights=kinds.array),
    drawn("plot_batches", {"batches": {"after": course.pad([[2], [3, 4]], 2)}}, batches=NO),
    drawn(
        "plot_both_ways",
        {"tokens": ["a", "b"], "forward": np.zeros((2, 3)), "backward": np.ones((2, 3))},
        tokens=kinds.listed(kinds.text), forward=kinds.array, backward=kinds.array,
    ),
    drawn(
        "plot_by_seed", {"panels": {"F1": {"left": [0.4, 0.5]}}, "bounds": {"F1": ("all", 0.6)}},
        panels=NO, bounds=kinds.optional(lambda value: isinstance(value, dict) and not value),
    ),
    drawn(
        "plot_calibration",
        {"models": {"it": course.calibration_bins([False, True, True], [0.2, 0.4, 0.9], 2)}},
        models=NO,
    ),
    drawn(
        "plot_cell_diagram", {"step": STEP, "previous_cell": [0.1, 0.2], "unit": 1},
        step=NO, previous_cell=kinds.array, unit=kinds.whole(0, 1),
    ),
    drawn(
        "plot_confusion", {"scores": course.BinaryScores(8, 2, 1, 9), "names": ("ham", "spam")},
        scores=NO, names=kinds.listed(kinds.text),
    ),
    drawn(
        "plot_coverage", {"sizes": [10, 100], "curves": {"training": [0.25, 0.5]}},
        sizes=kinds.listed(kinds.whole(1)), curves=NO,
    ),
    drawn(
        "plot_curves", {"training": RUN, "guess": GUESS, "epochs": 1},
        training=NO, guess=NO, epochs=kinds.optional(kinds.whole(1)),
    ),
    drawn("plot_drift", {"panels": {"no mask": {"good": [0.9, 0.8]}}}, panels=NO),
    drawn("plot_each_run", {"runs": {"one": RUN}, "guess": GUESS}, runs=NO, guess=NO),
    drawn("plot_gate_maps", {"reading": READING}, reading=NO),
    drawn(
        "plot_generation", {"continuation": course.continue_text(VERSE, "The ", 9)},
        continuation=NO,
    ),
    drawn("plot_gradient_norms", {"flow": course.gradient_flow("LSTM", length=9)}, flow=NO),
    drawn(
        "plot_held_out_losses", {"losses": {"even": 4.09, "LSTM": 1.5}},
        losses=mapping(kinds.number(0)),
    ),
    drawn(
        "plot_lengths", {"lengths": [1, 3], "length": 2},
        lengths=kinds.listed(kinds.whole()), length=kinds.whole(1),
    ),
    drawn(
        "plot_lookup", {"ids": [1], "embedding": [[0.5], [-0.25]], "tokens": ["", "film"]},
        ids=kinds.listed(kinds.whole(0, 1)), embedding=kinds.array,
        tokens=kinds.listed(kinds.text),
    ),
    drawn(
        "plot_padded_reading", {"reading": course.read_padded(REVIEWS, SENTENCE, 4)}, reading=NO
    ),
    drawn(
        "plot_pipeline", {"pipeline": PIPELINE, "text": SENTENCE}, pipeline=NO, text=kinds.text
    ),
    drawn(
        "plot_probabilities", {"tokens": ["so", "good"], "curves": {"learned": [0.5, 0.9]}},
        tokens=kinds.listed(kinds.text), curves=NO,
    ),
    drawn(
        "plot_recall",
        {"scores": [course.RecallScores("rnn", 1, 10, (1, 5), np.array([[1.0, 0.5]]))]}, scores=NO,
    ),
    drawn("plot_recall_view", {"view": course.recall_view()}, view=NO),
    drawn(
        "plot_recurrent_steps",
        {"inputs": [[1.0], [0.0]], "hidden": [[0.76], [0.64]], "words": ["very", "good"]},
        inputs=kinds.array, hidden=kinds.array, words=kinds.optional(kinds.listed(kinds.text)),
    ),
    drawn("plot_runs", {"runs": {"one": RUN}, "guess": GUESS}, runs=NO, guess=NO),
    drawn(
        "plot_scores",
        {"boards": {"reviews": {"bag": [80], "LSTM": [85]}}, "totals": {"reviews": 100}},
        boards=NO, totals=NO, chance=kinds.number(0, 1),
    ),
    drawn(
        "plot_sentiment", {"view": course.sentiment_view(SENTENCE, REVIEWS, BAG)}, view=NO
    ),
    drawn("plot_share_ranges", {"counts": {"7 of 10": (7, 10)}}, counts=NO),
    drawn("plot_squashing", {}),
    drawn(
        "plot_stage", {"pipeline": PIPELINE, "text": SENTENCE, "stage": "padded"},
        pipeline=NO, text=kinds.text, stage=kinds.choice(*STAGES),
    ),
    drawn(
        "plot_tagged", {"rows": [("true", ["Rose", "sang"], ["B-PER", "O"])], "width": 400},
        rows=NO, width=kinds.whole(300, 10_000),
    ),
    drawn(
        "plot_tagging", {"taggings": course.read_twice("Rose sang", TAGGERS), "word": 1},
        taggings=NO, word=kinds.whole(0, 1),
    ),
    drawn(
        "plot_thresholds",
        {"view": course.threshold_view([False, True], {"it": [0.1, 0.4]}, threshold=0.3)},
        view=NO, shared=("view",),
    ),
    drawn(
        "plot_token_ids", {"texts": ["Good film!"], "vocabulary": valid.VOCABULARY},
        texts=kinds.listed(kinds.text), vocabulary=NO,
    ),
    drawn("plot_unrolled", {"unrolled": course.unroll(SENTENCE, valid.VOCABULARY)}, unrolled=NO),
    drawn(
        "plot_variants", {"runs": {"LSTM": [0.8, 0.82]}, "others": {"bag": 0.79}},
        runs=NO, others=kinds.optional(SHARES),
    ),
    drawn(
        "plot_ward", {"patients": {"mask": (0.5, 0.89)}, "losses": LOSSES, "guessing": 0.69},
        patients=NO, losses=NO, guessing=kinds.number(),
    ),
    drawn(
        "plot_word_gates", {"lowest": WORDS, "highest": WORDS, "gate": "forget"},
        lowest=kinds.listed(NO), highest=kinds.listed(NO),
        gate=kinds.choice("input", "forget", "output"),
    ),
    drawn("plot_word_map", {"scene": SCENE}, scene=NO),
    drawn("plot_word_maps", {"scenes": [SCENE, SCENE]}, scenes=NO),
]  # fmt: skip
