"""Arguments that have to be taken: texts, tags, numbers and arrays of every layout."""

import numpy as np
from hypothesis import strategies as st

from lstm_helpers import FeatureVocabulary, LSTMWeights, Vocabulary, random_cell
from lstm_helpers.corpus.tagged import TAGS

# Whatever a str can hold: lone surrogates, NULs, signs that run from right to left.
ANY_TEXT = st.text(st.characters(), max_size=20)
WORDS = ("a", "good", "film", "not", "dull", "Rose", "İstanbul", "e\u0301", "42")
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
TEXT = ANY_TEXT | SENTENCE
TEXTS = st.lists(TEXT, max_size=4) | st.lists(TEXT, max_size=4).map(tuple)

VOCABULARY = Vocabulary(("", "[UNK]", "good", "film", "a", "not", "dull"))
FEATURES = FeatureVocabulary.from_sentences([WORDS], min_count=1)

SEED = st.integers(0, 2**32)
SHARE = st.floats(0, 1)
OPEN_SHARE = st.floats(1e-6, 1 - 1e-6)

ID_ROWS = st.lists(st.lists(st.integers(0, 2**31 - 1), max_size=6), max_size=4)
TAG_ROW = st.lists(st.sampled_from(TAGS), max_size=6)


@st.composite
def layouts(draw: st.DrawFn, shape: tuple[int, ...], low: float = -9.0, high: float = 9.0):
    """Draw numbers as somebody may hold them: strided, turned over, locked, as lists, rounded."""
    random = np.random.default_rng(draw(st.integers(0, 2**16)))
    found = random.uniform(low, high, shape)
    how = draw(st.sampled_from(["plain", "strided", "Fortran", "locked", "list", "float32", "int"]))
    if how == "strided":
        wide = np.zeros((*shape[:-1], 2 * shape[-1]))
        wide[..., ::2] = found
        return wide[..., ::2]
    if how == "locked":
        found.flags.writeable = False
    if how == "list" and found.size:
        return found.tolist()
    changed = {"Fortran": np.asfortranarray, "float32": np.float32, "int": np.rint}
    return changed.get(how, np.asarray)(found)


@st.composite
def answers(draw: st.DrawFn, both: bool = False) -> dict:
    """Draw true answers and the probabilities that a model gave, of one length."""
    actual = draw(st.lists(st.booleans(), min_size=1, max_size=12))
    if both:
        actual += [True, False]
    probabilities = draw(st.lists(SHARE, min_size=len(actual), max_size=len(actual)))
    if draw(st.booleans()):
        return {"actual": np.array(actual), "probabilities": np.array(probabilities)}
    return {"actual": actual, "probabilities": probabilities}


@st.composite
def lstms(draw: st.DrawFn) -> LSTMWeights:
    return draw(cells("LSTM"))


@st.composite
def cells(draw: st.DrawFn, *kinds: str):
    kind = draw(st.sampled_from(kinds or ("RNN", "LSTM", "GRU")))
    return random_cell(
        kind, features=draw(st.integers(1, 3)), units=draw(st.integers(1, 3)), seed=draw(SEED)
    )
