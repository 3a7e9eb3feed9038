"""What the search of a site looks through: a piece for each heading, with the text below it."""

import re

from markupsafe import Markup

from web.lesson import Lesson
from web.living import for_script
from web.markdown import anchor_of
from web.parts import Part


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
    pieces: list[dict] = []
    for part in parts:
        if part.headings:
            heading = part.headings[0][1]
            address = f"{lesson.address}#{anchor_of(heading)}"
            title = f"{lesson.number} {lesson.title}"
            pieces.append({"address": address, "lesson": title, "heading": heading, "text": ""})
        if pieces and part.kind in ("text", "code"):
            words = re.sub(r"\s+", " ", Markup(part.content).striptags())
            pieces[-1]["text"] += f"{words} "
    return pieces
