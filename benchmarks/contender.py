"""One way to draw that is measured: a notebook cell, and a place in it to press a key."""

import itertools
from dataclasses import dataclass

SLIDER = ".noUi-handle"  # of ipywidgets


@dataclass(frozen=True)
class Contender:
    """One way to draw, and where to press which key.

    Attributes
    ----------
    name : str
        As printed in the table.
    cell : str
        The notebook cell that shows it.
    root : str
        CSS selector, inside the cell's output, of what changes when the picture does.
    focus : str
        CSS selector, inside the cell's output, of what takes the key.
    wanted : str
        The change without which a press is not answered: ``canvas``, ``image`` or ``document``;
        or a CSS selector, inside the root, of what has to be there.
    limit : float or None
        The bound on the 95th percentile that the course sets itself, in ms.
    steps : int
        How many presses there are from the first place to the last.
    """

    name: str
    cell: str
    root: str
    focus: str
    wanted: str
    limit: float | None = None
    steps: int = 19

    def prepare(self, output):
        """Make ready for the next press: put the focus where the key goes."""
        target = output.locator(self.focus).first
        if self.focus.endswith(SLIDER):
            # JupyterLab takes the arrow keys from an ipywidgets slider; let it have them here.
            target.evaluate("slider => { slider.dataset.lmSuppressShortcuts = 'true'; }")
        target.focus()

    def keys(self):
        """Yield the keys to press: to the last place and back, without end."""
        for key in itertools.cycle(("ArrowRight", "ArrowLeft")):
            yield from itertools.repeat(key, self.steps)
