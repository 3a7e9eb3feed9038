"""The length exercise: every typical wrong answer is told its own cause."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers import exercise, length_for
from lstm_helpers.exercises.length_mistakes import CASES, MISTAKES


@pytest.fixture
def said(told):
    return partial(told, "02_length")


def by_counting(sequences, share):
    lengths = np.array([len(sequence) for sequence in sequences])
    kept = [np.minimum(lengths, n).sum() for n in range(1, lengths.max() + 1)]
    return np.int64(1 + np.argmax(np.array(kept) >= share * lengths.sum()))


def with_an_array(sequences, share):
    return np.array(length_for(sequences, share))


def by_what_is_lost(sequences, share):
    lengths = [len(sequence) for sequence in sequences]
    length = 1
    while sum(max(0, n - length) for n in lengths) / sum(lengths) > 1 - share:
        length += 1
    return length


def by_means(sequences, share):
    lengths = np.array([len(sequence) for sequence in sequences])
    tried = range(1, lengths.max() + 1)
    return next(n for n in tried if np.minimum(lengths, n).mean() / lengths.mean() >= share)


def by_the_mean_wanted(sequences, share):
    lengths = np.array([len(sequence) for sequence in sequences])
    tried = range(1, lengths.max() + 1)
    return next(n for n in tried if np.minimum(lengths, n).mean() >= share * lengths.mean())


@pytest.mark.parametrize(
    "function",
    [length_for, by_counting, with_an_array, by_what_is_lost, by_means, by_the_mean_wanted],
)
def test_right_answers_of_other_kinds_are_right(function, said):
    assert said(lambda sequences, share: function(sequences, share)).startswith("Right. On 7 sets")


def test_the_solution_is_right(said):
    assert said(exercise("02_length").reference).startswith("Right.")


def test_an_unwritten_answer_is_told_so(said):
    assert said(lambda sequences, share: ...) == (
        "Not attempted yet: replace the ... and run the cell again."
    )


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(lambda sequences, share: mistake.does([len(s) for s in sequences], share))
    assert out.startswith("Not yet, for ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_mistake_is_right_by_chance_and_no_two_causes_look_alike():
    wanted = [length_for(case.sequences, case.share) for case in CASES]
    answers = {}
    for mistake in MISTAKES:
        got = tuple(mistake.does([len(s) for s in case.sequences], case.share) for case in CASES)
        assert list(got) != wanted, mistake.cause
        assert answers.setdefault(got, mistake.cause) == mistake.cause
    assert len({mistake.cause for mistake in MISTAKES}) >= 11


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda sequences, share: [len(s) for s in sequences], "one length for all sequences"),
        (lambda sequences, share: True, "Yours returned True, a bool"),
        (lambda sequences, share: "ten", "Yours returned a value of type str"),
        (lambda sequences, share: 2.5, "no row has half a place"),
        (lambda sequences, share: 0, "A row has at least one place"),
        (lambda sequences, share: 7, "Print that sum for n = 1, 2, 3"),
        (lambda sequences, share: 1 // 0, "ZeroDivisionError"),
        (lambda sequences, share: None, "returned nothing (None)"),
        (lambda sequences: 1, "must take 2 parameters (sequences, share); yours takes 1"),
        (lambda share, sequences: 1, "must stand in this order: sequences, share"),
        (lambda sequences, share: float("nan"), "is not a finite number"),
    ],
)
def test_what_is_no_length_is_told_in_words(function, words, said):
    assert words in said(function)


def test_sequences_that_were_changed_are_noticed(said):
    out = said(lambda sequences, share: sequences.pop())
    assert "changed its argument sequences in place" in out
