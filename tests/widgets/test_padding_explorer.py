"""The padding explorer in Python: attributes, words, picture, and what a page may ask."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_helpers import PaddingExplorer, classify, keras_classifier, load_review_model, pad
from lstm_helpers.widgets.padding_explorer import _answer

LOOK = {"width": 860, "ratio": 1, "dark": True, "ground": [0.07, 0.07, 0.07]}


@pytest.fixture
def ask():
    """Return an explorer, and a function that asks it as a page does."""
    explorer, answers = PaddingExplorer(), []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))

    def question(**content):
        explorer._hear(explorer, {"asked": "1", "look": LOOK, **content}, [])
        return answers[-1]

    return explorer, question


def numbers(explorer):
    return [float(number) for number in re.findall(r"0\.\d\d|1\.00", explorer.readout[0])]


def test_the_read_out_says_what_keras_says():
    model = load_review_model()
    network = keras_classifier(model)
    for sentence in ("I loved every minute of it.", "a zorblish, dull film"):
        explorer = PaddingExplorer(sentence=sentence, length=5, masked=True, truncate="post")
        ids = pad([model.vocabulary.encode(sentence)], 5, truncate="post").ids
        here = float(np.asarray(network(ids))[0, 0])
        there = classify(model, [sentence])[0]
        np.testing.assert_allclose(numbers(explorer)[:2], [here, there], atol=0.00501)


def test_the_words_follow_the_row():
    explorer = PaddingExplorer(sentence="I loved every minute of it.", length=40)
    assert explorer.readout == [
        "P(positive) is 0.60 for this row and 1.00 for the sentence by itself: 0.40 lower.",
        "The row holds 6 tokens and 34 zeros, without a mask, so read like words.",
        "No token is lost.",
    ]
    explorer.masked = True
    assert explorer.readout[:2] == [
        "P(positive) is 1.00 for this row and 1.00 for the sentence by itself: no difference.",
        "The row holds 6 tokens and 34 zeros, masked, so skipped.",
    ]
    explorer.length = 2
    assert explorer.readout[1:] == [
        "The row holds 2 tokens and no zeros, so a mask changes nothing.",
        "4 tokens lost: i loved every minute.",
    ]
    explorer.truncate = "post"
    assert explorer.readout[2] == "4 tokens lost: every minute of it."
    explorer.sentence = "?!"
    assert explorer.readout[1:] == [
        "The row holds 0 tokens and 2 zeros, masked, so skipped.",
        "There is no token in the sentence.",
    ]


def test_another_verdict_is_said():
    explorer = PaddingExplorer(sentence="I came in happy and went home angry.", length=9)
    assert explorer.readout[0].endswith("0.13 higher, and another verdict.")


@pytest.mark.parametrize(
    ("attribute", "value", "words"),
    [
        ("sentence", 7, "sentence must be text (a str); got 7"),
        ("sentence", "so " * 201, "sentence must have at most 200 tokens; got 201"),
        ("length", 0, "length must be a whole number from 1 to 40; got 0"),
        ("length", 41, "length must be a whole number from 1 to 40; got 41"),
        ("length", 2.5, "length must be a whole number from 1 to 40; got 2.5"),
        ("where", "left", "where must be one of pre, post; got 'left'"),
        ("truncate", None, "truncate must be one of pre, post; got None"),
        ("masked", 1, "masked must be True or False; got 1"),
    ],
)
def test_a_bad_value_is_refused_in_words_from_python_and_from_the_page(
    ask, attribute, value, words
):
    explorer, question = ask
    before = getattr(explorer, attribute)
    with pytest.raises(ValueError, match=re.escape(words)):
        setattr(explorer, attribute, value)
    answer, _ = question(set={attribute: value})
    assert answer["problem"] == words
    assert getattr(explorer, attribute) == before
    with pytest.raises(ValueError, match=re.escape(words)):
        PaddingExplorer(**{attribute: value})


def test_a_model_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="model must be of type ReviewModel; got 'reviews'"):
        PaddingExplorer("reviews")


def test_a_page_gets_a_picture_words_and_a_description(ask):
    _, question = ask
    answer, (png,) = question(set={"length": 12, "where": "pre", "masked": True})
    assert png.startswith(b"\x89PNG")
    assert answer["values"]["length"] == 12
    assert answer["alt"].startswith("A row of 12 places with i came in happy and went home angry")
    assert answer["readout"][1] == "The row holds 8 tokens and 4 zeros, masked, so skipped."


def test_it_shows_itself_in_short():
    assert repr(PaddingExplorer()) == "PaddingExplorer()"


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        (0.503, 0.61, "0.11 lower."),
        (0.498, 0.502, "no difference to two places, and another verdict."),
        (0.498, 0.499, "no difference."),
    ],
)
def test_a_verdict_is_judged_before_anything_is_rounded(here, there, said):
    scene = PaddingExplorer()._scene()
    scene = replace(scene, unpadded=there, probabilities=np.full(scene.length, here))
    assert _answer(scene).endswith(f": {said}")


def test_one_zero_is_told_as_one():
    explorer = PaddingExplorer(sentence="A dull film.", length=4)
    assert "a dull film and 1 zero;" in explorer._alt(explorer._scene())
