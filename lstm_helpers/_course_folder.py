"""Where the course's files lie: its data, its lessons and its list of pinned packages.

In a copy of the project they lie beside the package; a wheel carries them inside it (``setup.py``
puts them there), because beside an installed package lie the packages of others.
"""

from pathlib import Path

PACKED = "_course"  # setup.py's name for it


def find_course_folder(package: Path) -> Path:
    """Return the folder that holds ``data``, ``notebooks`` and ``requirements.txt``.

    Parameters
    ----------
    package : Path
        The folder of the installed or checked-out ``lstm_helpers``.

    Returns
    -------
    Path
        ``package/_course`` if there is one, else the folder around the package.

    Examples
    --------
    >>> (COURSE_FOLDER / "data" / "reviews.csv").is_file()
    True
    """
    packed = package / PACKED
    return packed if packed.is_dir() else package.parent


def is_packed() -> bool:
    """Tell whether this is a package with the course inside, rather than a copy of the project.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_packed() == (COURSE_FOLDER.name == PACKED)
    True
    """
    return COURSE_FOLDER.name == PACKED


COURSE_FOLDER = find_course_folder(Path(__file__).resolve().parent)
