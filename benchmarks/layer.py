"""The folder for packages that a measurement needs and the course does not."""

import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
LAYER = FOLDER / ".layer"
INSTALL = (
    f"python -m pip install --no-deps --target {LAYER.relative_to(FOLDER.parent).as_posix()} "
    "-r benchmarks/requirements.txt"
)


def has(package):
    """Say whether a package is there, in the layer or beside the course's own."""
    return (LAYER / package).is_dir() or importlib.util.find_spec(package) is not None


def open_layer():
    """Let this process import from the layer what the course's own packages don't hold."""
    if LAYER.is_dir() and str(LAYER) not in sys.path:
        sys.path.append(str(LAYER))
