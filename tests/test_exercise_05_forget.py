"""Lesson 05's memory: each way of getting it wrong told its cause."""

import re

import numpy as np
import pytest

from lstm_helpers import LSTMWeights, exercise
from lstm_helpers.exercises.forget_behaviour import first_failure, forget_gate_at


def memory(cue=-20.0, forget=10.0, write=10.0, value=5.0, **changed):
    """Return a `forget_on_cue` with some of the solution's numbers changed."""

    def forget_on_cue():
        kernel = np.array([[0, 0, value, 0], [0, cue, 0, 0]], dtype=float)
        weights = {"kernel": kernel, "recurrent_kernel": np.zeros((1, 4))}
        weights["bias"] = np.array([write, forget, 0, 0], dtype=float)
        for place, number in changed.items():
            name, *index = place.split("__")
            weights[name][tuple(map(int, index))] = number
        return tuple(weights.values())

    return forget_on_cue


def changed(change):
    return lambda: change(*memory()())


FORGET_MISTAKES = {
    "all zeros": (
        lambda: (np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4)),
        "Every gate then stands half open at sigmoid(0) = 0.5, so a memory would halve",
    ),
    "no forget bias": (
        memory(forget=0),
        "At timestep 1 (counted from 0) nothing came, yet the cell went from +1.00 to +0.50. The "
        "forget gate stood at 0.5: the cell keeps 50.0% of itself",
    ),
    "forget bias too small": (
        memory(forget=5),
        "bias[1] = 5, is too small: sigmoid(5) = 0.9933",
    ),
    "forget bias negative": (memory(forget=-10), "1 keeps and 0 forgets"),
    "cue of the wrong sign": (memory(cue=20), "kernel[1, 1] = 20, has the wrong sign"),
    "cue too weak": (
        memory(cue=-8),
        "At timestep 3 (counted from 0) the cue came, the forget gate stood at 0.88, so the cell "
        "kept 88% of +1.00: the cell came to +0.88; it should be nearer to 0 than 0.05. Likely "
        "cause: the cue's weight to the forget gate, kernel[1, 1] = -8, does not outweigh its "
        "bias: 10 + (-8) = 2",
    ),
    "no cue": (memory(cue=0), "no weight leads from the cue to the forget gate"),
    "cue on the input gate": (
        memory(cue=0, kernel__1__0=-20),
        "the cue acts on the input column, kernel[1, 0]",
    ),
    "cue on the output gate": (
        memory(cue=0, kernel__1__3=-20),
        "the cue acts on the output column, kernel[1, 3]",
    ),
    "writes at the cue": (memory(kernel__1__2=3), "the cue writes: kernel[1, 2] = 3"),
    "writes always": (memory(bias__2=0.5), "the candidate's bias, bias[2] = 0.5, is written"),
    "value of the wrong sign": (memory(value=-5), "the opposite of the value is written"),
    "value too weak": (memory(value=0.3), "is too small: tanh(0.3) = 0.29"),
    "no value": (memory(value=0), "no weight leads from the value to the candidate"),
    "candidate to one side": (memory(bias__2=4.9), "pulls all values to one side"),
    "input gate for +1 only": (
        memory(write=-5, kernel__0__0=10),
        "the value -1 came. The input gate stood at 0.00",
    ),
    "input gate shut": (memory(write=-5), "the input gate is not open enough: bias[0] = -5"),
    "forget closed by hidden": (
        memory(recurrent_kernel__0__1=-20, bias__3=10),
        "recurrent_kernel lets the hidden state close the forget gate",
    ),
    "forget held open by hidden": (
        memory(forget=30, cue=-40, recurrent_kernel__0__1=15, bias__3=10),
        "hold the forget gate open against the cue",
    ),
    "writes itself again": (
        memory(recurrent_kernel__0__2=3, bias__3=10),
        "the memory writes itself again",
    ),
    "rows swapped": (changed(lambda k, r, b: (k[::-1], r, b)), "the rows of kernel have changed"),
    "forget column first": (
        changed(lambda k, r, b: (k[:, [1, 0, 2, 3]], r, np.array([10, 0.5, 0, 0]))),
        "your columns stand in the order forget, input, candidate, output; they must stand as",
    ),
    "columns in another order": (
        changed(lambda k, r, b: (k[:, [0, 1, 3, 2]], r, b[[0, 1, 3, 2]])),
        "your columns stand in the order input, forget, output, candidate; they must stand as",
    ),
    "transposed": (
        changed(lambda k, r, b: (k.T, r, b)),
        "kernel must have shape (features, 4 · units) = (2, 4); got (4, 2). Likely cause: rows",
    ),
    "one axis": (
        changed(lambda k, r, b: (k, r[0], b)),
        "recurrent_kernel must have shape (units, 4 · units) = (1, 4); got (4,). Likely cause: a "
        "pair of brackets",
    ),
    "two values": (changed(lambda k, r, b: (k, b)), "Return 3 values: return kernel, recurrent_k"),
    "text": (changed(lambda k, r, b: (k, r, ["a"] * 4)), "bias must be an array of numbers"),
    "ragged": (changed(lambda k, r, b: ([[1], [1, 2]], r, b)), "kernel must be an array of numb"),
    "NaN": (changed(lambda k, r, b: (k, r, b * np.nan)), "bias must hold finite numbers only"),
    "huge": (changed(lambda k, r, b: (k * 1e300, r, b)), "kernel holds -2e+301; keep all weights"),
}


@pytest.mark.parametrize(("function", "words"), FORGET_MISTAKES.values(), ids=FORGET_MISTAKES)
def test_a_wrong_memory_is_told_its_cause(function, words, told):
    out = told("05_forget", function)
    assert words in out
    assert not out.startswith("Right")


def test_no_two_wrong_memories_get_the_same_words(told):
    messages = [told("05_forget", function) for function, _ in FORGET_MISTAKES.values()]
    assert len(set(messages)) == len(messages)


def test_any_wrong_memory_is_explained(told):
    rng = np.random.default_rng(11)
    shapes = [(2, 4), (1, 4), (4,)]
    for _ in range(40):
        scale, share = rng.choice([1, 6, 20]), rng.uniform(0.2, 1)
        weights = [rng.normal(0, scale, shape) * (rng.random(shape) < share) for shape in shapes]
        out = told("05_forget", lambda weights=weights: tuple(weights))
        assert re.match(r"Not yet\. In the sequence .*: At timestep .* Likely cause: ", out)


def test_other_right_memories_pass_too(told):
    for right in (
        memory(forget=8, cue=-11.5, value=1, write=3),
        changed(lambda k, r, b: LSTMWeights(k, r, b)),
        changed(lambda k, r, b: (k.tolist(), [[0, 0, 0, 0]], [12, 12, 0, -3])),
        memory(recurrent_kernel__0__1=1, bias__3=2),
    ):
        assert told("05_forget", right).startswith("Right.")


def test_the_solution_keeps_and_drops():
    weights = LSTMWeights(*exercise("05_forget").reference())
    assert first_failure(weights) is None
    assert forget_gate_at(weights, ".") == pytest.approx(1 / (1 + np.exp(-10.0)))
    assert forget_gate_at(weights, "c") == pytest.approx(1 / (1 + np.exp(10.0)))
