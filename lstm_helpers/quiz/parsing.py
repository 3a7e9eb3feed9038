"""Reads numbers and shapes as people type them.

``static/quiz_grading.js`` holds the same rules; a test gives both the same thousand texts.
"""

import math
import re
from dataclasses import dataclass

NOT_A_NUMBER = "That does not read as a number. Write it like 528, 0.75 or -1.5."
AMBIGUOUS_COMMA = (
    "A comma before three digits can mean thousands or a decimal. Write the number without it."
)
NOT_A_SHAPE = "That does not read as a shape. Write it like (7, 5); None stands for any batch size."

_LONGEST = 60
# Spelt out, because Python and JavaScript differ in what they call white space and a digit.
SPACE = " \t\r\n\u00a0\u2009\u202f"
_GROUPED = re.compile(rf"([+-]?)([0-9]{{1,3}}(?:[_'{SPACE}][0-9]{{3}})+)((?:[.,][0-9]+)?)")
_COMMA_GROUPS = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|(?:,[0-9]{3})+\.[0-9]+)"
)
_DOT_GROUPS = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|(?:\.[0-9]{3})+,[0-9]+)"
)
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_SHAPE = re.compile(r"[(\[{]*([^()\[\]{}]*)[)\]}]*")
_SEPARATOR = re.compile(rf"[{SPACE}]*[,;×xX*][{SPACE}]*|[{SPACE}]+")
_SIZE = re.compile(r"[0-9]{1,9}")
_ANY_SIZE = ("none", "null", "?", "-1", "batch")


@dataclass(frozen=True)
class Parsed:
    """What a typed text means: its `value`, or None and the `problem` in words."""

    value: float | tuple[int | None, ...] | None
    problem: str = ""


def parse_number(text: str) -> Parsed:
    """Read a number: decimal point or comma, thousands in groups, per cent, powers of ten.

    Parameters
    ----------
    text : str
        What the learner typed.

    Returns
    -------
    Parsed
        A finite float, or the problem in words.

    Examples
    --------
    >>> [parse_number(text).value for text in ("528", " 0,75 ", "1 234 567", "75 %", "−1e-3")]
    [528.0, 0.75, 1234567.0, 0.75, -0.001]
    >>> parse_number("2,112").problem
    'A comma before three digits can mean thousands or a decimal. Write the number without it.'
    """
    if len(text) > _LONGEST:
        return Parsed(None, NOT_A_NUMBER)
    typed = text.strip(SPACE).replace("−", "-").replace("–", "-")
    percent = typed.endswith("%")
    if percent:
        typed = typed[:-1].rstrip(SPACE)
    if _AMBIGUOUS.fullmatch(typed):
        return Parsed(None, AMBIGUOUS_COMMA)
    grouped = _GROUPED.fullmatch(typed)
    if grouped:
        sign, whole, decimals = grouped.groups()
        typed = sign + re.sub("[^0-9]", "", whole) + decimals
    elif _COMMA_GROUPS.fullmatch(typed):
        typed = typed.replace(",", "")
    elif _DOT_GROUPS.fullmatch(typed):
        typed = typed.replace(".", "")
    if not _DECIMAL.fullmatch(typed):
        return Parsed(None, NOT_A_NUMBER)
    value = float(typed.replace(",", "."))
    if not math.isfinite(value):
        return Parsed(None, NOT_A_NUMBER)
    return Parsed(value / 100 if percent else value)


def parse_shape(text: str) -> Parsed:
    """Read a tensor shape, with or without brackets, None or ? where any size will do.

    Parameters
    ----------
    text : str
        What the learner typed.

    Returns
    -------
    Parsed
        A tuple of sizes, or the problem in words.

    Examples
    --------
    >>> [parse_shape(text).value for text in ("(None, 32)", "none,32", "[?, 10] ", "10 x 32")]
    [(None, 32), (None, 32), (None, 10), (10, 32)]
    >>> parse_shape("a line").value is None
    True
    """
    inside = _SHAPE.fullmatch(text.strip(SPACE)) if len(text) <= _LONGEST else None
    if inside is None or not text.strip(SPACE):
        return Parsed(None, NOT_A_SHAPE)
    inner = inside[1].strip(SPACE)
    entries = _SEPARATOR.split(inner) if inner else []
    if len(entries) > 1 and entries[-1] == "":
        entries.pop()
    sizes: list[int | None] = []
    for entry in entries:
        if entry.lower() in _ANY_SIZE:
            sizes.append(None)
        elif _SIZE.fullmatch(entry):
            sizes.append(int(entry))
        else:
            return Parsed(None, NOT_A_SHAPE)
    return Parsed(tuple(sizes))
