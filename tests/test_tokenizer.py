import keras
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import Vocabulary, tokenize

# Everything that could be split or lowered otherwise than in Keras: other alphabets, odd spaces,
# typographic marks, emoji. NUL and lone surrogates cannot enter a TensorFlow string.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    | st.sampled_from("aAbBéÉİßΣ \t\n\v\f\r\x1c\x85\xa0\u2028'’.,-_!?\"<>&[]"),
    max_size=40,
)


def text_vectorization(corpus: list[str], max_tokens: int | None = None):
    layer = keras.layers.TextVectorization(max_tokens=max_tokens)
    layer.adapt(corpus)
    return layer


@settings(max_examples=60, deadline=None)
@given(
    corpus=st.lists(texts, min_size=1, max_size=8),
    unseen=texts,
    limit=st.none() | st.integers(3, 12),
)
def test_ids_equal_text_vectorization(corpus, unseen, limit):
    corpus = [*corpus, "never empty"]  # Keras cannot adapt to a corpus without a token
    vocabulary = Vocabulary.from_texts(corpus, max_tokens=limit)
    layer = text_vectorization(corpus, max_tokens=limit)
    assert list(vocabulary.tokens) == layer.get_vocabulary()
    for text in [*corpus, unseen]:
        ids = vocabulary.encode(text)
        assert ids == [id_ for id_ in layer([text]).numpy()[0].tolist() if id_ != 0]


@given(texts)
def test_tokens_are_non_empty_and_stable(text):
    tokens = tokenize(text)
    assert all(tokens)
    assert tokenize(" ".join(tokens)) == tokens


def test_ties_fall_in_reverse_alphabetical_order_as_in_keras():
    assert Vocabulary.from_texts(["b a c a"]).tokens == ("", "[UNK]", "a", "c", "b")


def test_decode_undoes_encode_for_known_tokens():
    vocabulary = Vocabulary.from_texts(["the film was long"])
    assert vocabulary.decode(vocabulary.encode("The long film")) == ["the", "long", "film"]
    assert vocabulary.decode([0, 1, 0]) == ["[UNK]"]


def test_membership_means_a_known_word():
    vocabulary = Vocabulary.from_texts(["film"])
    assert "film" in vocabulary
    assert "[UNK]" not in vocabulary
    assert "" not in vocabulary
    assert ["film"] not in vocabulary


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tokenize(None), "text must be text"),
        (lambda: Vocabulary.from_texts("one text"), "texts must be a list of texts"),
        (
            lambda: Vocabulary.from_texts(["a"], max_tokens=2),
            "max_tokens must be a whole number at least 3",
        ),
        (
            lambda: Vocabulary.from_texts(["a"]).decode([3]),
            "each of ids must be a whole number from 0 to 2; got 3",
        ),
        (
            lambda: Vocabulary.from_texts(["a"]).decode([-1]),
            "each of ids must be a whole number from 0 to 2; got -1",
        ),
        (lambda: Vocabulary.from_texts(["a"]).decode(2), "ids must be whole numbers from 0 up"),
        (lambda: Vocabulary.from_texts(["a"]).encode(b"a"), "text must be text"),
        (lambda: Vocabulary(("a", "b")), "tokens must begin with"),
        (
            lambda: Vocabulary(("", "[UNK]", "a", "a")),
            "tokens must all differ; got 'a' more than once",
        ),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=f"^{words}"):
        call()
