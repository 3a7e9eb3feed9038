"""Checks of arguments, and the wording of what is said when one is wrong.

Every message names the argument, what was wanted and what came, in that order.
"""

from lstm_helpers._validate.arrays import array, booleans, mask, numbers, unmasked
from lstm_helpers._validate.values import (
    COUNTABLE,
    choice,
    entries,
    flag,
    function,
    ids,
    indices,
    instance,
    number,
    numbered_choice,
    path,
    room,
    table,
    text,
    texts,
    weights_room,
    whole,
)
from lstm_helpers._validate.words import brief

__all__ = [
    "COUNTABLE",
    "array",
    "booleans",
    "brief",
    "choice",
    "entries",
    "flag",
    "function",
    "ids",
    "indices",
    "instance",
    "mask",
    "number",
    "numbered_choice",
    "numbers",
    "path",
    "room",
    "table",
    "text",
    "texts",
    "unmasked",
    "weights_room",
    "whole",
]
