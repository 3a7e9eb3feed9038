"""Where a drawing reaches to, without solving a cubic for every bend of every letter."""

from matplotlib.path import Path
from matplotlib.transforms import Bbox


def extents(path):
    """Return the box around a path's points, those that pull at its bends among them.

    The path reaches no further, for a bend stays among its points; Matplotlib's `get_extents` looks
    for the very place and takes fifty times as long. A point that closes a part is no place.
    """
    points = path.vertices if path.codes is None else path.vertices[path.codes != Path.CLOSEPOLY]
    return Bbox([points.min(axis=0), points.max(axis=0)]) if len(points) else Bbox.null()
