"""Reading curves: observations and diagnoses by their rules, and the recorded trainings."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers import History, diagnose, guessing, load_corpus, load_recorded_runs, observe
from lstm_helpers.curves import Guessing, Run, curves_scene, movements
from lstm_helpers.curves.recorded import read_runs
from lstm_helpers.curves.scene import run_of
from lstm_helpers.history import Epoch
from lstm_helpers.recorded import RECORDED_FOLDER, load_recorded

LOG3 = math.log(3)
LOSSES = st.lists(st.tuples(st.floats(0.001, 5), st.floats(0.001, 5)), min_size=1, max_size=12)


def history(*figures):
    return History(tuple(Epoch(i + 1, a, 0.5, b, 0.6, 1.0) for i, (a, b) in enumerate(figures)))


# ------------------------------------------------------------------------- observations


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((1.0, 1.0), (0.9, 0.9), "both fall"),
        ((1.0, 1.0), (1.1, 1.1), "both rise"),
        ((1.0, 1.0), (0.99, 1.01), "both stand still"),
        ((1.0, 1.0), (0.9, 1.1), "training falls, validation rises"),
        ((1.0, 1.0), (0.9, 1.01), "training falls, validation stands still"),
        ((1.0, 1.0), (1.1, 0.9), "training rises, validation falls"),
        ((0.1, 1.0), (0.097, 0.985), "training falls, validation stands still"),
        ((1.0, 1.0), (math.nan, math.nan), "both are no numbers"),
        ((1.0, 1.0), (math.inf, 0.9), "training is no number, validation falls"),
    ],
)
def test_two_epochs_are_compared(before, after, words):
    assert observe(history(before, after)) == ["the start", words]


def test_without_validation_training_is_spoken_of_alone():
    assert observe(history((1.0, None), (0.5, None))) == ["the start", "training falls"]
    assert observe(History()) == []
    assert observe(history((1.0, 0.5))) == ["the start"]


@given(LOSSES)
def test_every_epoch_is_spoken_of(figures):
    assert len(observe(history(*figures))) == len(figures)
    assert observe(history(*figures)) == movements(*zip(*figures, strict=True))


def test_something_else_is_refused():
    with pytest.raises(ValueError, match="history must be of type History; got"):
        observe([0.5])


# ---------------------------------------------------------------------------- diagnoses


@pytest.mark.parametrize(
    ("losses", "kept", "word", "because"),
    [
        ([0.8, 0.3], [0.6, 0.5], "fits", "down to 0.30"),
        ([1.09, 1.08], [1.09, 1.08], "underfits", "still 1.08, above 0.55"),
        ([0.9, 0.1], [0.5, 0.6], "overfits", "0.60, 20% above its lowest, 0.50 in epoch 1"),
        ([1.7, 1.4], [1.2, 1.4], "diverges", "1.40, above 1.12: worse than guessing"),
        ([0.9, 0.5518], [0.9, 0.6], "underfits", "still 0.552, above 0.549, half"),
        ([1.2, 1.1206], [1.2, 1.1], "diverges", "is 1.12060, above 1.12058: worse"),
        ([0.5, math.nan], [0.5, 0.5], "diverges", "no number"),
        ([0.5, 0.4], [0.5, math.inf], "diverges", "no number"),
    ],
)
def test_each_diagnosis_names_its_rule(losses, kept, word, because):
    found = diagnose(losses, kept, LOG3)
    assert found.word == word
    assert because in found.because


@given(LOSSES)
def test_a_diagnosis_is_one_of_four_and_true_to_its_rule(figures):
    losses, kept = zip(*figures, strict=True)
    word = diagnose(losses, kept, LOG3).word
    turned = kept[-1] > 1.1 * min(kept)
    expected = (
        "diverges" if losses[-1] > 1.02 * LOG3
        else "underfits" if losses[-1] > 0.5 * LOG3
        else "overfits" if turned else "fits"
    )  # fmt: skip
    assert word == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([], [], 1.1), "losses must hold at least one epoch; got none"),
        (([0.5], [0.5, 0.4], 1.1), "one for each of the 1 epochs; got 2"),
        (([0.5], [0.5], 0), "guess must be more than 0; got 0"),
        ((0.5, [0.5], 1.1), "losses must be a list with a loss for each epoch; got 0.5"),
        ((["low"], [0.5], 1.1), "losses must hold numbers only"),
    ],
)
def test_curves_that_make_no_sense_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        diagnose(*arguments)


# ----------------------------------------------------------------------------- guessing


@given(st.lists(st.sampled_from("abc"), min_size=2).filter(lambda labels: len(set(labels)) > 1))
def test_guessing_by_share_never_costs_more_than_evenly(labels):
    guess = guessing(labels)
    assert 0 < guess.by_share <= guess.even + 1e-12
    assert guess.even == pytest.approx(math.log(len(set(labels))))
    assert 1 / len(set(labels)) <= guess.accuracy < 1


def test_guessing_is_the_least_that_a_constant_answer_costs():
    from sklearn.metrics import log_loss

    labels = list("aaaabbbc")
    shares = np.tile([0.5, 0.375, 0.125], (8, 1))
    assert guessing(labels).by_share == pytest.approx(log_loss(labels, shares))
    other = np.tile([0.4, 0.4, 0.2], (8, 1))
    assert log_loss(labels, other) > guessing(labels).by_share


def test_one_class_leaves_nothing_to_guess():
    with pytest.raises(ValueError, match="labels must hold at least two classes; got 1"):
        guessing(["a", "a"])


# ------------------------------------------------------------------------------- scenes


def test_a_scene_shows_the_first_epochs_of_a_training():
    run = Run((0.9, 0.3, 0.1), (0.6, 0.9, 1.0), (0.6, 0.5, 0.8), (0.7, 0.8, 0.8))
    guess = Guessing(LOG3, 1.0, 0.4)
    assert curves_scene(run, guess).diagnosis.word == "overfits"
    early = curves_scene(run, guess, epochs=2)
    assert (early.epochs, len(early.run), early.run.best) == (3, 2, 2)
    assert early.diagnosis.word == "fits"


@pytest.mark.parametrize(
    ("training", "epochs", "words"),
    [
        (history(), None, "at least one finished epoch; got none"),
        (history((0.5, None)), None, "history must hold the validation loss of every epoch"),
        (history((0.5, 0.5)), 2, "epochs must be a whole number from 1 to 1; got 2"),
        ("run", None, "training must be of type Run; got 'run'"),
    ],
)
def test_a_scene_of_nothing_is_refused(training, epochs, words):
    with pytest.raises(ValueError, match=words):
        curves_scene(training, Guessing(LOG3, 1.0, 0.4), epochs)


def test_a_history_is_read_as_a_run():
    run = run_of(history((0.9, 0.8), (0.5, 0.6)))
    assert (run.loss, run.validation_loss) == ((0.9, 0.5), (0.8, 0.6))
    assert (run.accuracy, run.best) == ((0.5, 0.5), 2)


# ----------------------------------------------------------------- what was recorded


@pytest.fixture(scope="module")
def runs():
    return load_recorded_runs()


def test_every_combination_was_recorded(runs):
    assert {name: runs.values(name) for name in ("rate", "units", "sentences", "dropout")} == {
        "rate": (0.0003, 0.001, 0.003, 0.01, 0.1, 1.0),
        "units": (4, 16, 64),
        "sentences": (200, 700, 2000),
        "dropout": (0.0, 0.4),
    }
    assert len(runs.grid) == 108
    assert {len(run) for run in runs.grid.values()} == {10} == {runs.about["epochs"]}
    assert sum(map(len, runs.faults.values())) == 30


def test_its_counts_are_those_of_the_corpus(runs):
    corpus = load_corpus("reviews")
    assert runs.guessing == guessing(corpus.select("train").labels)
    assert runs.about["validation_sentences"] == len(corpus.select("validation"))
    assert runs.about["training_labels"]["neutral"] == corpus.select("train").labels.count(
        "neutral"
    )


def test_every_figure_can_be_one(runs):
    for run in [*runs.grid.values(), *(run for each in runs.faults.values() for run in each)]:
        assert min(run.loss + run.validation_loss) > 0
        assert all(0 <= share <= 1 for share in run.accuracy + run.validation_accuracy)
        assert len({len(run.loss), len(run.accuracy), len(run.validation_loss)}) == 1


def test_the_file_is_small_and_says_how_it_was_made(runs):
    assert (RECORDED_FOLDER / "curves.json").stat().st_size < 200_000
    assert {"made_by", "epochs", "batch", "seed", "keras", "cpu_seconds"} <= set(runs.about)


def test_the_faults_show_the_symptoms_that_the_lesson_lists(runs):
    """What lesson 08 says of each fault holds for every seed."""
    last = {
        name: [(run.loss[-1], run.validation_loss[-1], run.validation_accuracy[-1]) for run in each]
        for name, each in runs.faults.items()
    }
    assert all(loss < 0.1 for loss, _, _ in last["none"])
    assert all(abs(loss - LOG3) < 0.02 for loss, _, _ in last["rate too low"])
    assert all(loss > 1.02 * LOG3 for loss, _, _ in last["rate too high"])
    for fault in ("no mask", "ids as numbers", "ids scaled"):
        assert all(0.87 < loss < 1.0 for loss, _, _ in last[fault])
    assert all(loss < 0.3 and kept > LOG3 for loss, kept, _ in last["labels mixed up"])
    assert all(accuracy > 0.9 for _, _, accuracy in last["copies kept back"])
    assert all(accuracy < 0.75 for _, _, accuracy in last["copies, honest"])


def test_too_few_epochs_end_while_both_losses_fall(runs):
    for run in runs.faults["too few epochs"]:
        assert len(run) >= 3
        assert movements(run.loss, run.validation_loss)[1:] == ["both fall"] * (len(run) - 1)
        assert diagnose(run.loss, run.validation_loss, LOG3).word == "underfits"


def test_more_epochs_would_have_helped_it(runs):
    """With seed 0 it is the beginning of a training of the grid, whose best epoch comes later."""
    few, longer = runs.faults["too few epochs"][0], runs.run(rate=0.001)
    assert few == longer.first(len(few))
    assert longer.best > len(few)
    assert min(longer.validation_loss) < 0.95 * few.validation_loss[-1]


def test_rate_one_always_fails(runs):
    for (rate, *_), run in runs.grid.items():
        if rate == 1.0:
            assert max(run.validation_accuracy) < 0.55


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"rate": 0.5}, "rate must be one of 0.0003, 0.001, 0.003, 0.01, 0.1, 1; got 0.5"),
        ({"rate": 0.01, "units": 8}, "units must be one of 4, 16, 64; got 8"),
        ({"rate": 0.01, "sentences": "all"}, "sentences must be one of 200, 700, 2000; got 'all'"),
        ({"rate": True}, "rate must be one of"),
    ],
)
def test_what_was_not_recorded_is_refused(runs, arguments, words):
    with pytest.raises(ValueError, match=words):
        runs.run(**arguments)


def test_a_training_that_ended_early_is_kept_as_it_is():
    record = load_recorded("curves")
    run = dict(record["runs"][0])
    for name in ("loss", "accuracy", "validation_loss", "validation_accuracy"):
        run[name] = run[name][:3]
    runs = read_runs(record | {"runs": [run]})
    assert [len(run) for run in runs.grid.values()] == [3]
