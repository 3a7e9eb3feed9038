"""The numbers that a lesson states in words, each with the answer whether it computes them."""

from dataclasses import dataclass

from nbformat import NotebookNode

from tests.truth.figures import Figure, figures, is_computed, shares
from tests.truth.lesson_prose import around, said
from tests.truth.lesson_results import defaults_used, has_explorer, printed, settings

_MANY = 50  # a count from here on tells what is counted: 2,563 is the test reviews, wherever it is
_PRECISE = 0.0011  # a result with three places tells it too


@dataclass(frozen=True)
class Evidence:
    """What a lesson computes and sets, as far as it counts for a section's words.

    Attributes
    ----------
    own : list of float
        Of the section: what a fraction or a percentage is compared with, as the words round.
    near : list of float
        Of its neighbours too, and all settings: what a whole number is compared with.
    exact : frozenset of float
        Large counts and precise results of the whole lesson, compared exactly.
    """

    own: list[float]
    near: list[float]
    exact: frozenset[float]

    def bears_out(self, figure: Figure) -> bool:
        """Whether a written number is among them."""
        value, step = figure.values[0], figure.steps[0]
        telling = value >= _MANY or step < _PRECISE
        if telling and round(value, 9) in self.exact:
            return True
        return is_computed(figure, self.near if min(figure.steps) >= 1 else self.own)


@dataclass(frozen=True)
class Claim:
    """A number in a Markdown cell.

    Attributes
    ----------
    text : str
        The cell, on one line.
    number : str
        The number as it is written.
    beside : str
        The number with the words around it.
    figure : Figure
        The number as it is read.
    evidence : Evidence
        What it is compared with.
    """

    text: str
    number: str
    beside: str
    figure: Figure
    evidence: Evidence

    @property
    def computed(self) -> bool:
        """Whether the lesson computes it."""
        return self.evidence.bears_out(self.figure)


def claims(parts: list[list[NotebookNode]]) -> list[Claim]:
    """Return every number that a lesson states.

    It is computed if its section prints it, or sets it in code or by a helper's default. A whole
    number may stand in a section beside it, a setting in any. The words that open and close a
    lesson may speak of all its results.

    Parameters
    ----------
    parts : list of list of NotebookNode
        The lesson's sections.
    """
    cells = [cell for part in parts for cell in part]
    held, everything = settings(cells), printed(cells)
    exact = frozenset(round(number, 9) for number in everything + defaults_used(cells))
    found = []
    for place, part in enumerate(parts):
        around_it = [cell for other in parts[max(0, place - 1) : place + 2] for cell in other]
        all_results = everything if place in (0, len(parts) - 1) else []
        evidence = Evidence(
            printed(part) + settings(part) + defaults_used(part) + all_results,
            printed(around_it) + held + defaults_used(around_it) + all_results,
            exact,
        )
        for cell in part:
            if cell.cell_type == "markdown":
                found += _of_cell(cell.source, has_explorer(part), evidence)
    return found


def _of_cell(markdown: str, explorer: bool, evidence: Evidence) -> list[Claim]:
    text = said(markdown, explorer)
    whole = " ".join(markdown.split())
    return [
        Claim(
            whole,
            markdown[one.start : one.end],
            around(markdown, one.start, one.end),
            one,
            evidence,
        )
        for one in (*figures(text), *shares(text))
    ]
