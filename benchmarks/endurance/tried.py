"""What was tried, how often, and what failed; and all of it as a table."""

from dataclasses import dataclass, field
from textwrap import shorten

from benchmarks.report import markdown, verdict

LONGEST = 240  # characters of a failure in the table


@dataclass
class Tried:
    """One kind of trial.

    Attributes
    ----------
    what : str
        In words, as it stands in the table.
    times : int
        How often it was tried.
    failures : list of str
        What failed, each said so that it can be found.
    counted : bool
        False for a figure that says something of the trials and can't fail.
    """

    what: str
    times: int = 0
    failures: list[str] = field(default_factory=list)
    counted: bool = True

    def note(self, *failures):
        """Count one more trial, and what failed in it."""
        self.times += 1
        self.failures += failures


def table(rows):
    """Lay trials out as the lines of a Markdown table; what failed stands below it."""
    cells = [
        [row.what, f"{row.times:,}", f"{len(row.failures):,} {_mark(row)}" if row.counted else ""]
        for row in rows
    ]
    lines = markdown(["what was tried", "times", "failures"], cells)
    failures = [
        f"- {row.what}: {shorten(failure, LONGEST)}" for row in rows for failure in row.failures
    ]
    return [*lines, "", *failures] if failures else lines


def _mark(row):
    """What was never tried has not been withstood."""
    return verdict(row.times > 0 and not row.failures)
