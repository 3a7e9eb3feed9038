"""Takes the course's questions to other programs, as near to what they are here as those allow.

``python -m lstm_helpers.quiz export --to gift`` writes a file for Moodle and many others,
``--to moodle`` one that keeps more of each question, ``--to jupyterquiz`` one for notebooks.
"""

from collections.abc import Sequence

from lstm_helpers import _validate
from lstm_helpers.quiz.bank import Bank
from lstm_helpers.quiz.export.gift import to_gift
from lstm_helpers.quiz.export.jupyterquiz import to_jupyterquiz
from lstm_helpers.quiz.export.moodle import to_moodle

WRITERS = {"gift": to_gift, "moodle": to_moodle, "jupyterquiz": to_jupyterquiz}


def export(banks: Sequence[Bank], to: str) -> str:
    """Write banks in another program's format.

    Parameters
    ----------
    banks : sequence of Bank
        The lessons to export.
    to : str
        ``gift``, ``moodle`` or ``jupyterquiz``.

    Returns
    -------
    str
        The file's text.

    Raises
    ------
    ValueError
        If there is no such format, or an item cannot be written in it; names the item and why.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> export([load_bank("05_gates")], "qti")
    Traceback (most recent call last):
    ValueError: to must be one of gift, moodle, jupyterquiz; got 'qti'
    """
    return WRITERS[_validate.choice("to", to, WRITERS)](banks)
