"""Lesson 02: choose the shortest row length that keeps a share of all tokens."""

from numbers import Integral

import numpy as np

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.length_mistakes import CASES, likely_mistake
from lstm_helpers.padding import length_for


def my_length(sequences, share):
    """Return the shortest row length that keeps at least a share of all tokens."""
    lengths = [len(sequence) for sequence in sequences]
    length = 1
    # A row of that length keeps all of a shorter sequence, and `length` tokens of a longer one.
    while sum(min(n, length) for n in lengths) / sum(lengths) < share:
        length += 1
    return length


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, case.sequences, case.share) for case in CASES]
    for case, answer in zip(CASES, answers, strict=True):
        expected = length_for(case.sequences, case.share)
        if answer != expected:
            raise AnswerError(
                f"Not yet, for {case.name}: yours {answer}, expected {expected}.\n"
                f"{_kept(case.sequences, answer, expected, case.share)}\n"
                f"{_cause(answers)}"
            )
    return (
        f"Right. On {len(CASES)} sets of sequences your length keeps the wanted share of tokens, "
        "and one place less would not."
    )


def _answer(attempt: Attempt, sequences: list[list[int]], share: float) -> float:
    value = attempt.call(sequences=sequences, share=share)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool | np.bool_):
        raise AnswerError(f"Return a length, a whole number. Yours returned {value!r}, a bool.")
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, float | np.floating):
        if not np.isfinite(value):
            raise AnswerError(
                f"Return a length, a whole number. Yours, {value}, is not a finite number."
            )
        return float(value)
    if isinstance(value, list | tuple | np.ndarray):
        raise AnswerError(
            "Return one length for all sequences, a whole number. Yours returned a value of type "
            f"{type(value).__name__}: a batch is a box, so all its rows are equally long."
        )
    raise AnswerError(
        f"Return a length, a whole number. Yours returned a value of type {type(value).__name__}."
    )


def _kept(sequences: list[list[int]], answer: float, expected: int, share: float) -> str:
    """Say what the two lengths keep."""
    lengths = [len(sequence) for sequence in sequences]
    total = sum(lengths)
    if answer != int(answer):
        return "A length is a whole number: no row has half a place."
    if answer < 1:
        return "A row has at least one place."
    kept = sum(min(n, int(answer)) for n in lengths)
    best = sum(min(n, expected) for n in lengths)
    return (
        f"Of {total} tokens a row of {int(answer)} keeps {kept} ({kept / total:.1%}), a row of "
        f"{expected} keeps {best} ({best / total:.1%}); wanted at least {share:.0%}."
    )


def _cause(answers: list[float]) -> str:
    mistake = likely_mistake(answers)
    if mistake is not None:
        return f"Likely cause: {mistake.cause}"
    return (
        "A row of n places keeps min(len(sequence), n) tokens of each sequence. Print that sum "
        "for n = 1, 2, 3 … beside the number of all tokens."
    )


EXERCISE = Exercise(
    name="02_length",
    objectives=("pad.truncate", "pad.shape"),
    prompt=(
        "Write my_length(sequences, share): sequences is a list of lists of ids, share a number "
        "from 0 to 1, such as 0.95. Return the shortest row length, a whole number from 1 up, at "
        "which truncation keeps at least that share of all tokens."
    ),
    reference=my_length,
    review=_review,
    hints=(
        "Tokens are to be kept, not sentences: a long sentence that is cut still keeps most of its "
        "tokens. How many tokens of a sequence of 12 does a row of 10 keep, and how many of one "
        "of 7?",
        "A row of n places keeps min(len(sequence), n) tokens of a sequence. Sum that over all "
        "sequences, and divide by the number of all tokens.",
        "Try n = 1, 2, 3 … and return the first at which the share kept is at least the wanted "
        "one. Exactly the wanted share is enough.",
        "length = 1; while sum(min(len(s), length) for s in sequences) < share * sum(map(len, "
        "sequences)): length += 1; return length",
    ),
    imports="",
)
