"""The course's terms and what they mean, from ``data/glossary.yaml``."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.quiz.schema import Fields, read_yaml

GLOSSARY_FILE = DATA_FOLDER / "glossary.yaml"

_NOTEBOOK = re.compile(r"[0-9]{2}_[a-z0-9_]+")


@dataclass(frozen=True)
class Term:
    """One term of the course.

    Attributes
    ----------
    id : str
        The term in small letters, digits and ``_``, such as ``"forget_gate"``.
    name : str
        The term as it is said.
    short : str or None
        How it is often shortened, such as ``"BPTT"``.
    notebook : str
        The lesson that explains it, without ending.
    means : str
        What it means, in a sentence or two.
    """

    id: str
    name: str
    short: str | None
    notebook: str
    means: str


@cache
def load_glossary(path: Path = GLOSSARY_FILE) -> tuple[Term, ...]:
    """Load the course's terms.

    Parameters
    ----------
    path : Path
        The YAML file.

    Returns
    -------
    tuple of Term
        In the course's order.

    Raises
    ------
    ValueError
        If the file has a fault; names the file, the term and the field.

    Examples
    --------
    >>> load_glossary()[0].means
    'One unit of text after splitting; in this course mostly a word.'
    """
    entries = read_yaml(path)
    terms: list[Term] = []
    for number, value in enumerate(
        Fields({"terms": entries}, path.name).entries("terms", 1, "terms")
    ):
        term = _read_term(Fields(value, path.name, _name_of(value, number)))
        if term.id in {other.id for other in terms}:
            Fields({}, path.name, term.name).wrong("term", term.name, "a term not defined above")
        terms.append(term)
    return tuple(terms)


def _name_of(value: object, number: int) -> str:
    name = value.get("term") if isinstance(value, dict) else None
    return name if isinstance(name, str) else f"terms[{number}]"


def _read_term(fields: Fields) -> Term:
    name = fields.text("term", "the term")
    wanted = "the name of a lesson's notebook, as in 05_open_the_lstm_gates"
    notebook = fields.text("lesson", wanted)
    if not _NOTEBOOK.fullmatch(notebook):
        fields.wrong("lesson", notebook, wanted)
    short = fields.text("short", "how the term is shortened", None)
    means = fields.text("means", "what the term means, in a sentence or two")
    fields.finish()
    return Term(re.sub("[^a-z0-9]+", "_", name.lower()), name, short, notebook, means)
