"""Runs the Python that stands behind a key, so that no key can drift from what is so."""

import ast
import io
from contextlib import redirect_stdout
from decimal import Decimal

from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.parsing import parse_number, parse_shape


def run_evidence(item: Item) -> object:
    """Run an item's evidence.

    It is Python, and it is run: the tests do so with the course's banks, `check` with whatever bank
    it is given. A quiz never runs it.

    Parameters
    ----------
    item : Item
        An item with `evidence`, or of kind ``prints``, whose `code` is its evidence.

    Returns
    -------
    object
        What was printed, for the kind ``prints``; else the variable ``result`` if the lines set
        it, else the value of the last expression.

    Raises
    ------
    ValueError
        If the item has no evidence, or its lines give no result.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> run_evidence(load_bank("05_gates").item("parameters_5_3"))
    108
    """
    source = item.code if item.kind == "prints" else item.evidence
    if source is None:
        raise ValueError(f"item {item.id!r} must have evidence to run; got none")
    lines = ast.parse(source)
    last = lines.body[-1] if lines.body and isinstance(lines.body[-1], ast.Expr) else None
    if last is not None and item.kind != "prints":
        lines.body[-1] = ast.copy_location(
            ast.Assign([ast.Name("_last", ast.Store())], last.value), last
        )
        ast.fix_missing_locations(lines)
    names: dict[str, object] = {"__name__": "evidence"}
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(lines, f"<evidence of {item.id}>", "exec"), names)
    if item.kind == "prints":
        return printed.getvalue().strip()
    for name in ("result", "_last"):
        if name in names:
            return names[name]
    raise ValueError(f"the evidence of item {item.id!r} must set `result` or end in an expression")


def is_key(item: Item, result: object) -> bool:
    """Tell whether what the evidence gave is the item's key.

    Parameters
    ----------
    item : Item
        The item.
    result : object
        A number or a shape for those kinds; the printed text for ``prints``; for the others an
        option id, or a list of ids.

    Returns
    -------
    bool
        Whether it is what the key says. A key that is a number must be the result rounded to the
        key's own last digit other than 0: a tolerance is for learners, who are shown the key.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> is_key(load_bank("05_gates").item("parameters_5_3"), 108)
    True
    """
    wanted = item.option(item.key[0]).text
    if item.kind == "number":
        key = parse_number(wanted).value
        return abs(float(result) - key) <= max(min(item.tolerance, _half_a_place(key)), 1e-9)
    if item.kind == "shape":
        return tuple(result) == parse_shape(wanted).value
    if item.kind == "prints":
        return result == wanted
    given = [result] if isinstance(result, str) else list(result)
    if item.kind == "several":
        return sorted(given) == sorted(item.key)
    return given == list(item.key)


def _half_a_place(number: float) -> float:
    """Return half a unit of a number's last digit other than 0, and a hair for rounding."""
    last = Decimal(f"{number:.12g}").normalize().as_tuple().exponent
    return 0.5000001 * 10.0**last
