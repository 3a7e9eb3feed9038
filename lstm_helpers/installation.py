"""Checks that all the lessons need is here, in the versions they were tested with."""

import re
import sys
from importlib.metadata import PackageNotFoundError, version

from lstm_helpers._course_folder import COURSE_FOLDER, is_packed

REQUIREMENTS_FILE = COURSE_FOLDER / "requirements.txt"
PYTHONS = ((3, 11), (3, 13))

# What a learner meets by name; the rest of the requirements serves the tests.
_SHOWN = ("tensorflow", "keras", "numpy", "scikit-learn", "matplotlib", "jupyterlab", "ipywidgets")


def check_installation() -> None:
    """Print a line for Python and for each main package: in order, or what to do.

    Examples
    --------
    >>> check_installation()  # doctest: +ELLIPSIS
    ✓ Python ...
    ✓ tensorflow ...
    """
    lowest, highest = (".".join(map(str, python)) for python in PYTHONS)
    if PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        print(f"✓ Python {lowest} to {highest}")
    else:
        print(f"✗ Python {sys.version.split()[0]}: the lessons need {lowest} to {highest}")
    pins = pinned_versions()
    for package in _SHOWN:
        print(_line(package, pins[package]))


def pinned_versions() -> dict[str, str]:
    """Return the version of each package that the course was tested with.

    Returns
    -------
    dict of str to str
        Package name to version, as in ``requirements.txt``.

    Examples
    --------
    >>> "keras" in pinned_versions()
    True
    """
    lines = REQUIREMENTS_FILE.read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", lines, flags=re.MULTILINE))


def _line(package: str, wanted: str) -> str:
    remedy = (
        f"python -m pip install {package}=={wanted}" if is_packed() else "python course.py setup"
    )
    try:
        found = version(package)
    except PackageNotFoundError:
        return f"✗ {package} is missing: run  {remedy}"
    if found != wanted:
        return f"✗ {package} {found}: tested with {wanted}; run  {remedy}"
    return f"✓ {package} {found}"
