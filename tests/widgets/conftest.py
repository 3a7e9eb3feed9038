"""What the explorer's tests share: JavaScript, and a small model that needs no file."""

import numpy as np
import pytest

from lstm_helpers import LSTMWeights, ReviewModel, Vocabulary
from tests.widgets.javascript import JavaScript
from tests.widgets.plain_page import Chromium

SENTENCE = "the plot was not good but i loved every quirky minute"


@pytest.fixture(scope="session")
def javascript():
    javascript = JavaScript()
    yield javascript
    javascript.close()


@pytest.fixture(scope="session")
def chromium():
    chromium = Chromium()
    yield chromium
    chromium.close()


def random_model(units=16, features=8, seed=0):
    """Return a review model of random weights that does not know the word *quirky*."""
    rng = np.random.default_rng(seed)
    known = [*dict.fromkeys(SENTENCE.replace("quirky ", "").split()), "very", "bad", "film"]

    def draw(*shape):
        return rng.normal(scale=0.6, size=shape).astype(np.float32)

    vocabulary = Vocabulary(("", "[UNK]", *known))
    lstm = LSTMWeights(
        draw(features, 4 * units), draw(units, 4 * units) / units**0.5, draw(4 * units)
    )
    embedding = draw(len(vocabulary), features)
    return ReviewModel(vocabulary, embedding, lstm, draw(units), 0.1, {})


@pytest.fixture(scope="session")
def model():
    return random_model()
