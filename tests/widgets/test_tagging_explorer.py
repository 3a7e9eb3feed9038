"""The tagging explorer in Python: what can be set, what it says, and what it answers a page."""

import pytest

from lstm_helpers import TaggingExplorer, load_entity_taggers, split_tokens
from lstm_helpers.plots.live import Look
from lstm_helpers.widgets.tagging_explorer import SUGGESTIONS

MET = "They met Rose Bly in Vienna ."


@pytest.fixture
def explorer():
    return TaggingExplorer(sentence=MET)


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "TaggingExplorer()"


def test_it_says_what_the_taggers_say(explorer):
    for place in range(7):
        explorer.word = place
        for line, tagger in zip(explorer.readout[1:3], load_entity_taggers(), strict=True):
            row = tagger.read(MET).probabilities[place]
            assert f"{tagger.read(MET).tags[place]} {row.max():.2f}, then " in line
            assert f"“{MET.split()[place]}”" in line


def test_the_headline_tells_where_the_two_part(explorer):
    for sentence in (*SUGGESTIONS, MET):
        explorer.sentence = sentence
        left, both = (tagger.read(sentence).tags for tagger in load_entity_taggers())
        tokens = split_tokens(sentence)
        differ = [k for k, pair in enumerate(zip(left, both, strict=True)) if len(set(pair)) > 1]
        if differ:
            parts = [f"“{tokens[k]}” {left[k]} against {both[k]}" for k in differ]
            assert explorer.readout[0] == f"Left only against both sides: {', '.join(parts)}."
        else:
            assert explorer.readout[0].startswith("Both tag alike: ")


def test_only_the_tagger_with_both_sides_changes_its_mind():
    explorer = TaggingExplorer(sentence=SUGGESTIONS[0])
    lines = set()
    for read in range(1, explorer.read + 1):
        explorer.read = read
        left, both = explorer.readout[1:3]
        lines.add(left)
        assert both.startswith(f"Both sides, “Rose”: {'B-PER' if read == 1 else 'O'} ")
    assert len(lines) == 1
    assert lines.pop().startswith("Left only, “Rose”: B-PER ")


def test_an_unknown_word_is_named_once(explorer):
    explorer.sentence = "Xyx met Xyx and Xyx"
    line = next(line for line in explorer.readout if line.startswith("Words not known"))
    assert line.count("“Xyx”") == 1


def test_read_and_word_follow_the_sentence(explorer):
    assert explorer.read == 7
    explorer.word = 6
    explorer.read = 3
    assert explorer.word == 2
    assert explorer.readout[-1] == "Read so far: 3 of 7 tokens."
    explorer.sentence = "Vienna"
    assert (explorer.read, explorer.word) == (1, 0)
    explorer.sentence = "so " * 25
    assert explorer.read == 20
    assert "The sentence has 25 tokens; the first 20 are taken." in explorer.readout


def test_controls_offer_the_words(explorer):
    explorer.read = 4
    _, read, word = (control.on_page() for control in explorer._controls())
    assert read["texts"] == MET.split()
    assert word["texts"] == MET.split()[:4]


def test_a_long_token_is_told_in_short(explorer):
    explorer.sentence = "x" * 200 + " sang in Vienna ."
    assert max(map(len, explorer.readout)) < 120
    _, read, _ = (control.on_page() for control in explorer._controls())
    assert read["texts"] == ["x" * 23 + "…", "sang", "in", "Vienna", "."]


def test_its_alternative_text_names_words_and_tags(explorer):
    text = explorer._alt(explorer._scene())
    assert text.startswith(f"The words “{MET}”, below each its tag")
    assert explorer.readout[0] in text


def test_a_click_chooses_a_word_that_was_read(explorer):
    explorer._render(Look())
    for place, (left, low, right, high) in enumerate(explorer._figure.columns):
        explorer._pick((left + right) / 2, (low + high) / 2)
        assert explorer.word == place
    explorer.read = 2
    explorer._render(Look())
    left, low, right, high = explorer._figure.columns[5]
    explorer._pick((left + right) / 2, (low + high) / 2)
    assert explorer.word == 1
    explorer._pick(0.5, 0.01)
    assert explorer.word == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": " "}, "sentence must hold at least one word; got ' '"),
        ({"sentence": 5}, "sentence must be text"),
        ({"read": 0}, "read must be a whole number from 1 to 7; got 0"),
        ({"read": 21}, "from 1 to 7; got 21"),
        ({"read": "2"}, "read must be a whole number from 1 to 7; got '2'"),
        ({"word": -1}, "word must be a whole number from 0 to 6; got -1"),
        ({"word": 20}, "from 0 to 6; got 20"),
    ],
)
def test_what_cannot_be_is_refused_in_words(explorer, change, words):
    with pytest.raises(ValueError, match=words):
        TaggingExplorer(**{"sentence": MET, **change})
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


@pytest.mark.parametrize(("name", "value"), [("read", 9), ("word", 8)])
def test_more_than_the_sentence_has_is_refused(name, value):
    with pytest.raises(ValueError, match=f"{name} must be a whole number"):
        TaggingExplorer(sentence=MET, **{name: value})


def test_taggers_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="taggers must be of type EntityTaggers; got"):
        TaggingExplorer(["left", "both"])


def test_a_page_hears_of_what_followed_its_sentence(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append((answer, buffers))
    look = {"width": 700, "ratio": 1, "dark": True, "ground": [0, 0, 0]}
    explorer._hear(explorer, {"asked": "1", "look": look}, [])
    explorer._hear(explorer, {"asked": "2", "set": {"sentence": "In Vienna"}}, [])
    explorer._hear(explorer, {"asked": "3", "set": {"sentence": ""}}, [])
    explorer._hear(explorer, {"asked": "4", "set": {"read": 1}}, [])
    assert [answer["values"]["read"] for answer, _ in answers] == [7, 2, 2, 1]
    assert answers[2][0]["problem"] == "sentence must hold at least one word; got ''"
    assert all(buffers[0].startswith(b"\x89PNG") for _, buffers in answers)


def test_a_tag_that_is_not_the_likeliest_is_told_beside_it():
    sentence = SUGGESTIONS[-1]
    explorer = TaggingExplorer(sentence=sentence, word=2)
    left = load_entity_taggers().left_only.read(sentence)
    line = explorer.readout[1]
    assert line.startswith(
        f"Left only, “Daughters”: I-ORG {left.probabilities[2].max():.2f}, then "
    )
    assert left.tags[2] == "B-ORG"
    assert line.endswith("; its tag is B-ORG, so that the row is legal.")
    explorer.word = 0
    assert "so that the row is legal" not in explorer.readout[2]


def test_its_alternative_text_gives_no_tag_to_what_is_not_read(explorer):
    explorer.read = 2
    assert "below each of the first 2 its tag by" in explorer._alt(explorer._scene())
