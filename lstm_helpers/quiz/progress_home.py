"""Where a learner's progress lies on this machine."""

from pathlib import Path

import platformdirs

from lstm_helpers._learner_home import learner_home

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
    return learner_home(platformdirs.user_data_path("lstm-course", False)) / FILE_NAME
