"""What the course teaches, objective by objective, as listed in ``data/objectives.yaml``."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.quiz.schema import Fields, read_yaml

OBJECTIVES_FILE = DATA_FOLDER / "objectives.yaml"

_NAME = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Objective:
    """One thing a learner can do after a lesson.

    Attributes
    ----------
    name : str
        Such as ``"gates.forget"``; questions and exercises refer to it.
    text : str
        What the learner can do, in a few words that begin with a verb.
    lesson : str
        The lesson's title.
    notebook : str
        The lesson's notebook, without its ending.
    """

    name: str
    text: str
    lesson: str
    notebook: str


@cache
def load_objectives(path: Path = OBJECTIVES_FILE) -> dict[str, Objective]:
    """Load the objectives of all lessons, in the course's order, by name.

    Parameters
    ----------
    path : Path
        The YAML file.

    Returns
    -------
    dict of str to Objective

    Raises
    ------
    ValueError
        If the file has a fault; names the file and the field.

    Examples
    --------
    >>> load_objectives()["gates.forget"].notebook
    '05_open_the_lstm_gates'
    """
    objectives: dict[str, Objective] = {}
    top = Fields(read_yaml(path), path.name)
    for notebook in top.names:
        lesson = Fields(top.take(notebook, "a lesson"), path.name, at=notebook)
        title = lesson.text("title", "the lesson's title")
        listed = lesson.take("objectives", "a sentence for each objective, by name")
        inner = Fields(listed, path.name, at=f"{notebook}.objectives")
        for name in inner.names:
            if not _NAME.fullmatch(name) or name in objectives:
                inner.wrong(name, name, "a new name of two words, as in gates.forget")
            text = inner.text(name, "what a learner can do, in a few words")
            objectives[name] = Objective(name, text, title, notebook)
        lesson.finish()
    return objectives
