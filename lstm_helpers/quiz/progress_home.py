"""Where a learner's progress lies on this machine."""

import os
from pathlib import Path

import platformdirs

FILE_NAME = "progress.sqlite"


def progress_file() -> Path:
    """Return the file in ``LSTM_COURSE_HOME`` if that is set, else in the user's data folder.

    Returns
    -------
    Path
        Whether or not there is such a file yet.

    Examples
    --------
    >>> progress_file().name
    'progress.sqlite'
    """
    home = os.environ.get("LSTM_COURSE_HOME", "").strip()
    folder = Path(home).expanduser() if home else platformdirs.user_data_path("lstm-course", False)
    return folder.absolute() / FILE_NAME
