"""Explorers that a kernel draws, as a site shows them: their picture, its words and its numbers."""

from dataclasses import dataclass
from pathlib import Path

from lstm_helpers.plots.live import Look
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

GROUNDS = {"light": "#FFFFFF", "dark": "#121417"}  # as in static/site.css
WIDTHS = {"wide": 860, "narrow": 560}  # CSS pixels: beside a text, and on a phone
_DOTS = 1.5  # of the screen in a CSS pixel: sharp enough, and half as heavy as 2


@dataclass(frozen=True)
class Still:
    """An explorer at rest.

    Attributes
    ----------
    name : str
        The explorer's class.
    pictures : dict of str to str
        File names by width and ground, such as ``"wide-dark"``.
    width, narrow, height : int
        Widths of both pictures and the height of each, in CSS pixels.
    alt : str
        What the picture shows.
    settings : list of tuple of str
        Each control, and where it stands.
    readout : list of str
        The numbers, in sentences.
    """

    name: str
    pictures: dict[str, str]
    width: int
    narrow: int
    height: int
    alt: str
    settings: list[tuple[str, str]]
    readout: list[str]


def still(explorer: KernelExplorer, folder: Path, stem: str) -> Still:
    """Draw an explorer's present state.

    Parameters
    ----------
    explorer : KernelExplorer
        The explorer.
    folder : Path
        Where the pictures go.
    stem : str
        How their names begin.

    Returns
    -------
    Still
    """
    pictures = {}
    for size, width in WIDTHS.items():
        for theme, ground in GROUNDS.items():
            look = Look(width=width, ratio=_DOTS, dark=theme == "dark", ground=ground)
            pictures[f"{size}-{theme}"] = name = f"{stem}-{size}-{theme}.png"
            (folder / name).write_bytes(explorer._render(look))
    figure = explorer._figure
    return Still(
        name=type(explorer).__name__,
        pictures=pictures,
        width=WIDTHS["wide"],
        narrow=WIDTHS["narrow"],
        height=figure.height,
        alt=explorer._alt(explorer._scene()),
        settings=[_setting(control.on_page(), explorer) for control in explorer._controls()],
        readout=explorer.readout,
    )


def _setting(control: dict, explorer: KernelExplorer) -> tuple[str, str]:
    value = getattr(explorer, control["name"])
    if "values" in control:
        value = control["texts"][control["values"].index(value)]
    elif control["kind"] == "switch":
        value = "on" if value else "off"
    unit = control.get("unit", "")
    return control["label"], f"{value} {unit}".strip()
