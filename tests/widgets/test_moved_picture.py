"""Each explorer that the kernel draws: whatever was moved before, its picture shows the present."""

import io

import numpy as np
import pytest
from PIL import Image

import lstm_helpers
from lstm_helpers.plots.live import Look
from lstm_helpers.widgets.controls import Field, Switch
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

EXPLORERS = [
    explorer
    for explorer in (getattr(lstm_helpers, name) for name in sorted(lstm_helpers.__all__))
    if isinstance(explorer, type) and issubclass(explorer, KernelExplorer)
]
WORDS = {"word": ("good", "film"), "sentence": ("a warm end", "not a good film and not a good end")}


def drawn(explorer):
    return np.asarray(Image.open(io.BytesIO(explorer._render(Look(width=560)))))


def values(control):
    """Return what a learner may set a control to; of a long row the ends and the middle."""
    if isinstance(control, Field):
        return WORDS.get(control.name, ("The", "Water, "))
    if isinstance(control, Switch):
        return True, False
    shown = control.on_page()["values"]
    return shown[0], shown[-1], shown[len(shown) // 2]


@pytest.mark.parametrize("explorer_class", EXPLORERS)
def test_a_moved_picture_is_that_of_one_made_afresh(explorer_class):
    moved = explorer_class()
    drawn(moved)
    for name in [control.name for control in moved._controls()]:
        control = next(control for control in moved._controls() if control.name == name)
        for value in values(control):
            setattr(moved, name, value)
            picture, afresh = drawn(moved), drawn(explorer_class(**moved._values()))
            assert picture.shape == afresh.shape, moved._values()
            assert (picture == afresh).all(), moved._values()
