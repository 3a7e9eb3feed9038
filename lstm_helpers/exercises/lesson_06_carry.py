"""Lesson 06, exercise 2: read a text in two pieces, the state carried over the cut."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import LSTMWeights
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.carry_mistakes import MISTAKES, Layer
from lstm_helpers.exercises.comparison import TOLERANCE, difference, floats, parts
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.trace import trace_lstm

_NAMES = ("output", "hidden", "cell")
# Sentences, timesteps of the first and of the second piece, features, units.
_SIZES = ((2, 3, 4, 5, 6), (1, 1, 6, 3, 2), (3, 5, 1, 2, 4))


def my_reading(layer, first, second):
    """Return what the layer would return for first and second in one piece."""
    # Step 1. Read the first piece. It starts from zeros, as every text does.
    early, hidden, cell = layer(first)
    # Step 2. Read the second piece, starting from both states that the first one left.
    late, hidden, cell = layer(second, initial_state=[hidden, cell])
    # Step 3. The outputs stand one after the other along the timesteps, axis 1; the last states
    #         are those after the second piece.
    return np.concatenate([early, late], axis=1), hidden, cell


_JOINED_FIRST = (
    "The pieces were joined before they were read. Even where that gives the right numbers: in a "
    "stream the second piece is not there yet when the first is read. Call layer(first), and then "
    "layer(second, initial_state=...) with what the first call left."
)

_OTHER_AXIS = (
    "the pieces are joined along the batch, axis 0, which np.concatenate takes if none is named, "
    "or along the last axis. Timesteps are axis 1: np.concatenate([early, late], axis=1)."
)


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class _Case:
    layer: Layer
    first: np.ndarray
    second: np.ndarray

    def arguments(self) -> dict[str, object]:
        return {"layer": self.layer, "first": self.first, "second": self.second}

    def whole(self) -> tuple[np.ndarray, ...]:
        return self.layer(np.concatenate([self.first, self.second], axis=1))


def _cases() -> list[_Case]:
    rng = np.random.default_rng(6)
    cases = []
    for batch, early, late, features, units in _SIZES:
        weights = LSTMWeights(
            rng.normal(size=(features, 4 * units)),
            rng.normal(size=(units, 4 * units)),
            rng.normal(size=4 * units),
        )
        first, second = (rng.normal(size=(batch, length, features)) for length in (early, late))
        cases.append(_Case(numpy_layer(weights), first, second))
    return cases


def numpy_layer(weights: LSTMWeights) -> Layer:
    """Return a function that reads as a Keras LSTM layer with both flags does, in NumPy.

    Parameters
    ----------
    weights : LSTMWeights
        D features, H units.

    Returns
    -------
    function
        Takes inputs of shape (B, T, D) and, if wanted, ``initial_state=[hidden, cell]``, each of
        shape (B, H); returns output (B, T, H), hidden and cell (B, H).

    Examples
    --------
    >>> layer = numpy_layer(LSTMWeights(np.zeros((5, 12)), np.zeros((3, 12)), np.zeros(12)))
    >>> [array.shape for array in layer(np.zeros((1, 2, 5)))]
    [(1, 2, 3), (1, 3), (1, 3)]
    """

    def layer(inputs, initial_state=None):
        inputs = np.asarray(inputs)
        if inputs.ndim != 3:
            raise ValueError(f"the layer reads (batch, timesteps, features); got {inputs.shape}")
        wanted = (len(inputs), weights.units)
        if initial_state is None:
            initial_state = [np.zeros(wanted), np.zeros(wanted)]
        if not isinstance(initial_state, list | tuple) or len(initial_state) != 2:
            raise ValueError("initial_state must be a list of two arrays, [hidden, cell]")
        for state in initial_state:
            if np.shape(state) != wanted:
                raise ValueError(
                    f"each state must have shape (batch, units) = {wanted}; got {np.shape(state)}"
                )
        states = [(initial_state[0][row], initial_state[1][row]) for row in range(len(inputs))]
        traces = [
            trace_lstm(weights, row, initial_state=state)
            for row, state in zip(inputs, states, strict=True)
        ]
        output = np.stack([trace.hidden for trace in traces])
        return output, output[:, -1], np.stack([trace.cell[-1] for trace in traces])

    return layer


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = [_answer(attempt, case) for case in cases]
    for case, answer in zip(cases, answers, strict=True):
        for name, found, expected in zip(_NAMES, answer, case.whole(), strict=True):
            says = difference(name, found, expected)
            if says:
                raise AnswerError(f"Not yet, {_sizes(case)}:\n    {says}\n{_cause(cases, answers)}")
    return (
        f"Right. For {len(cases)} layers, your output, hidden and cell are those of reading both "
        "pieces in one go."
    )


def _answer(attempt: Attempt, case: _Case) -> tuple[np.ndarray, ...]:
    lengths: list[int] = []

    def layer(inputs, initial_state=None):
        lengths.append(np.shape(inputs)[1] if np.ndim(inputs) == 3 else 0)
        return case.layer(inputs, initial_state)

    try:
        value = attempt.call(**case.arguments() | {"layer": layer})
    except AnswerError as error:
        if "concatenation axis" in str(error) and "along dimension 1" in str(error):
            raise AnswerError(f"{error}\nLikely cause: {_OTHER_AXIS}") from None
        raise
    values = parts(value, _NAMES)
    if max(lengths, default=0) > max(case.first.shape[1], case.second.shape[1]):
        raise AnswerError(_JOINED_FIRST)
    arrays = tuple(floats(name, value) for name, value in zip(_NAMES, values, strict=True))
    for name, found, expected in zip(_NAMES, arrays, case.whole(), strict=True):
        if found.shape != expected.shape:
            cause = _shape_cause(name, found.shape, case)
            raise AnswerError(
                f"Not yet, {_sizes(case)}: {name} must have shape {expected.shape}; it has "
                f"{found.shape}.{cause}"
            )
    return arrays


def _shape_cause(name: str, shape: tuple[int, ...], case: _Case) -> str:
    batch, early, _ = case.first.shape
    late = case.second.shape[1]
    units = case.whole()[1].shape[1]
    if name != "output":
        return f" Likely cause: {name} is not the last state; the layer returns that by itself."
    causes = {
        (batch, late, units): "only the second piece's output. The first piece's stands before it.",
        (batch, early, units): "only the first piece's output. The second piece's comes after it.",
        (batch, units): "the last output alone. Every timestep of both pieces is wanted.",
    }
    return f" Likely cause: {causes[shape]}" if shape in causes else ""


def _cause(cases: list[_Case], answers: list[tuple[np.ndarray, ...]]) -> str:
    for mistake in MISTAKES:
        carried_out = [mistake.does(case.layer, case.first, case.second) for case in cases]
        if all(
            np.allclose(one, other, rtol=0, atol=TOLERANCE)
            for wrong, answer in zip(carried_out, answers, strict=True)
            for one, other in zip(wrong, answer, strict=True)
        ):
            return f"Likely cause: {mistake.cause}"
    return (
        "Follow the states: zeros go into the first piece, what comes out of it goes into the "
        "second, and what comes out of that is returned."
    )


def _sizes(case: _Case) -> str:
    batch, early, features = case.first.shape
    return (
        f"with a batch of {batch}, {early} and {case.second.shape[1]} timesteps, "
        f"{features} features and {case.whole()[1].shape[1]} units"
    )


EXERCISE = Exercise(
    name="06_carry",
    objectives=("return.state", "return.sequences"),
    prompt=(
        "Write my_reading(layer, first, second). layer is an LSTM with return_sequences and "
        "return_state: layer(inputs) returns output, hidden and cell, and layer(inputs, "
        "initial_state=[hidden, cell]) starts from given states. first and second are the two "
        "pieces of a text, of shape (batch, timesteps, features). Read one after the other, each "
        "with a call of its own, and return output, hidden and cell as if the text had been read "
        "in one piece."
    ),
    reference=my_reading,
    review=_review,
    hints=(
        "An LSTM knows of the past only what h and c hold. What must the second call be given, so "
        "that it goes on where the first one stopped?",
        "early, hidden, cell = layer(first), and then layer(second, initial_state=[hidden, cell]): "
        "both states, h first. Each call returns three arrays again.",
        "The outputs have shape (batch, timesteps, units). Join the two along the timesteps: "
        "np.concatenate([early, late], axis=1). Which of the states belong to the end of the text?",
        "late, hidden, cell = layer(second, initial_state=[hidden, cell]); then return "
        "np.concatenate([early, late], axis=1), hidden, cell.",
    ),
    imports="import numpy as np",
)
