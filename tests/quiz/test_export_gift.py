"""GIFT, read back by gift-pegjs: nothing of a question is lost on the way, whatever it says."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from lstm_helpers.quiz.export.gift import to_gift
from lstm_helpers.quiz.parsing import parse_shape
from tests.quiz import exported
from tests.quiz.exported import ALL, KINDS, PAIRS, blocks, read
from tests.widgets.javascript import JavaScript

PARSER = "../../../tests/quiz/gift_pegjs_1_0_2/gift-parser"
PARSE = """(() => {
  try { return module.default.parse(value); }
  catch (fault) { return { fault: fault.message, at: fault.location?.start }; }
})()"""
TYPES = {
    "one": "MC", "several": "MC", "number": "Numerical", "shape": "Short", "order": "Matching",
    "prints": "MC", "bug": "MC",
}  # fmt: skip


@pytest.fixture(scope="module")
def parse():
    javascript = JavaScript()

    def parse(gift):
        found = javascript(PARSER, PARSE, gift)
        assert isinstance(found, list), found
        return found

    yield parse
    javascript.close()


def html(field):
    assert field["format"] == "html"
    return read(field["text"])


def check(bank, item, question):
    assert question["type"] == TYPES[item.kind]
    assert question["title"] == question["id"] == f"{bank.lesson}/{item.id}"
    assert question["tags"] == [item.level, item.kind, item.use]
    assert question["hasEmbeddedAnswers"] is False
    exported.check_prompt(item, html(question["stem"]))
    assert html(question["globalFeedback"]) == exported.explanation_of(bank, item)
    if item.kind == "order":
        check_order(item, question["matchPairs"])
    elif item.kind in ("number", "shape"):
        check_typed(bank, item, question["choices"])
    else:
        check_choices(bank, item, question["choices"])


def check_order(item, pairs):
    steps = [exported.text_of(item, item.option(option_id)) for option_id in item.key]
    assert [html(pair["subquestion"]) for pair in pairs] == steps
    assert [pair["subanswer"] for pair in pairs] == [str(n + 1) for n in range(len(steps))]


def check_typed(bank, item, choices):
    *foreseen, other = choices
    found = {}
    for choice in foreseen:
        assert choice["isCorrect"], "GIFT's `=`: a share of 0 makes an answer wrong"
        value = choice["text"]["text"] if item.kind == "shape" else choice["text"]
        if item.kind == "number":
            assert (value["type"], value["range"]) == ("range", item.tolerance)
            value = value["number"]
        else:
            value = parse_shape(value).value
        told = choice["weight"] == 100, html(choice["feedback"])
        assert found.setdefault(value, told) == told
    assert [(value, *told) for value, told in found.items()] == exported.typed_of(bank, item)
    assert other["text"]["text"] == "*"
    assert not (other["isCorrect"] and other["weight"])
    assert html(other["feedback"]) == blocks(item.otherwise)


def check_choices(bank, item, choices):
    assert [html(choice["text"]) for choice in choices] == [
        exported.text_of(item, option) for option in item.options
    ]
    assert [html(choice["feedback"]) for choice in choices] == [
        exported.feedback_of(bank, option) for option in item.options
    ]
    right = [option.id in item.key for option in item.options]
    if item.kind != "several":
        assert [choice["isCorrect"] for choice in choices] == right
        return
    shares = [choice["weight"] for choice in choices]
    assert [share > 0 for share in shares] == right
    assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=1e-3)
    assert all(share == -100 for share in shares if share < 0)


def test_every_question_of_the_course_comes_back(parse):
    questions = [found for found in parse(to_gift(ALL)) if found["type"] != "Category"]
    for (bank, item), question in zip(PAIRS, questions, strict=True):
        check(bank, item, question)


def test_each_question_lies_in_the_category_of_its_objective(parse):
    place, places = "", []
    for found in parse(to_gift(ALL)):
        if found["type"] == "Category":
            place = found["title"]
        else:
            places.append(place)
    wanted = "$course$/top/How an LSTM reads text"
    assert places == [f"{wanted}/{bank.lesson}/{item.objective}" for bank, item in PAIRS]


# One parser serves all examples; each parses a text of its own.
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bank=exported.hostile_banks())
def test_hostile_text_stays_text(parse, bank):
    _, question = parse(to_gift([bank]))
    check(bank, bank.items[0], question)


@pytest.mark.parametrize("kind", KINDS)
def test_each_sign_at_the_start_the_end_and_alone(parse, kind):
    bank, item = next(pair for pair in PAIRS if pair[1].kind == kind)
    hostile = [exported.with_text(item, text) for text in exported.around_each_sign()]
    _, *questions = parse(to_gift([replace(bank, items=tuple(hostile))]))
    for changed, question in zip(hostile, questions, strict=True):
        check(bank, changed, question)


def test_a_small_number_is_written_without_a_power_of_ten(parse):
    bank, item = next(pair for pair in PAIRS if pair[1].kind == "number")
    options = (replace(item.options[0], text="-2.5e-7"), *item.options[1:])
    small = replace(item, options=options, key=(options[0].id,), tolerance=1e-9)
    _, question = parse(to_gift([replace(bank, items=(small,))]))
    assert question["choices"][0]["text"] == {"type": "range", "number": -2.5e-7, "range": 1e-9}
