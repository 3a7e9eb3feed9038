"""Lesson 05's step: right in other ways, wrong in many, each told its cause."""

import numpy as np
import pytest

from lstm_helpers import LSTMWeights, cells, sigmoid
from lstm_helpers.exercises import lesson_05_lstm_step
from lstm_helpers.exercises.lstm_step_mistakes import MISTAKES
from lstm_helpers.exercises.lstm_step_stages import carry_out, likely_mistakes


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
def test_a_wrong_step_is_told_its_cause(function, words, told):
    out = told("05_lstm_step", function)
    assert words in out
    assert not out.startswith("Right")


def test_no_two_wrong_steps_get_the_same_words(told):
    messages = [told("05_lstm_step", function) for function, _ in STEP_MISTAKES.values()]
    assert len(set(messages)) == len(messages)


def test_a_wrong_value_is_shown_with_the_expected_one(told):
    def off_by_a_tenth(*arguments):
        hidden, cell = stages()(*arguments)
        return hidden, cell + [0, 0.1, 0][: len(cell)] if len(cell) == 3 else cell

    case = lesson_05_lstm_step._cases()[0]
    weights = LSTMWeights(case.kernel, case.recurrent_kernel, case.bias)
    expected = cells.lstm_step(weights, case.x, case.hidden, case.cell).cell[1]
    words = f"cell[1] is {expected + 0.1:.6g}; expected {expected:.6g} (1 of 3 values differs)."
    assert words in told("05_lstm_step", off_by_a_tenth)


def test_a_step_in_float32_or_as_an_array_is_right(told):
    assert told("05_lstm_step", stages()).startswith("Right.")
    single = stages(returned=lambda h, c: np.stack([h, c]).astype(np.float32))
    assert told("05_lstm_step", single).startswith("Right.")


def test_a_size_typed_in_is_noticed(told):
    def three_units(kernel, recurrent_kernel, bias, x, hidden, cell):
        z = x @ kernel + hidden @ recurrent_kernel + bias
        i, f, g, o = sigmoid(z[:3]), sigmoid(z[3:6]), np.tanh(z[6:9]), sigmoid(z[9:])
        new = f * cell + i * g
        return o * np.tanh(new), new

    out = told("05_lstm_step", three_units)
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
