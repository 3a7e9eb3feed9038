"""The mistakes that learners make when they write `lstm_step`, each as a stage gone wrong."""

from collections.abc import Callable, Iterator
from itertools import permutations

import numpy as np

from lstm_helpers.cells import sigmoid
from lstm_helpers.exercises.lstm_step_stages import activated
from lstm_helpers.exercises.mistake import StageMistake

_ORDER = ("input", "forget", "candidate", "output")


def _wrong_orders() -> Iterator[StageMistake]:
    for order in permutations(range(4)):
        if order == (0, 1, 2, 3):
            continue
        # `order` says which quarter each gate takes; what is told is which gate takes each quarter.
        taken = [_ORDER[order.index(quarter)] for quarter in range(4)]
        if taken[:2] == ["forget", "input"] and order[2:] == (2, 3):
            cause = (
                "the input and the forget gate have changed places, either where z is split "
                "(Keras's order is input, forget, candidate, output) or in the new cell, which is "
                "forget * old cell + input * candidate."
            )
        else:
            many = ", an order many texts use" if taken[2:] == ["output", "candidate"] else ""
            cause = (
                f"the quarters of z are taken as {', '.join(taken)}{many}; in Keras's weights they "
                f"stand as {', '.join(_ORDER)}."
            )
        yield StageMistake("gates", lambda z, order=order: activated(z, order), cause)


def _gates(i: Callable, f: Callable, g: Callable, o: Callable) -> Callable:
    return lambda z: tuple(
        act(part) for act, part in zip((i, f, g, o), np.split(z, 4), strict=True)
    )


def _as_is(z: np.ndarray) -> np.ndarray:
    return z


MISTAKES = (
    StageMistake(
        "returned",
        lambda hidden, cell, case: (cell, hidden),
        "the two are returned the wrong way round. Return hidden first: return hidden, cell.",
    ),
    StageMistake(
        "returned",
        lambda hidden, cell, case: (case.hidden, case.cell),
        "the old states are returned as they came; return the new ones.",
    ),
    StageMistake(
        "returned",
        lambda hidden, cell, case: (hidden, case.cell),
        "the cell returned is the old one. The new cell must be kept for the next timestep.",
    ),
    StageMistake(
        "returned",
        lambda hidden, cell, case: (hidden, np.tanh(cell)),
        "the cell returned has been through tanh. tanh(cell) is for the hidden state only; the "
        "cell itself is passed on as it is.",
    ),
    StageMistake(
        "returned",
        lambda hidden, cell, case: (cell, cell),
        "the cell is returned twice; the first value must be hidden = output * tanh(cell).",
    ),
    StageMistake(
        "z",
        lambda case: case.x @ case.kernel + case.hidden @ case.recurrent_kernel,
        "the bias is forgotten: add it to z before sigmoid and tanh.",
    ),
    StageMistake(
        "z",
        lambda case: case.x @ case.kernel + case.bias,
        "the recurrent term is forgotten: add hidden @ recurrent_kernel to z. Without it the gates "
        "know nothing of the words before.",
    ),
    StageMistake(
        "z",
        lambda case: case.hidden @ case.recurrent_kernel + case.bias,
        "the input is forgotten: add x @ kernel to z.",
    ),
    StageMistake(
        "z",
        lambda case: case.x @ case.kernel + case.cell @ case.recurrent_kernel + case.bias,
        "recurrent_kernel multiplies the cell; it must multiply the hidden state: "
        "hidden @ recurrent_kernel.",
    ),
    StageMistake(
        "z",
        lambda case: case.x @ case.kernel + case.hidden @ case.recurrent_kernel - case.bias,
        "the bias is subtracted; it must be added.",
    ),
    *_wrong_orders(),
    StageMistake(
        "gates",
        lambda z: activated(z.reshape(-1, 4).T.ravel()),
        "every fourth column of z is taken for a gate. A gate's columns stand side by side, H of "
        "them: np.split(z, 4).",
    ),
    StageMistake(
        "gates",
        _gates(np.tanh, np.tanh, sigmoid, np.tanh),
        "sigmoid and tanh have changed places: the three gates are valves from 0 to 1 (sigmoid), "
        "the candidate is content from −1 to 1 (tanh).",
    ),
    StageMistake(
        "gates",
        _gates(sigmoid, sigmoid, sigmoid, sigmoid),
        "the candidate goes through sigmoid; it needs tanh, or a write could only raise the cell.",
    ),
    StageMistake(
        "gates",
        _gates(sigmoid, sigmoid, lambda z: np.tanh(sigmoid(z)), sigmoid),
        "the candidate goes through sigmoid and then through tanh; it needs tanh alone.",
    ),
    StageMistake(
        "gates",
        _gates(np.tanh, np.tanh, np.tanh, np.tanh),
        "the gates go through tanh; they need sigmoid, for a valve opens from 0 to 1. Only the "
        "candidate takes tanh.",
    ),
    StageMistake(
        "gates",
        _gates(sigmoid, sigmoid, _as_is, sigmoid),
        "the candidate lacks its tanh.",
    ),
    StageMistake(
        "gates",
        _gates(_as_is, _as_is, np.tanh, _as_is),
        "the gates lack their sigmoid.",
    ),
    StageMistake(
        "gates",
        _gates(_as_is, _as_is, _as_is, _as_is),
        "z is used as it is: the three gates lack their sigmoid and the candidate its tanh.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: (f + cell) * (i + g),
        "+ and * have changed places in the new cell. It is forget * old cell + input * candidate.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f + cell + i + g,
        "everything is added up in the new cell. A gate multiplies what it lets through: "
        "forget * old cell + input * candidate.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * cell * (i * g),
        "what is kept and what is written are multiplied; they must be added: "
        "forget * old cell + input * candidate.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * cell - i * g,
        "what is written is subtracted; it must be added.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: cell + i * g,
        "the forget gate isn't used: multiply the old cell by it.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * cell + g,
        "the input gate isn't used: multiply the candidate by it.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: i * g,
        "the old cell is lost: add forget * old cell.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * cell,
        "nothing is written: add input * candidate.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: (1 - f) * cell + i * g,
        "the forget gate is used upside down. In spite of its name, 1 keeps and 0 forgets: "
        "forget * old cell.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * cell + (1 - f) * g,
        "the candidate is let in by 1 − forget, as in a GRU. An LSTM has an input gate for that.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * (cell + i * g),
        "the forget gate acts on what is being written as well; it must act on the old cell only.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f @ cell + i * g,
        "forget @ cell sums over the units; each unit has its own gate, so multiply elementwise "
        "with *.",
    ),
    StageMistake(
        "cell",
        lambda i, f, g, o, cell: f * cell + i @ g,
        "input @ candidate sums over the units; each unit has its own gate, so multiply "
        "elementwise with *.",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: o * new,
        "the cell lacks its tanh before the output gate: hidden = output * tanh(new cell).",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: o * np.tanh(old),
        "hidden is made from the old cell; it must be made from the new one.",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: np.tanh(new),
        "the output gate isn't used: hidden = output * tanh(new cell).",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: o * sigmoid(new),
        "the cell goes through sigmoid before the output gate; it needs tanh.",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: np.tanh(o * new),
        "tanh is taken after the output gate; take it of the cell alone: output * tanh(new cell).",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: o + np.tanh(new),
        "the output gate is added; it must multiply: output * tanh(new cell).",
    ),
    StageMistake(
        "hidden",
        lambda o, new, old: o,
        "the output gate is returned in place of hidden = output * tanh(new cell).",
    ),
)
