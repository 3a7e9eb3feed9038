"""Lesson 05, exercise 1: write one LSTM timestep in NumPy."""

import numpy as np

from lstm_helpers import cells
from lstm_helpers.cells import LSTMWeights, sigmoid
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import difference, floats, parts
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.lstm_step_mistakes import MISTAKES
from lstm_helpers.exercises.lstm_step_stages import Answer, Case, likely_mistakes

# Features and units of each case. The first must have several units, all different from the
# features, so that a wrong shape shows; the others catch sizes typed into an answer.
_SIZES = ((2, 3), (4, 1), (1, 2), (5, 5))


def my_lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
    """Read one input vector; return the new hidden and the new cell state."""
    # Step 1. What the three gates and the candidate are made from, side by side: shape (4H,).
    z = x @ kernel + hidden @ recurrent_kernel + bias
    # Step 2. Cut it into quarters, in Keras's order.
    z_input, z_forget, z_candidate, z_output = np.split(z, 4)
    # Step 3. Three soft valves from 0 to 1, and the content, from -1 to 1.
    input_gate = sigmoid(z_input)
    forget_gate = sigmoid(z_forget)
    candidate = np.tanh(z_candidate)
    output_gate = sigmoid(z_output)
    # Step 4. Keep part of the old cell, write part of the candidate. * acts unit by unit.
    cell = forget_gate * cell + input_gate * candidate
    # Step 5. Show part of the new cell.
    hidden = output_gate * np.tanh(cell)
    return hidden, cell


def _cases() -> list[Case]:
    rng = np.random.default_rng(5)
    shapes = [
        [(features, 4 * units), (units, 4 * units), (4 * units,), (features,), (units,), (units,)]
        for features, units in _SIZES
    ]
    return [Case(*(rng.uniform(-1.5, 1.5, shape) for shape in case)) for case in shapes]


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = _answers(attempt, cases)
    for case, (hidden, cell) in zip(cases, answers, strict=True):
        weights = LSTMWeights(case.kernel, case.recurrent_kernel, case.bias)
        expected = cells.lstm_step(weights, case.x, case.hidden, case.cell)
        hidden_differs = difference("hidden", hidden, expected.hidden)
        cell_differs = difference("cell", cell, expected.cell)
        if hidden_differs or cell_differs:
            # The cell comes first: hidden is made from it.
            says = cell_differs or hidden_differs
            cause = _cause(cases, answers, bool(cell_differs))
            raise AnswerError(f"Not yet, {_sizes(case)}:\n    {says}\n{cause}")
    return (
        "Right. hidden and cell agree with the course's own lstm_step, which agrees with Keras, "
        f"on {len(cases)} sets of random weights and states."
    )


def _answers(attempt: Attempt, cases: list[Case]) -> list[Answer]:
    answers = []
    for case in cases:
        try:
            answers.append(_answer(attempt, case))
        except AnswerError as error:
            if not answers:
                raise
            raise AnswerError(
                f"Not yet. It runs {_sizes(cases[0])}, but not {_sizes(case)}; is a size typed in?"
                f"\n{error}"
            ) from None
    return answers


def _answer(attempt: Attempt, case: Case) -> Answer:
    hidden, cell = parts(attempt.call(**vars(case)), ("hidden", "cell"))
    return _state("hidden", hidden, case), _state("cell", cell, case)


def _state(name: str, value: object, case: Case) -> np.ndarray:
    array = floats(name, value)
    units = len(case.cell)
    if array.shape != (units,):
        cause = _shape_cause(array.shape, units)
        raise AnswerError(
            f"{name} must have shape (units,) = ({units},), {_sizes(case)}; it has "
            f"{array.shape}.{cause}"
        )
    return array


def _shape_cause(shape: tuple[int, ...], units: int) -> str:
    causes = {
        (): "a sum over all units, by @ or np.sum. A gate acts unit by unit: multiply with *.",
        (4 * units,): "z was not split: it holds four quarters side by side; np.split(z, 4).",
        (1, units): "an axis too many; x, hidden and cell are plain vectors, one number a unit.",
        (units, 1): "an axis too many; x, hidden and cell are plain vectors, one number a unit.",
        (units, units): "each unit met every other; multiply unit by unit with *.",
    }
    return f" Likely cause: {causes[shape]}" if shape in causes else ""


def _cause(cases: list[Case], answers: list[Answer], cell_differs: bool) -> str:
    mistakes = likely_mistakes(MISTAKES, cases, answers)
    if mistakes:
        return f"Likely cause: {' And: '.join(mistake.cause for mistake in mistakes)}"
    if cell_differs:
        return (
            "The cell is wrong already, so look before hidden: at z, at the order of its quarters, "
            "at sigmoid and tanh, at forget * old cell + input * candidate."
        )
    return (
        "The cell is right, so z, forget, input and candidate are; look at the output gate and at "
        "hidden = output * tanh(new cell)."
    )


def _sizes(case: Case) -> str:
    features, units = len(case.x), len(case.cell)
    return f"with {features} feature{'s' * (features > 1)} and {units} unit{'s' * (units > 1)}"


EXERCISE = Exercise(
    name="05_lstm_step",
    objectives=("gates.forget", "gates.input", "gates.candidate", "gates.output", "gates.cell"),
    prompt=(
        "Write my_lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell) in NumPy: one "
        "timestep of an LSTM with D features and H units. kernel has shape (D, 4H), "
        "recurrent_kernel (H, 4H), bias (4H,), their columns in the order input, forget, "
        "candidate, output; x has shape (D,), hidden and cell (H,). Return the new hidden and "
        "the new cell state."
    ),
    reference=my_lstm_step,
    review=_review,
    hints=(
        "All four parts begin alike: a weighted sum of x, a weighted sum of hidden, and the bias. "
        "One line computes all four at once. What shape does it give?",
        "z = x @ kernel + hidden @ recurrent_kernel + bias has shape (4H,), and np.split(z, 4) "
        "gives its quarters: input, forget, candidate, output. Three are valves, one is content: "
        "which function squashes which?",
        "sigmoid for input, forget and output; np.tanh for the candidate. The new cell keeps a "
        "part of the old cell and adds a part of the candidate. Which gate says how much of each?",
        "cell = forget_gate * cell + input_gate * candidate, then hidden = output_gate * "
        "np.tanh(cell) with that new cell. Return hidden first.",
    ),
    imports="import numpy as np\nfrom lstm_helpers import sigmoid",
)
