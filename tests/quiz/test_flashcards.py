"""The glossary, and the flashcards that ask it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from lstm_helpers.quiz import Flashcards, flashcards
from lstm_helpers.quiz.bank import lessons
from lstm_helpers.quiz.flashcard_deck import turned_cards
from lstm_helpers.quiz.glossary import load_glossary
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.objectives import load_objectives

TERMS = load_glossary()
THREE = TERMS[:3]


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "progress.sqlite")


def say(deck, term, days_ago=0, round=1, **saying):
    act = {
        "id": f"{term.id}-{days_ago}-{round}",
        "at": (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(),
        "lesson": "glossary", "item": term.id, "objective": f"glossary.{term.id}", "use": "card",
        "action": "answer", "round": round,
    } | {"answer": "knew", "right": True, "confidence": "certain"} | saying  # fmt: skip
    sent = []
    deck.send = sent.append
    deck._receive(deck, {"type": "act", "act": act}, [])
    return sent


def states(deck):
    return {card["id"]: card["state"] for card in deck.cards}


def test_each_term_is_told_in_one_or_two_sentences():
    assert len(TERMS) >= 45
    for term in TERMS:
        assert term.means.endswith((".", "'))", ").")) or "=" in term.means, term
        assert 5 <= len(term.means.split()) <= 40, term
        assert len(re.findall(r"[.!?](?: |$)", term.means)) <= 2, term
        assert term.means.count("`") % 2 == 0, term


def test_a_terms_notebook_is_a_lesson_of_the_course():
    there = {objective.notebook for objective in load_objectives().values()}
    assert sorted({term.notebook for term in TERMS} - there) == []


def test_a_card_names_its_lesson_as_the_contents_do():
    titles = {each.notebook: each.lesson for each in load_objectives().values()}
    cards = flashcards("05_gates").cards
    assert {card["lesson"] for card in cards} == {titles["05_open_the_lstm_gates"]}
    assert not any("ipynb" in card["lesson"] or "_" in card["lesson"] for card in cards)


def test_a_lesson_asks_its_own_terms():
    deck = flashcards("05_gates")
    assert {"forget_gate", "cell_state"} <= set(states(deck)) < set(states(flashcards()))
    assert repr(flashcards()) == f"Flashcards of {len(TERMS)} terms"
    assert repr(Flashcards(TERMS[:1])) == "Flashcards of 1 term"


def test_an_unknown_lesson_is_answered_with_those_there_are():
    assert "00_start" in lessons(), "the start page has questions, and no terms of its own"
    for unknown in ("gates", "00_start", 5):
        with pytest.raises(ValueError, match="lesson must be one of 01_tokens, 02_padding"):
            flashcards(unknown)


def test_cards_are_spaced_by_what_was_said(learner):
    deck = Flashcards(THREE, learner)
    assert set(states(deck).values()) == {"new"}
    assert say(deck, THREE[0])[0]["type"] == "kept"
    say(deck, THREE[1], right=False, confidence="guess", days_ago=4)
    first, second, third = (term.id for term in THREE)
    assert states(deck) == {second: "due", third: "new", first: "later"}
    assert [card["id"] for card in deck.cards] == [second, third, first]
    assert [card["round"] for card in deck.cards] == [2, 1, 2]


def test_a_card_known_again_waits_longer_and_an_unsure_one_does_not(learner):
    deck, (sure, unsure, _) = Flashcards(THREE, learner), THREE
    for ago, number in ((5, 1), (4, 2)):
        say(deck, sure, ago, number)
        say(deck, unsure, ago, number, answer="unsure", confidence="guess")
    turned, start = turned_cards(learner), date.today() - timedelta(days=4)
    assert (turned[sure.id].due - start).days == 3
    assert (turned[unsure.id].due - start).days == 1


def test_cards_are_not_counted_among_the_questions(learner):
    say(Flashcards(THREE, learner), THREE[0], days_ago=9)
    assert learner.items() == {}
    assert learner.due() == []
    assert len(learner.answers()) == 1, "but they are in the file, and in the learner's copy"


def test_what_cannot_be_kept_is_refused(learner):
    assert say(Flashcards(THREE, learner), THREE[0], confidence="very")[0]["type"] == "refused"
    assert turned_cards(learner) == {}


GOOD = "- term: token\n  lesson: 01_split\n  means: A unit of text.\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "field 'terms': got a mapping of 1; wanted a list of terms, at least 1"),
        (GOOD + GOOD, "item 'token', field 'term': got 'token'; wanted a term not defined above"),
        (GOOD.replace("01_split", "Split"), "field 'lesson': got 'Split'; wanted the name"),
        (GOOD.replace("means", "mean"), "field 'means': got nothing; wanted what the term means"),
        (GOOD + "  shrt: t\n", "field 'shrt': got 't'; wanted no such field (perhaps 'short'?)"),
        ("- 5\n", "item 'terms[0]': got the number 5; wanted fields with values"),
    ],
)
def test_a_fault_in_the_glossary_is_named(tmp_path, text, message):
    path = tmp_path / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        load_glossary(path)
