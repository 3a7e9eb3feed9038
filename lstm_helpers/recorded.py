"""Figures of longer trainings, recorded by a script and kept with the course."""

import json

from lstm_helpers import _validate
from lstm_helpers.corpus import DATA_FOLDER

RECORDED_FOLDER = DATA_FOLDER / "recorded"


def load_recorded(name: str) -> dict:
    """Load what a script of the course has recorded.

    Parameters
    ----------
    name : str
        Such as ``"messages"``; each record is explained in ``data/README.md``.

    Returns
    -------
    dict
        As it was recorded; ``made_by`` names the script.

    Raises
    ------
    ValueError
        If there is no such record.

    Examples
    --------
    >>> load_recorded("messages")["made_by"]
    'python -m tools.record_messages'
    """
    known = sorted(path.stem for path in RECORDED_FOLDER.glob("*.json"))
    path = RECORDED_FOLDER / f"{_validate.choice('name', name, known)}.json"
    return json.loads(path.read_text(encoding="utf-8"))
