"""Colours that can be read on a light page and on a dark one."""

from dataclasses import dataclass, field

from lstm_helpers.plots.style import GATE_COLOURS

_GATES_ON_DARK = {
    "forget": "#F28B46",
    "input": "#3FC79D",
    "candidate": "#DFA0C4",
    "output": "#62B3EA",
    "cell": "#DCB340",
    "hidden": "#82CBF3",
}


@dataclass(frozen=True)
class Palette:
    """Colours that can be read on one ground, as in the other explorers.

    Attributes
    ----------
    ground, ink, faint, raised : str
        Behind everything; text and lines; what matters less; behind a box.
    accent, unknown : str
        What was chosen or changed; what the model does not know.
    gates : dict of str to str
        The colour of each gate and state.

    Examples
    --------
    >>> Palette.on(dark=False).ink
    '#1A1A1A'
    """

    ground: str
    ink: str
    faint: str
    raised: str
    accent: str
    unknown: str
    gates: dict[str, str] = field(hash=False)

    @classmethod
    def on(cls, dark: bool, ground: str | None = None) -> "Palette":
        """Return the colours for a light or a dark page, whose own ground colour may be given."""
        if dark:
            return cls(
                *(ground or "#111111", "#ECECEC", "#9A9A9A", "#2A2A2A", "#C3A5FF", "#FF9A94"),
                gates=_GATES_ON_DARK,
            )
        return cls(
            *(ground or "#FFFFFF", "#1A1A1A", "#757575", "#F0F0F0", "#6A3DB5", "#A3171D"),
            gates=GATE_COLOURS,
        )

    def rc(self) -> dict[str, object]:
        """Return Matplotlib's settings for these colours."""
        lines = ("axes.edgecolor", "xtick.color", "ytick.color", "legend.edgecolor")
        words = ("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor")
        return {
            **dict.fromkeys(lines, self.faint),
            **dict.fromkeys((*words, "axes.titlecolor"), self.ink),
            **dict.fromkeys(("figure.facecolor", "axes.facecolor"), self.ground),
            "legend.facecolor": self.ground,
            "grid.color": self.raised,
            "hatch.color": self.faint,
            "font.size": 10,
            "text.parse_math": False,  # a learner's dollar signs are dollar signs
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
