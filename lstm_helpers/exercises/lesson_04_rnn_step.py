"""Lesson 04, exercise 1: read a whole sequence with a simple RNN, in NumPy."""

import numpy as np

from lstm_helpers.cells import RNNWeights, rnn_step
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import difference, floats
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.rnn_mistakes import Case, likely_mistakes

# Timesteps, features and units. In the first, D equals H, so that kernels transposed or exchanged
# give numbers, which tell which of the two it was; the others catch sizes typed into an answer.
_SIZES = ((4, 3, 3), (6, 2, 3), (1, 4, 1), (5, 1, 2))


def my_rnn(kernel, recurrent_kernel, bias, inputs):
    """Read a sequence; return the hidden state after each timestep, shape (T, H)."""
    # Step 1. Before the first word there is nothing to remember.
    hidden = np.zeros(len(bias))
    states = []
    for x in inputs:
        # Step 2. What the word says, plus what the state says, plus the bias; then tanh.
        hidden = np.tanh(x @ kernel + hidden @ recurrent_kernel + bias)
        # Step 3. Keep the new state. The next word meets it as well, for it is called hidden.
        states.append(hidden)
    # Step 4. One row a timestep.
    return np.stack(states)


def _cases() -> list[Case]:
    rng = np.random.default_rng(4)
    shapes = [
        [(features, units), (units, units), (units,), (timesteps, features)]
        for timesteps, features, units in _SIZES
    ]
    return [Case(*(rng.uniform(-1.2, 1.2, shape) for shape in case)) for case in shapes]


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = _answers(attempt, cases)
    for case, states in zip(cases, answers, strict=True):
        says = difference("states", states, _expected(case))
        if says:
            mistakes = likely_mistakes(cases[: len(answers)], answers)
            causes = " And: ".join(mistake.cause for mistake in mistakes)
            cause = f"Likely cause: {causes}" if mistakes else _first_wrong(states, case)
            raise AnswerError(f"Not yet, {_sizes(case)}:\n    {says}\n{cause}")
    return (
        "Right. On "
        f"{len(cases)} sequences all your states are those of rnn_step, which agrees with Keras."
    )


def _expected(case: Case) -> np.ndarray:
    weights = RNNWeights(case.kernel, case.recurrent_kernel, case.bias)
    states = [np.zeros(weights.units)]
    for x in case.inputs:
        states.append(rnn_step(weights, x, states[-1]))
    return np.stack(states[1:])


def _answers(attempt: Attempt, cases: list[Case]) -> list[np.ndarray]:
    answers: list[np.ndarray] = []
    for case in cases:
        try:
            answers.append(_answer(attempt, case))
        except AnswerError as error:
            if not answers:
                raise
            if likely_mistakes(cases[: len(answers)], answers):
                return answers  # wrong already where D equals H, and there the cause is known
            raise AnswerError(
                f"Not yet. It runs {_sizes(cases[0])}, but not {_sizes(case)}; is a size typed in, "
                f"or D taken for H?\n{error}"
            ) from None
    return answers


def _answer(attempt: Attempt, case: Case) -> np.ndarray:
    states = floats("states", attempt.call(**vars(case)))
    timesteps, units = len(case.inputs), len(case.bias)
    if states.shape != (timesteps, units):
        raise AnswerError(
            f"states must have shape (timesteps, units) = ({timesteps}, {units}), {_sizes(case)}; "
            f"it has {states.shape}.{_shape_cause(states.shape, timesteps, units)}"
        )
    return states


def _shape_cause(shape: tuple[int, ...], timesteps: int, units: int) -> str:
    causes = {
        (units,): "only the last state is returned; collect the state after every word.",
        (units, timesteps): "the axes have changed places; one row a timestep.",
        (timesteps + 1, units): "the zeros before the first word are returned as well; begin the "
        "list empty, and append after each step.",
        (timesteps - 1, units): "one state is missing; the loop must read every word, from "
        "inputs[0] to the last.",
        (1, units): "only one word is read; does return stand inside the loop?",
        (timesteps, units, units): "x * kernel multiplies number by number; the product of a "
        "vector and a matrix is x @ kernel.",
        (timesteps * units,): "the states are joined to one long vector; np.stack puts them below "
        "each other.",
        (timesteps, 1, units): "an axis too many; bias and x are plain vectors here, without a "
        "batch.",
        (1, timesteps, units): "an axis too many; there is no batch here.",
        (): "a single number; a state has one for each unit.",
    }
    return f" Likely cause: {causes[shape]}" if shape in causes else ""


def _first_wrong(states: np.ndarray, case: Case) -> str:
    wrong = np.abs(states - _expected(case)).max(axis=1) > 1e-5
    if wrong[0]:
        return (
            "The first state is wrong already. There the old state is all zeros, so look at "
            "x @ kernel, at the bias and at tanh."
        )
    return (
        "The first state is right, so x @ kernel, bias and tanh are. What goes wrong comes with "
        "the old state: look at hidden @ recurrent_kernel and at what is carried on."
    )


def _sizes(case: Case) -> str:
    timesteps, features = case.inputs.shape
    units = len(case.bias)
    counted = (
        f"{number} {word}{'s' * (number > 1)}"
        for number, word in ((timesteps, "timestep"), (features, "feature"), (units, "unit"))
    )
    return "with {}, {} and {}".format(*counted)


EXERCISE = Exercise(
    name="04_rnn_step",
    objectives=("rnn.state",),
    prompt=(
        "Write my_rnn(kernel, recurrent_kernel, bias, inputs) in NumPy: a simple RNN with D "
        "features and H units reads T words. kernel has shape (D, H), recurrent_kernel (H, H), "
        "bias (H,), inputs (T, D), one row a word. Begin with a hidden state of zeros. Return the "
        "hidden states after each word, shape (T, H)."
    ),
    reference=my_rnn,
    review=_review,
    hints=(
        "Read one word after the other: for x in inputs. Two things must outlive a step: the "
        "state, and the list of all states so far. Which of them does the next step need?",
        "Begin with hidden = np.zeros(len(bias)) and states = []. In the loop, hidden gets a new "
        "value made from x and from the old hidden. Which matrix belongs to which?",
        "hidden = np.tanh(x @ kernel + hidden @ recurrent_kernel + bias). The vectors stand on the "
        "left. Then keep it, and go on.",
        "states.append(hidden) ends the loop's body, return np.stack(states) the function.",
    ),
    imports="import numpy as np",
)
