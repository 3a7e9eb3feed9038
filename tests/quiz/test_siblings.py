"""A review asks another item of the objective, and the answer to it counts for both."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lstm_helpers.quiz import quiz
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.review import by_item
from lstm_helpers.quiz.siblings import ask_siblings, with_reviews

BANK = load_bank("05_gates")
START = datetime(2025, 3, 1, 12).astimezone()  # a learner's own noon: days are theirs
FORGET = [i for i in BANK.items if i.objective == "gates.forget" and i.use == "quiz"]
ONE, OTHER = FORGET[0], FORGET[1]


def answered(item, day, *, right=True, confidence="certain", round=1):
    work = (item.objective, item.use, "answer", round, "x", right, confidence)
    moment = (START + timedelta(days=day)).isoformat()
    return Answer(f"{item.id}-{day}-{round}", moment, "05_gates", item.id, *work)


def done(*answers):
    return with_reviews(by_item(answers))


def due_after(item, *answers):
    return (done(*answers)["05_gates", item.id].due - START.date()).days


def asked(items, learned, day=5):
    today = START.date() + timedelta(days=day)
    return ask_siblings("05_gates", items, BANK.items, learned, today)


def test_a_sibling_answered_when_an_item_is_due_counts_as_its_review():
    first = answered(ONE, 0)
    assert due_after(ONE, first) == 1
    assert due_after(ONE, first, answered(OTHER, 1)) == 1 + 3
    assert due_after(ONE, first, answered(OTHER, 1), answered(OTHER, 4, round=2)) == 4 + 7
    assert due_after(ONE, first, answered(OTHER, 6, right=False)) == 6 + 1


def test_a_sibling_counts_neither_before_the_item_was_met_nor_before_it_is_due():
    early = answered(OTHER, 0, right=False)
    assert due_after(ONE, early, answered(ONE, 2)) == 3
    assert due_after(ONE, answered(ONE, 0), answered(OTHER, 0, right=False)) == 1


def test_items_of_other_objectives_and_predictions_are_no_siblings():
    stranger = next(i for i in BANK.items if i.objective != ONE.objective and i.use == "quiz")
    guess = next(i for i in BANK.items if i.use == "predict")
    assert due_after(ONE, answered(ONE, 0), answered(stranger, 1)) == 1
    prediction = answered(replace(guess, objective=ONE.objective), 1)
    assert due_after(ONE, answered(ONE, 0), prediction) == 1


def test_the_order_of_the_answers_does_not_matter():
    answers = [answered(ONE, 0), answered(OTHER, 1), answered(ONE, 4, round=2)]
    assert {due_after(ONE, *answers), due_after(ONE, *answers[::-1])} == {4 + 7}


def test_in_place_of_an_item_that_is_due_comes_one_never_asked():
    learned = done(answered(ONE, 0))
    assert asked([ONE], learned) == [OTHER]
    assert asked([ONE], learned, day=0) == [ONE]
    assert asked([ONE], {}) == [ONE]
    left_open = done(answered(ONE, 0, right=False))
    assert asked([ONE], left_open) == [OTHER]
    assert asked([ONE], left_open, day=0) == [ONE]


def test_of_several_comes_the_one_longest_not_seen_and_none_twice():
    learned = done(*(answered(item, 3 if item is ONE else 1 + n) for n, item in enumerate(FORGET)))
    assert asked([ONE], learned, day=40) == [OTHER]
    everything = asked(FORGET, learned, day=40)
    assert everything == FORGET, "who is asked anyway takes nobody's place"


def test_an_item_without_a_fresh_sibling_is_asked_itself():
    later = [answered(item, 2) for item in BANK.items if item.objective == ONE.objective]
    learned = done(answered(ONE, 0), *(one for one in later if one.item != ONE.id))
    assert asked([ONE], learned, day=30) == [ONE]


@pytest.mark.parametrize("days_ago", [0, 5])
def test_quiz_asks_a_sibling_of_what_is_due(tmp_path, monkeypatch, days_ago):
    learner = Progress(tmp_path / "progress.sqlite")
    monkeypatch.setattr(Progress, "open", staticmethod(lambda: learner))
    day = (date.today() - START.date()).days - days_ago
    learner.record(answered(ONE, day))
    shown = quiz("05_gates", ONE.id)
    assert [item["id"] for item in shown.items] == [OTHER.id if days_ago else ONE.id]
    assert repr(shown) == "Quiz('05_gates', 1 item)"


def test_what_stands_in_for_another_is_asked_though_it_rests_itself(tmp_path, monkeypatch):
    learner = Progress(tmp_path / "progress.sqlite")
    monkeypatch.setattr(Progress, "open", staticmethod(lambda: learner))
    today = (date.today() - START.date()).days
    learner.record(answered(OTHER, today - 2))
    learner.record(answered(ONE, today - 1))  # a review of the other, which rests from now on
    shown = quiz("05_gates", ONE.id)
    assert shown.history == {OTHER.id: {"round": 2, "acts": [], "review": True}}
