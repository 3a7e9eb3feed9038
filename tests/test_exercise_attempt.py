"""Answers that misbehave: endless, failing, printing, changing what they were given."""

import sys
import threading

import numpy as np
import pytest

from lstm_helpers import exercise, sigmoid
from lstm_helpers.exercises import attempt, timed_call
from lstm_helpers.exercises.lstm_step_stages import Case

PARAMETERS = ("kernel", "recurrent_kernel", "bias", "x", "hidden", "cell")


def endless():
    n = 0
    while True:
        n += 1


def endless_and_printing():
    while True:
        print("still here")


def endless_and_catching():
    for _ in range(3):
        try:
            endless()
        except BaseException:
            continue


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(attempt, "SECONDS", 0.2)


@pytest.mark.parametrize("function", [endless, endless_and_printing, endless_and_catching])
def test_an_endless_loop_is_stopped(function, told, impatient):
    before = set(threading.enumerate())
    out = told("05_forget", function)
    assert "was stopped. Is there a loop whose condition never becomes false?" in out
    assert len(out) < 400
    assert set(threading.enumerate()) <= before


def test_an_endless_loop_is_stopped_outside_the_main_thread(capsys, impatient):
    caller = threading.Thread(target=exercise("05_forget").check, args=(endless,))
    caller.start()
    caller.join(60)
    assert not caller.is_alive()
    assert "was stopped" in capsys.readouterr().out


def test_an_interrupted_check_ends_in_words(told, monkeypatch):
    def interrupted(thread, seconds=None):
        monkeypatch.undo()  # the learner presses the button once
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt, match="You stopped the check before") as caught:
        told("05_forget", endless)
    # What Jupyter prints in place of a traceback.
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert "\n" not in str(caught.value)
    assert set(threading.enumerate()) <= before


@pytest.mark.skipif(sys.gettrace() is not None, reason="a traced Python 3.11 waits for the thread")
def test_what_cannot_be_stopped_is_said(told, impatient, monkeypatch):
    monkeypatch.setattr(timed_call, "_STOPPING_SECONDS", 0.1)
    lock = threading.Lock()  # waiting for it is one long step outside Python
    lock.acquire()
    try:
        assert "Restart the kernel" in told("05_forget", lambda: lock.acquire(timeout=300))
    finally:
        lock.release()


def test_an_error_is_told_with_the_learners_own_line(told):
    def deep(*arguments):
        return sigmoid("not a number")

    out = told("05_lstm_step", deep)
    line = deep.__code__.co_firstlineno + 1
    assert out.startswith(f'The function stopped with an error at line {line}: return sigmoid("not')
    assert "Error: " in out
    assert "Traceback" not in out


def test_no_error_escapes(told):
    def leaves():
        raise SystemExit

    def recurs():
        return recurs()

    class UnspeakableError(Exception):
        def __str__(self):
            raise ValueError

    def cannot_say():
        raise UnspeakableError

    assert "SystemExit" in told("05_forget", leaves)
    assert "RecursionError" in told("05_forget", recurs)
    assert "UnspeakableError" in told("05_forget", cannot_say)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Input X contains NaN.\nLeave such rows out.", "ValueError: Input X contains NaN.\n"),
        ("\nThe reason.\nAdvice.", "ValueError: The reason.\n"),
        (
            "Exception encountered when calling Cell.call().\n\n\x1b[1mThe reason.\x1b[0m\nAdvice.",
            "ValueError: Exception encountered when calling Cell.call(). The reason.\n",
        ),
    ],
)
def test_of_a_long_error_the_reason_is_told(message, words, capsys):
    def fails():
        error = ValueError(message)
        error.add_note("A note.")
        raise error

    exercise("05_forget").check(fails)
    assert capsys.readouterr().out.endswith(words)


def test_of_code_that_is_no_python_the_error_is_told(told):
    assert "SyntaxError: invalid syntax" in told("05_forget", lambda: eval("1 +* 2"))


def test_printing_is_shown_and_does_no_harm(capsys):
    def lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
        print("x has shape", x.shape)
        return exercise("05_lstm_step").reference(kernel, recurrent_kernel, bias, x, hidden, cell)

    exercise("05_lstm_step").check(lstm_step)
    out = capsys.readouterr().out
    assert out.startswith("Your function printed:\n    x has shape (2,)\nRight.")


def test_a_changed_argument_is_noticed(told):
    def in_place(kernel, recurrent_kernel, bias, x, hidden, cell):
        hidden, new = exercise("05_lstm_step").reference(
            kernel, recurrent_kernel, bias, x, hidden, cell
        )
        cell *= 0
        cell += new
        return hidden, cell

    assert "changed its argument cell in place" in told("05_lstm_step", in_place)


def test_a_list_whose_entries_become_arrays_is_noticed(told):
    def my_lookup(ids, embedding):
        for place, id_ in enumerate(ids):
            ids[place] = np.eye(len(embedding))[id_]
        return np.array(ids) @ embedding

    def my_first_fault(run):
        run.ids[0] = np.array(run.ids[0])
        return "none"

    assert "changed its argument ids in place" in told("03_lookup", my_lookup)
    assert "changed its argument run in place" in told("07_find_fault", my_first_fault)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "It got a value of type NoneType"),
        (..., "It got a value of type ellipsis"),
        ((1, 2), "check(my_lstm_step). It got a value of type tuple"),
        (Case, "It got a value of type type"),
        (
            lambda x: x,
            f"must take 6 parameters ({', '.join(PARAMETERS)}); yours takes 1 parameter (x)",
        ),
        (lambda: 0, "yours takes no parameters"),
        (
            lambda x, hidden, cell, kernel, recurrent_kernel, bias: x,
            f"must stand in this order: {', '.join(PARAMETERS)}; yours: x, hidden, cell, kernel",
        ),
    ],
)
def test_what_is_no_fitting_function_is_refused_in_words(answer, words, told):
    assert words in told("05_lstm_step", answer)
