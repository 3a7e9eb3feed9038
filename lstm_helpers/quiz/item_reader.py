"""Reads one item of a bank file, and refuses it at its first fault."""

import ast
import re
from collections.abc import Collection

from lstm_helpers.quiz.item import KINDS, LEVELS, USES, Item, Option
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.parsing import parse_number, parse_shape
from lstm_helpers.quiz.schema import Fields

ID = re.compile(r"[a-z][a-z0-9_]*")

_LESSON = re.compile(r"[0-9]{2}_[a-z0-9_]+")


def read_item(fields: Fields, misconceptions: dict[str, str], taken: Collection[str] = ()) -> Item:
    """Read one item.

    Parameters
    ----------
    fields : Fields
        The item's fields, as the file holds them.
    misconceptions : dict of str to str
        The misconceptions that the file explains, by id.
    taken : collection of str
        The ids of earlier items.

    Returns
    -------
    Item

    Raises
    ------
    ValueError
        At the first fault: names the file, the item and the field, what came and what was wanted.
    """
    item_id = _new_id(fields, taken)
    kind = fields.choice("kind", KINDS)
    options = _options(fields, misconceptions)
    item = Item(
        id=item_id,
        objective=fields.choice("objective", load_objectives()),
        level=fields.choice("level", LEVELS),
        kind=kind,
        use=fields.choice("use", USES, "quiz"),
        prompt=fields.text("prompt"),
        code=_code(fields, kind),
        options=options,
        key=_key(fields, kind, options),
        tolerance=_tolerance(fields, kind),
        otherwise=_otherwise(fields, kind),
        shuffle=_shuffle(fields, kind),
        hints=fields.texts("hints", 2, "hints, from nudge to near-answer"),
        solution=fields.texts("solution", 1, "steps"),
        mistakes=fields.texts("mistakes", 1, "common mistakes"),
        evidence=_evidence(fields),
        shown_in=_shown_in(fields),
    )
    fields.finish()
    _check_options(fields, item)
    if not (item.evidence or item.shown_in or kind == "prints"):
        fields.wrong("evidence", ..., "Python whose result is the key, or else `shown_in`")
    return item


def _new_id(fields: Fields, taken: Collection[str]) -> str:
    wanted = "an id of small letters, digits and _, as in forget_half"
    new = fields.text("id", wanted)
    if not ID.fullmatch(new):
        fields.wrong("id", new, wanted)
    if new in taken:
        fields.wrong("id", new, "an id that no earlier one has")
    return new


def _options(fields: Fields, misconceptions: dict[str, str]) -> tuple[Option, ...]:
    options: list[Option] = []
    for number, value in enumerate(fields.entries("options", 2, "options")):
        inner = Fields(value, fields.file, fields.item, f"options[{number}]")
        option_id = _new_id(inner, {option.id for option in options})
        text = inner.text("text")
        answer = inner.text("answer", "what is said to whoever chooses this")
        misconception = inner.text("misconception", "the id of a misconception", None)
        if misconception is not None and misconception not in misconceptions:
            known = ", ".join(misconceptions) or "none so far"
            inner.wrong(
                "misconception",
                misconception,
                f"one that this file's misconceptions explain: {known}",
            )
        inner.finish()
        options.append(Option(option_id, text, answer, misconception))
    return tuple(options)


def _key(fields: Fields, kind: str, options: tuple[Option, ...]) -> tuple[str, ...]:
    ids = [option.id for option in options]
    if kind not in ("several", "order"):
        return (fields.choice("key", ids),)
    key = fields.texts("key", 1, f"option ids ({', '.join(ids)})")
    for number, option_id in enumerate(key):
        if option_id not in ids or option_id in key[:number]:
            fields.wrong(
                f"key[{number}]", option_id, f"each option id once at most: {', '.join(ids)}"
            )
    if kind == "order" and len(key) != len(ids):
        fields.wrong("key", list(key), f"all {len(ids)} option ids in the right order")
    return key


def _code(fields: Fields, kind: str) -> str | None:
    if kind == "prints":
        return fields.text("code", "the program that prints")
    return fields.text("code", default=None)


def _otherwise(fields: Fields, kind: str) -> str | None:
    if kind not in ("number", "shape"):
        return None
    return fields.text("otherwise", "what is said to an answer that no option foresees")


def _shuffle(fields: Fields, kind: str) -> bool:
    if kind in ("one", "several", "prints"):
        return fields.flag("shuffle", True)
    return kind == "order"


def _tolerance(fields: Fields, kind: str) -> float:
    if kind != "number":
        return 0.0
    wanted = "how far a right number may be off, 0 or more"
    value = fields.take("tolerance", wanted)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 <= value < float("inf")
    ):
        fields.wrong("tolerance", value, wanted)
    return float(value)


def _evidence(fields: Fields) -> str | None:
    source = fields.text("evidence", "lines of Python", None)
    if source is not None:
        try:
            ast.parse(source)
        except SyntaxError as fault:
            fields.wrong(
                "evidence", f"line {fault.lineno}: {fault.msg}", "lines of Python that compile"
            )
    return source


def _shown_in(fields: Fields) -> str | None:
    wanted = "the name of a lesson's notebook, as in 05_open_the_lstm_gates"
    name = fields.text("shown_in", wanted, None)
    if name is not None and not _LESSON.fullmatch(name):
        fields.wrong("shown_in", name, wanted)
    return name


def _check_options(fields: Fields, item: Item) -> None:
    """Check what needs both the options and the key: misconceptions and readable answers."""
    for number, option in enumerate(item.options):
        place, right = f"options[{number}]", option.id in item.key
        if right and option.misconception and item.kind != "order":
            fields.wrong(
                f"{place}.misconception", option.misconception, "none, for this option is right"
            )
        if not right and not option.misconception:
            fields.wrong(
                f"{place}.misconception", ..., "the id of the misconception that makes it tempt"
            )
    if item.kind in ("number", "shape"):
        _check_typed(fields, item)


def _check_typed(fields: Fields, item: Item) -> None:
    """Check that each foreseen answer can be read, and told from the others."""
    values: list = []
    for number, option in enumerate(item.options):
        value = (parse_number if item.kind == "number" else parse_shape)(option.text).value
        if value is None:
            fields.wrong(
                f"options[{number}].text", option.text, f"a {item.kind}, for learners type one"
            )
        for other in values:
            if value == other or (item.kind == "number" and abs(value - other) <= item.tolerance):
                fields.wrong(
                    f"options[{number}].text", option.text, "one that is told from the others"
                )
        values.append(value)
