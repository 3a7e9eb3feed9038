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
        What was stored in half precision as float32.

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
            arrays = {name: _widened(file[name]) for name in file.files}
    except _UNREADABLE:
        raise ValueError(
            f"{path.name} is not a whole model file; it may have been cut short"
        ) from None
    for name in names:
        if name not in arrays:
            raise ValueError(f"{path.name} lacks the array {name!r}")
    return arrays


def halved(array: np.ndarray) -> np.ndarray:
    """Return an array in half precision if that changes none of its numbers, else as it is.

    Examples
    --------
    >>> halved(np.array([0.5], "float32")).dtype.name, halved(np.array([0.1], "float32")).dtype.name
    ('float16', 'float32')
    """
    if array.dtype.kind != "f":
        return array
    with np.errstate(over="ignore"):
        half = array.astype(np.float16)
    return half if np.array_equal(half.astype(array.dtype), array) else array


def _widened(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float32) if array.dtype == np.float16 else array
