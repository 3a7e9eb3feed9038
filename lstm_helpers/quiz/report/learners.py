"""The learners of a class, read from the progress files that they handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.final.page import name_as_text
from lstm_helpers.quiz.final.sitting import counted
from lstm_helpers.quiz.review import ItemProgress, by_item
from lstm_helpers.quiz.siblings import with_reviews
from lstm_helpers.quiz.transfer import read_copy


@dataclass(frozen=True)
class Learner:
    """One learner, under the name that the teacher gave.

    Attributes
    ----------
    name : str
        As it stands in the report.
    answers : tuple of Answer
        Everything they did.
    """

    name: str
    answers: tuple[Answer, ...]

    @cached_property
    def items(self) -> dict[tuple[str, str], ItemProgress]:
        """The items attempted, by lesson and item."""
        return with_reviews(by_item(counted(self.answers)))


def read_learners(sources: Sequence[str]) -> list[Learner]:
    """Read the progress of a class.

    Parameters
    ----------
    sources : sequence of str
        Each a file, or ``NAME=FILE``: a ``progress.sqlite``, or a copy exported as JSON. Files
        without a name become Learner 1, Learner 2 and so on; those of one name are one learner's.

    Returns
    -------
    list of Learner
        In the order in which they are first named.

    Raises
    ------
    ValueError
        If a file is no progress file, a name is empty or too long, or two learners handed in the
        same answers.
    """
    known: dict[str, dict[str, Answer]] = {}
    owners: dict[str, str] = {}
    for number, source in enumerate(sources, start=1):
        name, path = _name_and_path(source, number)
        kept = known.setdefault(name, {})
        for answer in read_copy(path, kept):
            owner = owners.setdefault(answer.id, name)
            if owner != name:
                raise ValueError(
                    f"each learner must have answers of their own; {path} of {name} holds some of "
                    f"{owner}: is it a copy? Files of one learner go under one name, as in "
                    f"'{owner}={path}'"
                )
            kept[answer.id] = answer
    return [Learner(name, tuple(kept.values())) for name, kept in known.items()]


def path_of(source: str) -> Path:
    """Return the file that a source names.

    Parameters
    ----------
    source : str
        A file, or ``NAME=FILE``.

    Returns
    -------
    Path

    Examples
    --------
    >>> path_of("Ada=progress.sqlite").name
    'progress.sqlite'
    """
    _, sign, path = source.partition("=")
    # A file may have the sign in its own name.
    return Path(path) if sign and not Path(source).exists() else Path(source)


def _name_and_path(source: str, number: int) -> tuple[str, Path]:
    path = path_of(source)
    if str(path) == str(Path(source)):
        return f"Learner {number}", path
    name = name_as_text(source.partition("=")[0])
    if not name:
        raise ValueError(f"NAME=FILE must have a name before the sign; got {source!r}")
    return name, path
