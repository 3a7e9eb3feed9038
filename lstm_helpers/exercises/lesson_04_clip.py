"""Lesson 04, exercise 2: clip a gradient by its global norm."""

import re
import warnings

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.clip_mistakes import Case, likely_mistake
from lstm_helpers.exercises.comparison import difference, floats, parts
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.gradients import clip_by_norm, global_norm

_NAMES = ("kernel", "recurrent_kernel", "bias")


def my_clip(kernel, recurrent_kernel, bias, limit):
    """Shorten a gradient in three parts to a norm of limit, if it is longer."""
    # Step 1. One norm over all numbers of all parts.
    norm = np.sqrt((kernel**2).sum() + (recurrent_kernel**2).sum() + (bias**2).sum())
    # Step 2. Short enough, also if it is all zeros: nothing to do, and nothing to divide by.
    if norm <= limit:
        return kernel, recurrent_kernel, bias
    # Step 3. One factor for all, so that the direction stays.
    factor = limit / norm
    return kernel * factor, recurrent_kernel * factor, bias * factor


def _cases() -> list[Case]:
    rng = np.random.default_rng(4)
    return [
        # No part alone is above the limit, all together are.
        _case(rng, (3.0, 4.0, 2.0), limit=4.5),
        _case(rng, (4.0, 0.4, 30.0), limit=2.0),  # far above; one part alone is below
        _case(rng, (0.3, 0.5, 0.1), limit=2.5),  # below
        Case(np.zeros((2, 3)), np.zeros((3, 3)), np.zeros(3), limit=1.0),
    ]


def _case(rng: np.random.Generator, norms: tuple[float, ...], limit: float) -> Case:
    arrays = (rng.normal(size=shape) for shape in ((2, 3), (3, 3), (3,)))
    scaled = (
        norm * array / np.linalg.norm(array) for norm, array in zip(norms, arrays, strict=True)
    )
    return Case(*scaled, limit=limit)


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = [_answer(attempt, case) for case in cases]
    for case, answer in zip(cases, answers, strict=True):
        for name, found, expected in zip(
            _NAMES, answer, clip_by_norm(case.parts, case.limit), strict=True
        ):
            says = difference(name, found, expected)
            if says:
                mistake = likely_mistake(cases, answers)
                cause = f"Likely cause: {mistake.cause}" if mistake else _measured(case, answer)
                raise AnswerError(f"Not yet, {_told(case)}:\n    {says}\n{cause}")
    return (
        f"Right. On {len(cases)} gradients, one of zeros among them, your parts are those of "
        "clip_by_norm, which agrees with Keras's global_clipnorm."
    )


def _answer(attempt: Attempt, case: Case) -> list[np.ndarray]:
    try:
        with warnings.catch_warnings():  # a division by 0 is told below, in words
            warnings.simplefilter("ignore")
            values = parts(attempt.call(**vars(case)), _NAMES)
        arrays = [floats(name, value) for name, value in zip(_NAMES, values, strict=True)]
    except AnswerError as error:
        if global_norm(case.parts) or not re.search("finite|division by zero", str(error)):
            raise
        raise AnswerError(
            f"Not yet, {_told(case)}:\n{error}\nHere the norm is 0, and is divided by: ask "
            "first whether it is above the limit, and divide only then."
        ) from None
    for name, array, part in zip(_NAMES, arrays, case.parts, strict=True):
        if array.shape != part.shape:
            swapped = array.shape in [other.shape for other in case.parts]
            cause = (
                "the parts are returned in another order; return kernel, recurrent_kernel, bias."
                if swapped
                else "a norm is returned in place of the part, or parts were joined."
            )
            raise AnswerError(
                f"{name} must keep its shape {part.shape}; it has {array.shape}. Likely cause: "
                f"{cause}"
            )
    return arrays


def _told(case: Case) -> str:
    norm = global_norm(case.parts)
    return f"with a gradient of norm {norm:.3g} and limit {case.limit:g}"


def _measured(case: Case, answer: list[np.ndarray]) -> str:
    wanted = min(global_norm(case.parts), case.limit)
    return (
        f"The norm over all three parts of yours is {global_norm(answer):.3g}; expected "
        f"{wanted:.3g}. Print norm and factor, and see which of them is off."
    )


EXERCISE = Exercise(
    name="04_clip",
    objectives=("rnn.clip",),
    prompt=(
        "Write my_clip(kernel, recurrent_kernel, bias, limit) in NumPy: the three arrays are one "
        "gradient. If its norm, over all their numbers together, is above limit, multiply all "
        "three by the same factor so that the norm becomes limit; else return them as they are."
    ),
    reference=my_clip,
    review=_review,
    hints=(
        "A gradient is one arrow, in three arrays. What is the length of an arrow whose numbers "
        "are all of theirs?",
        "The square root of the sum of all squares: (kernel**2).sum() and the same of the two "
        "others, added up, then one np.sqrt. What must happen when that is not above limit?",
        "Nothing: return the three as they came. Else one factor for all: which number makes a "
        "length of norm a length of limit?",
        "factor = limit / norm; return kernel * factor, recurrent_kernel * factor, bias * factor.",
    ),
    imports="import numpy as np",
)
