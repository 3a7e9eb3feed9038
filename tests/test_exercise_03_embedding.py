"""The exercises of lesson 03: every typical wrong answer is told its own cause."""

import numpy as np
import pytest

from lstm_helpers import embed, exercise, one_hot
from lstm_helpers.exercises.lesson_03_parameters import _CASES, _MISTAKES, my_parameters
from lstm_helpers.exercises.lookup_mistakes import MISTAKES


def ellipsis(ids, embedding):
    return ...


def no_numbers(words, features, length):
    return ...


@pytest.mark.parametrize(
    ("name", "function"), [("03_lookup", ellipsis), ("03_parameters", no_numbers)]
)
def test_a_stub_is_not_attempted_yet(name, function, told):
    assert told(name, function) == "Not attempted yet: replace the ... and run the cell again."


@pytest.mark.parametrize("name", ["03_lookup", "03_parameters"])
def test_the_solution_that_is_printed_is_right(name, told, capsys):
    exercise(name).solution()
    shown = capsys.readouterr().out
    assert not shown.startswith("\n")
    space = {}
    exec(shown, space)
    (function,) = (value for key, value in space.items() if key.startswith("my_"))
    assert told(name, function).startswith("Right")


@pytest.mark.parametrize(
    "function",
    [
        lambda ids, embedding: embed(ids, embedding),
        lambda ids, embedding: one_hot(ids, len(embedding)) @ embedding.astype(np.float32),
        lambda ids, embedding: np.eye(len(embedding))[ids] @ embedding,
        lambda ids, embedding: [list(embedding[i]) for i in ids],
    ],
    ids=["the course's own", "float32", "rows of the identity", "lists"],
)
def test_lookups_of_other_kinds_are_right(function, told):
    assert told("03_lookup", function).startswith("Right.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:40])
def test_a_wrong_lookup_is_told_its_cause(mistake, told):
    out = told("03_lookup", lambda ids, embedding: mistake.does(ids, embedding))
    assert out.startswith("Not yet, with ids [4, 2, 0, 4, 5], 6 rows and 3 features:")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize("mistake", _MISTAKES, ids=lambda mistake: mistake.cause[:40])
def test_a_wrong_count_is_told_its_cause(mistake, told):
    out = told(
        "03_parameters", lambda words, features, length: mistake.does(words, features, length)
    )
    assert out.startswith("Not yet, with 49,998 words, 5 features and length 10:")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize("mistakes", [MISTAKES, _MISTAKES], ids=["lookup", "count"])
def test_no_two_causes_read_the_same(mistakes):
    assert len({mistake.cause for mistake in mistakes}) == len(mistakes)


def narrow(ids, embedding):
    rows = np.zeros((len(ids), max(ids) + 1))
    rows[np.arange(len(ids)), ids] = 1
    return rows @ embedding


def too_narrow(ids, embedding):
    rows = np.zeros((len(ids), len(ids)))
    for place, id_ in enumerate(ids):
        rows[place, id_] = 1
    return rows @ embedding


def a_row_for_each_feature(ids, embedding):
    rows = np.zeros((len(ids), len(embedding)))
    rows[np.arange(len(embedding)), ids] = 1
    return rows @ embedding


def compared_without_an_axis(ids, embedding):
    return (np.arange(len(embedding)) == np.array(ids)) @ embedding


def short_rows(ids, embedding):
    rows = []
    for id_ in ids:
        rows.append(np.zeros(len(ids)))
        rows[-1][id_] = 1
    return np.array(rows) @ embedding


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (short_rows, "must be V = len(embedding) wide"),
        (narrow, "not as wide as the embedding has rows"),
        (too_narrow, "an id does not fit into a row of zeros"),
        (lambda ids, embedding: embedding @ np.eye(len(embedding))[ids], "(T, V) @ (V, D)"),
        (lambda ids, embedding: np.eye(len(embedding))[ids] * embedding, "the product of matrices"),
        (a_row_for_each_feature, "one place and one id for each token are wanted"),
        (compared_without_an_axis, "To compare each id with each column"),
        (lambda ids, embedding: np.round(embedding[ids]).astype(int), "vectors has dtype int64"),
        (lambda ids, embedding: embedding[ids] + 1, "Compute one_hot for two ids by hand"),
        (lambda ids, embedding: embedding[0, 0], "it has ()"),
        (lambda ids, embedding: "film", "vectors must be an array of numbers"),
        (lambda ids, embedding: None, "returned nothing (None)"),
        (lambda ids, embedding: 1 / 0, "ZeroDivisionError"),
        (lambda ids: ids, "must take 2 parameters (ids, embedding); yours takes 1"),
    ],
)
def test_what_is_no_lookup_is_told_in_words(function, words, told):
    assert words in told("03_lookup", function)


@pytest.mark.parametrize(
    "function",
    [
        lambda ids, embedding: embedding[np.array(ids, float)],
        lambda ids, embedding: embedding[float(ids[0])],
        lambda ids, embedding: list(embedding)[float(ids[0])],
        lambda ids, embedding: list(embedding)[np.float64(ids[0])],
    ],
    ids=["an array by an array", "an array", "a list", "a list by a float of NumPy"],
)
def test_ids_that_became_floats_are_told_so(function, told):
    assert "Likely cause: ids became floats." in told("03_lookup", function)


def test_a_list_of_ids_for_a_list_is_not_taken_for_floats(told):
    out = told("03_lookup", lambda ids, embedding: np.eye(len(embedding)).tolist()[ids])
    assert "Likely cause: a list takes one index at a time, and no list of ids." in out


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda words, features, length: [1, 2, 3], "Return one number, the sum over all layers"),
        (lambda words, features, length: float(my_parameters(words, features, length)), "a float"),
        (lambda words, features, length: "many", "a value of type str"),
        (lambda words, features, length: True, "a value of type bool"),
        (lambda words, features, length: 0.5, "a value of type float"),
        (lambda words, features, length: 250_061, "Count layer by layer"),
        (lambda words, features, length: words / 0, "ZeroDivisionError"),
        (lambda words: words, "must take 3 parameters (words, features, length)"),
    ],
)
def test_what_is_no_count_is_told_in_words(function, words, told):
    assert words in told("03_parameters", function)


@pytest.mark.parametrize(("words", "features", "length"), _CASES)
def test_the_count_is_that_of_keras(words, features, length):
    import keras

    model = keras.Sequential(
        [
            keras.Input((length,)),
            keras.layers.Embedding(words + 2, features),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )
    assert my_parameters(words, features, length) == model.count_params()
