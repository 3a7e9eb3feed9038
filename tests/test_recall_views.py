"""The recorded recall networks, and the view of one of them."""

import numpy as np
import pytest

from lstm_helpers import load_recorded, recall_view, recorded_recall
from lstm_helpers.recall_views import recall_timesteps


def test_all_networks_are_there_with_the_same_budget():
    networks = recorded_recall()
    assert [network.name for network in networks] == [
        "RNN", "RNN + attention", "LSTM", "LSTM + attention", "GRU", "GRU + attention",
    ]  # fmt: skip
    seeds = len(load_recorded("recall")["seeds"])
    for network in networks:
        assert network.distances == (10, 25, 50, 100, 200, 400)
        assert network.accuracy.shape == (seeds, 6)
        assert ((network.accuracy >= 0) & (network.accuracy <= 1)).all()


def test_what_the_lesson_claims_of_the_record():
    lstm, attending = recorded_recall()[2:4]
    assert lstm.accuracy[:, 0].min() > 0.95
    assert lstm.accuracy[:, -1].max() < 0.3
    assert attending.accuracy[:, -1].min() > 0.9


@pytest.mark.parametrize("attention", [False, True])
@pytest.mark.parametrize("distance", [10, 400])
def test_a_view_holds_what_was_recorded(attention, distance):
    view = recall_view("gru", attention, distance, trained=False, timestep=distance)
    assert view.timesteps[0] == 0
    assert view.timesteps[-1] == view.timestep == distance
    assert view.timesteps[view.place] == distance
    assert view.slopes.shape == view.timesteps.shape
    assert (view.attended is not None) == attention
    assert view.chance == 0.125
    np.testing.assert_array_equal(
        view.accuracy, view.network.accuracy[:, 0 if distance == 10 else 5]
    )


def test_a_timestep_that_was_not_recorded_is_the_nearest():
    assert 7 not in recall_timesteps(400)
    assert recall_view(distance=400, timestep=7).timestep in (3, 12, 13)


def test_how_far_a_network_holds_counts_from_the_nearest_distance():
    from lstm_helpers.recall_views import RecordedRecall

    accuracy = np.array([[1.0, 0.95, 0.3, 1.0], [1.0, 0.92, 1.0, 1.0]])
    assert RecordedRecall("rnn", False, 1, (1, 2, 3, 4), accuracy).holds_to == 2
    assert RecordedRecall("rnn", False, 1, (1,), accuracy[:, 2:3]).holds_to == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"cell": "cnn"}, "cell must be one of rnn, lstm, gru; got 'cnn'"),
        ({"attention": 1}, "attention must be True or False; got 1"),
        ({"distance": 30}, "distance must be 10, 25, 50, 100, 200 or 400; got 30"),
        ({"distance": True}, "got True"),
        ({"distance": [10]}, "distance must be 10"),
        ({"distance": 10, "timestep": 11}, "timestep must be a whole number from 0 to 10; got 11"),
        ({"trained": "yes"}, "trained must be True or False"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        recall_view(**arguments)
