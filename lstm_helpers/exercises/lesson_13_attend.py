"""Lesson 13, exercise: attention over states, with a mask."""

from typing import NamedTuple

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.attend_mistakes import MISTAKES, Attended, right_attention
from lstm_helpers.exercises.comparison import TOLERANCE, difference, floats, parts
from lstm_helpers.exercises.exercise import Exercise


class _Case(NamedTuple):
    query: np.ndarray
    states: np.ndarray
    mask: np.ndarray


def my_attention(query, states, mask):
    """Return the weights of the states, and their weighted sum."""
    # Step 1. A score for each timestep: (T, H) @ (H,) = (T,). Padding gets minus infinity.
    scores = np.where(mask, states @ query, -np.inf)
    # Step 2. The softmax. exp(-inf) is 0, so padding has no weight.
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum()
    # Step 3. The weighted sum of the states: (T,) @ (T, H) = (H,).
    return weights, weights @ states


def _cases() -> list[_Case]:
    rng = np.random.default_rng(13)
    cases = []
    for timesteps, units, padding in ((5, 3, 1), (4, 2, 0), (6, 4, 3), (3, 2, 2)):
        mask = np.arange(timesteps) < timesteps - padding
        cases.append(_Case(rng.normal(size=units), rng.normal(size=(timesteps, units)), mask))
    far = _Case(np.full(2, 30.0), rng.normal(size=(4, 2)) + 30, np.array([False, True, True, True]))
    # Scores far below 0, so that no number but minus infinity is low enough for padding.
    low = _Case(np.full(2, -30.0), rng.normal(size=(4, 2)) + 30, np.arange(4) < 2)
    return [*cases, far, low]


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = [_answer(attempt, case) for case in cases]
    for case, answer in zip(cases, answers, strict=True):
        expected = right_attention(*case)
        for name, found, wanted in zip(Attended._fields, answer, expected, strict=True):
            says = difference(name, found, wanted)
            if says:
                raise AnswerError(f"Not yet, {_sizes(case)}:\n    {says}\n{_cause(cases, answers)}")
    return (
        f"Right. In {len(cases)} cases, with padding before and after and with scores far above "
        "and below 0, your weights and your context are those of the course."
    )


def _answer(attempt: Attempt, case: _Case) -> Attended:
    values = parts(attempt.call(**case._asdict()), Attended._fields)
    arrays = Attended(
        *(_numbers(case, name, value) for name, value in zip(Attended._fields, values, strict=True))
    )
    for name, found, wanted in zip(Attended._fields, arrays, right_attention(*case), strict=True):
        if found.shape != wanted.shape:
            cause = ""
            if name == "context" and found.shape == case.states.shape:
                cause = " Likely cause: the weighted states were not added up along the timesteps."
            elif name == "weights" and found.shape == (int(case.mask.sum()),):
                cause = " Likely cause: padding was cut out. Give it weight 0 in its place."
            elif name == "weights" and found.shape == case.query.shape:
                cause = " Likely cause: the context came first. Return weights, context."
            raise AnswerError(
                f"Not yet, {_sizes(case)}: {name} must have shape {wanted.shape}; it has "
                f"{found.shape}.{cause}"
            )
    return arrays


def _numbers(case: _Case, name: str, value: object) -> np.ndarray:
    """Return an array of numbers; what makes NaN is told."""
    try:
        lost = name == "weights" and np.ndim(value) and np.isnan(np.asarray(value, float)).any()
    except (TypeError, ValueError):  # no numbers, or rows that differ in length: told by floats
        lost = False
    if lost:
        raise AnswerError(
            f"Not yet, {_sizes(case)}: weights hold NaN. Likely cause: {_why_lost(case)}"
        )
    return floats(name, value)


def _why_lost(case: _Case) -> str:
    if np.abs(case.states @ case.query).max() > np.log(np.finfo(np.float64).max):
        return (
            "exp of a large score is infinite, or every score was −∞. Subtract the greatest score "
            "of all before exp: it changes no weight."
        )
    if case.mask.all():
        return (
            "every score was −∞, and the powers add up to 0. Padding alone gets −∞; here there is "
            "none. The mask is True where a timestep is read."
        )
    return (
        "0 times infinity is NaN, and the mask was multiplied by −∞. np.where(mask, scores, "
        "-np.inf) puts −∞ at padding and leaves the other scores as they are."
    )


def _cause(cases: list[_Case], answers: list[Attended]) -> str:
    for mistake in MISTAKES:
        carried_out = [mistake.does(*case) for case in cases]
        if all(
            np.allclose(one, other, rtol=0, atol=TOLERANCE)
            for wrong, answer in zip(carried_out, answers, strict=True)
            for one, other in zip(wrong, answer, strict=True)
        ):
            return f"Likely cause: {mistake.cause}"
    return (
        "Go step by step: scores (T,), softmax over those that are read, then the sum of the "
        "states times their weights. Do your weights add up to 1?"
    )


def _sizes(case: _Case) -> str:
    padding = int((~case.mask).sum())
    return (
        f"with {len(case.mask)} timesteps, {padding} of them padding, and {len(case.query)} units"
    )


EXERCISE = Exercise(
    name="13_attend",
    objectives=("variant.attention",),
    prompt=(
        "Write my_attention(query, states, mask). query has shape (H,), states (T, H), mask (T,) "
        "with True where a timestep is read and False at padding. A state's score is its scalar "
        "product with the query; the weights are the scores' softmax over the timesteps that are "
        "read, 0 at padding. Return weights (T,) and context (H,), the weighted sum of the states."
    ),
    reference=my_attention,
    review=_review,
    hints=(
        "Three steps: scores, softmax, sum. At which of them must padding be shut out, so that the "
        "weights of the others still add up to 1?",
        "states @ query gives all the scores at once, shape (T,). np.where(mask, scores, -np.inf) "
        "puts −∞ at padding, and exp(−∞) is 0.",
        "Subtract scores.max() before np.exp, so that nothing overflows; divide by the sum. Then "
        "weights @ states is the context, shape (H,).",
        "scores = np.where(mask, states @ query, -np.inf); powers = np.exp(scores - scores.max()); "
        "weights = powers / powers.sum(); return weights, weights @ states.",
    ),
    imports="import numpy as np",
)
