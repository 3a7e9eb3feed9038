"""JavaScript splits text exactly as Python does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import tokenize

texts = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("aAbBéÉİßΣ \t\n\v\f\r\x1c\x85\xa0\u2028'’.,-_!?\"<>&[]\\`^"),
    max_size=60,
)


@settings(max_examples=300)
@given(text=texts)
def test_tokens_are_the_same(javascript, text):
    assert javascript("tokens", "module.tokenize(value)", text) == tokenize(text)


def test_typographic_apostrophes_are_folded(javascript):
    folded = javascript("tokens", "module.foldApostrophes(value)", "didn’t ‘ave it, donʼt")
    assert tokenize(folded) == ["didnt", "ave", "it", "dont"]


def test_ids_are_the_vocabulary_s(javascript, model):
    sentence = "The plot, was [UNK] quirky."
    script = (
        "module.tokenize(value.s).map((t) => module.encodeToken(module.indexTokens(value.v), t))"
    )
    value = {"s": sentence, "v": list(model.vocabulary.tokens)}
    assert javascript("tokens", script, value) == model.vocabulary.encode(sentence)
