"""The token explorer from Python, and its JavaScript beside the course's own vocabulary."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers import TokenExplorer, Vocabulary, load_corpus, tokenize

TEXTS = ["a good film", "a bad film", "a film, not a good one", "[UNK]?"]
WHOLE = Vocabulary.from_texts(TEXTS)


@pytest.fixture
def explorer():
    return TokenExplorer(TEXTS, text="Good cats, bad film!", max_tokens=5)


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == f"TokenExplorer({len(WHOLE)} ids)"


def test_the_course_s_reviews_are_read_if_no_texts_are_given():
    explorer = TokenExplorer()
    train = load_corpus("reviews").select("train").texts
    assert explorer.vocabulary == Vocabulary.from_texts(train)
    assert explorer.coverage == 1


def test_ids_are_those_of_a_vocabulary_of_that_size(explorer):
    for size in range(3, len(WHOLE) + 1):
        explorer.max_tokens = size
        cut = Vocabulary.from_texts(TEXTS, max_tokens=size)
        assert explorer.vocabulary == cut
        assert explorer.ids == cut.encode("Good cats, bad film!")
        tokens = [token for text in TEXTS for token in tokenize(text)]
        assert explorer.coverage == sum(token in cut for token in tokens) / len(tokens)


def test_a_shorter_text_moves_the_chosen_token_in(explorer):
    explorer.position = 3
    explorer.text = "good film"
    assert explorer.position == 1
    explorer.text = "?!"
    assert (explorer.position, explorer.tokens, explorer.ids) == (0, [], [])


def test_what_the_browser_sends_is_heard(explorer):
    explorer.set_state({"text": "a very good film", "position": 3, "max_tokens": 4})
    assert (explorer.text, explorer.position, explorer.max_tokens) == ("a very good film", 3, 4)


def test_a_position_that_crossed_a_new_text_is_moved_in(explorer):
    explorer.text = "film"
    explorer.set_state({"position": 3})
    assert explorer.position == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": 5}, r"text must be text \(a str\); got 5"),
        ({"max_tokens": 2}, f"max_tokens must be a whole number from 3 to {len(WHOLE)}; got 2"),
        ({"max_tokens": 99}, f"from 3 to {len(WHOLE)}; got 99"),
        ({"max_tokens": "all"}, "max_tokens must be a whole number"),
        ({"texts": "one text"}, "texts must be a list of texts; got 'one text'"),
        ({"texts": ["?!", ""]}, "texts must hold at least one word; got none"),
        ({"texts": []}, "texts must hold at least one word; got none"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change, words):
    with pytest.raises(ValueError, match=words):
        TokenExplorer(**({"texts": TEXTS} | change))


def test_a_position_beyond_the_text_is_refused(explorer):
    with pytest.raises(ValueError, match="position must be a whole number from 0 to 3; got 4"):
        explorer.position = 4


# The same rules in JavaScript

_READ = "module.readVocabulary(value.tokens, value.counts)"


def value_of(explorer, **more):
    return {"tokens": explorer._tokens, "counts": explorer._counts, **more}


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.sampled_from("good bad film cats! A,'?é"), max_size=30),
    size=st.integers(3, len(WHOLE)),
)
def test_javascript_encodes_as_python_does(javascript, text, size):
    explorer = TokenExplorer(TEXTS, text=text, max_tokens=size)
    script = f"module.encodeText({_READ}, value.text, value.size)"
    columns = javascript("token_encoding", script, value_of(explorer, text=text, size=size))
    assert [column["token"] for column in columns] == explorer.tokens
    assert [column["id"] for column in columns] == explorer.ids
    assert [column["known"] for column in columns] == [id_ > 1 for id_ in explorer.ids]
    coverage = javascript(
        "token_encoding",
        f"module.coverageAt({_READ}, value.size)",
        value_of(explorer, size=size),
    )
    assert coverage == pytest.approx(explorer.coverage)


@pytest.mark.parametrize("greatest", [3, 4, 10, 500, 3784, 100_000])
def test_the_slider_reaches_both_ends_and_never_steps_back(javascript, greatest):
    sizes = javascript("token_encoding", "module.sliderSizes(value)", greatest)
    assert (sizes[0], sizes[-1]) == (3, greatest)
    assert sizes == sorted(set(sizes))
    places = javascript("token_encoding", "value.map((size) => module.stepOf(value, size))", sizes)
    assert places == list(range(len(sizes)))


def test_a_size_between_two_steps_lies_between_them(javascript):
    place = "module.stepOf(value.sizes, value.size)"
    for size, wanted in ((3, 0), (15, 1.5), (20, 2), (99, 2)):
        value = {"sizes": [3, 10, 20], "size": size}
        assert javascript("token_encoding", place, value) == wanted


@pytest.mark.parametrize(("share", "words"), [(1, "100.0%"), (0.9999, "99.9%"), (0.5, "50.0%")])
def test_short_of_all_is_never_called_all(javascript, share, words):
    assert javascript("token_wording", "module.share(value)", share) == words


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ({"token": "film", "rank": 8, "known": True, "count": 1311}, "occurs 1,311 times: id 8"),
        ({"token": "owl", "rank": 1200, "known": True, "count": 1}, "occurs once: id 1,200"),
        (
            {"token": "owl", "rank": 1200, "known": False, "count": 4},
            "occurs 4 times, but is cut off: id 1; it takes 1,201 ids to keep it",
        ),
        (
            {"token": "cats", "rank": 1, "known": False, "count": 0},
            "is in none of the texts: unknown at any size, id 1",
        ),
    ],
)
def test_a_token_is_told_in_words(javascript, column, words):
    said = javascript("token_wording", "module.describeToken(value)", column)
    assert said == f"“{column['token']}” {words}"
