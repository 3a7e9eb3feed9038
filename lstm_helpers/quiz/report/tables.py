"""The figures of a class as CSV, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from lstm_helpers.quiz.report.classroom import Classroom


def csv_tables(figures: Classroom) -> dict[str, str]:
    """Write the figures of a class as three tables.

    Parameters
    ----------
    figures : Classroom
        The class.

    Returns
    -------
    dict of str to str
        CSV text by file name: objectives by learner, misconceptions, items.
    """
    objectives = (
        (name, one.notebook, one.name, one.text, mine.seen, mine.judged, mine.right,
         mine.sure_but_wrong, mine.due)
        for name, progress in zip(figures.learners, figures.progress, strict=True)
        for one in figures.objectives
        if (mine := progress.get(one.name))
    )  # fmt: skip
    misconceptions = (
        (one.name, one.text, one.asked, one.met, one.still, one.certain,
         one.place.notebook if one.place else "", one.place.heading if one.place else "")
        for one in figures.misconceptions
    )  # fmt: skip
    items = (
        (one.lesson, one.item.id, one.item.objective, one.item.level, one.item.prompt,
         one.answered, one.right,
         "" if one.discrimination is None else f"{one.discrimination:.3f}", one.verdict)
        for one in figures.items
    )  # fmt: skip
    return {
        "objectives.csv": _csv(
            ("learner", "notebook", "objective", "text", "seen", "judged", "right",
             "sure_but_wrong", "due"), objectives),
        "misconceptions.csv": _csv(
            ("misconception", "text", "asked", "met", "still", "certain", "notebook", "heading"),
            misconceptions),
        "items.csv": _csv(
            ("lesson", "item", "objective", "level", "prompt", "answered", "right",
             "discrimination", "verdict"), items),
    }  # fmt: skip


def _csv(head: tuple[str, ...], rows: Iterable[tuple]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(
        [_as_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return text.getvalue()


def _as_text(cell: str) -> str:
    # A spreadsheet takes what begins like this for a formula, and runs it; a number it may have.
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        try:
            float(cell)
        except ValueError:
            return f"'{cell}"
    return cell
