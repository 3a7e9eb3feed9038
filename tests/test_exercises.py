"""Each exercise: unattempted, helped by hints, and right as its solution is printed."""

import re
from dataclasses import replace

import pytest

from lstm_helpers import exercise
from lstm_helpers.quiz.objectives import load_objectives

NAMES = (
    "01_encoder",
    "04_rnn_step",
    "04_clip",
    "05_lstm_step",
    "05_forget",
    "06_shapes",
    "06_carry",
    *("09_scores", "09_threshold"),
    *("10_twins", "10_baseline"),
)


def solution_of(name, capsys):
    exercise(name).solution()
    names = {"__name__": "__main__"}
    exec(capsys.readouterr().out, names)
    return names[exercise(name).reference.__name__]


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_solution_runs_and_is_right(name, told, capsys):
    assert told(name, solution_of(name, capsys)).startswith("Right.")


@pytest.mark.parametrize("name", NAMES)
def test_the_stub_prints_one_fixed_line(name, capsys):
    def my_encode(text, known):
        return ...

    def my_rnn(kernel, recurrent_kernel, bias, inputs):
        return ...

    def my_clip(kernel, recurrent_kernel, bias, limit):
        return ...

    def forget_on_cue():
        return ...

    def lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
        return ...

    def my_shapes(batch, timesteps, features, units, return_sequences, return_state):
        return ...

    def my_reading(layer, first, second):
        return ...

    def my_scores(labels, probabilities, threshold):
        return ...

    def my_threshold(labels, probabilities, precision):
        return ...

    def share_of_pairs(right, pairs):
        return ...

    def fit_reviews(texts, labels):
        return ...

    stubs = {
        "01_encoder": my_encode,
        "04_clip": my_clip,
        "04_rnn_step": my_rnn,
        "05_forget": forget_on_cue,
        "05_lstm_step": lstm_step,
        "06_carry": my_reading,
        "06_shapes": my_shapes,
        "09_scores": my_scores,
        "09_threshold": my_threshold,
        "10_twins": share_of_pairs,
        "10_baseline": fit_reviews,
    }
    exercise(name).check(stubs[name])
    wanted = "Not attempted yet: replace the ... and run the cell again.\n"
    assert capsys.readouterr().out == wanted


@pytest.mark.parametrize("name", NAMES)
def test_hints_come_one_by_one_and_end(name, capsys):
    unhelped = replace(exercise(name))
    for number, hint in enumerate(unhelped.hints, start=1):
        unhelped.hint()
        out = re.sub(r"\s+", " ", capsys.readouterr().out)
        assert out.strip() == f"Hint {number} of {len(unhelped.hints)}: {hint}"
    for _ in range(2):
        unhelped.hint()
        out = re.sub(r"\s+", " ", capsys.readouterr().out)
        assert out.startswith("There are no more hints")
        assert all(hint in out for hint in unhelped.hints)


def test_each_exercise_trains_objectives_of_its_lesson():
    for name in NAMES:
        assert exercise(name).objectives
        for objective in exercise(name).objectives:
            assert load_objectives()[objective].notebook.startswith(name[:2])


def test_names_and_repr():
    assert [repr(exercise(name)) for name in NAMES] == [f"Exercise({name!r})" for name in NAMES]
    for unknown in ("05_forge", None, 5):
        with pytest.raises(ValueError, match=r"name must be one of 01_encoder, .*05_forget.*; got"):
            exercise(unknown)
