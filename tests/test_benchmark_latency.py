"""All that a learner moves is among what is measured, and what is too slow is marked."""

import statistics

import pytest

from benchmarks import latency, latency_cells
from benchmarks.contenders import YARDSTICK, contenders
from lstm_helpers import __all__ as public_names

CELLS = {contender.name: contender.cell for contender in contenders()}


def test_every_explorer_quiz_test_and_flashcards_are_measured():
    explorers = {name for name in public_names if name.endswith("Explorer")}
    assert len(explorers) > 10
    for name in explorers | {"quiz", "final_test", "flashcards"}:
        assert any(f"{name}(" in cell for cell in CELLS.values()), f"{name} is not measured"
        assert name in latency_cells.SET_UP, f"{name} is not imported"


def test_contenders_have_names_of_their_own():
    assert len(CELLS) == len(contenders())


@pytest.mark.parametrize("contender", contenders(), ids=lambda contender: contender.name)
def test_a_contender_that_misses_its_limit_is_marked(contender):
    yardstick = next(each for each in contenders() if each.name == YARDSTICK)
    limit = contender.limit or 10.0
    for milliseconds, sign in ((limit, "✓"), (limit + 0.1, "✗")):
        times = {contender.name: [milliseconds] * 4}
        free = {YARDSTICK: [200.0] * 4} | times
        head, rule, *rows = latency.table([yardstick, contender], free, free)
        assert head.count("|") == rule.count("|") == rows[1].count("|")
        assert (sign in rows[1]) is (contender.limit is not None)


def test_feedback_has_its_limit():
    limits = {contender.name: contender.limit for contender in contenders()}
    assert limits["quiz, answer to feedback"] == 50


def test_the_table_has_the_median_the_95th_percentile_and_the_ratio():
    chosen = [each for each in contenders() if each.limit is None][:2]
    assert chosen[1].name == YARDSTICK
    free = {chosen[0].name: [float(n) for n in range(1, 102)], YARDSTICK: [102.0] * 3}
    capped = {name: [2 * each for each in times] for name, times in free.items()}
    assert statistics.median(free[chosen[0].name]) == 51
    assert latency.table(chosen, free, capped)[2:] == [
        f"| {chosen[0].name} | 51.0 | 96.0 | 101 |  | 2.0 | 192.0 |",
        f"| {YARDSTICK} | 102.0 | 102.0 | 3 |  | 1.0 | 204.0 |",
    ]
