"""Failures of a set-up in one or two plain sentences; the others are the package's."""

from lstm_helpers.lab import errors
from lstm_helpers.lab.errors import CourseError, no_permission

__all__ = ["NO_SPACE", "CourseError", "no_permission", "sentence"]

NO_SPACE = (
    "The disk is full: the course's packages take about 3.5 GB while they are installed. "
    "Make room, then run the same command again."
)


def sentence(error: OSError) -> str:
    """Say what the operating system refused."""
    return errors.sentence(error, full=NO_SPACE)
