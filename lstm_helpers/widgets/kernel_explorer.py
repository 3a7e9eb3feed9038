"""The base of explorers whose picture the kernel draws.

The page shows controls, the picture and a read-out. It asks for one change at a time and, while
that is under way, gathers what the learner does next; so a slow answer never piles up into a lag.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from lstm_helpers import _validate
from lstm_helpers.plots.live import LiveFigure, Look
from lstm_helpers.widgets._assets import join_modules, read_asset
from lstm_helpers.widgets._turns import TURNS
from lstm_helpers.widgets.controls import Control
from lstm_helpers.widgets.course_widget import CourseWidget, attributes_of, sendable

_STATIC = Path(__file__).parent / "static"
_MODULES = ("element", "colours", "theme", "shortcuts", "exchange", "controls", "kernel_explorer")


class KernelExplorer(CourseWidget):
    """Controls, a picture drawn in the kernel, and a read-out in words.

    An explorer derives from it, has a checked `Attribute` for each control, and fills in
    `_controls`, `_scene`, `_readout` and `_alt`. Set an attribute and the page follows; move a
    control and the attribute follows.

    Attributes
    ----------
    figure_class : type of LiveFigure
        Draws the picture of a scene.

    Examples
    --------
    >>> from lstm_helpers.widgets.controls import Slider
    >>> from lstm_helpers.widgets.course_widget import Attribute
    >>> class Doubler(KernelExplorer):
    ...     number = Attribute(1)
    ...
    ...     def _controls(self):
    ...         return (Slider("number", "number", range(5)),)
    ...
    ...     def _scene(self):
    ...         return 2 * self.number
    ...
    ...     def _readout(self, scene):
    ...         return [f"Doubled it is {scene}."]
    >>> explorer = Doubler()
    >>> explorer.number = 4
    >>> explorer.readout
    ['Doubled it is 8.']
    """

    _esm = join_modules(*(_STATIC / f"{name}.js" for name in _MODULES))
    _css = read_asset(_STATIC, "theme.css") + read_asset(_STATIC, "kernel_explorer.css")

    figure_class: ClassVar[type[LiveFigure] | None] = None

    _look: Look | None = None  # until a page asks
    _asked = False  # whether a page's changes are being taken over
    _changing = False  # whether observers are still bringing attributes into line with a new one

    def __init__(self, **attributes: object) -> None:
        super().__init__(**attributes)
        self._figure = self.figure_class() if self.figure_class else None
        self._scene()  # attributes that do not go together are refused here
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    @property
    def readout(self) -> list[str]:
        """What the explorer says about its present state, line by line."""
        with TURNS:  # never half of what the page asked for
            return list(self._readout(self._scene()))

    def _controls(self) -> Sequence[Control]:
        """Return the controls, with the values that may be chosen at present."""
        raise NotImplementedError

    def _scene(self) -> object:
        """Compute all numbers of the picture; a ValueError is told to the learner."""
        raise NotImplementedError

    def _readout(self, scene: object) -> list[str]:
        """Return what is to be read out about a scene."""
        raise NotImplementedError

    def _alt(self, scene: object) -> str:
        """Return a sentence that describes the picture to who can't see it."""
        return f"{type(self).__name__}: the figures are in the read-out below."

    def _pick(self, x: float, y: float) -> None:
        """Take over a click into the picture, at 0 to 1 from its lower left corner."""

    def _render(self, look: Look) -> bytes:
        """Draw the present state."""
        return self._figure.png(self._scene(), look)

    # ---------------------------------------------------------------- with the page

    def notify_change(self, change: dict) -> None:
        """Tell the page of a change in Python, once all that hangs on it has followed.

        Parameters
        ----------
        change : dict
            Of traitlets.
        """
        outermost, self._changing = not self._changing, True
        try:
            super().notify_change(change)
        finally:
            self._changing = not outermost
        drawn = self._look is not None and change["name"] in attributes_of(type(self))
        if outermost and drawn and not self._asked:
            self._answer(asked=None)

    def _hear(self, _widget: object, content: object, _buffers: object) -> None:
        """Take over what a page asks for, all of it or nothing, and answer."""
        if not isinstance(content, dict):
            return
        before = self._values()
        self._asked, problem = True, ""
        try:
            self._take_over(content)
            self._scene()
        except ValueError as error:
            problem = str(error)
            self._put_back(before)
        finally:
            self._asked = False
        asked = content.get("asked")
        self._answer(asked if isinstance(asked, str) and sendable(asked) else None, problem)

    def _take_over(self, content: dict) -> None:
        drawn = self._look is not None
        if "look" in content:
            self._look = _read_look(content["look"])
        known = [control.name for control in self._controls()]
        wanted = _validate.table("set", content.get("set", {}), "values", 0)
        for name in wanted:
            _validate.choice("a control's name", name, known)
        for name in self._set(wanted):  # what waited for another to be set
            setattr(self, name, wanted[name])
        if "pick" in content and self._look is not None:
            if not drawn and self._figure:  # where a click lies is known of a picture once drawn
                self._figure.png(self._scene(), self._look)
            x, y = _several("pick", content["pick"], 2)
            self._pick(_validate.number("x", x, 0, 1), _validate.number("y", y, 0, 1))

    def _set(self, wanted: Mapping[str, object]) -> list[str]:
        """Set attributes in the order given, and return those that were refused."""
        refused = []
        for name, value in wanted.items():
            try:
                setattr(self, name, value)
            except ValueError:
                refused.append(name)
        return refused

    def _values(self) -> dict[str, object]:
        return {control.name: getattr(self, control.name) for control in self._controls()}

    def _put_back(self, values: dict[str, object]) -> None:
        # Past the checks and observers: these values have stood beside each other before.
        self._trait_values.update(values)

    def _answer(self, asked: str | None, problem: str = "") -> None:
        scene = self._scene()
        buffers = [self._figure.png(scene, self._look)] if self._figure and self._look else []
        answer = {
            "asked": asked,
            "explorer": type(self).__name__,
            "controls": [control.on_page() for control in self._controls()],
            "values": self._values(),
            "readout": list(self._readout(scene)),
            "alt": self._alt(scene),
            "problem": problem,
        }
        self.send(answer, buffers)


def _read_look(said: object) -> Look:
    """Bring what a page says about itself into range."""
    said = _validate.table("look", said, "values")
    width = _validate.number("width", said.get("width"), 0)
    ratio = _validate.number("ratio", said.get("ratio"), 0)
    red, green, blue = (
        round(255 * _validate.number("each of ground", part, 0, 1))
        for part in _several("ground", said.get("ground"), 3)
    )
    return Look(
        width=round(min(1000, max(560, width))),
        ratio=min(2.0, max(1.0, ratio)),
        dark=_validate.flag("dark", said.get("dark")),
        ground=f"#{red:02X}{green:02X}{blue:02X}",
    )


def _several(name: str, value: object, count: int) -> list:
    found = _validate.entries(name, value, f"a list of {count} numbers")
    if len(found) != count:
        raise ValueError(f"{name} must hold {count} numbers; got {len(found)}")
    return found
