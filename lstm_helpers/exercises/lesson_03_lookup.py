"""Lesson 03, exercise 1: the lookup as a product of matrices."""

import numpy as np

from lstm_helpers.embedding import embed
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.comparison import difference, floats
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.lookup_mistakes import likely_mistake

# Ids, rows and features of each case. Unsorted ids, one of them twice, first and last row; sizes
# that all differ, so that a wrong shape shows; one token alone; features as many as rows.
_CASES = (([4, 2, 0, 4, 5], 6, 3), ([1], 4, 2), ([3, 1, 0], 4, 4), ([6, 1, 2, 2], 7, 1))


def my_lookup(ids, embedding):
    """Return the vector of each id, by a product of matrices."""
    # Step 1. One row of zeros a token, as wide as the vocabulary: shape (T, V).
    one_hot = np.zeros((len(ids), len(embedding)))
    # Step 2. In each row a one, in the column of the token's id.
    for place, id_ in enumerate(ids):
        one_hot[place, id_] = 1.0
    # Step 3. (T, V) @ (V, D) gives (T, D): each one picks out its row.
    return one_hot @ embedding


def _cases() -> list[tuple[list[int], np.ndarray]]:
    rng = np.random.default_rng(3)
    return [(ids, rng.uniform(-2, 2, (rows, features))) for ids, rows, features in _CASES]


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = [_answer(attempt, ids, matrix) for ids, matrix in cases]
    for (ids, matrix), answer in zip(cases, answers, strict=True):
        expected = embed(ids, matrix)
        if answer.shape == expected.shape:
            says = difference("vectors", answer, expected)
            if says is None:
                continue
        else:
            says = (
                f"the result must have shape (tokens, features) = {expected.shape}; it has "
                f"{answer.shape}."
            )
        mistake = likely_mistake(cases, answers)
        cause = (
            f"Likely cause: {mistake.cause}"
            if mistake
            else "Compute one_hot for two ids by hand, and print it beside yours."
        )
        raise AnswerError(f"Not yet, {_sizes(ids, matrix)}:\n    {says}\n{cause}")
    return (
        f"Right. On {len(cases)} random embeddings your rows are those that the course's embed "
        "looks up, which are those of keras.layers.Embedding."
    )


def _answer(attempt: Attempt, ids: list[int], matrix: np.ndarray) -> np.ndarray:
    try:
        value = attempt.call(ids=ids, embedding=matrix)
    except AnswerError as error:
        if cause := _error_cause(str(error)):
            raise AnswerError(f"{error}\nLikely cause: {cause}") from None
        raise
    return floats("vectors", value)


_FLOATS = "ids became floats. A column is a whole number: use the ids as they come."


def _error_cause(error: str) -> str | None:
    causes = {
        "mismatch in its core dimension": "the one-hot rows are not as wide as the embedding has "
        "rows, V = len(embedding); or the factors stand in the wrong order. (T, V) @ (V, D).",
        "not aligned": "the one-hot rows are not as wide as the embedding has rows, V = "
        "len(embedding); or the factors stand in the wrong order. (T, V) @ (V, D).",
        "out of bounds for axis 0": "row and column are exchanged, or zeros are too few. In "
        "one_hot[place, id_] the token's place comes first, then its id; a single row of zeros, "
        "and np.eye, must be V = len(embedding) wide.",
        "out of bounds": "an id does not fit into a row of zeros. Each row is V = len(embedding) "
        "wide, and ids run from 0 to V - 1.",
        "indexing arrays could not be broadcast": "one place and one id for each token are wanted: "
        "one_hot[np.arange(len(ids)), ids] = 1.",
        "could not be broadcast": "*, + and == work element by element, and these shapes do not "
        "fit. The product of matrices is @. To compare each id with each column, write "
        "np.array(ids)[:, None] == columns.",
        "integers or slices, not tuple": "a list of lists takes one index at a time, "
        "one_hot[place][id_]. An array, as np.zeros makes it, takes both: one_hot[place, id_].",
        "integers or slices, not list": "a list takes one index at a time, and no list of ids. An "
        "array, as np.eye and np.zeros make it, takes a list as well.",
        "integers or slices, not float": _FLOATS,
        "integers or slices, not numpy.float": _FLOATS,
        "only integers, slices": _FLOATS,
        "arrays used as indices must be": _FLOATS,
    }
    return next((cause for words, cause in causes.items() if words in error), None)


def _sizes(ids: list[int], matrix: np.ndarray) -> str:
    rows, features = matrix.shape
    return f"with ids {ids}, {rows} rows and {features} feature{'s' * (features > 1)}"


EXERCISE = Exercise(
    name="03_lookup",
    objectives=("embed.lookup",),
    prompt=(
        "Write my_lookup(ids, embedding): ids is a list of T whole numbers, embedding an array of "
        "shape (V, D). Build the one-hot rows, shape (T, V), and return their product with the "
        "embedding, shape (T, D): one row of features for each token, in reading order."
    ),
    reference=my_lookup,
    review=_review,
    hints=(
        "Three tokens, a vocabulary of six: how many rows and columns have the one-hot rows? Draw "
        "them for the ids 3, 4, 2.",
        "one_hot = np.zeros((len(ids), len(embedding))) makes the zeros. Which place of row 0 "
        "becomes a one?",
        "one_hot[0, ids[0]] = 1; the same for every other row, in a loop over enumerate(ids). "
        "Then a product: which of the two matrices stands on the left?",
        "return one_hot @ embedding: (T, V) @ (V, D) gives (T, D).",
    ),
    imports="import numpy as np",
)
