"""The exercises of lesson 04: every typical wrong answer is told its own cause."""

import math

import numpy as np
import pytest

from lstm_helpers.exercises import clip_mistakes, lesson_04_clip, lesson_04_rnn_step, rnn_mistakes

# 04_rnn_step


def rnn(returned=np.stack, step=None, order=lambda inputs: inputs, start=np.zeros):
    """Return a `my_rnn` written out, some of it changed."""

    def right(kernel, recurrent_kernel, bias, x, hidden):
        return np.tanh(x @ kernel + hidden @ recurrent_kernel + bias)

    def my_rnn(kernel, recurrent_kernel, bias, inputs):
        hidden, states = start(len(bias)), []
        for x in order(inputs):
            hidden = (step or right)(kernel, recurrent_kernel, bias, x, hidden)
            states.append(hidden)
        return returned(states)

    return my_rnn


def one_array_for_all(kernel, recurrent_kernel, bias, inputs):
    hidden, states = np.zeros(len(bias)), []
    for x in inputs:
        hidden[:] = np.tanh(x @ kernel + hidden @ recurrent_kernel + bias)
        states.append(hidden)
    return np.stack(states)


def not_carried_on(kernel, recurrent_kernel, bias, inputs):
    hidden = np.zeros(len(bias))
    return np.tanh(inputs @ kernel + hidden @ recurrent_kernel + bias)


def three_units(kernel, recurrent_kernel, bias, inputs):
    hidden, states = np.zeros(3), []
    for x in inputs:
        hidden = np.tanh(x @ kernel + hidden @ recurrent_kernel + bias)
        states.append(hidden)
    return np.stack(states)


RNN_MISTAKES = {
    "state not carried on": (not_carried_on, "every step starts from zeros"),
    "bias forgotten": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x @ w + h @ u)),
        "the bias is forgotten",
    ),
    "tanh forgotten": (rnn(step=lambda w, u, b, x, h: x @ w + h @ u + b), "tanh is forgotten"),
    "kernels exchanged": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x @ u + h @ w + b)),
        "kernel and recurrent_kernel have changed places",
    ),
    "kernel transposed": (
        rnn(step=lambda w, u, b, x, h: np.tanh(w @ x + h @ u + b)),
        "the kernel is transposed",
    ),
    "recurrent kernel transposed": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x @ w + u @ h + b)),
        "the recurrent kernel is transposed",
    ),
    "both transposed": (
        rnn(step=lambda w, u, b, x, h: np.tanh(w @ x + u @ h + b)),
        "both kernels are transposed",
    ),
    "last only": (rnn(returned=lambda states: states[-1]), "only the last state is returned"),
    "one array T times": (one_array_for_all, "the list holds one and the same array T times"),
    "added up": (
        rnn(step=lambda w, u, b, x, h: h + np.tanh(x @ w + h @ u + b)),
        "the new state is added to the old one",
    ),
    "bias after tanh": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x @ w + h @ u) + b),
        "the bias is added after tanh",
    ),
    "state after tanh": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x @ w + b) + h @ u),
        "hidden @ recurrent_kernel is added after tanh",
    ),
    "number by number": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x * w + h @ u + b)),
        "the product of a vector and a matrix is x @ kernel",
    ),
    "first word only": (rnn(order=lambda inputs: inputs[:1]), "does return stand inside the loop"),
    "from the end": (rnn(order=lambda inputs: inputs[::-1]), "the words are read from the end"),
    "start included": (
        rnn(returned=lambda states: np.stack([np.zeros_like(states[0]), *states])),
        "the zeros before the first word are returned as well",
    ),
    "one missing": (rnn(order=lambda inputs: inputs[1:]), "one state is missing"),
    "turned": (rnn(returned=lambda states: np.stack(states, axis=1)), "axes have changed places"),
    "joined": (rnn(returned=np.concatenate), "joined to one long vector"),
    "a batch": (rnn(returned=lambda states: np.stack(states)[None]), "there is no batch here"),
    "two at once": (
        rnn(step=lambda w, u, b, x, h: x @ w + h @ u),
        "the bias is forgotten: add it before tanh. And: tanh is forgotten",
    ),
    "start at one": (rnn(start=np.ones), "The first state is wrong already"),
    "unknown, later": (
        rnn(step=lambda w, u, b, x, h: np.tanh(x @ w + 0.7 * h @ u + b)),
        "The first state is right, so x @ kernel, bias and tanh are",
    ),
    "size typed in": (three_units, "but not with 1 timestep, 4 features and 1 unit"),
    "an exception": (lambda w, u, b, x: 1 / 0, "division by zero"),
    "a wrong type": (lambda w, u, b, x: "states", "it came with type str"),
    "whole numbers": (lambda w, u, b, x: np.zeros((len(x), len(b)), int), "whole numbers"),
    "nothing": (lambda w, u, b, x: None, "The function returned nothing (None)"),
    "an argument changed": (
        lambda w, u, b, x: x.__imul__(2) @ w,
        "changed its argument inputs in place",
    ),
    "three parameters": (lambda w, u, x: x, "must take 4 parameters"),
}


@pytest.mark.parametrize(("function", "words"), RNN_MISTAKES.values(), ids=RNN_MISTAKES)
def test_a_wrong_rnn_is_told_its_cause(function, words, told):
    out = told("04_rnn_step", function)
    assert words in out
    assert not out.startswith("Right")


def test_no_two_wrong_rnns_get_the_same_words(told):
    messages = [told("04_rnn_step", function) for function, _ in RNN_MISTAKES.values()]
    assert len(set(messages)) == len(messages)


@pytest.mark.parametrize(
    "function",
    [rnn(), rnn(returned=list), rnn(returned=lambda states: np.float32(states))],
    ids=["an array", "a list of states", "float32"],
)
def test_right_rnns_of_other_kinds_are_right(function, told):
    assert told("04_rnn_step", function).startswith("Right.")


def test_every_known_rnn_mistake_is_told_from_every_other():
    square = lesson_04_rnn_step._cases()[:1]  # transposed kernels run where D equals H
    for mistake in rnn_mistakes.MISTAKES:
        answers = [rnn_mistakes.carry_out(case, (mistake,)) for case in square]
        assert rnn_mistakes.likely_mistakes(square, answers) == (mistake,), mistake.cause
    causes = [mistake.cause for mistake in rnn_mistakes.MISTAKES]
    assert len(set(causes)) == len(causes)


def test_without_a_mistake_the_stages_are_the_rnn():
    for case in lesson_04_rnn_step._cases():
        found = rnn_mistakes.carry_out(case)
        np.testing.assert_allclose(found, lesson_04_rnn_step._expected(case), atol=1e-15)


# 04_clip


def clip(mistake):
    def my_clip(kernel, recurrent_kernel, bias, limit):
        return mistake.does([kernel, recurrent_kernel, bias], limit)

    return my_clip


@pytest.mark.parametrize("mistake", clip_mistakes.MISTAKES, ids=lambda one: one.cause[:35])
def test_a_wrong_clip_is_told_its_cause(mistake, told):
    out = told("04_clip", clip(mistake))
    assert out.startswith("Not yet, with a gradient of norm ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_clipping_causes_read_the_same():
    causes = [mistake.cause for mistake in clip_mistakes.MISTAKES]
    assert len(set(causes)) == len(causes)


def always_divided(kernel, recurrent_kernel, bias, limit):
    norm = np.sqrt(sum((part**2).sum() for part in (kernel, recurrent_kernel, bias)))
    factor = np.minimum(norm, limit) / norm
    return kernel * factor, recurrent_kernel * factor, bias * factor


def always_divided_as_a_float(kernel, recurrent_kernel, bias, limit):
    norm = math.sqrt(sum((part**2).sum() for part in (kernel, recurrent_kernel, bias)))
    factor = min(1, limit / norm) if norm < 1e9 else 1
    return kernel * factor, recurrent_kernel * factor, bias * factor


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda k, r, b, limit: (k * 0.9, r * 0.9, b * 0.9), "The norm over all three parts of"),
        (lambda k, r, b, limit: (r, k, b), "the parts are returned in another order"),
        (lambda k, r, b, limit: (np.linalg.norm(k), r, b), "a norm is returned in place of"),
        (lambda k, r, b, limit: k, "Return 3 values"),
        (lambda k, r, b, limit: ("k", r, b), "it came with type str"),
        (lambda k, r, b, limit: k / "2", "TypeError"),
        (lambda k, r, b, limit: k.__imul__(2), "changed its argument kernel in place"),
        (always_divided, "Here the norm is 0, and is divided by: ask first"),
        (always_divided_as_a_float, "Here the norm is 0, and is divided by"),
    ],
)
def test_what_is_no_clipped_gradient_is_told_in_words(function, words, told):
    assert words in told("04_clip", function)


def test_a_right_clip_of_another_kind_is_right(told):
    def my_clip(kernel, recurrent_kernel, bias, limit):
        everything = np.concatenate([kernel.ravel(), recurrent_kernel.ravel(), bias])
        factor = limit / max(np.linalg.norm(everything), limit)
        return [factor * part for part in (kernel, recurrent_kernel, bias)]

    assert told("04_clip", my_clip).startswith("Right. On 4 gradients")


def test_the_first_gradient_is_long_only_as_a_whole():
    case = lesson_04_clip._cases()[0]
    assert all(np.linalg.norm(part) < case.limit for part in case.parts)
    assert np.linalg.norm(np.concatenate([part.ravel() for part in case.parts])) > case.limit
