"""The encoder exercise: every typical wrong answer is told its own cause."""

import re
import string
from functools import partial
from itertools import product

import numpy as np
import pytest

from lstm_helpers import Vocabulary, tokenize
from lstm_helpers.exercises.encoder_mistakes import LOOKUPS, SPLITS, likely_mistakes
from lstm_helpers.exercises.lesson_01_encoder import _KNOWN, _TEXTS


@pytest.fixture
def said(told):
    return partial(told, "01_encoder")


def look_up(tokens, known, unknown=1):
    return [known.index(token) if token in known else unknown for token in tokens]


def with_dict(text, known):
    ids = {token: place for place, token in enumerate(known)}
    return np.array([ids.get(token, 1) for token in tokenize(text)], dtype=np.int64)


def by_hand(text, known):
    letters = [c for c in text.lower() if c not in string.punctuation]
    return tuple(look_up("".join(letters).split(), known))


@pytest.mark.parametrize(
    "function",
    [with_dict, by_hand, lambda text, known: Vocabulary(tuple(known)).encode(text)],
    ids=["a dict, an array", "no helper, a tuple", "the course's own"],
)
def test_right_answers_of_other_kinds_are_right(function, said):
    assert said(function).startswith("Right.")


def test_a_straight_apostrophe_for_a_curly_one_is_told_that_the_ids_of_keras_are_wanted(said):
    out = said(lambda text, known: look_up(tokenize(text.replace("’", "'")), known))
    assert "or the curly ’ made a straight one" in out
    assert "but here the ids of Keras are wanted" in out


def test_a_list_of_a_few_signs_is_not_enough(said):
    out = said(lambda text, known: look_up(re.sub("[.,:!?']", "", text.lower()).split(), known))
    assert out.startswith('Not yet, at \'The "film" was Good (slow)')


@pytest.mark.parametrize("mistake", SPLITS, ids=lambda mistake: mistake.cause[:30])
def test_a_wrong_split_is_told_its_cause(mistake, said):
    out = said(lambda text, known: look_up(mistake.does(text), known))
    assert out.startswith("Not yet, at ")
    assert f"Likely cause: {mistake.cause}" in out


@pytest.mark.parametrize("mistake", LOOKUPS, ids=lambda mistake: mistake.cause[:30])
def test_a_wrong_lookup_is_told_its_cause(mistake, said):
    out = said(lambda text, known: mistake.does(tokenize(text), known))
    assert out.startswith("Not yet, at ")
    assert f"Likely cause: {mistake.cause}" in out


def test_no_two_causes_read_the_same():
    causes = [mistake.cause for mistake in (*SPLITS, *LOOKUPS)]
    assert len(set(causes)) == len(causes)


def test_two_mistakes_at_once_are_both_told(said):
    out = said(lambda text, known: look_up(text.lower().split(), known, unknown=0))
    assert "punctuation stays stuck to the words" in out
    assert "And: an unknown token gets id 0" in out


def test_two_mistakes_are_never_taken_for_others_that_answer_differently():
    for split, lookup in product(SPLITS, LOOKUPS):
        answers = [lookup.does(split.does(text), _KNOWN) for text in _TEXTS]
        found = likely_mistakes(list(_TEXTS), _KNOWN, answers)
        again = [_carried_out(found, text) for text in _TEXTS]
        assert again == answers


def _carried_out(mistakes, text):
    split = next((m.does for m in mistakes if m in SPLITS), tokenize)
    lookup = next((m.does for m in mistakes if m in LOOKUPS), look_up)
    return lookup(split(text), _KNOWN)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda text, known: [known.index(t) for t in tokenize(text)], "not known is looked up"),
        (lambda text, known: [dict.fromkeys(known, 2)[t] for t in tokenize(text)], "KeyError"),
        (lambda text, known: tokenize(text), "Likely cause: the tokens are returned"),
        (lambda text, known: [look_up(tokenize(text), known)], "a pair of brackets too many"),
        (lambda text, known: [float(i) for i in with_dict(text, known)], "of type float; wanted"),
        (lambda text, known: [t in known for t in tokenize(text)], "True, of type bool"),
        (lambda text, known: list(np.eye(len(tokenize(text)))), "of type ndarray; wanted an id"),
        (lambda text, known: len(text), "Yours returned a value of type int"),
        (lambda text, known: {1: 2}, "Yours returned a value of type dict"),
        (lambda text, known: (*by_hand(text, known), 0), "The number of ids is 5; expected 4"),
        (lambda text, known: None, "returned nothing (None)"),
        (lambda text, known: [i + (i > 3) for i in by_hand(text, known)], "at place 1, where the"),
        (lambda text: [], "must take 2 parameters (text, known); yours takes 1"),
        (lambda known, text: [], "must stand in this order: text, known"),
    ],
)
def test_what_cannot_be_ids_is_told_in_words(function, words, said):
    assert words in said(function)


def test_a_list_of_known_tokens_that_was_changed_is_noticed(said):
    def growing(text, known):
        for token in tokenize(text):
            if token not in known:
                known.append(token)
        return look_up(tokenize(text), known)

    out = said(growing)
    assert "changed its argument known in place; lines such as known.append(…)" in out
    assert "make a new list" in out
