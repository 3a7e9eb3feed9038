"""Ten ways into the course: links to the places of one kind in every lesson."""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers._course_folder import COURSE_FOLDER

NOTEBOOK_FOLDER = COURSE_FOLDER / "notebooks"

_HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)  # in code a # begins a comment

# The tag on a cell -> what a learner finds there.
WAYS = {
    "why": ("Why", "what a part is for, in plain words"),
    "deep_dive": ("Deep dive", "equations, shapes, and where they come from"),
    "picture": ("Picture", "figures and maps"),
    "pipeline": ("Pipeline trace", "data on its way from text to prediction"),
    "code_along": ("Code along", "the same in NumPy, line by line"),
    "experiment": ("Experiment", "widgets to move"),
    "challenge": ("Challenge", "exercises with check, hints and solution"),
    "metrics": ("Metrics", "what is measured, and how"),
    "recall": ("Recall", "terms to know by heart"),
    "test": ("Test", "questions that commit you"),
}


@dataclass(frozen=True)
class Place:
    """A heading of a lesson under which there is something of the wanted kind.

    Attributes
    ----------
    lesson : str
        The lesson's title.
    file : str
        The notebook's name, with its ending.
    heading : str
        The heading as it is read, without the marks of Markdown.

    Examples
    --------
    >>> Place("Open the gates", "05_open.ipynb", "Forget on cue").link
    '05_open.ipynb#Forget-on-cue'
    """

    lesson: str
    file: str
    heading: str

    @property
    def link(self) -> str:
        """The address of the heading, relative to the notebooks."""
        return f"{self.file}#{self.heading.replace(' ', '-')}"


def places(way: str, folder: Path = NOTEBOOK_FOLDER) -> list[Place]:
    """Find the headings under which cells carry a way's tag.

    Parameters
    ----------
    way : str
        A key of `WAYS`.
    folder : Path
        Where the lessons lie.

    Returns
    -------
    list of Place
        In reading order, each heading once.

    Raises
    ------
    ValueError
        If there is no such way.

    Examples
    --------
    >>> places("swim")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: way must be one of why, deep_dive, ...; got 'swim'
    """
    return _places_by_way(folder)[_validate.choice("way", way, WAYS)]


def _places_by_way(folder: Path) -> dict[str, list[Place]]:
    """Read each lesson once; its pictures make a notebook long."""
    found: dict[str, list[Place]] = {way: [] for way in WAYS}
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        lesson = heading = ""
        for cell in _cells(path):
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and (titles := headings(source)):
                heading = titles[-1]
                lesson = lesson or titles[0]
            place = Place(lesson, path.name, heading)
            for way in found.keys() & cell["metadata"].get("tags", ()):
                if heading and place not in found[way]:
                    found[way].append(place)
    return found


def headings(markdown: str) -> list[str]:
    r"""Return the headings of a Markdown cell as they are read, which is how links name them.

    Parameters
    ----------
    markdown : str
        The cell's text.

    Returns
    -------
    list of str
        In reading order, of all levels, without the marks of code and emphasis.

    Examples
    --------
    >>> headings("Read on.\n\n## Pitfall: `stateful` is *not* a better memory")
    ['Pitfall: stateful is not a better memory']
    """
    prose = _FENCED.sub("", markdown)
    return [re.sub("[`*]", "", title).strip() for title in _HEADING.findall(prose)]


def _cells(path: Path) -> list[dict]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # a notebook that was broken off or is no lesson leads nowhere; the others do


class WaysIn:
    """The ten ways, each with its places; unfolds in a notebook."""

    def __repr__(self) -> str:
        """Return the same short text always."""
        return f"{len(WAYS)} ways into the course"

    def _repr_html_(self) -> str:
        found = _places_by_way(NOTEBOOK_FOLDER)
        return "\n".join(_unfolding(*WAYS[way], found[way]) for way in WAYS)


def ways_in() -> WaysIn:
    """Return the ten ways in, for a notebook to show.

    Returns
    -------
    WaysIn

    Examples
    --------
    >>> ways_in()
    10 ways into the course
    """
    return WaysIn()


def _unfolding(name: str, meaning: str, found: list[Place]) -> str:
    items = "".join(
        f'<li><a href="{html.escape(place.link)}">{html.escape(place.heading)}</a>'
        f" · {html.escape(place.lesson)}</li>"
        for place in found
    )
    return f"<details><summary><b>{name}</b>: {meaning}</summary><ul>{items}</ul></details>"
