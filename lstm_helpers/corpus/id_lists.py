"""Lists of ids of unequal length, out of a NumPy archive, without letting it run code."""

import pickle
import zipfile
from pathlib import Path

import numpy as np

# NumPy stores an array of lists as a pickle, and a pickle may name any function to be called. These
# are the ones that build an array; `numpy.core` is what NumPy 1 calls `numpy._core`.
_BUILD_ARRAYS = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "_reconstruct"),
}


class _ArrayUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _BUILD_ARRAYS:
            raise pickle.UnpicklingError(f"{module}.{name} builds no array")
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def read_id_lists(path: Path, name: str) -> list[list[int]]:
    """Read one array of lists of ids.

    Parameters
    ----------
    path : Path
        A file that ``numpy.savez`` wrote.
    name : str
        The array.

    Returns
    -------
    list of list of int

    Raises
    ------
    ValueError
        If the array is not there, holds anything else than lists of ids, or names a function that
        builds no array, in which case none is called.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "few.npz"
    ...     np.savez(path, x=np.array([[1, 2], [3]], dtype=object))
    ...     read_id_lists(path, "x")
    [[1, 2], [3]]
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(f"{name}.npy") as file:
            np.lib.format.read_magic(file)
            np.lib.format.read_array_header_1_0(file)
            found = _ArrayUnpickler(file).load()
    except (KeyError, EOFError, ValueError, pickle.UnpicklingError, zipfile.BadZipFile) as fault:
        raise ValueError(f"{path.name} must hold {name}, lists of ids; {fault}") from None
    lists = found.tolist() if isinstance(found, np.ndarray) else [found]
    if not all(isinstance(ids, list) and {type(id_) for id_ in ids} <= {int} for ids in lists):
        raise ValueError(f"{path.name} must hold {name}, lists of ids; it holds something else")
    return lists
