"""Evidence is run as it is written, and compared with the key in the way of its kind."""

from dataclasses import replace

import pytest

from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.evidence import is_key, run_evidence

GATES = load_bank("05_gates")
ITEM = next(item for item in GATES.items if item.kind == "one")


def of_kind(kind):
    return next(item for item in GATES.items if item.kind == kind)


@pytest.mark.parametrize(
    ("lines", "result"),
    [
        ("2 + 3", 5),
        ("a = 2\na + 3", 5),
        ("result = 5", 5),
        ("result = 5\nprint('shown to nobody')", 5),  # `result` counts, not the last expression
        ("for i in range(6):\n    result = i", 5),
    ],
)
def test_the_result_is_the_variable_or_the_last_expression(lines, result, capsys):
    assert run_evidence(replace(ITEM, evidence=lines)) == result
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (None, "must have evidence to run; got none"),
        ("", "must set `result` or end in an expression"),
        ("a = 1", "must set `result` or end in an expression"),
    ],
)
def test_lines_without_a_result_are_refused_by_name(lines, words):
    with pytest.raises(ValueError, match=f"item '{ITEM.id}' {words}"):
        run_evidence(replace(ITEM, evidence=lines))


def test_what_a_program_prints_is_its_result():
    item = replace(of_kind("prints"), code="for i in range(2):\n    print(i)\n3")
    assert run_evidence(item) == "0\n1"


@pytest.mark.parametrize("kind", ["one", "several", "order", "number", "shape", "prints", "bug"])
def test_only_the_key_is_the_key(kind):
    item = of_kind(kind)
    if kind in ("number", "shape"):
        right = run_evidence(item)
        wrong = right + 2 * item.tolerance + 1 if kind == "number" else (*right, 1)
    elif kind in ("several", "order"):
        right, wrong = list(item.key), list(item.key)[1:]
    else:
        right = item.option(item.key[0]).text if kind == "prints" else item.key[0]
        wrong = "something else"
    assert is_key(item, right)
    assert not is_key(item, wrong)


def test_order_counts_for_steps_and_not_for_choices():
    assert is_key(of_kind("several"), list(of_kind("several").key)[::-1])
    assert not is_key(of_kind("order"), list(of_kind("order").key)[::-1])


@pytest.mark.parametrize(
    ("key", "tolerance", "result", "so"),
    [
        ("0.36", 0.006, 0.98**50, True),
        ("0.37", 0.006, 0.98**50, False),  # a learner's 0.37 is taken, a key's is not
        ("8", 0.1, 8.0045, True),
        ("8.1", 0.1, 8.0045, False),
        ("0.5", 0.05, 0.45, True),  # half a place, either way
        ("57.99 %", 0.001, 0.57994, True),
        ("57.9 %", 0.001, 0.57994, False),
        ("250000", 5000, 250115, True),  # rounded to its 5
        ("260000", 10000, 250115, False),
        ("400", 0, 401, False),
        ("0", 0.01, 0.02, False),
        ("0", 0.01, 0.005, True),
    ],
)
def test_a_number_is_the_key_to_its_last_place_whatever_the_tolerance(key, tolerance, result, so):
    item = of_kind("number")
    options = [replace(one, text=key) if one.id in item.key else one for one in item.options]
    item = replace(item, options=tuple(options), tolerance=tolerance)
    assert is_key(item, result) == so
