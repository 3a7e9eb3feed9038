"""Each exercise: unattempted, helped by hints, and right as its solution is printed."""

import functools
import re
from dataclasses import replace

import pytest

from lstm_helpers import exercise
from lstm_helpers.exercises import _NAMES as NAMES
from lstm_helpers.quiz.objectives import load_objectives


def solution_of(name, capsys):
    exercise(name).solution()
    names = {"__name__": "__main__"}
    exec(capsys.readouterr().out, names)
    return names[exercise(name).reference.__name__]


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_solution_runs_and_is_right(name, told, capsys):
    assert told(name, solution_of(name, capsys)).startswith(("Right.", "Right, for"))


@pytest.mark.parametrize("name", NAMES)
def test_the_stub_prints_one_fixed_line(name, capsys):
    @functools.wraps(exercise(name).reference)  # with its parameters
    def stub(*args, **named):
        return ...

    exercise(name).check(stub)
    wanted = "Not attempted yet: replace the ... and run the cell again.\n"
    assert capsys.readouterr().out == wanted


@pytest.mark.parametrize("name", NAMES)
def test_hints_come_one_by_one_and_end(name, capsys):
    unhelped = replace(exercise(name))
    for number, hint in enumerate(unhelped.hints, start=1):
        unhelped.hint()
        out = re.sub(r"\s+", " ", capsys.readouterr().out)
        task = f"The task: {unhelped.prompt} " if number == 1 else ""
        assert out.strip() == f"{task}Hint {number} of {len(unhelped.hints)}: {hint}"
    for _ in range(2):
        unhelped.hint()
        out = re.sub(r"\s+", " ", capsys.readouterr().out)
        assert out.startswith("There are no more hints")
        assert all(hint in out for hint in unhelped.hints)


def test_each_exercise_trains_objectives_of_its_lesson():
    for name in NAMES:
        assert exercise(name).objectives
        for objective in exercise(name).objectives:
            assert load_objectives()[objective].notebook.startswith(name[:2])


def test_names_and_repr():
    assert [repr(exercise(name)) for name in NAMES] == [f"Exercise({name!r})" for name in NAMES]
    for unknown in ("05_forge", None, 5):
        with pytest.raises(ValueError, match=r"name must be one of 01_encoder, .*05_forget.*; got"):
            exercise(unknown)
