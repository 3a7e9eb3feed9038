"""The spans exercise: every typical wrong answer is told its own cause."""

from functools import partial
from itertools import product

import numpy as np
import pytest

from lstm_helpers import tag_spans
from lstm_helpers.exercises.lesson_12_spans import _ROWS, my_spans
from lstm_helpers.exercises.span_mistakes import READINGS, WRITINGS, likely_mistakes, right_spans


@pytest.fixture
def said(told):
    return partial(told, "12_spans")


def test_the_solution_reads_as_the_helper_does():
    for row in _ROWS:
        assert my_spans(row.split()) == [tuple(span) for span in tag_spans(row.split())]


@pytest.mark.parametrize(
    "function",
    [
        my_spans,
        lambda tags: tag_spans(tags),
        lambda tags: tuple(list(span) for span in tag_spans(tags)),
        lambda tags: [(np.int64(a), np.int64(b), kind) for a, b, kind in tag_spans(tags)],
    ],
)
def test_right_answers_of_other_kinds_are_right(function, said):
    def my_spans(tags):
        return function(tags)

    assert said(my_spans).startswith("Right. On 9 rows of tags")


@pytest.mark.parametrize("mistake", READINGS, ids=lambda mistake: mistake.cause[:30])
def test_a_wrong_reading_is_told_its_cause(mistake, said):
    out = said(lambda tags: mistake.does(tags))
    assert out.startswith("Not yet, at ")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize("mistake", WRITINGS, ids=lambda mistake: mistake.cause[:30])
def test_a_wrong_writing_is_told_its_cause(mistake, said):
    out = said(lambda tags: mistake.does(right_spans(tags)))
    assert out.startswith("Not yet, at ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_causes_read_the_same():
    causes = [mistake.cause for mistake in (*READINGS, *WRITINGS)]
    assert len(set(causes)) == len(causes)


def test_two_mistakes_are_never_taken_for_others_that_answer_differently():
    rows = [row.split() for row in _ROWS]
    for reading, writing in product(READINGS, WRITINGS):
        answers = [writing.does(reading.does(tags)) for tags in rows]
        found = likely_mistakes(rows, answers)
        again = [_carried_out(found, tags) for tags in rows]
        assert found
        assert again == answers


def _carried_out(found, tags):
    spans = next((m.does for m in found if m in READINGS), right_spans)(tags)
    return next((m.does for m in found if m in WRITINGS), list)(spans)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda tags: [(kind, a, b) for a, b, kind in right_spans(tags)], "with the kind first"),
        (lambda tags: [(a, b) for a, b, _ in right_spans(tags)], "one of yours is (1, 2)"),
        (lambda tags: [(float(a), b, k) for a, b, k in right_spans(tags)], "1.0 is no place"),
        (
            lambda tags: [(a, b, 7) for a, b, _ in right_spans(tags)],
            "the kind of one of yours is 7",
        ),
        (lambda tags: [tags[a:b] for a, b, _ in right_spans(tags)], "one of yours is ['B-DISH']"),
        (lambda tags: 3, "Yours returned a value of type int"),
        (lambda tags: np.array(3), "Yours returned a value of type int"),
        (lambda tags: None, "returned nothing (None)"),
        (lambda tags: ..., "Not attempted yet"),
        (lambda tags: [(0, 1, "DISH")], "(1, 2, 'DISH') is missing, the span of B-DISH."),
        (lambda tags: [*right_spans(tags), (0, 9, "X")], "(0, 9, 'X') is too much"),
        (lambda tags: right_spans(tags) * 2, "some stand twice or in another order"),
        (lambda tags: 1 / 0, "ZeroDivisionError"),
        (lambda tags, kinds: [], "must take 1 parameter"),
    ],
)
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)
