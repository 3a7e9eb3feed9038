"""The mistakes that learners make when they write a lookup as a product, each carried out."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake


def _one_hot(ids: list[int], size: int) -> np.ndarray:
    return np.eye(size)[ids]


def _up_to(ids: list[int], size: int) -> np.ndarray:
    return (np.arange(size) <= np.array(ids)[:, None]).astype(float)


# Each takes the ids and the embedding, returns the wrong answer.
MISTAKES: tuple[Mistake[Callable[[list[int], np.ndarray], np.ndarray]], ...] = (
    Mistake(
        lambda ids, matrix: (_one_hot(ids, len(matrix)) @ matrix).T,
        "the result is transposed. One row a token, one column a feature: one_hot @ embedding, "
        "without .T.",
    ),
    Mistake(
        lambda ids, matrix: (_one_hot(ids, len(matrix)) @ matrix).sum(axis=0),
        "the vectors are added up over the tokens. Then their order is gone; return one row for "
        "each token.",
    ),
    Mistake(
        lambda ids, matrix: (_one_hot(ids, len(matrix)) @ matrix).mean(axis=0),
        "the vectors are averaged over the tokens. Then their order is gone; return one row for "
        "each token.",
    ),
    Mistake(
        lambda ids, matrix: _one_hot(ids, len(matrix)).max(axis=0) @ matrix,
        "all ones stand in a single row, a bag of words. Each token needs a row of its own.",
    ),
    Mistake(
        lambda ids, matrix: _one_hot(ids, len(matrix)),
        "these are the one-hot rows. They still have to be multiplied: one_hot @ embedding.",
    ),
    Mistake(
        lambda ids, matrix: np.roll(matrix, 1, axis=0)[ids],
        "every row is one too early: token i got row i - 1. The column of the one is the id "
        "itself, counted from 0.",
    ),
    Mistake(
        lambda ids, matrix: np.roll(matrix, -1, axis=0)[ids],
        "every row is one too late: token i got row i + 1. The column of the one is the id "
        "itself, counted from 0.",
    ),
    Mistake(
        lambda ids, matrix: matrix[sorted(ids)],
        "the rows are in the order of the ids. They belong in the order of the tokens.",
    ),
    Mistake(
        lambda ids, matrix: matrix[list(dict.fromkeys(ids))],
        "an id that comes twice gives one row only. One row for each token, repeated or not.",
    ),
    Mistake(
        lambda ids, matrix: matrix[sorted(set(ids))],
        "the rows are those of the set of ids: repetitions and order are lost. One row for each "
        "token, in reading order.",
    ),
    Mistake(
        lambda ids, matrix: matrix[ids[::-1]],
        "the rows stand in reverse order. The first row belongs to the first token.",
    ),
    Mistake(
        lambda ids, matrix: _up_to(ids, len(matrix)) @ matrix,
        "each row of zeros has ones up to the id, not one in the id's column alone; so rows of the "
        "embedding are added up.",
    ),
    Mistake(
        lambda ids, matrix: np.array(ids, dtype=float)[:, None] * matrix[ids],
        "the row holds the id instead of a one, so the vector came out multiplied by its id. Put "
        "1 in the id's column.",
    ),
    Mistake(
        lambda ids, matrix: np.array(ids, dtype=float)[:, None] * matrix.sum(axis=0),
        "the id itself was multiplied with the matrix, as if it were a measurement. Make a row of "
        "zeros with a one in the id's column first.",
    ),
    Mistake(
        lambda ids, matrix: matrix[: len(ids)],
        "the first rows came out, whatever the ids. The column of the one is the id, not the "
        "token's place in the sentence.",
    ),
    Mistake(
        lambda ids, matrix: np.where(np.array(ids)[:, None] == 0, 0.0, matrix[ids]),
        "padding got zeros. Row 0 of the embedding is a row like any other; a mask, not the "
        "lookup, hides padding.",
    ),
    Mistake(
        lambda ids, matrix: (
            np.argmax(_one_hot(ids, len(matrix)), axis=1)[:, None] * np.ones(matrix.shape[1])
        ),
        "these are the ids again, repeated. The product with the embedding is missing.",
    ),
    Mistake(
        lambda ids, matrix: matrix[np.array(ids)[np.array(ids) != 0]],
        "padding was left out. The lookup gives a row for every id, 0 included.",
    ),
)


def likely_mistake(
    cases: list[tuple[list[int], np.ndarray]], answers: list[np.ndarray]
) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    cases : list of (list of int, ndarray)
        The ids and the embedding of each call.
    answers : list of ndarray
        What came.

    Returns
    -------
    Mistake or None

    Examples
    --------
    >>> case = ([1, 0], np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    >>> likely_mistake([case], [np.array([[3.0, 1.0], [4.0, 2.0]])]) is MISTAKES[0]
    True
    """
    for mistake in MISTAKES:
        wrong = [mistake.does(ids, matrix) for ids, matrix in cases]
        if all(
            answer.shape == other.shape and np.allclose(answer, other, atol=1e-5)
            for answer, other in zip(answers, wrong, strict=True)
        ):
            return mistake
    return None
