"""The parts of a lesson's page, in reading order: each cell, and what stands for its widgets."""

import base64
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.flashcard_deck import Flashcards, terms_of
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.widget import Quiz
from lstm_helpers.ways import WAYS, places
from web import lesson as stored
from web.lesson import Lesson
from web.living import Living, Shelf
from web.markdown import anchor_of, code, page_address, render
from web.openings import is_explorer, moves_alone, open_explorer
from web.pictures import png_size
from web.stills import still

# What lives in JupyterLab alone, and what it does there.
AT_HOME = {
    "final_test": "The final test is drawn, judged and kept by the course's kernel.",
    "weak_ones": "After a final test, its weak ones are asked again here.",
    "due": "Questions come up for review after 1, 3, 7 and 16 days; the course's kernel keeps the "
    "calendar.",
    "LiveCurves": "Here loss and accuracy are drawn while the training runs.",
}
# One of these alone is all that its cell does: its code says nothing more than what is shown.
SPOKEN_FOR = {"quiz", "progress", "flashcards", "ways_in"}
# Options stand in the same order for every reader, whoever writes the site.
READER = "reader"
EXERCISE = "Not attempted yet"


@dataclass(frozen=True)
class Part:
    """Something that a page shows.

    Attributes
    ----------
    kind : str
        The name of the template's macro that writes it.
    content : object
        What the macro writes.
    headings : list of tuple of int and str
        Level and text of each heading in it.
    """

    kind: str
    content: object
    headings: list[tuple[int, str]] = field(default_factory=list)


class Parts:
    """Takes lessons apart, and writes the files that their parts need.

    Parameters
    ----------
    notebooks : Path
        The folder of the lessons and their pictures.
    site : Path
        The site's folder.
    nobody : Progress
        Of somebody who has answered nothing yet.
    """

    def __init__(self, notebooks: Path, site: Path, nobody: Progress) -> None:
        self._nobody = nobody
        self._pictures = {
            f"pictures/{path.name}": png_size(path.read_bytes())
            for path in sorted((notebooks / "pictures").glob("*.png"))
        }
        self._figures = site / "figures"
        self._figures.mkdir(parents=True, exist_ok=True)
        self._shelf = Shelf(site / "assets")
        self._explorers: dict[str, Living] = {}
        self._asked: dict[str, dict] = {}  # by bank; complete when all lessons are taken apart

    def of(self, lesson: Lesson) -> list[Part]:
        """Return the parts of a lesson.

        Parameters
        ----------
        lesson : Lesson
            The lesson.

        Returns
        -------
        list of Part
        """
        parts = []
        for place, cell in enumerate(lesson.cells):
            if cell.cell_type == "markdown":
                html, headings = render(cell.source, self._pictures)
                parts.append(Part("text", html, headings))
            elif cell.cell_type == "code":
                parts += self._code(lesson, place, cell)
        return parts

    def explorer(self, lesson: Lesson) -> Living:
        """Return the first explorer of a lesson that moves without a kernel."""
        return self._explorers[lesson.name]

    def _code(self, lesson: Lesson, place: int, cell: NotebookNode) -> list[Part]:
        shown, text = stored.widget_calls(cell), stored.printed(cell)
        exercise = text.startswith(EXERCISE)
        spoken_for = any(name in SPOKEN_FOR for name, _ in shown)
        parts = [] if spoken_for else [Part("code", code(cell.source))]
        if text and not exercise:
            parts.append(Part("printed", text))
        for count, (png, width) in enumerate(stored.figures(cell)):
            parts.append(self._figure(f"{lesson.number}-{place}-{count}.png", png, width, cell))
        if exercise:
            parts.append(Part("exercise", None))
        for name, given in shown:
            if is_explorer(name):
                parts.append(self._explorer(name, lesson, place, cell))
            else:
                parts += self._widget(name, given, lesson)
        return parts

    def _figure(self, name: str, png: str, width: int, cell: NotebookNode) -> Part:
        data = base64.b64decode(png)
        (self._figures / name).write_bytes(data)
        wide, high = png_size(data)
        size = {"width": width, "height": round(width * high / wide)}
        return Part("figure", {"name": name, "alt": stored.figure_alt(cell), **size})

    def _widget(self, name: str, given: list[str], lesson: Lesson) -> list[Part]:
        if name == "quiz":
            bank_name, *items = given
            bank = load_bank(bank_name)
            asked = bank.asked(*items)
            row = {"title": lesson.title, "address": lesson.address, "asked": []}
            self._asked.setdefault(bank_name, row)["asked"] += [item.id for item in asked]
            return [Part("living", self._shelf.place(Quiz(bank, asked, self._nobody, READER)))]
        if name == "flashcards":
            return [Part("living", self._shelf.place(Flashcards(terms_of(*given), self._nobody)))]
        if name == "progress":
            return [Part("progress", self._asked)]
        if name == "ways_in":
            return [Part("ways", _ways())]
        return [Part("at_home", AT_HOME[name])] if name in AT_HOME else []

    def _explorer(self, name: str, lesson: Lesson, place: int, cell: NotebookNode) -> Part:
        explorer, trained = open_explorer(name, cell.source, lesson.code_before(place))
        if moves_alone(explorer):
            living = self._shelf.place(explorer)
            self._explorers.setdefault(lesson.name, living)
            return Part("living", living)
        drawn = still(explorer, self._figures, f"{lesson.number}-{place}")
        return Part("still", {"still": drawn, "trained": trained})


def _ways() -> list[dict]:
    """Return the ten ways into the course, each with the places that it leads to."""
    return [
        {
            "name": name,
            "meaning": meaning,
            "places": [
                {
                    "address": page_address(f"{place.file}#{anchor_of(_as_read(place.heading))}"),
                    "heading": _as_read(place.heading),
                    "lesson": place.lesson,
                }
                for place in places(way)
            ],
        }
        for way, (name, meaning) in WAYS.items()
    ]


def _as_read(heading: str) -> str:
    """Return a heading without the marks of Markdown, as its id has it."""
    return str(render(heading)[0].striptags())
