"""Where a lesson shows that a misconception is wrong: the headings that quizzes link to."""

import re
from dataclasses import dataclass

from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.schema import Fields

_PLACE = re.compile(r"(?:(?P<notebook>[0-9]{2}_[a-z0-9_]+)#)?(?P<heading>[^#\n]+)")


@dataclass(frozen=True)
class Place:
    """A heading of a lesson.

    Attributes
    ----------
    notebook : str
        The lesson's notebook, without its ending.
    heading : str
        The heading as it is read, without the marks of Markdown.

    Examples
    --------
    >>> Place("05_open_the_lstm_gates", "One gate by hand").link
    '05_open_the_lstm_gates.ipynb#One-gate-by-hand'
    """

    notebook: str
    heading: str

    @property
    def link(self) -> str:
        """The heading's address, relative to the notebooks, as JupyterLab makes it."""
        return f"{self.notebook}.ipynb#{self.heading.replace(' ', '-')}"


def notebook_of(lesson: str) -> str | None:
    """Return the notebook of a lesson.

    Parameters
    ----------
    lesson : str
        The lesson's short name.

    Returns
    -------
    str or None
        The notebook without its ending; None if no objectives are listed for it yet.

    Examples
    --------
    >>> notebook_of("05_gates")
    '05_open_the_lstm_gates'
    """
    notebooks = {objective.notebook for objective in load_objectives().values()}
    return next((name for name in notebooks if name[:3] == lesson[:3]), None)


def read_places(fields: Fields, lesson: str, misconceptions: dict[str, str]) -> dict[str, Place]:
    """Read a bank's field ``disproved_under``: for each heading, the misconceptions it ends.

    Parameters
    ----------
    fields : Fields
        The bank's fields.
    lesson : str
        The bank's lesson, whose notebook is meant where a heading names no other.
    misconceptions : dict of str to str
        Those that the bank explains.

    Returns
    -------
    dict of str to Place
        By misconception; empty if the bank has no such field.

    Raises
    ------
    ValueError
        At the first fault.
    """
    value = fields.take("disproved_under", "misconceptions by heading", None)
    if value is None:
        return {}
    inner = Fields(value, fields.file, at="disproved_under")
    places: dict[str, Place] = {}
    for heading in inner.names:
        place = _place(inner, heading, lesson)
        for name in inner.texts(heading, 1, "misconceptions that are disproved there"):
            if name not in misconceptions or name in places:
                wanted = "misconceptions of this file, each under one heading"
                inner.wrong(heading, name, wanted)
            places[name] = place
    return places


def _place(fields: Fields, heading: str, lesson: str) -> Place:
    found = _PLACE.fullmatch(heading)
    notebook = found and (found["notebook"] or notebook_of(lesson))
    if not notebook:
        wanted = "a heading as it is read, or another lesson's, as in 05_open…#One gate by hand"
        fields.wrong(heading, heading, wanted)
    return Place(notebook, found["heading"].strip())
