"""The filters that the threshold explorer shows, and the record of the LSTMs among them."""

import numpy as np
import pytest

from lstm_helpers import BinaryScores, held_out_messages, load_corpus, load_recorded


def test_both_judge_every_message_and_neither_can_be_spoilt():
    actual, probabilities = held_out_messages()
    assert list(probabilities) == ["bag of words", "LSTM"]
    for values in probabilities.values():
        assert values.shape == actual.shape == (1193,)
        assert 0 <= values.min() < values.max() <= 1
    actual[:] = True
    probabilities["LSTM"][:] = 0
    again, values = held_out_messages()
    assert again.sum() == 157
    assert values["LSTM"].max() > 0.5


def test_the_answers_are_the_labels_of_the_corpus():
    actual, _ = held_out_messages()
    assert np.array_equal(actual, np.array(load_corpus("messages").labels) == "unwanted")


def test_the_record_counts_the_test_split():
    for runs in load_recorded("messages")["test"].values():
        assert [run["seed"] for run in runs] == [0, 1, 2, 3, 4]
        for run in runs:
            kinds = ("true_positives", "false_negatives", "false_positives", "true_negatives")
            scores = BinaryScores(*(run[kind] for kind in kinds))
            assert scores.true_positives + scores.false_negatives == 23
            assert scores.false_positives + scores.true_negatives == 157


def test_an_unknown_record_is_answered_with_the_known_ones():
    for unknown in ("poems", None, "../reviews"):
        with pytest.raises(ValueError, match=r"name must be one of .*messages.*; got"):
            load_recorded(unknown)
