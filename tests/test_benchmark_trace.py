"""The measurement of `trace_lstm` compares what it should, and its figures are what they say."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import trace
from benchmarks.report import markdown
from benchmarks.trace_ways import EAGER, GATES, NUMPY, PREDICT, ways

LENGTHS = (10, 100, 1000)


def seconds(numpy_power=1.0, eager=30.0):
    """Return hand-made times: powers of T, the eager loop so many times slower."""
    taken = {}
    for units in trace.UNITS:
        for length in trace.LENGTHS:
            own = 2e-5 * length**numpy_power
            taken[NUMPY.name, units, length] = own
            taken[EAGER.name, units, length] = eager * own
    return taken


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_found(power):
    made = {("way", 16, t): 3e-4 * t**power for t in LENGTHS}
    made |= {("way", 64, t): 1.0 for t in LENGTHS} | {("other", 16, t): t**3.0 for t in LENGTHS}
    assert trace.growth(made, "way", 16) == pytest.approx(power, abs=1e-9)


def test_the_exponent_is_the_least_squares_slope_in_logarithms():
    # By hand: log10 of T is 1, 2, 3, of the times 0, 0, 3; slope = Σ(x − 2) y / Σ(x − 2)² = 3 / 2.
    made = {("way", 16, t): value for t, value in zip(LENGTHS, (1.0, 1.0, 1000.0), strict=True)}
    assert trace.growth(made, "way", 16) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ({}, True),
        ({"numpy_power": 0.9}, True),
        ({"numpy_power": 1.1}, False),
        ({"eager": 25.1}, True),
        ({"eager": 24.9}, False),
    ],
    ids=["linear", "below linear", "above linear", "ratio kept", "ratio missed"],
)
def test_a_missed_limit_is_noticed_and_shown(made, kept):
    taken = seconds(**made)
    assert trace.within_limits(taken) is kept
    assert ("✗" not in "\n".join(trace.table(taken))) is kept


def test_the_table_has_times_powers_and_ratios():
    head, rule, *rows = trace.table(seconds())
    assert len(rows) == 2 * len(trace.UNITS)
    assert all(line.count("|") == head.count("|") for line in (rule, *rows))
    assert rows[0].startswith("| 16 | `trace_lstm` | all gates | 0.2 | 0.4 | 1 | 2 | 4 | 10 | 20 |")
    assert rows[0].endswith("| T^1.00 ✓ | 1.0 |")
    assert rows[3].endswith("| 300 | 600 | T^1.00 | 30.0 ✓ |")
    assert rows[1].endswith("| T^1.00 | 30.0 |"), "the limit is for one number of units"


def test_a_table_aligns_words_left_and_figures_right():
    assert markdown(["a", "b"], [["x", "1"]]) == ["| a | b |", "|---|--:|", "| x | 1 |"]


def test_all_ways_that_are_here_agree_in_all_that_they_give(monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))  # PyTorch's folder may be added to it
    chosen = ways()
    assert {NUMPY, EAGER, PREDICT} <= set(chosen)
    weights, inputs = trace.random_case(length=7, units=5, features=3)
    results = {way.name: way.prepare(weights, inputs)() for way in chosen}
    trace.compare(results)
    for way in chosen:
        wanted = {"all gates": set(GATES), "h, c": {"hidden", "cell"}, "h": {"hidden"}}[way.gives]
        assert set(results[way.name]) == wanted
        assert all(values.shape == (7, 5) for values in results[way.name].values())


def altered(change):
    def prepare(weights, inputs):
        return lambda: {"hidden": change(NUMPY.prepare(weights, inputs)()["hidden"])}

    return replace(PREDICT, name="altered", prepare=prepare)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda hidden: hidden + 2e-5, "hidden of altered and `trace_lstm`: 2.0e-05 apart"),
        (lambda hidden: hidden * np.nan, "nan apart"),
        (lambda hidden: hidden[1:], r"has shape \(3, 2\)"),
    ],
    ids=["another number", "not a number", "another shape"],
)
def test_a_way_that_reads_differently_is_not_timed(change, words):
    weights, inputs = trace.random_case(length=4, units=2, features=3)
    with pytest.raises(trace.DifferenceError, match=words):
        trace.measure([NUMPY, altered(change)], weights, inputs, calls=1)


def test_every_way_is_timed():
    weights, inputs = trace.random_case(length=4, units=2, features=3)
    found = trace.measure([NUMPY, altered(np.copy)], weights, inputs, calls=2)
    assert set(found) == {NUMPY.name, "altered"}
    assert all(0 < each < np.inf for each in found.values())


def test_without_pytorch_the_note_says_so(monkeypatch):
    monkeypatch.setattr(trace, "has", lambda package: False)
    said = trace.footnote(threads=1, calls=3)
    assert "PyTorch is not installed" in said
    assert "pip install" in said
    assert "fastest of 3 calls; 1 thread;" in said
