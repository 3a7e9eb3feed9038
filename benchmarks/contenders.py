"""The ways to move through one LSTM reading that are measured side by side.

All draw the same numbers: six maps (forget, input, candidate, output, cell, hidden) of one
sentence read by the review model, the chosen timestep marked. Each is one notebook cell, and
one place to press a key.
"""

import itertools
from dataclasses import dataclass

from benchmarks.latency_cells import (
    BLIT,
    EMBEDDING,
    EXPLORER,
    EXPLORER_LARGE,
    FLOOR,
    GRADIENTS,
    INTERACT,
    IPYMPL,
    PADDING,
    PIPELINE,
    QUIZ,
    RETURNS,
    TOKENS,
    TOKENS_LARGE,
    UNITS_LARGE,
)

YARDSTICK = "`interact` + inline Matplotlib"
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
        The change without which a press is not answered: ``canvas``, ``image`` or ``document``.
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


@dataclass(frozen=True)
class QuizContender(Contender):
    """A question answered again and again: the key is Enter on the commit button."""

    def prepare(self, output):
        """Take the answer back if there is one, choose an option, say how sure."""
        again = output.locator(".quiz-retry, .quiz-again").first
        if again.is_visible():
            again.click()
        output.locator(".quiz-option").first.click()
        output.locator(".quiz-sure").first.click()
        super().prepare(output)

    def keys(self):
        """Yield the key to press, without end."""
        return itertools.repeat("Enter")


FRAME = 1000 / 60  # ms that a 60 Hz screen shows one picture
KERNEL_LIMIT = 80  # ms for a picture that the kernel draws
EXPLORER_ROOT = ".gate-explorer"
CHOSEN_CHIP = ".ge-chip[aria-pressed='true']"
FORGET_SLIDER = ".ge-control[data-gate='forget'] input[type='range']"


def kernel_explorer(name, cell, control, moved, steps=19):
    """Return an explorer whose picture the kernel draws, moved by one of its sliders."""
    focus = f"[data-control='{control}']"
    return Contender(
        f"{name}, {moved}", cell, ".kernel-explorer", focus, "image", KERNEL_LIMIT, steps
    )


def contenders():
    """List every contender, in the order of the table."""
    floor = ".measured-floor"
    interact, ipympl, blit = ".measured-interact", ".measured-ipympl", ".measured-blit"
    large = f"{TOKENS_LARGE} tokens × {UNITS_LARGE} units"
    return [
        Contender("an empty change (the floor)", FLOOR, floor, f"{floor} input", "document"),
        Contender(
            YARDSTICK, INTERACT, f"{interact} .widget-output", f"{interact} {SLIDER}", "image"
        ),
        Contender("ipympl", IPYMPL, ".jupyter-matplotlib", f"{ipympl} {SLIDER}", "canvas"),
        Contender(
            "Matplotlib blitted into an `Image`",
            BLIT,
            f"{blit} img",
            f"{blit} {SLIDER}",
            "image",
            KERNEL_LIMIT,
        ),
        Contender("GateExplorer, move", EXPLORER, EXPLORER_ROOT, CHOSEN_CHIP, "document", FRAME),
        Contender("GateExplorer, surgery", EXPLORER, EXPLORER_ROOT, FORGET_SLIDER, "canvas", FRAME),
        Contender(
            f"GateExplorer, move, {large}",
            EXPLORER_LARGE,
            EXPLORER_ROOT,
            CHOSEN_CHIP,
            "document",
            50,
            TOKENS_LARGE - 1,
        ),
        Contender(
            f"GateExplorer, surgery, {large}",
            EXPLORER_LARGE,
            EXPLORER_ROOT,
            FORGET_SLIDER,
            "canvas",
            50,
        ),
        Contender(
            "TokenExplorer, size of the vocabulary",
            TOKENS,
            ".token-explorer",
            ".te-slider",
            "document",
            KERNEL_LIMIT,
            100,
        ),
        kernel_explorer("PaddingExplorer", PADDING, "length", "length of the row"),
        kernel_explorer("EmbeddingExplorer", EMBEDDING, "neighbours", "number of neighbours", 14),
        kernel_explorer("GradientExplorer", GRADIENTS, "gain", "recurrent gain", 18),
        kernel_explorer("ReturnExplorer", RETURNS, "units", "units", 5),
        kernel_explorer("PipelineExplorer", PIPELINE, "stage", "stage", 5),
        QuizContender("quiz, answer to feedback", QUIZ, ".quiz-stage", ".quiz-commit", "document"),
    ]
