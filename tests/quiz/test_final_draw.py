"""Ten questions: of ten lessons, of each level, none that tells of another, others each time."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.final.closeness import gives_away
from lstm_helpers.quiz.final.drawing import ASKED, SHARES, draw, draw_for
from lstm_helpers.quiz.final.sitting import draw_act

BANKS = [load_bank(lesson) for lesson in lessons()]
ASKABLE = {(bank.lesson, item.id) for bank in BANKS for item in bank.items if item.use == "quiz"}


@pytest.fixture(scope="module")
def many():
    return [draw(BANKS, seed) for seed in range(200)]


def names(drawn):
    return [(lesson, item.id) for lesson, item in drawn]


def test_each_draw_has_all_levels_and_no_lesson_or_objective_twice(many):
    for drawn in many:
        assert Counter(item.level for _, item in drawn) == SHARES
        assert len({lesson for lesson, _ in drawn}) == len(drawn) == ASKED == 10
        assert len({item.objective for _, item in drawn}) == ASKED
        assert set(names(drawn)) <= ASKABLE


def test_no_question_gives_away_another(many):
    for drawn in many:
        for (_, one), (_, other) in combinations(drawn, 2):
            assert not gives_away(one, other), (one.id, other.id)


def test_every_question_and_every_lesson_has_its_chance(many):
    asked = Counter(name for drawn in many for name in names(drawn))
    assert set(asked) == ASKABLE
    by_lesson = Counter(lesson for drawn in many for lesson, _ in drawn)
    assert min(by_lesson.values()) > 0.8 * max(by_lesson.values())


def test_a_seed_draws_the_same_and_another_draws_others(many):
    assert names(draw(BANKS, 1)) == names(many[1])
    assert len({tuple(names(drawn)) for drawn in many}) == len(many)


def sit(times, seed=0, banks=BANKS, before=()):
    """Draw so many tests one after another, and return what each asked."""
    sittings = []
    for number in range(times):
        asked = [*before, *(name for one in sittings for name in one)]
        sittings.append(names(draw(banks, seed + number, asked)))
    return sittings


def all_differ(sittings):
    asked = [name for one in sittings for name in one]
    return len(set(asked)) == len(asked)


def test_whatever_the_first_test_asks_there_is_a_second_of_other_questions():
    """A test asks ten questions, so of eleven that have none in common it leaves one untouched."""
    assert all_differ(sit(ASKED + 1))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**64 - 1), other=st.integers(0, 2**64 - 1))
def test_later_sittings_ask_others_and_lessons_left_out_come_first(seed, other):
    first = sit(1, seed)
    sittings = first + sit(4, other, before=first[0])
    assert all_differ(sittings)
    objectives = {(bank.lesson, item.id): item.objective for bank in BANKS for item in bank.items}
    for count in range(1, 6):
        asked = [name for one in sittings[:count] for name in one]
        by_lesson = Counter(lesson for lesson, _ in asked)
        assert len(by_lesson) == min(len(BANKS), ASKED * count)
        assert max(by_lesson.values()) - min(by_lesson.values()) <= 1
        if count == 2:
            assert len({objectives[name] for name in asked}) == 2 * ASKED


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**64 - 1), asked=st.sets(st.sampled_from(sorted(ASKABLE)), max_size=60))
def test_no_history_spoils_a_draw(seed, asked):
    """Answers of two machines may be merged, and banks change: any questions can lie behind."""
    gone = ("99_gone", "gone")
    drawn = draw(BANKS, seed, [*asked, gone, gone])
    assert Counter(item.level for _, item in drawn) == SHARES
    assert len({lesson for lesson, _ in drawn}) == ASKED
    assert not any(gives_away(one, other) for (_, one), (_, other) in combinations(drawn, 2))


@settings(max_examples=5, deadline=None)
@given(name=st.sampled_from(sorted(ASKABLE)), level=st.sampled_from(sorted(SHARES)))
def test_it_does_not_hang_on_one_question_s_level(name, level):
    def changed(bank, item):
        return replace(item, level=level) if (bank.lesson, item.id) == name else item

    banks = [replace(one, items=tuple(changed(one, item) for item in one.items)) for one in BANKS]
    assert all_differ(sit(5, banks=banks))


@pytest.mark.parametrize("seed", range(3))
def test_if_there_is_one_test_without_what_was_asked_it_is_found(seed):
    """Of two tests' questions, the second can only be what the first was not."""
    first, second = sit(2, seed)
    few = [
        replace(bank, items=tuple(
            item for item in bank.items if (bank.lesson, item.id) in {*first, *second}))
        for bank in BANKS
    ]  # fmt: skip
    assert set(names(draw(few, 7, first))) == set(second)
    again = names(draw(few, 7, [*first, *second, *second]))
    assert set(again) == set(first), "when all was asked, what was asked least comes again"


def test_what_a_learner_did_and_the_sitting_seed_the_draw():
    first = draw_for([], "a")
    assert first == draw_for([], "a")
    assert first != draw_for([], "b"), "two learners who begin together are asked others"
    second = draw_for([draw_act(first, 1, "a")], "b")
    assert not set(first) & set(second)


def test_banks_that_hold_no_such_ten_are_told():
    with pytest.raises(ValueError, match="banks must hold 3 easy, 4 medium, 3 hard questions"):
        draw(BANKS[:1], 0)
    with pytest.raises(ValueError, match="banks must hold"):
        draw([], 0)


GATES = load_bank("05_gates").item("parameters_5_3")
OTHER = load_bank("09_metrics").items[-1]


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        (GATES, replace(OTHER, objective=GATES.objective), True),
        (GATES, replace(OTHER, prompt="An LSTM has 108 weights. Why?"), True),
        (GATES, replace(OTHER, prompt="It took 1108 steps, or 108.5, or v108."), False),
        (GATES, replace(OTHER, prompt="Recall? Or the lower threshold?"), False),
        (load_bank("05_gates").item("recurrent_shape"),
         load_bank("08_training").item("gradient_shape"), True),
        (load_bank("01_tokens").item("vectorized_shape"),
         load_bank("02_padding").item("padded_shape"), True),
        (load_bank("03_embedding").item("order_to_lstm"),
         load_bank("07_pipeline").item("order_of_stages"), True),
    ],
    ids=["objective", "number shown", "other numbers", "nothing", "same words", "same mistake",
         "same stages"],
)  # fmt: skip
def test_what_is_close(one, other, close):
    assert gives_away(one, other) == gives_away(other, one) == close
