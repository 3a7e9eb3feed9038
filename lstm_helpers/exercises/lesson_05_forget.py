"""Lesson 05, exercise 2: make the cell forget on cue, by its weights alone."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights, sigmoid
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import parts
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.forget_behaviour import (
    DROPPED,
    KEPT,
    LONG,
    STORED,
    after_long_wait,
    first_failure,
    forget_gate_at,
)
from lstm_helpers.exercises.forget_causes import explained

_SHAPES = {
    "kernel": (("features", "4 · units"), (2, 4)),
    "recurrent_kernel": (("units", "4 · units"), (1, 4)),
    "bias": (("4 · units",), (4,)),
}
_LARGEST = 1000.0  # far beyond what any gate needs; keeps all products finite


def forget_on_cue():
    """Return the weights of a memory that keeps a value until the cue comes."""
    # Step 1. At (0, 0) a gate sees its bias alone. Hold the input and the forget gate open
    #         with it, and let the candidate be tanh(0) = 0, so that nothing is written.
    #                 input  forget  candidate  output
    bias = np.array([10.0, 10.0, 0.0, 0.0])
    kernel = np.array(
        [
            # Step 2. The value makes the candidate, about +1 for +1 and -1 for -1.
            [0.0, 0.0, 5.0, 0.0],
            # Step 3. The cue shuts the forget gate: 10 - 20 = -10, far below 0.
            [0.0, -20.0, 0.0, 0.0],
        ]
    )
    # Step 4. No gate needs to know the hidden state.
    recurrent_kernel = np.zeros((1, 4))
    return kernel, recurrent_kernel, bias


def _review(attempt: Attempt) -> str:
    weights = _weights(attempt.call())
    failure = first_failure(weights)
    if failure is not None:
        raise AnswerError(explained(weights, failure))
    return (
        "Right. It stores +1 and -1, keeps "
        f"{after_long_wait(weights):.1%} over {LONG} empty timesteps, drops it at the cue and can "
        f"be used again. Its forget gate stands at {forget_gate_at(weights, '.'):.5f} while "
        f"nothing comes and at {forget_gate_at(weights, 'c'):.5f} at the cue: by its weights alone."
    )


def _weights(value: object) -> LSTMWeights:
    if isinstance(value, LSTMWeights):
        value = (value.kernel, value.recurrent_kernel, value.bias)
    return LSTMWeights(
        *(
            _array(name, part)
            for name, part in zip(_SHAPES, parts(value, tuple(_SHAPES)), strict=True)
        )
    )


def _array(name: str, value: object) -> np.ndarray:
    axes, sizes = _SHAPES[name]
    try:
        array = _validate.array(name, value, axes, sizes, huge=True)
    except ValueError as error:
        raise AnswerError(f"{error}.{_shape_cause(value, sizes)}") from None
    if np.abs(array).max() > _LARGEST:
        raise AnswerError(
            f"{name} holds {array.flat[np.abs(array).argmax()]:g}; keep all weights between "
            f"{-_LARGEST:g} and {_LARGEST:g}. A sigmoid is as good as shut at -10 and open at +10."
        )
    return array


def _shape_cause(value: object, sizes: tuple[int, ...]) -> str:
    try:
        shape = np.shape(value)
    except ValueError:  # rows that differ in length
        return ""
    if shape == sizes[::-1] != sizes:
        return " Likely cause: rows and columns have changed places; a row is a feature or a unit."
    if len(sizes) == 2 and shape == sizes[1:]:
        return " Likely cause: a pair of brackets is missing; even one row needs two axes."
    return ""


_KEEPS = float(sigmoid(8.0))

EXERCISE = Exercise(
    name="05_forget",
    objectives=("gates.forget", "gates.cell"),
    prompt=(
        "Write forget_on_cue(), without parameters, which returns kernel (2, 4), recurrent_kernel "
        "(1, 4) and bias (4,) of an LSTM with one unit and two features: a value (-1, 0 or +1) and "
        "a cue (0 or 1). Columns stand in the order input, forget, candidate, output. By these "
        "weights alone the cell must store a value when it comes (at least "
        f"{STORED:g} with the value's sign), keep it while both features are 0 (after {LONG} "
        f"timesteps at least {KEPT:.0%} of it) and drop it at the cue (nearer to 0 than "
        f"{DROPPED:g})."
    ),
    reference=forget_on_cue,
    review=_review,
    hints=(
        "Begin without the cue. When both features are 0, which weights still count? And which "
        "gate decides how much of the cell is kept?",
        "At (0, 0) only the bias counts, so the forget gate is sigmoid(bias[1]): "
        f"{float(sigmoid(0.0)):g} for 0, {_KEEPS:.4f} for 8, which leaves {_KEEPS**LONG:.0%} after "
        f"{LONG} timesteps.",
        "The value reaches the cell through the candidate, kernel[0, 2]. The input gate must be "
        "open for +1 and for -1, so open it by its bias; when no value comes the candidate is "
        "tanh(0) = 0 and nothing is written.",
        "At the cue the forget gate is sigmoid(bias[1] + kernel[1, 1]). Make kernel[1, 1] negative "
        "enough to bring that sum well below 0. All other weights can be 0.",
    ),
    imports="import numpy as np",
)
