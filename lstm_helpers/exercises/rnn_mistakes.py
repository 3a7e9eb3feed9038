"""The mistakes that learners make when they read a sequence with a simple RNN, each carried out."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import sigmoid
from lstm_helpers.exercises.comparison import TOLERANCE
from lstm_helpers.exercises.mistake import StageMistake, one_or_two_stages


@dataclass(frozen=True)
class Case:
    """The arguments of one call: D features, H units, T timesteps."""

    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray
    inputs: np.ndarray


# The stages, done rightly; a mistake takes and returns what its stage does.
_RIGHT = {
    "order": lambda inputs: inputs,
    "z": lambda case, x, hidden: x @ case.kernel + hidden @ case.recurrent_kernel + case.bias,
    "new": lambda z, old, case: np.tanh(z),
    "carried": lambda new, z, case: new,
    "returned": lambda states: states,
}

MISTAKES = (
    StageMistake(
        "z",
        lambda case, x, hidden: x @ case.kernel + case.bias,
        "every step starts from zeros. Either hidden @ recurrent_kernel is missing, or hidden is "
        "not given its new value before the next word: nothing is carried on.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: x @ case.kernel + hidden @ case.recurrent_kernel,
        "the bias is forgotten: add it before tanh.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: hidden @ case.recurrent_kernel + case.bias,
        "the input is forgotten: add x @ kernel.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: x @ case.kernel + hidden @ case.recurrent_kernel - case.bias,
        "the bias is subtracted; it must be added.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: x @ case.kernel + hidden @ case.recurrent_kernel.T + case.bias,
        "the recurrent kernel is transposed. recurrent_kernel @ hidden is not hidden @ "
        "recurrent_kernel; with Keras's weights the state stands on the left.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: case.kernel @ x + hidden @ case.recurrent_kernel + case.bias,
        "the kernel is transposed. kernel @ x fits only where D equals H, and is wrong even there; "
        "with Keras's weights x stands on the left: x @ kernel.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: case.kernel @ x + case.recurrent_kernel @ hidden + case.bias,
        "both kernels are transposed. With Keras's weights the vector stands on the left: "
        "x @ kernel and hidden @ recurrent_kernel.",
    ),
    StageMistake(
        "z",
        lambda case, x, hidden: x @ case.recurrent_kernel + hidden @ case.kernel + case.bias,
        "kernel and recurrent_kernel have changed places. The kernel takes the input, the "
        "recurrent kernel takes the state.",
    ),
    StageMistake(
        "new",
        lambda z, old, case: z,
        "tanh is forgotten: the new state is np.tanh of the sum.",
    ),
    StageMistake(
        "new",
        lambda z, old, case: sigmoid(z),
        "the sum goes through sigmoid; a simple RNN in Keras takes tanh, which can be negative.",
    ),
    StageMistake(
        "new",
        lambda z, old, case: np.maximum(z, 0),
        "the sum goes through max(0, z), the ReLU; a simple RNN in Keras takes tanh.",
    ),
    StageMistake(
        "new",
        lambda z, old, case: old + np.tanh(z),
        "the new state is added to the old one. It takes its place: hidden = np.tanh(…).",
    ),
    StageMistake(
        "new",
        lambda z, old, case: np.tanh(z - case.bias) + case.bias,
        "the bias is added after tanh. All three parts belong inside its brackets.",
    ),
    StageMistake(
        "new",
        lambda z, old, case: np.tanh(z - old @ case.recurrent_kernel) + old @ case.recurrent_kernel,
        "hidden @ recurrent_kernel is added after tanh. All three parts belong inside its "
        "brackets.",
    ),
    StageMistake(
        "carried",
        lambda new, z, case: z,
        "what is carried on is the sum before tanh. The next step needs the state itself.",
    ),
    StageMistake(
        "order",
        lambda inputs: inputs[::-1],
        "the words are read from the end. Begin with inputs[0].",
    ),
    StageMistake(
        "returned",
        lambda states: np.repeat(states[-1:], len(states), axis=0),
        "every row is the last state. If hidden is changed in place, hidden[:] = …, the list holds "
        "one and the same array T times; make a new one at each step: hidden = np.tanh(…).",
    ),
    StageMistake(
        "returned",
        lambda states: states[::-1],
        "the states come in reverse. Row 0 is the state after the first word.",
    ),
    StageMistake(
        "returned",
        lambda states: np.vstack([np.zeros_like(states[:1]), states[:-1]]),
        "each row is the state before its word. Append hidden after it has its new value.",
    ),
)


def carry_out(case: Case, mistakes: tuple[StageMistake, ...] = ()) -> np.ndarray:
    """Read a sequence with some mistakes.

    Parameters
    ----------
    case : Case
        The arguments.
    mistakes : tuple of StageMistake
        At most one for each stage.

    Returns
    -------
    ndarray, shape (T, H)
        What a function with those mistakes returns.

    Raises
    ------
    ValueError
        If a mistake cannot be made with arrays of these shapes.

    Examples
    --------
    >>> case = Case(np.ones((1, 1)), np.zeros((1, 1)), np.zeros(1), np.array([[0.0], [9.0]]))
    >>> carry_out(case).round(2).ravel()
    array([0., 1.])
    """
    stages = _RIGHT | {mistake.stage: mistake.does for mistake in mistakes}
    hidden, states = np.zeros(len(case.bias)), []
    for x in stages["order"](case.inputs):
        z = stages["z"](case, x, hidden)
        new = stages["new"](z, hidden, case)
        states.append(new)
        hidden = stages["carried"](new, z, case)
    return stages["returned"](np.stack(states))


def likely_mistakes(cases: list[Case], answers: list[np.ndarray]) -> tuple[StageMistake, ...]:
    """Find the one or two mistakes that give exactly these answers.

    Parameters
    ----------
    cases : list of Case
        The arguments of each call.
    answers : list of ndarray
        What each call returned.

    Returns
    -------
    tuple of StageMistake
        Empty if no known mistake, alone or with one other, explains the answers.

    Examples
    --------
    >>> case = Case(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1), np.array([[0.5], [1.0]]))
    >>> (mistake,) = likely_mistakes([case], [np.tanh(case.inputs)])
    >>> mistake is MISTAKES[0]
    True
    """
    return next(
        (
            mistakes
            for mistakes in one_or_two_stages(MISTAKES)
            if all(
                _same(case, mistakes, answer) for case, answer in zip(cases, answers, strict=True)
            )
        ),
        (),
    )


def _same(case: Case, mistakes: tuple[StageMistake, ...], answer: np.ndarray) -> bool:
    try:
        found = carry_out(case, mistakes)
    except ValueError:  # shapes that do not fit: the learner's function would have failed as well
        return False
    return found.shape == answer.shape and np.abs(found - answer).max() <= TOLERANCE
