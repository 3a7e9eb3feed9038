"""The threshold explorer in Python: what can be set, what it says, and what it answers a page."""

import itertools
import re

import numpy as np
import pytest

from lstm_helpers import ThresholdExplorer, binary_scores, held_out_messages
from lstm_helpers.plots.live import Look

ACTUAL = [True] * 4 + [False] * 6
ONE = [0.9, 0.7, 0.4, 0.2, 0.8, 0.3, 0.3, 0.2, 0.1, 0.05]
TWO = [0.6] * 4 + [0.1] * 6
LOOK = {"width": 700, "ratio": 1, "dark": True, "ground": [0, 0, 0]}


@pytest.fixture
def explorer():
    return ThresholdExplorer(ACTUAL, {"one": ONE, "two": TWO}, ("ham", "spam"))


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "ThresholdExplorer()"


def test_left_alone_it_shows_the_messages():
    explorer = ThresholdExplorer(threshold=0.2)
    actual, probabilities = held_out_messages()
    scores = binary_scores(actual, probabilities["bag of words"], 0.2)
    assert explorer._scene().scores == scores
    assert explorer.readout[1].startswith(f"Of 157 unwanted, {scores.true_positives} found and ")


def test_the_read_out_tells_measures_counts_and_baseline(explorer):
    assert explorer.readout == [
        "Threshold 0.50: precision 0.67, recall 0.50, F1 0.57, accuracy 0.70.",
        "Of 4 spam, 2 found and 2 missed. Of 6 ham, 1 called spam and 5 let through.",
        "Always saying “ham” has an accuracy of 0.60.",
        "The highest F1 of this model is 0.75, at threshold 0.30.",
    ]


def test_nothing_called_is_said(explorer):
    explorer.threshold = 1
    assert explorer.readout[0].endswith("precision 0.00, recall 0.00, F1 0.00, accuracy 0.60.")
    assert explorer.readout[2] == "Nothing is called spam: precision is 0 / 0, and is counted as 0."


def test_another_share_moves_precision_and_leaves_recall(explorer):
    explorer.share = 0.02
    first, second, remark, baseline, _ = explorer.readout
    assert "precision 0.06, recall 0.50" in first
    assert second.startswith("Of 200 spam, 100 found and 100 missed. Of 9,800 ham, 1,633 called")
    assert (
        remark
        == "Counted as if 2% of 10,000 were spam; the recall stays, as near as whole numbers allow."
    )
    assert baseline == "Always saying “ham” has an accuracy of 0.98."
    explorer.share = 0.4
    assert explorer.readout[1].startswith("Of 4 spam")


def test_the_threshold_it_names_has_the_f1_it_names():
    explorer = ThresholdExplorer(threshold=0.2)
    shares = explorer._controls()[1].on_page()["values"]
    for model, share in itertools.product(held_out_messages()[1], shares):
        explorer.model, explorer.share = model, share
        words = r"F1 of this model is (.+), at threshold (.+)\.$"
        highest, named = re.search(words, explorer.readout[-1]).groups()
        explorer.threshold = float(named)
        assert f" F1 {highest}, " in explorer.readout[0]


def test_another_model_comes_in_front(explorer):
    explorer.model = "two"
    assert "F1 1.00" in explorer.readout[0]
    assert explorer._scene().model == "two"


def test_the_controls_offer_the_share_as_it_is_and_all_models(explorer):
    threshold, share, model = (control.on_page() for control in explorer._controls())
    assert len(threshold["values"]) == 101
    assert share["texts"][share["values"].index(0.4)] == "40%, as it is"
    assert share["texts"][0] == "1%"
    assert model["values"] == ["one", "two"]
    explorer.threshold = 0.123
    assert 0.123 in explorer._controls()[0].on_page()["values"]
    alone = ThresholdExplorer(ACTUAL, ONE)
    assert [control.name for control in alone._controls()] == ["threshold", "share"]


def test_a_click_on_the_probabilities_sets_the_threshold(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append(answer)
    explorer._hear(explorer, {"asked": "1", "look": LOOK}, [])
    place = explorer._figure.histogram.get_position()
    x, y = place.x0 + 0.25 * place.width, place.y0 + 0.5 * place.height
    explorer._hear(explorer, {"asked": "2", "pick": [x, y]}, [])
    explorer._hear(explorer, {"asked": "3", "pick": [0.9, 0.05]}, [])
    assert [answer["values"]["threshold"] for answer in answers] == [0.5, 0.25, 0.25]


def test_a_page_that_asks_for_the_impossible_hears_why(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append(answer)
    explorer._hear(explorer, {"asked": "1", "look": LOOK}, [])
    explorer._hear(explorer, {"asked": "2", "set": {"threshold": 7}}, [])
    assert answers[1]["problem"] == "threshold must lie between 0 and 1; got 7"
    assert answers[1]["values"]["threshold"] == 0.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"threshold": -0.1}, "threshold must lie between 0 and 1; got -0.1"),
        ({"threshold": "0.5"}, "threshold must be a finite number; got '0.5'"),
        ({"share": 0}, "share must be more than 0 and less than 1; got 0"),
        ({"share": np.nan}, "share must be a finite number; got nan"),
        ({"model": "three"}, "model must be one of one, two; got 'three'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(explorer, change, words):
    with pytest.raises(ValueError, match=words):
        ThresholdExplorer(ACTUAL, {"one": ONE, "two": TWO}, ("ham", "spam"), **change)
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((ACTUAL,), "actual and probabilities belong together; got actual alone"),
        ((None, ONE), "actual and probabilities belong together; got probabilities alone"),
        (([True] * 10, ONE), "actual must hold both answers"),
        ((ACTUAL, ONE[:3]), "of the model 'the model': probabilities must have shape"),
        ((ACTUAL, ONE, ("spam",)), "names must be two"),
    ],
)
def test_data_that_do_not_go_together_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        ThresholdExplorer(*arguments)


def test_every_state_can_be_drawn_and_described(explorer):
    for threshold, share in ((0, 0.001), (0.5, 0.4), (1, 0.999)):
        explorer.threshold, explorer.share = threshold, share
        assert explorer._render(Look(width=560)).startswith(b"\x89PNG")
        assert f"cut at {threshold:.2f}" in explorer._alt(explorer._scene())
