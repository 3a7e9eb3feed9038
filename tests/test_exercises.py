"""Each exercise: unattempted, wrong in many ways, right; and answers that misbehave."""

import re
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest

from lstm_helpers import LSTMWeights, cells, exercise, sigmoid
from lstm_helpers.exercises import attempt, call, lesson_05_lstm_step
from lstm_helpers.exercises.forget_behaviour import first_failure, forget_gate_at
from lstm_helpers.exercises.lstm_step_mistakes import MISTAKES
from lstm_helpers.exercises.lstm_step_stages import Case, carry_out, likely_mistakes
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
PARAMETERS = ("kernel", "recurrent_kernel", "bias", "x", "hidden", "cell")


@pytest.fixture
def said(capsys):
    """Return a function that checks an answer and gives what was printed, on one line."""

    def check(name, function):
        assert exercise(name).check(function) is None
        printed = capsys.readouterr()
        assert printed.err == ""
        return re.sub(r"\s+", " ", printed.out).strip()

    return check


def solution_of(name, capsys):
    exercise(name).solution()
    names = {"__name__": "__main__"}
    exec(capsys.readouterr().out, names)
    return names[exercise(name).reference.__name__]


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_solution_runs_and_is_right(name, said, capsys):
    assert said(name, solution_of(name, capsys)).startswith("Right.")


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


# 05_lstm_step


def stages(**changed):
    """Return an `lstm_step` written out in full, some of its steps changed."""

    def lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
        z = x @ kernel + hidden @ recurrent_kernel + bias
        if "z" in changed:
            z = changed["z"](kernel, recurrent_kernel, bias, x, hidden)
        i, f, g, o = np.split(z, 4)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        if "gates" in changed:
            i, f, g, o = changed["gates"](z)
        new = changed.get("cell", lambda i, f, g, c: f * c + i * g)(i, f, g, cell)
        shown = changed.get("hidden", lambda o, new, old: o * np.tanh(new))(o, new, cell)
        return changed.get("returned", lambda hidden, cell: (hidden, cell))(shown, new)

    return lstm_step


def ifog(z):
    i, f, o, g = np.split(z, 4)
    return sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)


STEP_MISTAKES = {
    "gate order": (
        stages(gates=ifog),
        "taken as input, forget, output, candidate, an order many texts use; in Keras's",
    ),
    "another order": (
        stages(gates=lambda z: cells_in_order(z, (3, 0, 1, 2))),
        "taken as forget, candidate, output, input; in Keras's",
    ),
    "input and forget swapped": (
        stages(cell=lambda i, f, g, c: i * c + f * g),
        "the input and the forget gate have changed places",
    ),
    "no bias": (stages(z=lambda k, r, b, x, h: x @ k + h @ r), "the bias is forgotten"),
    "no recurrent term": (stages(z=lambda k, r, b, x, h: x @ k + b), "recurrent term is forgotten"),
    "tanh and sigmoid swapped": (
        stages(gates=lambda z: [np.tanh(p) if n != 2 else sigmoid(p) for n, p in quarters(z)]),
        "sigmoid and tanh have changed places",
    ),
    "no tanh on the cell": (stages(hidden=lambda o, new, old: o * new), "the cell lacks its tanh"),
    "returned the wrong way round": (
        stages(returned=lambda hidden, cell: (cell, hidden)),
        "the two are returned the wrong way round",
    ),
    "old cell": (stages(hidden=lambda o, new, old: o * np.tanh(old)), "made from the old cell"),
    "sum for product": (
        stages(cell=lambda i, f, g, c: (f + c) * (i + g)),
        "+ and * have changed places",
    ),
    "forgets upside down": (
        stages(cell=lambda i, f, g, c: (1 - f) * c + i * g),
        "1 keeps and 0 forgets",
    ),
    "two at once": (
        stages(z=lambda k, r, b, x, h: x @ k + h @ r, hidden=lambda o, new, old: o * new),
        "the bias is forgotten: add it to z before sigmoid and tanh. And: the cell lacks its tanh",
    ),
    "unknown, in hidden": (
        stages(hidden=lambda o, new, old: 0.7 * o * np.tanh(new)),
        "The cell is right, so z, forget, input and candidate are",
    ),
    "unknown, before": (
        stages(z=lambda k, r, b, x, h: 0.7 * (x @ k + h @ r + b)),
        "The cell is wrong already",
    ),
    "one value": (stages(returned=lambda hidden, cell: hidden[0]), "returned one value of type"),
    "three values": (stages(returned=lambda h, c: (h, c, c)), "Yours returned 3"),
    "dot product": (
        stages(cell=lambda i, f, g, c: f @ c + i @ g),
        "cell must have shape (units,) = (3,), with 2 features and 3 units; it has (). Likely",
    ),
    "not split": (
        stages(returned=lambda hidden, cell: (np.tile(hidden, 4), cell)),
        "hidden must have shape (units,) = (3,), with 2 features and 3 units; it has (12,). "
        "Likely cause: z was not split",
    ),
    "extra axis": (stages(returned=lambda h, c: (h[None], c)), "Likely cause: an axis too many"),
    "whole numbers": (
        stages(returned=lambda h, c: (h, c.astype(np.int64))),
        "cell has dtype int64, whole numbers",
    ),
    "float16": (stages(returned=lambda h, c: (h.astype(np.float16), c)), "has dtype float16"),
    "text": (stages(returned=lambda h, c: ("hidden", c)), "it came with type str"),
    "ragged": (stages(returned=lambda h, c: ([[1.0], [1.0, 2.0]], c)), "its rows differ in length"),
    "NaN": (
        stages(returned=lambda h, c: (h, np.where(c == c[-1], np.nan, c))),
        "cell[2] is nan (1 of 3 values are NaN or infinite). Likely cause",
    ),
    "nothing": (stages(returned=lambda h, c: None), "The function returned nothing (None)"),
    "half done": (stages(returned=lambda h, c: (h, ...)), "There is still a ... in what"),
}


def quarters(z):
    return enumerate(np.split(z, 4))


def cells_in_order(z, order):
    i, f, g, o = (np.split(z, 4)[quarter] for quarter in order)
    return sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)


@pytest.mark.parametrize(("function", "words"), STEP_MISTAKES.values(), ids=STEP_MISTAKES)
def test_a_wrong_step_is_told_its_cause(function, words, said):
    out = said("05_lstm_step", function)
    assert words in out
    assert not out.startswith("Right")


def test_no_two_wrong_steps_get_the_same_words(said):
    messages = [said("05_lstm_step", function) for function, _ in STEP_MISTAKES.values()]
    assert len(set(messages)) == len(messages)


def test_a_wrong_value_is_shown_with_the_expected_one(said):
    def off_by_a_tenth(*arguments):
        hidden, cell = stages()(*arguments)
        return hidden, cell + [0, 0.1, 0][: len(cell)] if len(cell) == 3 else cell

    case = lesson_05_lstm_step._cases()[0]
    weights = LSTMWeights(case.kernel, case.recurrent_kernel, case.bias)
    expected = cells.lstm_step(weights, case.x, case.hidden, case.cell).cell[1]
    words = f"cell[1] is {expected + 0.1:.6g}; expected {expected:.6g} (1 of 3 values differs)."
    assert words in said("05_lstm_step", off_by_a_tenth)


def test_a_step_in_float32_or_as_an_array_is_right(said):
    assert said("05_lstm_step", stages()).startswith("Right.")
    single = stages(returned=lambda h, c: np.stack([h, c]).astype(np.float32))
    assert said("05_lstm_step", single).startswith("Right.")


def test_a_size_typed_in_is_noticed(said):
    def three_units(kernel, recurrent_kernel, bias, x, hidden, cell):
        z = x @ kernel + hidden @ recurrent_kernel + bias
        i, f, g, o = sigmoid(z[:3]), sigmoid(z[3:6]), np.tanh(z[6:9]), sigmoid(z[9:])
        new = f * cell + i * g
        return o * np.tanh(new), new

    out = said("05_lstm_step", three_units)
    assert "runs with 2 features and 3 units, but not with 4 features and 1 unit" in out


def test_every_known_mistake_is_told_from_every_other():
    cases = lesson_05_lstm_step._cases()
    for mistake in MISTAKES:
        answers = [carry_out(case, (mistake,)) for case in cases]
        assert likely_mistakes(MISTAKES, cases, answers) == (mistake,), mistake.cause
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)


def test_without_a_mistake_the_stages_are_the_step():
    for case in lesson_05_lstm_step._cases():
        weights = LSTMWeights(case.kernel, case.recurrent_kernel, case.bias)
        step = cells.lstm_step(weights, case.x, case.hidden, case.cell)
        np.testing.assert_allclose(carry_out(case), (step.hidden, step.cell), atol=1e-15)


# 05_forget


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
def test_a_wrong_memory_is_told_its_cause(function, words, said):
    out = said("05_forget", function)
    assert words in out
    assert not out.startswith("Right")


def test_no_two_wrong_memories_get_the_same_words(said):
    messages = [said("05_forget", function) for function, _ in FORGET_MISTAKES.values()]
    assert len(set(messages)) == len(messages)


def test_any_wrong_memory_is_explained(said):
    rng = np.random.default_rng(11)
    shapes = [(2, 4), (1, 4), (4,)]
    for _ in range(40):
        scale, share = rng.choice([1, 6, 20]), rng.uniform(0.2, 1)
        weights = [rng.normal(0, scale, shape) * (rng.random(shape) < share) for shape in shapes]
        out = said("05_forget", lambda weights=weights: tuple(weights))
        assert re.match(r"Not yet\. In the sequence .*: At timestep .* Likely cause: ", out)


def test_other_right_memories_pass_too(said):
    for right in (
        memory(forget=8, cue=-11.5, value=1, write=3),
        changed(lambda k, r, b: LSTMWeights(k, r, b)),
        changed(lambda k, r, b: (k.tolist(), [[0, 0, 0, 0]], [12, 12, 0, -3])),
        memory(recurrent_kernel__0__1=1, bias__3=2),
    ):
        assert said("05_forget", right).startswith("Right.")


def test_a_memory_that_passes_keeps_and_drops_what_keras_would_trace():
    weights = LSTMWeights(*exercise("05_forget").reference())
    assert first_failure(weights) is None
    assert forget_gate_at(weights, ".") == pytest.approx(1 / (1 + np.exp(-10.0)))
    assert forget_gate_at(weights, "c") == pytest.approx(1 / (1 + np.exp(10.0)))


# Answers that misbehave


def endless():
    n = 0
    while True:
        n += 1


def endless_and_printing():
    while True:
        print("still here")


def endless_and_catching():
    for _ in range(3):
        try:
            endless()
        except BaseException:
            continue


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(attempt, "SECONDS", 0.2)


@pytest.mark.parametrize("function", [endless, endless_and_printing, endless_and_catching])
def test_an_endless_loop_is_stopped(function, said, impatient):
    threads = threading.active_count()
    out = said("05_forget", function)
    assert "was stopped. Is there a loop whose condition never becomes false?" in out
    assert len(out) < 400
    assert threading.active_count() == threads


def test_an_endless_loop_is_stopped_outside_the_main_thread(capsys, impatient):
    caller = threading.Thread(target=exercise("05_forget").check, args=(endless,))
    caller.start()
    caller.join(5)
    assert not caller.is_alive()
    assert "was stopped" in capsys.readouterr().out


def test_an_interrupted_check_ends_in_words(said, monkeypatch):
    def interrupted(thread, seconds=None):
        monkeypatch.undo()  # the learner presses the button once
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    threads = threading.active_count()
    with pytest.raises(KeyboardInterrupt, match="You stopped the check before") as caught:
        said("05_forget", endless)
    # What Jupyter prints in place of a traceback.
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert "\n" not in str(caught.value)
    assert threading.active_count() == threads


@pytest.mark.skipif(sys.gettrace() is not None, reason="a traced Python 3.11 waits for the thread")
def test_what_cannot_be_stopped_is_said(said, impatient, monkeypatch):
    monkeypatch.setattr(call, "_STOPPING_SECONDS", 0.1)
    lock = threading.Lock()  # waiting for it is one long step outside Python
    lock.acquire()
    try:
        assert "Restart the kernel" in said("05_forget", lambda: lock.acquire(timeout=10))
    finally:
        lock.release()


def test_an_error_is_told_with_the_learners_own_line(said):
    def deep(*arguments):
        return sigmoid("not a number")

    out = said("05_lstm_step", deep)
    line = deep.__code__.co_firstlineno + 1
    assert out.startswith(f'The function stopped with an error at line {line}: return sigmoid("not')
    assert "Error: " in out
    assert "Traceback" not in out


def test_no_error_escapes(said):
    def leaves():
        raise SystemExit

    def recurs():
        return recurs()

    class UnspeakableError(Exception):
        def __str__(self):
            raise ValueError

    def cannot_say():
        raise UnspeakableError

    assert "SystemExit" in said("05_forget", leaves)
    assert "RecursionError" in said("05_forget", recurs)
    assert "UnspeakableError" in said("05_forget", cannot_say)


def test_printing_is_shown_and_does_no_harm(capsys):
    def lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
        print("x has shape", x.shape)
        return stages()(kernel, recurrent_kernel, bias, x, hidden, cell)

    exercise("05_lstm_step").check(lstm_step)
    out = capsys.readouterr().out
    assert out.startswith("Your function printed:\n    x has shape (2,)\nRight.")


def test_a_changed_argument_is_noticed(said):
    def in_place(kernel, recurrent_kernel, bias, x, hidden, cell):
        hidden, new = stages()(kernel, recurrent_kernel, bias, x, hidden, cell)
        cell *= 0
        cell += new
        return hidden, cell

    assert "changed its argument cell in place" in said("05_lstm_step", in_place)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "It got a value of type NoneType"),
        (..., "It got a value of type ellipsis"),
        ((1, 2), "check(my_lstm_step). It got a value of type tuple"),
        (Case, "It got a value of type type"),
        (
            lambda x: x,
            f"must take 6 parameters ({', '.join(PARAMETERS)}); yours takes 1 parameter (x)",
        ),
        (lambda: 0, "yours takes no parameters"),
        (
            lambda x, hidden, cell, kernel, recurrent_kernel, bias: x,
            f"must stand in this order: {', '.join(PARAMETERS)}; yours: x, hidden, cell, kernel",
        ),
    ],
)
def test_what_is_no_fitting_function_is_refused_in_words(answer, words, said):
    assert words in said("05_lstm_step", answer)
