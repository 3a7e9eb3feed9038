import math
import re

import numpy as np
import pytest

from lstm_helpers import perplexity
from lstm_helpers._backend import keras


def test_it_is_the_exponential_of_keras_loss():
    random = np.random.default_rng(0)
    probabilities = random.dirichlet(np.ones(7), size=50).astype(np.float32)
    came = random.integers(0, 7, 50)
    loss = keras.losses.SparseCategoricalCrossentropy()(came, probabilities)
    chosen = probabilities[np.arange(50), came]
    assert perplexity(chosen) == pytest.approx(math.exp(float(loss)), rel=1e-5)


@pytest.mark.parametrize("size", [1, 2, 60])
def test_a_model_that_knows_nothing_has_as_many_choices_as_tokens(size):
    assert perplexity([1 / size] * 20) == pytest.approx(size)


def test_what_was_impossible_is_infinitely_surprising():
    assert perplexity([0.5, 0.0]) == math.inf


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "chosen must hold at least one probability; got none"),
        ([0.5, 1.5], "chosen must hold probabilities, which lie between 0 and 1"),
        ([-0.1], "chosen must hold probabilities"),
        ([np.nan], "chosen must hold finite numbers only"),
        ([[0.5]], "chosen must have shape (predictions,) = (N,); got (1, 1)"),
        (0.5, "chosen must have shape (predictions,) = (N,); got ()"),
        (["a"], "chosen must be an array of numbers"),
    ],
)
def test_bad_input_is_named(chosen, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        perplexity(chosen)
