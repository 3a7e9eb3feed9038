"""What all figures share: colours, line styles, and how a figure shows itself."""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

GATE_COLOURS = {
    "forget": "#D55E00",
    "input": "#009E73",
    "candidate": "#CC79A7",
    "output": "#0072B2",
    "cell": "#B58900",
    "hidden": "#56B4E9",
}
SYMBOLS = dict(zip(GATE_COLOURS, "figoch", strict=True))
# The colour of values below zero, for what can be; the others are valves from 0 to 1. The same as
# in the gate explorer, and never red against green.
NEGATIVE_COLOURS = {"candidate": "#4B5D16", "cell": "#3B4A9E", "hidden": "#8C4A16"}
INK, FAINT = "#333333", "#888888"
_WARNINGS = threading.RLock()


class Picture(Figure):
    """A figure that shows itself in a notebook, sharp on any screen.

    Made without pyplot, so it is drawn once, where it is returned, and never piles up in memory.
    """

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        png = io.BytesIO()
        with missing_letters_allowed():
            self.savefig(png, format="png", dpi=160)
        return png.getvalue(), {"width": round(80 * self.get_figwidth())}


@contextmanager
def missing_letters_allowed() -> Iterator[None]:
    """Draw without a warning for each letter that the font lacks; a box stands for it.

    One thread at a time: which warnings are shown is a matter of all threads.
    """
    with _WARNINGS, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def figure(width: float, height: float) -> Figure:
    """Return an empty figure of the given size in inches."""
    return Picture(figsize=(width, height), layout="constrained", facecolor="white")


def plain(axes: Axes) -> None:
    """Leave only the two axes that carry numbers."""
    axes.spines[["top", "right"]].set_visible(False)


def valve_map(colour: str) -> LinearSegmentedColormap:
    """Return shades from white, shut, to a gate's colour, open."""
    return LinearSegmentedColormap.from_list("valve", ["#FFFFFF", colour])


def signed_map(negative: str, positive: str) -> LinearSegmentedColormap:
    """Return shades from the colour of the negative over white to that of the positive."""
    return LinearSegmentedColormap.from_list("signed", [negative, "#FFFFFF", positive])
