"""Lesson 06, exercise 1: predict the shapes that an LSTM layer returns."""

from numbers import Integral

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.shape_mistakes import Shape, Sizes, likely_mistake, right_shapes

# All sizes differ within a case, so that no two can be mistaken for each other.
_CASES = [
    Sizes(1, 2, 5, 3, return_sequences, return_state)
    for return_sequences in (False, True)
    for return_state in (False, True)
] + [
    Sizes(32, 10, 64, 16, return_sequences=True, return_state=True),
    Sizes(7, 4, 2, 9, True, False),
]


def my_shapes(batch, timesteps, features, units, return_sequences, return_state):
    """Return a list with the shape of each tensor that the layer returns."""
    # Step 1. A state has one number for each unit, for each sentence of the batch.
    state = (batch, units)
    # Step 2. The output is h: after every timestep, or after the last one only. The features are
    #         read by the weights and appear nowhere.
    output = (batch, timesteps, units) if return_sequences else (batch, units)
    # Step 3. With return_state the last h and the last c come after the output: three tensors.
    return [output, state, state] if return_state else [output]


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, case) for case in _CASES]
    for case, answer in zip(_CASES, answers, strict=True):
        expected = right_shapes(case)
        if answer != expected:
            mistake = likely_mistake(_CASES, answers)
            cause = f"Likely cause: {mistake.cause}" if mistake else _difference(answer, expected)
            raise AnswerError(
                f"Not yet, for {_named(case)}:\n    yours    {answer}\n    Keras    {expected}\n"
                f"{cause}"
            )
    return (
        f"Right. For {len(_CASES)} layers, all four combinations of the flags among them, your "
        "shapes are those that Keras returns."
    )


def _answer(attempt: Attempt, case: Sizes) -> list[Shape]:
    value = attempt.call(**case._asdict())
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        raise AnswerError(
            "Return a list of shapes, one for each tensor, such as [(1, 3)]. Yours returned a "
            f"value of type {type(value).__name__}."
        )
    if value and all(_is_size(part) for part in value):
        value = [value]  # one tensor, its shape without a list around it
    return [_shape(part, case) for part in value]


def _shape(value: object, case: Sizes) -> Shape:
    says = f"Not yet, for {_named(case)}: a shape is a tuple of whole numbers, such as (1, 3); "
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        raise AnswerError(f"{says}one of yours is {value!r}, of type {type(value).__name__}.")
    for size in value:
        if size is None:
            raise AnswerError(
                f"{says}{tuple(value)!r} holds None. Keras writes None where a size is open; here "
                "the batch is given, so write it."
            )
        if not _is_size(size):
            raise AnswerError(f"{says}{tuple(value)!r} holds {size!r}, {type(size).__name__}.")
    return tuple(int(size) for size in value)


def _is_size(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _difference(answer: list[Shape], expected: list[Shape]) -> str:
    if len(answer) != len(expected):
        wanted = f"{len(expected)} tensor{'s' * (len(expected) > 1)}"
        return f"Yours describes {len(answer)}; Keras returns {wanted}."
    first = next(
        k for k, pair in enumerate(zip(answer, expected, strict=True)) if len(set(pair)) > 1
    )
    name = ("output", "hidden state h", "cell state c")[first]
    return f"The shape of the {name} differs; it should be {expected[first]}."


def _named(case: Sizes) -> str:
    return ", ".join(f"{name}={value}" for name, value in case._asdict().items())


EXERCISE = Exercise(
    name="06_shapes",
    objectives=("return.sequences", "return.state"),
    prompt=(
        "Write my_shapes(batch, timesteps, features, units, return_sequences, return_state): an "
        "LSTM layer with these units and flags reads an input of shape (batch, timesteps, "
        "features). Return a list with the shape of each tensor that it returns, in Keras's order, "
        "each shape a tuple of whole numbers."
    ),
    reference=my_shapes,
    review=_review,
    hints=(
        "Two questions, one for each flag. How many tensors come back? And does the first of them "
        "have an axis of timesteps?",
        "The output comes back always: (batch, units), or with return_sequences (batch, timesteps, "
        "units). Which of the arguments is then left over, and why?",
        "The features are left over: the layer turns them into units. With return_state the last h "
        "and the last c follow the output, each of shape (batch, units), never with timesteps.",
        "output = (batch, timesteps, units) if return_sequences else (batch, units); return "
        "[output, (batch, units), (batch, units)] if return_state else [output].",
    ),
    imports="# No import is needed.",
)
