"""Files of trained weights, read with care."""

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

# What NumPy and zipfile raise at a file that is no archive of arrays, or is damaged: among others
# TypeError for a single array, RuntimeError for a zip of an unknown kind, MemoryError for a shape
# that was made up.
_UNREADABLE = (
    *(OSError, EOFError, ValueError, TypeError, KeyError, RuntimeError, MemoryError),
    *(zipfile.BadZipFile, zlib.error),
)


def read_arrays(path: Path, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Read the arrays of a model file.

    Parameters
    ----------
    path : Path
        The file, an ``.npz``.
    names : iterable of str
        The arrays that have to be there.

    Returns
    -------
    dict of str to ndarray

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is cut short or lacks an array; named in the words.

    Examples
    --------
    >>> from lstm_helpers.corpus import DATA_FOLDER
    >>> read_arrays(DATA_FOLDER / "pretrained" / "review_lstm.npz", ["bias"])["bias"].shape
    (64,)
    """
    if not path.is_file():
        raise FileNotFoundError(f"no model file at {path}")
    try:
        # Opened here, so that it is closed even if NumPy gives up on what it finds inside.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except _UNREADABLE:
        raise ValueError(
            f"{path.name} is not a whole model file; it may have been cut short"
        ) from None
    for name in names:
        if name not in arrays:
            raise ValueError(f"{path.name} lacks the array {name!r}")
    return arrays
