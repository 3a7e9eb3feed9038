"""The fault finder: sound runs are sound, each fault is real, each wrong checker told its cause."""

from collections import Counter
from functools import partial

import numpy as np
import pytest

from lstm_helpers import pad, softmax, trace_lstm
from lstm_helpers.exercises.fault_mistakes import CHECKED, MISTAKES, by_shapes, likely_mistake
from lstm_helpers.exercises.lesson_07_find_fault import my_first_fault
from lstm_helpers.exercises.pipeline_faults import SOUND, cases
from lstm_helpers.exercises.pipeline_runs import pipeline

CASES = cases()


@pytest.fixture
def said(told):
    return partial(told, "07_find_fault")


def by_running_it_again(run):
    """Find the first difference from a sound run of the same texts: right as well."""
    stages = pipeline().run(run.texts)
    if [list(ids) for ids in run.ids] != list(stages.ids):
        return "ids"
    for name in CHECKED[1:]:
        found, expected = getattr(run, name), getattr(stages, name)
        if not isinstance(found, np.ndarray) or found.shape != expected.shape:
            return name
        if not np.allclose(found, expected, atol=1e-5):
            return name
    return "none"


def test_every_stage_is_broken_in_several_ways_and_some_runs_are_sound():
    firsts = Counter(case.first for case in CASES)
    assert set(firsts) == {*CHECKED, SOUND}
    assert min(firsts.values()) >= 3
    assert len({case.story for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story[:40])
def test_each_fault_is_where_the_case_says_it_is(case):
    assert my_first_fault(case.run) == case.first
    assert by_running_it_again(case.run) == case.first


def test_many_faults_keep_their_shape():
    hidden = [case for case in CASES if case.first != SOUND and by_shapes(case.run) != case.first]
    assert len(hidden) >= 12


def test_another_right_answer_is_right(said):
    assert said(by_running_it_again).startswith("Right. In 30 runs, 27 of them broken")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:40])
def test_a_wrong_checker_is_told_its_cause(mistake, said):
    stories = {id(case.run): case for case in CASES}

    def checker(run):
        # The run is a copy: its case is the one that holds the same numbers.
        case = next(case for case in stories.values() if case.run == run)
        return mistake.does(run, case)

    out = said(checker)
    assert out.startswith("Not yet: ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_mistakes_answer_alike_and_none_is_right():
    answers = [tuple(mistake.does(case.run, case) for case in CASES) for mistake in MISTAKES]
    assert len(set(answers)) == len(answers)
    assert tuple(case.first for case in CASES) not in answers
    assert likely_mistake(CASES, ["padded", *answers[0][1:]]) is None


def no_mask(run):
    """Judge as it should be but for the mask."""
    if [list(ids) for ids in run.ids] != [run.vocabulary.encode(text) for text in run.texts]:
        return "ids"
    batch = pad(run.ids, run.length, where="post")
    if not np.array_equal(np.array(run.padded, dtype=object), batch.ids):
        return "padded"
    if run.vectors.shape != (*batch.ids.shape, 4):
        return "vectors"
    if not np.allclose(run.vectors, run.embedding[batch.ids], atol=1e-5):
        return "vectors"
    state = np.array([trace_lstm(run.lstm, row).hidden[-1] for row in run.vectors])
    if run.state.shape != state.shape or not np.allclose(run.state, state, atol=1e-5):
        return "state"
    shares = softmax(run.state @ run.dense_kernel + run.dense_bias)
    return SOUND if np.allclose(run.probabilities, shares, atol=1e-5) else "probabilities"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda run: ..., "Not attempted yet: replace the ... and run the cell again."),
        (lambda run: None, "returned nothing (None)"),
        (lambda run: np.array([True, False]), "array([ True, False]), of type ndarray"),
        (lambda run: True, "the other half is where"),
        (lambda run: 3, "Write the stage's name, not its number."),
        (lambda run: ["ids", "state"], "The first wrong stage alone is wanted"),
        (lambda run: "text", "they are never wrong"),
        (lambda run: "softmax", 'one of "ids", "padded"'),
        (lambda run: "ids" if run.padded.shape != (4, 6) else "none", "were not padded"),
        (lambda run: "ids" if 1 / 0 else "", "ZeroDivisionError"),
        (lambda run: run.embedding[np.array(run.ids[1])].sum() and "none", "IndexError"),
        (lambda stages, parts: "ids", "must take 1 parameter (run); yours takes 2"),
        ("ids", "check wants the function itself"),
        (no_mask, "padding is read. Give trace_lstm the mask"),
    ],
)
def test_what_is_no_answer_is_told_in_words(function, words, said):
    assert words in said(function)
    assert not said(function).startswith("Right.")


@pytest.mark.parametrize(
    "function",
    [
        lambda run: "ids" if run.ids.shape else "none",
        lambda run: np.array(run.ids).sum() and "none",
        lambda run: "ids" if run.ids[:, 0].any() else "none",
    ],
)
def test_what_fails_at_a_sound_run_is_no_broken_runs_doing(function, said):
    out = said(function)
    assert "nothing is wrong in it" in out
    assert "run.ids is always a list of lists" in out
    assert "were not padded" not in out


def test_a_wrong_formula_is_not_blamed_on_a_broken_run(said):
    out = said(lambda run: (run.vectors @ run.dense_kernel).sum() and "none")
    assert out.endswith("this is true: nothing is wrong in it.")


def test_a_run_that_was_changed_is_noticed(said):
    def tidy(run):
        run.ids.append([])
        return "none"

    assert "changed its argument run in place" in said(tidy)
