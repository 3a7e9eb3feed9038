"""Moodle XML, read back by libxml2 and by moodle-xml-parser, neither of which wrote it."""

from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from lxml import etree
from moodle_xml_parser.parser import parse_bytes

from lstm_helpers.quiz.export.moodle import to_moodle
from lstm_helpers.quiz.export.text import check_characters
from lstm_helpers.quiz.parsing import parse_shape
from tests.quiz import exported
from tests.quiz.exported import ALL, KINDS, PAIRS, blocks, read

TYPES = {"number": "numerical", "shape": "shortanswer", "order": "matching"}
# The shares of a mark that Moodle accepts, in per cent.
SHARES = {
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667),
    *(14.28571, 12.5, 11.11111, 10, 5, 0, -100),
}


def parse(xml):
    """Return the questions of a file, without the entries that name a category."""
    quiz = etree.fromstring(xml.encode())
    assert quiz.tag == "quiz"
    return [one for one in quiz.iterfind("question") if one.get("type") != "category"]


def html(element):
    assert element.get("format") == "html"
    return read(element.findtext("text"))


def check(bank, item, question):
    name = f"{bank.lesson}/{item.id}"
    assert question.get("type") == TYPES.get(item.kind, "multichoice")
    assert question.findtext("name/text") == question.findtext("idnumber") == name
    tags = [tag.findtext("text") for tag in question.iterfind("tags/tag")]
    assert tags == [item.level, item.kind, item.use]
    exported.check_prompt(item, html(question.find("questiontext")))
    assert html(question.find("generalfeedback")) == exported.explanation_of(bank, item)
    assert [html(hint) for hint in question.iterfind("hint")] == list(map(blocks, item.hints))
    if item.kind == "order":
        check_order(item, question)
    elif item.kind in ("number", "shape"):
        check_typed(bank, item, question)
    else:
        check_choices(bank, item, question)


def check_order(item, question):
    steps = question.findall("subquestion")
    wanted = [exported.text_of(item, item.option(option_id)) for option_id in item.key]
    assert [html(step) for step in steps] == wanted
    numbers = [step.findtext("answer/text") for step in steps]
    assert numbers == [str(n + 1) for n in range(len(steps))]


def check_typed(bank, item, question):
    *foreseen, other = question.findall("answer")
    found = {}
    for answer in foreseen:
        value = answer.findtext("text")
        value = parse_shape(value).value if item.kind == "shape" else float(value)
        told = answer.get("fraction") == "100", html(answer.find("feedback"))
        assert found.setdefault(value, told) == told
        if item.kind == "number":
            assert float(answer.findtext("tolerance")) == item.tolerance
    assert [(value, *told) for value, told in found.items()] == exported.typed_of(bank, item)
    assert (other.findtext("text"), other.get("fraction")) == ("*", "0")
    assert html(other.find("feedback")) == blocks(item.otherwise)


def check_choices(bank, item, question):
    answers = question.findall("answer")
    assert [html(answer) for answer in answers] == [
        exported.text_of(item, option) for option in item.options
    ]
    assert [html(answer.find("feedback")) for answer in answers] == [
        exported.feedback_of(bank, option) for option in item.options
    ]
    shares = [float(answer.get("fraction")) for answer in answers]
    assert [share > 0 for share in shares] == [option.id in item.key for option in item.options]
    assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=1e-3)
    assert set(shares) <= SHARES
    several = item.kind == "several"
    assert all(share == (-100 if several else 0) for share in shares if share <= 0)
    assert question.findtext("single") == ("false" if several else "true")
    assert question.findtext("shuffleanswers") == ("true" if item.shuffle else "false")


def test_every_question_of_the_course_comes_back():
    for (bank, item), question in zip(PAIRS, parse(to_moodle(ALL)), strict=True):
        check(bank, item, question)


def test_each_question_lies_in_the_category_of_its_objective():
    place, places = "", []
    for question in etree.fromstring(to_moodle(ALL).encode()).iterfind("question"):
        if question.get("type") == "category":
            place = question.findtext("category/text")
        else:
            places.append(place)
    wanted = "$course$/top/How an LSTM reads text"
    assert places == [f"{wanted}/{bank.lesson}/{item.objective}" for bank, item in PAIRS]


def test_a_reader_of_moodle_questions_finds_the_choices():
    choices = [pair for pair in PAIRS if pair[1].kind in ("one", "several", "prints", "bug")]
    exported_file = to_moodle(ALL)
    found = parse_bytes(exported_file.encode())["multichoice"]
    sent = [one for one in parse(exported_file) if one.get("type") == "multichoice"]
    # This reader knows no other kinds, and decodes the HTML that it finds once.
    for (bank, item), question, element in zip(choices, found, sent, strict=True):
        assert question.name == f"{bank.lesson}/{item.id}"
        assert question.single is (item.kind != "several")
        assert question.shuffle_answers is item.shuffle
        right = [option.score_fraction > 0 for option in question.options]
        assert right == [option.id in item.key for option in item.options]
        assert question.text_pre_parse == unescape(element.findtext("questiontext/text"))
        assert [option.feedback for option in question.options] == [
            unescape(answer.findtext("feedback/text")) for answer in element.iterfind("answer")
        ]


@settings(max_examples=150)
@given(bank=exported.hostile_banks())
def test_hostile_text_stays_text(bank):
    (question,) = parse(to_moodle([bank]))
    check(bank, bank.items[0], question)


@pytest.mark.parametrize("kind", KINDS)
def test_each_sign_at_the_start_the_end_and_alone(kind):
    bank, item = next(pair for pair in PAIRS if pair[1].kind == kind)
    hostile = [exported.with_text(item, text) for text in exported.around_each_sign()]
    for changed, question in zip(
        hostile, parse(to_moodle([replace(bank, items=tuple(hostile))])), strict=True
    ):
        check(bank, changed, question)


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x0b", "\x1b", "\x1f", "\ud800", "\uffff"])
@pytest.mark.parametrize("field", ["prompt", "hints", "solution", "mistakes", "options"])
def test_a_character_that_no_xml_can_hold_is_refused_by_name(control, field):
    bank, item = PAIRS[0]
    value = f"a{control}b"
    if field == "options":
        changed = replace(item, options=(replace(item.options[0], answer=value), *item.options[1:]))
    else:
        changed = replace(item, **{field: value if field == "prompt" else ("fine", value)})
    place = {"prompt": "prompt", "options": r"options\[0\].answer"}.get(field, rf"{field}\[1\]")
    wanted = rf"item '{item.id}', field '{place}': U\+{ord(control):04X} cannot be exported"
    with pytest.raises(ValueError, match=wanted):
        check_characters(changed)
    with pytest.raises(ValueError, match=wanted):
        to_moodle([replace(bank, items=(changed,))])


def test_more_right_options_than_moodle_shares_a_mark_between_are_refused():
    bank, item = next(pair for pair in PAIRS if pair[1].kind == "several")
    options = tuple(replace(item.options[0], id=f"o{n}", misconception=None) for n in range(11))
    wide = replace(item, options=options, key=tuple(option.id for option in options))
    with pytest.raises(ValueError, match="has 11 right options; Moodle shares a mark between 10"):
        to_moodle([replace(bank, items=(wide,))])
    for count in range(1, 11):
        fewer = replace(wide, options=options[:count], key=wide.key[:count])
        (question,) = parse(to_moodle([replace(bank, items=(fewer,))]))
        check(bank, fewer, question)


def test_a_carriage_return_is_a_new_line():
    bank, item = PAIRS[0]
    changed = replace(item, prompt="one\r\n\r\ntwo\rthree")
    (question,) = parse(to_moodle([replace(bank, items=(changed,))]))
    assert html(question.find("questiontext"))[:2] == [("p", "one"), ("p", "two\nthree")]
