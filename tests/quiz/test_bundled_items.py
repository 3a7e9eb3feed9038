"""The course's own questions: complete, plainly written, and with keys that are so."""

from collections import Counter

import pytest

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.evidence import is_key, run_evidence
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.objectives import load_objectives

ITEMS = [
    pytest.param(item, id=f"{lesson}/{item.id}")
    for lesson in lessons()
    for item in load_bank(lesson).items
]
COMPUTABLE = [each for each in ITEMS if each.values[0].evidence or each.values[0].kind == "prints"]


def texts_of(item):
    options = [text for option in item.options for text in (option.text, option.answer)]
    otherwise = [item.otherwise] if item.otherwise else []
    return [item.prompt, *options, *item.hints, *item.solution, *item.mistakes, *otherwise]


@pytest.mark.parametrize("item", COMPUTABLE)
def test_evidence_gives_the_key(item):
    result = run_evidence(item)
    assert is_key(item, result), f"{item.key} is the key, but the evidence gives {result!r}"


@pytest.mark.parametrize("item", ITEMS)
def test_the_key_is_graded_right_and_every_other_option_wrong(item):
    if item.kind in ("several", "order"):
        assert grade(item, list(item.key)).right
        assert not grade(item, list(reversed(item.key))).right or item.kind == "several"
        return
    typed = item.kind in ("number", "shape")
    for option in item.options:
        judged = grade(item, option.text if typed else option.id)
        assert judged.right == (option.id in item.key)
        assert judged.says == (option.answer,)


@pytest.mark.parametrize("item", ITEMS)
def test_code_spans_are_closed(item):
    for text in texts_of(item):
        assert text.count("`") % 2 == 0, text


@pytest.mark.parametrize("item", ITEMS)
def test_each_answer_to_an_option_teaches(item):
    for option in item.options:
        assert len(option.answer.split()) >= 8, f"too little is said to {option.id}"
        assert len(option.answer) <= 400, f"too much is said to {option.id}"


@pytest.mark.parametrize("item", [each for each in ITEMS if each.values[0].kind == "order"])
def test_the_first_step_of_an_order_carries_no_misconception(item):
    """The step that is told is the first out of place; the key's own first can never be it."""
    assert item.option(item.key[0]).misconception is None


def test_every_objective_is_asked_by_an_item_that_counts():
    asked = {
        item.objective
        for lesson in lessons()
        for item in load_bank(lesson).items
        if item.use == "quiz"
    }
    assert asked == set(load_objectives())


def test_a_misconception_has_one_meaning_in_all_lessons():
    seen = {}
    for lesson in lessons():
        for name, text in load_bank(lesson).misconceptions.items():
            assert seen.setdefault(name, text) == text


def test_the_gates_are_asked_in_many_ways():
    items = [item for item in load_bank("05_gates").items if item.use == "quiz"]
    kinds = Counter(item.kind for item in items)
    assert set(kinds) == {"one", "several", "number", "shape", "order", "prints", "bug"}
    assert min(Counter(item.level for item in items).values()) >= len(items) // 4
