"""A small LSTM unrolled over a sentence: what is on its wires, and what leaves the layer."""

from collections.abc import Iterable

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.live import LiveFigure
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.sheet import Sheet, tint
from lstm_helpers.plots.style import SYMBOLS
from lstm_helpers.plots.wording import shape_text, shortened, subscript, two_decimals
from lstm_helpers.unrolled import Unrolled

MOST_TIMESTEPS, MOST_UNITS = 6, 6

# In pixels of a page, y upwards. In the two lanes h and c run from box to box.
_HEIGHT = 470
_WORD, _ID, _INPUTS = 26, 10, (42, 132)  # the last from, to
_BOX = (150, 376)
_LANES = {"hidden": 318, "cell": 207}
_LANE = 94  # the height of a column in a lane, at most
_OUTPUT, _TITLE = 412, 455
_LEFT, _RIGHT = 62, 92  # before the first box, after the last column
_ROW, _COLUMN = 20, 42  # the height and width of a number's cell
_GATES = ("forget", "input", "candidate", "output")
_GATES_WIDTH = 4 * _COLUMN + 20  # what a box needs to show its gates


class UnrolledFigure(LiveFigure):
    """Boxes in a row, one a timestep, with the numbers that go in, on and out.

    The hidden state h runs along the upper lane (solid), the cell state c along the lower one
    (dashed). What the layer returns has a thick frame. The gates stand inside the boxes where
    there is room for them.

    Examples
    --------
    >>> from lstm_helpers import Vocabulary
    >>> from lstm_helpers.plots.live import Look
    >>> from lstm_helpers.unrolled import unroll
    >>> png = UnrolledFigure().png(unroll("Good Day", Vocabulary(("", "[UNK]"))), Look())
    >>> png[1:4]
    b'PNG'
    """

    height = _HEIGHT

    def stage_key(self, scene: Unrolled) -> Unrolled:
        """Draw all anew for each scene; on a `Sheet` that costs no more than a part would.

        Parameters
        ----------
        scene : Unrolled
            What is to be drawn.

        Returns
        -------
        Unrolled
            The scene itself.
        """
        return scene

    def stage(self, figure: Figure, scene: Unrolled, palette: Palette) -> None:
        """Draw the whole picture."""
        width = figure.get_figwidth() * 80
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, _HEIGHT))
        axes.axis("off")
        unrolled_sheet(scene, palette, width).draw_on(axes)

    def move(self, scene: Unrolled) -> Iterable[Artist]:
        """Return nothing, for nothing moves by itself."""
        return ()


def plot_unrolled(unrolled: Unrolled) -> Figure:
    """Draw an LSTM unrolled over a sentence, its numbers on the wires.

    Parameters
    ----------
    unrolled : Unrolled
        What `unroll` gives: 6 timesteps and 6 units at most.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are more timesteps or units than can be drawn, or `unrolled` is something else.

    Examples
    --------
    >>> from lstm_helpers import Vocabulary
    >>> from lstm_helpers.unrolled import unroll
    >>> len(plot_unrolled(unroll("Good Day", Vocabulary(("", "[UNK]")))).axes)
    1
    """
    _validate.instance("unrolled", unrolled, Unrolled)
    _validate.whole("the number of timesteps", len(unrolled.tokens), 1, MOST_TIMESTEPS)
    _validate.whole("the number of units", unrolled.units, 1, MOST_UNITS)
    return UnrolledFigure().still(unrolled)


def unrolled_sheet(scene: Unrolled, palette: Palette, width: float) -> Sheet:
    """Lay out the whole picture in `width` pixels."""
    drawing = _Drawing(scene, palette, width)
    for t in range(len(scene.tokens)):
        drawing.input(t)
        drawing.cell(t)
        for name in _LANES:
            drawing.state(name, t)
    for name in _LANES:
        drawing.ends(name)
    drawing.output()
    return drawing.sheet


class _Drawing:
    """The parts of the picture, each put on the sheet by its own method."""

    def __init__(self, scene: Unrolled, palette: Palette, width: float) -> None:
        self.scene, self.palette, self.sheet = scene, palette, Sheet()
        self.pitch = (width - _LEFT - _RIGHT) / len(scene.tokens)
        self.column = min(_COLUMN, 0.52 * self.pitch)
        gap = min(16.0, 0.08 * self.pitch)
        self.box = self.pitch - self.column - 2 * gap
        self.starts = [_LEFT + t * self.pitch for t in range(len(scene.tokens))]
        self.states = [start + self.box + gap + self.column / 2 for start in self.starts]
        self.row = min(_ROW, _LANE / scene.units)

    def input(self, t: int) -> None:
        middle, (low, high) = self.starts[t] + self.box / 2, _INPUTS
        if self.scene.tokens[t]:
            self._bold(shortened(self.scene.tokens[t], max(3, int(self.pitch / 9))), middle, _WORD)
        else:
            self._note("padding", middle, _WORD)
        self._note(f"id {self.scene.ids[t]}", middle, _ID)
        vector = self.scene.inputs[t]
        row = (high - low) / len(vector)
        self._column(vector, middle, (low + high) / 2, row, self.palette.faint)
        if self.scene.mask[t]:
            self.sheet.wire([(middle, high), (middle, _BOX[0])], self.palette.faint, arrow="^")
        if self.box > 78:
            self._bold(f"x{subscript(t + 1)}", middle + self.column / 2 + 13, high - 10)

    def cell(self, t: int) -> None:
        start, (low, high) = self.starts[t], _BOX
        self.sheet.box(
            start, low, self.box, high - low, self.palette.raised, self.palette.faint, line=1.2
        )
        middle = start + self.box / 2
        if self.box >= 38:
            self._bold("LSTM", middle, high - 15)
        if not self.scene.mask[t]:
            for name, y in _LANES.items():  # what the mask skips is handed on as it was
                self._wire(name, [(start, y), (start + self.box, y)])
            if self.box >= 46:
                self._note("skipped", middle, (_LANES["hidden"] + _LANES["cell"]) / 2)
        elif self.box >= _GATES_WIDTH:
            self._gates(t)

    def _gates(self, t: int) -> None:
        start, middle = self.starts[t], 252
        for k, name in enumerate(_GATES):
            x = start + (k + 0.5) * self.box / 4
            values, colour = getattr(self.scene.trace, name)[t], self.palette.gates[name]
            half = self._column(values, x, middle, self.row, colour, signed=name == "candidate")
            self._bold(SYMBOLS[name], x, middle + half + 13)
            if self.box >= 250:
                self._note(name, x, middle - half - 13)
        if self.box >= 270:
            old, new = subscript(t), subscript(t + 1)
            self._note(
                f"c{new} = f ⊙ c{old} + i ⊙ g     h{new} = o ⊙ tanh(c{new})",
                start + self.box / 2,
                _BOX[0] + 18,
            )

    def state(self, name: str, t: int) -> None:
        x, y, last = self.states[t], _LANES[name], t == len(self.states) - 1
        leaves = self.scene.returned
        returned = name == "hidden" and (last or self.scene.return_sequences)
        returned = returned or (last and name in leaves)
        values, colour = getattr(self.scene.trace, name)[t], self.palette.gates[name]
        half = self._column(values, x, y, self.row, colour, framed=returned)
        self._bold(f"{SYMBOLS[name]}{subscript(t + 1)}", x, y + half + 10)
        self._wire(name, [(self.starts[t] + self.box, y), (x - self.column / 2, y)])
        if not last:
            self._wire(name, [(x + self.column / 2, y), (self.starts[t + 1], y)], arrow=">")

    def ends(self, name: str) -> None:
        """Draw where a state comes from, and whether it leaves the layer."""
        x, y, symbol = self.starts[0], _LANES[name], SYMBOLS[name]
        self._wire(name, [(x - 20, y), (x, y)], arrow=">")
        self._note(f"{symbol}{subscript(0)} = 0", x - 41, y)
        x = self.states[-1] + self.column / 2
        if name in self.scene.returned:
            line = [(x, y), (x + 18, y)]
            self.sheet.wire(line, self.palette.ink, name == "cell", line=2.4, arrow=">")
            self._note("returned", x + 24, y + 17, align="left")
            self._bold(f"state {symbol}", x + 24, y, align="left")
            self._bold(shape_text(self.scene.returned[name].shape), x + 24, y - 17, align="left")
        else:
            self._note(f"state {symbol}", x + 12, y + 8, align="left")
            self._note("not returned", x + 12, y - 8, align="left")

    def output(self) -> None:
        """Draw what leaves upwards, and write the call of the layer as a title."""
        chosen = self.states if self.scene.return_sequences else self.states[-1:]
        bottom = _LANES["hidden"] + self.row * self.scene.units / 2 + 20
        middle, ink = (chosen[0] + chosen[-1]) / 2, self.palette.ink
        for x in chosen if len(chosen) > 1 else ():
            self.sheet.wire([(x, bottom), (x, _OUTPUT - 14)], ink, line=2.4)
        if len(chosen) > 1:
            self.sheet.wire([(chosen[0], _OUTPUT - 14), (chosen[-1], _OUTPUT - 14)], ink, line=2.4)
            bottom = _OUTPUT - 14
        self.sheet.wire([(middle, bottom), (middle, _OUTPUT + 4)], ink, line=2.4, arrow="^")
        self._note("returned", middle - 8, _OUTPUT + 15, align="right")
        shape = shape_text(self.scene.returned["output"].shape)
        self._bold(f"output {shape}", middle, _OUTPUT + 15, align="left")
        self._bold(self.scene.call, 8, _TITLE, align="left")

    # ------------------------------------------------------------------ strokes

    def _column(self, values, x, y, row, colour, signed=True, framed=False) -> float:
        """Put numbers below each other, their middle at x and y; return half of the height."""
        fill = tint(colour, self.palette.ground) if framed else self.palette.ground
        half, left = row * len(values) / 2, x - self.column / 2
        for k, value in enumerate(values):
            bottom = y + half - (k + 1) * row
            self.sheet.box(left, bottom, self.column, row, fill, colour)
            text = two_decimals(value, signed)
            self.sheet.label(text, x, bottom + row / 2, 10.5, self.palette.ink)
        if framed:
            self.sheet.box(
                left, y - half, self.column, 2 * half, "none", self.palette.ink, line=2.6
            )
        return half

    def _wire(self, name: str, points: list, arrow: str = "") -> None:
        self.sheet.wire(points, self.palette.gates[name], name == "cell", arrow=arrow)

    def _bold(self, text: str, x: float, y: float, align: str = "center") -> None:
        self.sheet.label(text, x, y, 12.5, self.palette.ink, "bold", align)

    def _note(self, text: str, x: float, y: float, align: str = "center") -> None:
        self.sheet.label(text, x, y, 10.5, self.palette.faint, align=align)
