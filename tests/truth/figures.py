"""Numbers as they are written, and whether a written number is a computed one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Not part of a name (F1, float32, gpt-2), of a file (05_open.ipynb), of a version (2.21.0) or of a
# formula's exponent.
_NUMBER = re.compile(
    r"(?<![\w.#/^])(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?P<power>e[-+]?\d+)?"
    r"(?P<percent>\s?%)?(?!\w|\.\d|[⁰¹²³⁴-⁹])"
)
_MILLION = re.compile(r"\s(?P<word>million|thousand)\b")
_OF_MANY = re.compile(r"\s(?:of|in|out of)\s(?P<many>\d[\d,]*)\b(?!\.\d)")
_SCALES = {"million": 1e6, "thousand": 1e3}
_ROUND = (10, 100, 1_000, 10_000)  # "84 of 100" says the same as 0.84
_SMALL = 10  # a rounded number below it is no number at all: 2.7 is not 3

_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
_COUNT = "|".join(_WORDS)
_SHARE = re.compile(
    rf"\b(?P<part>{_COUNT}) (?:out )?(?:of|in) (?:the |these |all )?(?P<whole>{_COUNT})\b", re.I
)


@dataclass(frozen=True)
class Figure:
    """A number in a text.

    Attributes
    ----------
    values : tuple of float
        What it says; more than one where one text can be computed in more than one way (84 of 100
        is 84, and it is 0.84), each to the same precision.
    steps : tuple of float
        The unit of each value's last written place: 0.01 of 0.37.
    start, end : int
        Where it stands in the text.
    """

    values: tuple[float, ...]
    steps: tuple[float, ...]
    start: int
    end: int


def figures(text: str) -> list[Figure]:
    """Return the numbers that a text writes in digits, percentages as fractions."""
    found, end = [], 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue  # the 100 of "84 of 100"
        value = float(
            match["digits"].replace(",", "") + (match["decimals"] or "") + (match["power"] or "")
        )
        step = 10.0 ** -len((match["decimals"] or ".")[1:])
        if match["power"]:
            step *= 10.0 ** int(match["power"][1:])
        if match["percent"]:
            value, step = value / 100, step / 100
        values, steps, end = [value], [step], match.end()
        if scale := _MILLION.match(text, match.end()):
            values, steps = [value * _SCALES[scale["word"]]], [step * _SCALES[scale["word"]]]
        many = _OF_MANY.match(text, match.end())
        if many and (whole := int(many["many"].replace(",", ""))) in _ROUND:
            values, steps, end = [*values, value / whole], [*steps, step / whole], many.end()
        found.append(Figure(tuple(values), tuple(steps), match.start(), end))
    return found


def shares(text: str) -> list[Figure]:
    """Return what a text says in words of the kind "four of five", as fractions."""
    found = []
    for match in _SHARE.finditer(text):
        part, whole = _WORDS[match["part"].lower()], _WORDS[match["whole"].lower()]
        found.append(Figure((part / whole,), (1 / whole,), *match.span()))
    return found


def is_computed(figure: Figure, computed: list[float]) -> bool:
    """Whether a computed number, rounded as the text rounds, is what the text says.

    Signs are not compared: "falls by 0.2" is −0.2.
    """
    return any(
        _rounds_to(abs(number), value, step)
        for value, step in zip(figure.values, figure.steps, strict=True)
        for number in computed
    )


def slips_of(figure: Figure) -> Iterator[Figure]:
    """Yield a number as a slip of the pen would have it: one or two more or less at its end."""
    for by in (-2, -1, 1, 2):
        values = [
            value + by * step for value, step in zip(figure.values, figure.steps, strict=True)
        ]
        if min(values) > 0:
            yield replace(figure, values=tuple(values))


def _rounds_to(number: float, value: float, step: float) -> bool:
    if step >= 1 and number < _SMALL:
        return number == value
    return abs(number - value) <= step / 2 + 1e-9 * max(1.0, value)
