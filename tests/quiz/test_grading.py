"""Grading: what people type, what they choose, and the same in Python and in the browser."""

import json
import math
import random
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.front_end import STATIC
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.parsing import AMBIGUOUS_COMMA, parse_number, parse_shape
from lstm_helpers.quiz.widget import shown_item
from tests.needed import run_in_node

GATES = load_bank("05_gates")
NUMBERS = {
    "528": 528, "0.75": 0.75, "0,75": 0.75, ".5": 0.5, ",5": 0.5, "5.": 5, "+3": 3, "-1.5": -1.5,
    "−1,5": -1.5, "1e-3": 0.001, "2E2": 200, " 7 ": 7, "75%": 0.75, "75 %": 0.75, "7,5 %": 0.075,
    "1 234": 1234, "1_234_567": 1234567, "1,234,567": 1234567, "1.234.567": 1234567,
    "1,234.5": 1234.5, "1.234,5": 1234.5, "0,528": 0.528, "1.234": 1.234, "12\u202f345": 12345,
}  # fmt: skip
NO_NUMBERS = ["", " ", "many", "1 2", "12 apples", "1,2,3", "--1", "1e999", "nan", "inf", "٣",
              "0x10", "%", "1" * 61, "<b>1</b>", "1\x002"]  # fmt: skip
SHAPES = {
    "(None, 32)": (None, 32), "None,32": (None, 32), "none 32": (None, 32),
    "[?, 10, 32]": (None, 10, 32),
    "(10 x 32)": (10, 32), "10×32": (10, 32), "(7,)": (7,), "7": (7,), "()": (),
    "(batch; 5)": (None, 5),
    " ( None ,10 , 32 ) ": (None, 10, 32), "(-1, 3)": (None, 3), "(16, 64": (16, 64),
}  # fmt: skip
NO_SHAPES = [
    "",
    " ",
    "a line",
    "(,)",
    "(1,,2)",
    "((1,2),3)",
    "(1.5, 2)",
    "(1, -2)",
    "1" * 10,
    "(" * 61,
]


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_read_as_people_write_them(text, value):
    assert parse_number(text).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_said_to_be_none(text):
    parsed = parse_number(text)
    assert parsed.value is None
    assert parsed.problem


def test_a_comma_with_two_meanings_is_asked_about():
    assert parse_number("2,112").problem == AMBIGUOUS_COMMA


@pytest.mark.parametrize(("text", "value"), SHAPES.items())
def test_shapes_are_read_as_people_write_them(text, value):
    assert parse_shape(text).value == value


@pytest.mark.parametrize("text", NO_SHAPES)
def test_what_is_no_shape_is_said_to_be_none(text):
    parsed = parse_shape(text)
    assert parsed.value is None
    assert parsed.problem


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    for parse in (parse_number, parse_shape):
        parsed = parse(text)
        assert (parsed.value is None) == bool(parsed.problem)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_python_writes_is_read(value):
    assert parse_number(repr(value)).value == value


@given(st.lists(st.none() | st.integers(0, 10**9 - 1), max_size=5).map(tuple))
def test_every_shape_python_writes_is_read(shape):
    # A shape of five huge sizes may be longer than anyone would type.
    assert parse_shape(str(shape)).value == (shape if len(str(shape)) <= 60 else None)


def test_a_number_is_right_within_its_tolerance():
    item = GATES.item("kept_after_fifty")
    assert [grade(item, text).right for text in ("0.36", "0,364", "36 %", "0.355")] == [True] * 4
    assert [grade(item, text).right for text in ("0.37", "0.35", "36")] == [False] * 3


def test_an_answer_that_nobody_foresaw_is_answered_too():
    judged = grade(GATES.item("parameters_5_3"), "4711")
    assert judged.understood
    assert judged.says == (GATES.item("parameters_5_3").otherwise,)


def test_a_foreseen_mistake_is_named():
    judged = grade(GATES.item("recurrent_shape"), "8, 64")
    assert judged.misconceptions == ("kernel_recurrent_swapped",)


def test_what_cannot_be_read_is_no_try():
    for item in GATES.items:
        for answer in ("", None, 7, [], ["nobody"], {"a": 1}, "<img onerror=alert(1)>"):
            assert not grade(item, answer).understood


def test_several_says_what_is_wrong_before_what_is_missing():
    item = GATES.item("who_touches_the_cell")
    assert grade(item, ["forget", "input"]).says[0].endswith("1 more to find.")
    assert grade(item, ["forget", "output"]).says == (item.option("output").answer,)
    assert grade(item, ["candidate", "input", "forget"]).right


def test_order_points_at_the_first_step_out_of_place():
    item = GATES.item("one_timestep")
    judged = grade(item, ["sums", "squash", "write", "keep", "show"])
    assert judged.says == ("The first step out of place is step 3.", item.option("write").answer)
    assert judged.marks == {
        "sums": True, "squash": True, "write": False, "keep": False, "show": True
    }  # fmt: skip


# ---------------------------------------------------------------- the same in the browser

HARNESS = """
import { gradeAnswer, parseNumber, parseShape } from "%s";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const { texts, cases } = JSON.parse(text);
const read = texts.map((one) => [parseNumber(one), parseShape(one)]);
const grades = cases.map(([item, answer]) => gradeAnswer(item, answer));
console.log(JSON.stringify({ read, grades }));
"""


def in_browser_language(texts, cases):
    """Parse texts and grade answers with the widget's own JavaScript."""
    script = HARNESS % (STATIC / "quiz_grading.js").as_uri()
    return run_in_node(script, {"texts": texts, "cases": cases})


def typed_texts():
    """Return what people type, and two thousand texts made of the same characters."""
    dice = random.Random(5)
    alphabet = "0123456789" * 3 + ".,-+eE%_' ()[]xX×;None?−–\u00a0\u202f\t\x1c\ufeff٣"
    noise = ["".join(dice.choices(alphabet, k=dice.randint(0, 9))) for _ in range(2000)]
    return [*NUMBERS, *NO_NUMBERS, *SHAPES, *NO_SHAPES, *noise]


def test_python_and_browser_read_the_same():
    texts = typed_texts()
    read = in_browser_language(texts, [])["read"]
    understood = 0
    for text, (number, shape) in zip(texts, read, strict=True):
        mine = parse_number(text)
        assert (number["value"], number.get("problem", "")) == (mine.value, mine.problem), text
        assert mine.value is None or math.isfinite(mine.value)
        mine = parse_shape(text)
        expected = None if mine.value is None else list(mine.value)
        assert (shape["value"], shape.get("problem", "")) == (expected, mine.problem), text
        understood += number["value"] is not None
    assert understood > 200


def test_python_and_browser_grade_the_same():
    dice = random.Random(7)
    items = [(lesson, item) for lesson in lessons() for item in load_bank(lesson).items]
    cases = []
    for lesson, item in items:
        ids = [option.id for option in item.options]
        answers = [
            None,
            "",
            [],
            "nobody",
            ["nobody"],
            3,
            *ids,
            *(option.text for option in item.options),
        ]
        answers += [dice.sample(ids, dice.randint(1, len(ids))) for _ in range(10)]
        cases += [(lesson, item, answer) for answer in [*answers, list(item.key), "7,5", "(1, 2)"]]
    sent = [[shown_item(lesson, item), answer] for lesson, item, answer in cases]
    for (_, item, answer), theirs in zip(
        cases, in_browser_language([], sent)["grades"], strict=True
    ):
        mine = json.loads(json.dumps(asdict(grade(item, answer))))
        assert theirs == mine, (item.id, answer)
