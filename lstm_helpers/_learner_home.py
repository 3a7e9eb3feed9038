"""Where what belongs to a learner is kept on this machine."""

import os
from pathlib import Path

VARIABLE = "LSTM_COURSE_HOME"


def learner_home(usual: str | Path) -> Path:
    """Return the folder in ``LSTM_COURSE_HOME`` if that is set, else the usual one.

    Parameters
    ----------
    usual : path-like
        Where it is kept if the learner, or who set up the machine, has said nothing.

    Returns
    -------
    Path
        Absolute, whether or not there is such a folder yet.

    Examples
    --------
    >>> learner_home("/somewhere").is_absolute()
    True
    """
    said = os.environ.get(VARIABLE, "").strip()
    return Path(said or usual).expanduser().absolute()
