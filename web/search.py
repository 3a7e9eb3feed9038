"""What the search of a site looks through: a piece for each heading, with the text below it."""

import re

from markupsafe import Markup

from web.lesson import Lesson
from web.living import for_script
from web.markdown import anchor_of
from web.parts import Part

# Where a heading begins: what a text says above it belongs to the section before.
_HEADING = re.compile(r"(?=<h[1-6] id=)")


def search_script(lessons: list[tuple[Lesson, list[Part]]]) -> str:
    """Return a script that hands the pieces of all lessons to the search.

    Parameters
    ----------
    lessons : list of tuple of Lesson and list of Part
        Each lesson, and the parts of its page.

    Returns
    -------
    str
        A script, so that it can be loaded by a page opened from the disk.
    """
    pieces = [piece for lesson, parts in lessons for piece in _pieces(lesson, parts)]
    return f"course.searchIn({for_script(pieces)});\n"


def _pieces(lesson: Lesson, parts: list[Part]) -> list[dict]:
    title = f"{lesson.number} {lesson.title}"
    pieces: list[dict] = []
    for part in parts:
        if part.kind not in ("text", "code"):
            continue
        above, *sections = _HEADING.split(part.content)
        if pieces:
            pieces[-1]["text"] += _words(above)
        for (_, heading), section in zip(part.headings, sections, strict=True):
            address = f"{lesson.address}#{anchor_of(heading)}"
            piece = {"address": address, "lesson": title, "heading": heading}
            pieces.append({**piece, "text": _words(section)})
    return pieces


def _words(html: str) -> str:
    words = " ".join(Markup(html).striptags().split())
    return f"{words} " if words else ""
