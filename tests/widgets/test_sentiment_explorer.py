"""The sentiment explorer in Python: what can be set, what it says, and what it answers a page."""

import pytest

from lstm_helpers import SentimentExplorer, load_review_model, review_bag, sentiment_view
from lstm_helpers.plots.live import Look

SENTENCE = "The start was dull, but the ending was great"
LOOK = {"width": 700, "ratio": 1, "dark": True, "ground": [0, 0, 0]}


@pytest.fixture
def explorer():
    return SentimentExplorer(sentence=SENTENCE)


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "SentimentExplorer()"


def test_the_read_out_tells_both_verdicts_and_the_heaviest_words(explorer):
    view = sentiment_view(SENTENCE, load_review_model(), review_bag())
    first, lstm, bag = explorer.readout
    assert first == (
        "“the start was dull but the ending was great”: "
        f"P(positive) {view.probability:.2f} by the LSTM, {view.bag_probability:.2f} by the bag."
    )
    assert lstm.startswith("“") and " moves the LSTM most: +" in lstm
    assert " moves the bag most: " in bag


def test_a_swap_moves_the_lstm_alone(explorer):
    explorer.change, explorer.word, explorer.other = "swap", 3, 8
    first, typed, same, *_ = explorer.readout
    assert first.startswith("“the start was great but the ending was dull”")
    assert typed.startswith("As typed: 0.99 by the LSTM")
    assert same.startswith("The bag of words holds the same words as before")
    explorer.other = 3
    assert not any("As typed" in line for line in explorer.readout)


def test_not_is_put_before_a_word(explorer):
    explorer.change, explorer.word = "not", 8
    assert explorer.readout[0].startswith("“the start was dull but the ending was not great”")


def test_a_new_sentence_keeps_places_that_it_has(explorer):
    explorer.change, explorer.word, explorer.other = "swap", 3, 8
    explorer.sentence = "big budget small heart"
    assert (explorer.word, explorer.other) == (3, 3)
    explorer.sentence = "good"
    assert (explorer.word, explorer.other) == (0, 0)


def test_of_many_unknown_words_some_are_named(explorer):
    explorer.sentence = " ".join(f"zz{letter}" for letter in "abcdefghijkl")
    assert explorer.readout[-1].startswith("The LSTM does not know: “zza”, “zzb”, ")
    assert explorer.readout[-1].endswith("“zzh” and 4 more.")


def test_controls_follow_the_state(explorer):
    _sentence, change, word, other = (control.on_page() for control in explorer._controls())
    assert change["values"] == ["none", "not", "swap"]
    assert word["disabled"] and other["disabled"]
    assert word["texts"] == ["the", "start", "was", "dull", "but", "the", "ending", "was", "great"]
    explorer.change = "not"
    assert [control.disabled for control in explorer._controls()[2:]] == [False, True]
    explorer.change = "swap"
    assert [control.disabled for control in explorer._controls()[2:]] == [False, False]


def test_unknown_words_and_long_sentences_are_told(explorer):
    explorer.sentence = "a zorblish film " * 10
    assert any("The sentence has 30 tokens; all are read" in line for line in explorer.readout)
    assert any("The LSTM does not know: “zorblish”." in line for line in explorer.readout)


def test_where_the_bag_knows_no_word_none_is_said_to_move_it_most(explorer):
    explorer.sentence = "qwertz asdf"
    assert "No word moves the bag." in explorer.readout
    assert not any("moves the bag most" in line for line in explorer.readout)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": ""}, "sentence must hold at least one word; got ''"),
        ({"sentence": None}, "sentence must be text"),
        ({"change": "turn"}, "change must be one of none, not, swap; got 'turn'"),
        ({"word": 9}, "word must be a whole number from 0 to 8; got 9"),
        ({"other": "3"}, "other must be a whole number from 0 to 8; got '3'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(explorer, change, words):
    with pytest.raises(ValueError, match=words):
        SentimentExplorer(**{"sentence": SENTENCE} | change)
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


@pytest.mark.parametrize("judges", [{"model": 5}, {"bag": 5}])
def test_judges_of_another_kind_are_refused(judges):
    with pytest.raises(ValueError, match="must be"):
        SentimentExplorer(**judges)


def test_a_page_that_asks_for_the_impossible_hears_why(explorer):
    answers = []
    explorer.send = lambda answer, buffers: answers.append(answer)
    explorer._hear(explorer, {"asked": "1", "look": LOOK}, [])
    explorer._hear(explorer, {"asked": "2", "set": {"sentence": "?"}}, [])
    explorer._hear(explorer, {"asked": "3", "set": {"sentence": "so <b>bad</b>"}}, [])
    assert answers[1]["problem"] == "sentence must hold at least one word; got '?'"
    assert answers[1]["values"]["sentence"] == SENTENCE
    assert answers[2]["problem"] == ""


def test_every_state_can_be_drawn_and_described(explorer):
    for sentence in (SENTENCE, "good", "a wonderfully overlong film " * 9):
        explorer.sentence = sentence
        for change in ("none", "not", "swap"):
            explorer.change = change
            assert explorer._render(Look(width=560, dark=True)).startswith(b"\x89PNG")
            assert "by the LSTM" in explorer._alt(explorer._scene())
        explorer.change = "none"


def test_it_can_be_used_in_a_plain_page(explorer, chromium):
    def learner(page):
        root = page.locator(".kernel-explorer")
        root.locator("[data-control=change] input").nth(2).check()
        root.locator("[data-control=other]").press("End")
        root.locator("[aria-live]", has_text="As typed: ").wait_for()
        root.locator("[data-control=sentence]").fill("It is good")
        root.locator("[aria-live]", has_text="good is it").wait_for()
        return root.locator("[aria-live]").inner_text()

    assert "“good is it”" in chromium.visit(explorer, learner)
