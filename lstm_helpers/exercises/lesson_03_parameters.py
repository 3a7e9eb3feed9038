"""Lesson 03, exercise 2: count the parameters of an embedding and of what it feeds."""

from collections.abc import Callable
from numbers import Integral

from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.mistake import Mistake

# Words, features and length of each case; all sizes differ, so that no two mistakes give the same.
_CASES = ((49_998, 5, 10), (998, 50, 7), (18, 4, 3))


def my_parameters(words, features, length):
    """Return the parameters of Embedding, Flatten and Dense(1) on rows of ids."""
    # Step 1. The rows of the embedding: every word, and padding and unknown.
    rows = words + 2
    # Step 2. Embedding: one row of features for each id, no bias; the length plays no part.
    embedding = rows * features
    # Step 3. Flatten has none. It hands on length * features numbers.
    # Step 4. Dense(1): a weight for each of these numbers, and one bias.
    dense = length * features + 1
    return embedding + dense


def _dense(features: int, length: int) -> int:
    return length * features + 1


_MISTAKES: tuple[Mistake[Callable[[int, int, int], int]], ...] = (
    Mistake(
        lambda v, d, t: v * d + _dense(d, t),
        "the two reserved ids are missing. Padding and unknown have a row each: words + 2 rows.",
    ),
    Mistake(
        lambda v, d, t: (v + 1) * d + _dense(d, t),
        "one reserved id is missing. Padding, 0, and unknown, 1, have a row each: words + 2 rows.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + d + _dense(d, t),
        "the embedding got a bias. It is a table; all it holds is one row of features for each id.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + (v + 2) + _dense(d, t),
        "the embedding got a bias for each row. It is a table; all it holds is one row of features "
        "for each id.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * t + _dense(d, t),
        "the embedding was counted as rows times length. A row holds features; the same table "
        "serves every timestep.",
    ),
    Mistake(
        lambda v, d, t: t * d + _dense(d, t),
        "the embedding was counted as length times features. That is what comes out for one "
        "sentence; the table has a row for each id of the vocabulary.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d * t + _dense(d, t),
        "the embedding was counted once for each timestep. All timesteps share one table.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d,
        "this is the embedding alone. Dense(1) has weights as well.",
    ),
    Mistake(
        lambda v, d, t: _dense(d, t),
        "this is Dense(1) alone. The embedding has weights as well, and most of them.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + t * d,
        "Dense(1) has a bias too: one more number.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + d + 1,
        "Dense(1) was given the features of one token. Flatten hands on length * features numbers.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + t + 1,
        "Dense(1) was given one number a token. Flatten hands on length * features numbers.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + t * (d + 1),
        "Dense(1) got a bias for each timestep. It has one unit, and so one bias.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) * d + t * d + t * d + 1,
        "Flatten was counted as well. It only lays numbers side by side; it has no parameters.",
    ),
    Mistake(
        lambda v, d, t: (v + 2) + d + _dense(d, t),
        "the embedding's rows and features were added. A table has rows times columns.",
    ),
)


def _review(attempt: Attempt) -> str:
    answers = [_answer(attempt, case) for case in _CASES]
    for case, answer in zip(_CASES, answers, strict=True):
        expected = my_parameters(*case)
        if answer != expected:
            words, features, length = case
            raise AnswerError(
                f"Not yet, with {words:,} words, {features} features and length {length}:\n"
                f"    yours    {answer:,}\n    expected {expected:,}\n{_cause(answers)}"
            )
    return (
        f"Right, for {len(_CASES)} models, from {my_parameters(*_CASES[-1])} parameters to "
        f"{my_parameters(*_CASES[0]):,}; most of them are in the table."
    )


def _answer(attempt: Attempt, case: tuple[int, int, int]) -> int:
    words, features, length = case
    value = attempt.call(words=words, features=features, length=length)
    if isinstance(value, tuple | list):
        raise AnswerError(
            "Return one number, the sum over all layers. Yours returned a "
            f"{type(value).__name__} of length {len(value)}."
        )
    if isinstance(value, float) and value.is_integer():
        raise AnswerError(
            f"Return a whole number; yours returned {value}, a float. Parameters are counted: use "
            "+ and *, and // where you must divide."
        )
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise AnswerError(
            f"Return a whole number. Yours returned a value of type {type(value).__name__}."
        )
    return int(value)


def _cause(answers: list[int]) -> str:
    for mistake in _MISTAKES:
        if answers == [mistake.does(*case) for case in _CASES]:
            return f"Likely cause: {mistake.cause}"
    return (
        "Count layer by layer: the rows of the table times its columns; nothing for Flatten; a "
        "weight for each number that Dense reads, and its bias."
    )


EXERCISE = Exercise(
    name="03_parameters",
    objectives=("embed.parameters",),
    prompt=(
        "Write my_parameters(words, features, length): a model of Embedding, Flatten and Dense(1) "
        "reads rows of length ids from a vocabulary of so many words, padding and unknown not "
        "counted among them. Return the number of parameters of all layers together."
    ),
    reference=my_parameters,
    review=_review,
    hints=(
        "Three layers, and one of them has no parameters at all. Which?",
        "An embedding is a table. How many rows does it need for so many words, when ids 0 and 1 "
        "are reserved? How many columns?",
        "(words + 2) * features for the embedding. Flatten hands length * features numbers to "
        "Dense(1): a weight for each, and what else?",
        "return (words + 2) * features + length * features + 1",
    ),
    imports="",
)
