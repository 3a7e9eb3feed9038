"""The public names: each is found where the package says, and none is promised in vain."""

import inspect
from importlib import import_module

import pytest

import lstm_helpers

# What learners, lessons and others call; a name taken away here breaks them.
PROMISED = {
    *("tokenize", "Vocabulary", "pad", "LSTMWeights", "lstm_step", "trace_lstm", "Intervention"),
    *("GateTrace", "weights_from_keras", "keras_lstm", "load_corpus", "load_review_model"),
    *("GateExplorer", "quiz", "exercise", "progress", "due", "final_test"),
}


@pytest.mark.parametrize("name", lstm_helpers.__all__)
def test_a_public_name_is_found_and_explained(name):
    found = getattr(lstm_helpers, name)
    assert callable(found)
    assert inspect.getdoc(found)


def test_every_promise_is_kept():
    assert set(lstm_helpers.__all__) >= PROMISED
    assert dir(lstm_helpers) == lstm_helpers.__all__


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(AttributeError, match=r"no name 'lstm_stepp'; it offers .*lstm_step, "):
        lstm_helpers.lstm_stepp  # noqa: B018


def test_quiz_can_be_called_whichever_was_imported_first():
    package = import_module("lstm_helpers.quiz")
    assert repr(package("00_start")).startswith("Quiz('00_start', ")
    assert package.quiz is not package
