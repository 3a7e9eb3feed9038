"""Nothing but knowing helps: no place, no verdict and no length of an option tells the key."""

import re
from collections import Counter
from math import sqrt

import pytest

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.front_end import STATIC
from lstm_helpers.quiz.parsing import NOT_A_SHAPE, parse_shape
from lstm_helpers.quiz.widget import shown_item

CHOICES = [
    (lesson, item) for lesson in lessons() for item in load_bank(lesson).items if item.kind == "one"
]
JUDGED = [(lesson, item) for lesson, item in CHOICES if "true or false" in item.prompt.lower()]

# The options of these have an order of their own, from small to large or from large to small.
SCALES = {
    ("01_tokens", "last_half_of_the_vocabulary"),
    ("05_gates", "predict_but"),
    ("05_gates", "predict_clamp"),
    ("05_gates", "twice_the_units"),
}


def verdict(option):
    word = option.text.split()[0].strip(";,")
    assert word in ("True", "False"), f"an option must begin with its verdict: {option.text}"
    return word == "True"


def is_true(item):
    return verdict(item.option(item.key[0]))


def test_statements_to_be_judged_are_those_called_myth_or_truth():
    assert [(lesson, item) for lesson, item in CHOICES if item.use == "myth"] == JUDGED
    myths = [item for one in lessons() for item in load_bank(one).items if item.use == "myth"]
    assert {item.kind for item in myths} == {"one"}


def test_about_half_of_the_statements_are_true():
    share = sum(is_true(item) for _, item in JUDGED) / len(JUDGED)
    assert 0.35 <= share <= 0.65, f"{share:.0%} of {len(JUDGED)} statements are true"


@pytest.mark.parametrize("level", ["easy", "medium", "hard"])
def test_a_statement_s_level_does_not_tell_its_verdict(level):
    assert {is_true(item) for _, item in JUDGED if item.level == level} == {True, False}


def test_no_lesson_s_statements_are_all_alike():
    asked = Counter(lesson for lesson, _ in JUDGED)
    for lesson in [one for one, count in asked.items() if count > 1]:
        verdicts = {is_true(item) for one, item in JUDGED if one == lesson}
        assert verdicts == {True, False}, lesson


def test_either_verdict_is_on_offer_and_the_rarer_one_is_no_cue():
    rarer = Counter()
    for lesson, item in JUDGED:
        verdicts = [verdict(option) for option in item.options]
        assert set(verdicts) == {True, False}, (lesson, item.id)
        same = verdicts.count(is_true(item))
        rarer[(2 * same > len(verdicts)) - (2 * same < len(verdicts))] += 1
    assert rarer[0] > len(JUDGED) / 2, "in most, as many options say true as say false"
    assert abs(rarer[1] - rarer[-1]) <= 2 * sqrt(rarer[1] + rarer[-1])


def test_only_scales_stand_in_a_fixed_order_and_no_place_has_most_keys():
    fixed = [(lesson, item) for lesson, item in CHOICES if not item.shuffle]
    assert {(lesson, item.id) for lesson, item in fixed} == SCALES
    places = Counter([one.id for one in item.options].index(item.key[0]) for _, item in fixed)
    assert max(places.values()) <= len(fixed) / 2, places


def test_shuffled_keys_stand_at_each_place_equally_often():
    """Over many learners; each has an order of their own."""
    four = [(lesson, item) for lesson, item in CHOICES if item.shuffle and len(item.options) == 4]
    places = Counter(
        [one["id"] for one in shown_item(lesson, item, f"learner {number}")["options"]].index(
            item.key[0]
        )
        for lesson, item in four
        for number in range(20)
    )
    expected = places.total() / 4
    chi_square = sum((places[place] - expected) ** 2 / expected for place in range(4))
    assert chi_square < 16.27, f"{places}: rarer than one in a thousand, with 3 degrees of freedom"


@pytest.mark.parametrize("most", [max, min], ids=["longest", "shortest"])
def test_length_tells_no_more_than_chance(most):
    """A learner who always picks the longest option, or the shortest, guesses."""
    picked = [(item.key[0], extremes(item, most)) for _, item in CHOICES]
    hits = [(key in options) / len(options) for key, options in picked]
    chances = [1 / len(item.options) for _, item in CHOICES]
    deviation = sqrt(sum(chance * (1 - chance) for chance in chances))
    assert sum(hits) <= sum(chances) + 2 * deviation, f"{sum(hits):.0f} of {len(hits)}"


def extremes(item, most):
    """Return the ids of the longest, or shortest, options."""
    length = most(len(option.text) for option in item.options)
    return [option.id for option in item.options if len(option.text) == length]


@pytest.mark.parametrize(
    "item", [pytest.param(item, id=f"{lesson}/{item.id}") for lesson, item in CHOICES]
)
def test_no_key_is_far_longer_than_every_other_option(item):
    longest = max(len(option.text) for option in item.options if option.id not in item.key)
    assert len(item.option(item.key[0]).text) <= 1.25 * longest


def test_no_shape_shown_as_an_example_is_an_option():
    control = (STATIC / "quiz_answer.js").read_text(encoding="utf-8")
    legend = re.search(r'^ +shape: "(.+)",$', control, re.MULTILINE)[1]
    items = [item for one in lessons() for item in load_bank(one).items if item.kind == "shape"]
    options = {parse_shape(option.text).value for item in items for option in item.options}
    for told in (legend, NOT_A_SHAPE):
        examples = {parse_shape(text).value for text in re.findall(r"\([^)]*\)", told)}
        assert examples
        assert not examples & options, told
