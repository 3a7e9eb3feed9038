"""The early-stop exercise: the training loop is the judge, and each mistake is told its cause."""

from functools import partial

import numpy as np
import pytest

from lstm_helpers._backend import keras
from lstm_helpers.exercises.early_stop_mistakes import CASES, MISTAKES, likely_mistake, right_epochs
from lstm_helpers.exercises.lesson_08_early_stop import my_early_stop
from lstm_helpers.training import Plan, train


@pytest.fixture
def said(told):
    return partial(told, "08_early_stop")


@pytest.fixture(scope="module")
def network():
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    network.compile("sgd", "mse")
    return network


@pytest.mark.parametrize(("losses", "patience"), CASES)
def test_the_training_loop_stops_there_too(network, losses, patience):
    judged = iter(losses)
    history = train(
        network,
        lambda: [(np.ones((1, 1)), np.ones((1, 1)))],
        1,
        Plan(epochs=len(losses), patience=patience),
        lambda: (next(judged), None),
    )
    assert (len(history.epochs), history.best.number) == right_epochs(losses, patience)
    assert my_early_stop(losses, patience) == right_epochs(losses, patience)


def test_right_answers_of_other_kinds_are_right(said):
    assert said(my_early_stop).startswith("Right. In 9 trainings")
    assert said(lambda a, b: list(my_early_stop(a, b))).startswith("Right.")
    assert said(lambda a, b: np.array(my_early_stop(a, b), dtype=float)).startswith("Right.")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.cause[:30])
def test_a_mistake_is_told_its_cause(mistake, said):
    out = said(lambda validation_losses, patience: mistake.does(validation_losses, patience))
    assert out.startswith("Not yet, for validation_losses=[")
    assert f"Likely cause: {mistake.cause}" in out


def test_a_counter_that_is_asked_before_the_new_loss_is_told_so(said):
    def asked_first(validation_losses, patience):
        best, lowest, waited = 0, np.inf, 0
        for epoch, loss in enumerate(validation_losses, start=1):
            waited += 1
            if best and waited >= patience:
                return epoch, best
            if loss < lowest:
                best, lowest, waited = epoch, loss, 0
        return len(validation_losses), best

    assert "patience is asked for before the new loss is looked at" in said(asked_first)


def test_no_two_mistakes_answer_or_read_the_same():
    answers = [[mistake.does(*case) for case in CASES] for mistake in MISTAKES]
    assert all(answers.count(answer) == 1 for answer in answers)
    assert len({mistake.cause for mistake in MISTAKES}) == len(MISTAKES)
    assert likely_mistake([right_epochs(*case) for case in CASES]) is None


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda a, b: ..., "Not attempted yet"),
        (lambda a, b: 5, "Return 2 values: return stop, best. Yours returned one value of type in"),
        (lambda a, b: (1, 2, 3), "Yours returned 3."),
        (lambda a, b: (len(a), min(a)), "best must be the number of an epoch, counted from 1"),
        (lambda a, b: (len(a), True), "yours is True, of type bool"),
        (lambda a, b: (99, 98), "Go through the losses one by one"),
        (lambda a, b: a[99], "IndexError: list index out of range"),
        (lambda a, b: (a.append(0.0), 1), "changed its argument validation_losses in place"),
        (lambda a: None, "must take 2 parameters"),
        ("stop", "check wants the function itself"),
    ],
)
def test_what_is_wrong_otherwise_is_told_in_words(function, words, said):
    assert words in said(function)
