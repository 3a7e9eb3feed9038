"""The gradient explorer: how far back in a sequence a gradient reaches, in three cells."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.gradients import GradientFlow, gradient_flow
from lstm_helpers.gradients.untrained import UNITS
from lstm_helpers.plots.gradients import GradientFigure, short_number
from lstm_helpers.widgets.controls import Choice, Control, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

_CELLS = {"RNN": "RNN", "LSTM": "LSTM", "GRU": "GRU"}
_GAINS = [round(0.2 + 0.1 * i, 1) for i in range(19)]
_FORGET_BIASES = (0, 1, 2, 5)
_LIMITS = ["off", 0.1, 0.2, 0.5, 1, 2, 5, 10]


class GradientExplorer(KernelExplorer):
    """Gradients on their way back through untrained cells: they vanish, hold or explode.

    Parameters
    ----------
    cell : {"RNN", "LSTM", "GRU"}
        The cell in the foreground.
    length : int
        T, the number of timesteps, from 2 to 100.
    gain : float
        From 0.2 to 2: each H × H block of the recurrent kernel is `gain` times a random
        orthogonal matrix, in all three cells, so it multiplies every vector's norm by `gain`.
    forget_bias : {0, 1, 2, 5}
        The bias of the LSTM's forget gate.
    clip : float or "off"
        The limit on the norm of the weights' whole gradient, from 0.1 to 10.
    seed : int
        Chooses weights and inputs, from 0 to 9.

    Raises
    ------
    ValueError
        If a value is out of range; also when an attribute is set.

    See Also
    --------
    lstm_helpers.gradient_flow : the numbers, and how they are computed.

    Examples
    --------
    >>> explorer = GradientExplorer(cell="RNN", length=100, gain=0.5)
    >>> explorer.readout[0]
    'RNN, 100 timesteps: vanishing.'
    >>> explorer.cell, explorer.forget_bias = "LSTM", 5
    >>> explorer.readout[0]
    'LSTM, 100 timesteps: holding.'
    """

    cell = Attribute("RNN")
    length = Attribute(50)
    gain = Attribute(0.8)
    forget_bias = Attribute(1)
    clip = Attribute("off")
    seed = Attribute(0)

    figure_class = GradientFigure

    @traitlets.validate("cell")
    def _check_cell(self, proposal: dict) -> str:
        return _validate.choice("cell", proposal["value"], _CELLS)

    @traitlets.validate("length")
    def _check_length(self, proposal: dict) -> int:
        return _validate.whole("length", proposal["value"], 2, 100)

    @traitlets.validate("gain")
    def _check_gain(self, proposal: dict) -> float:
        return _validate.number("gain", proposal["value"], _GAINS[0], _GAINS[-1])

    @traitlets.validate("forget_bias")
    def _check_forget_bias(self, proposal: dict) -> int:
        return _validate.numbered_choice("forget_bias", proposal["value"], _FORGET_BIASES)

    @traitlets.validate("clip")
    def _check_clip(self, proposal: dict) -> float | str:
        value = proposal["value"]
        if value is None or (isinstance(value, str) and value == "off"):
            return "off"
        if isinstance(value, str):
            raise ValueError(f"clip must be 'off' or a number; got {_validate.brief(value)}")
        return _validate.number("clip", value, _LIMITS[1], _LIMITS[-1])

    @traitlets.validate("seed")
    def _check_seed(self, proposal: dict) -> int:
        return _validate.whole("seed", proposal["value"], 0, 9)

    def _controls(self) -> tuple[Control, ...]:
        gains = sorted({*_GAINS, self.gain})  # Python may have set one in between
        limits = ["off", *sorted({*_LIMITS[1:], *({self.clip} - {"off"})})]
        return (
            Choice("cell", "cell", _CELLS),
            Slider("length", "length", range(2, 101), unit="timesteps"),
            Slider("gain", "recurrent gain", gains, texts=[f"{gain:g}" for gain in gains]),
            Choice("forget_bias", "LSTM's forget bias", {b: str(b) for b in _FORGET_BIASES}),
            Slider("clip", "clip at", limits, texts=[str(limit) for limit in limits]),
            Slider("seed", "seed", range(10)),
        )

    def _scene(self) -> GradientFlow:
        clip = None if self.clip == "off" else self.clip
        return gradient_flow(self.cell, self.length, self.gain, self.forget_bias, clip, self.seed)

    def _readout(self, scene: GradientFlow) -> list[str]:
        return [
            f"{scene.cell}, {scene.length} timesteps: {scene.curve.verdict}.",
            _reach(scene),
            _cause(scene),
            _update(scene),
            _setup(scene),
        ]

    def _alt(self, scene: GradientFlow) -> str:
        others = " and ".join(
            f"{name} {short_number(curve.norms[0])}"
            for name, curve in scene.curves.items()
            if name != scene.cell
        )
        return (
            f"Norm of the gradient by timestep: the {scene.cell}'s goes from 1 at the last of "
            f"{scene.length} timesteps to {short_number(scene.curve.norms[0])} at the first. "
            f"For comparison at the first: {others}."
        )


def _reach(scene: GradientFlow) -> str:
    """Return the gradient's norm at both ends, and how it got there."""
    curve = scene.curve
    first, last = (short_number(curve.norms[t]) for t in (0, -1))
    bounds = {
        "vanishing": "less than 1/100 of it is left",
        "holding": "it stays between 1/100 of it and 100 times it",
        "exploding": "it has grown more than 100 times",
    }
    return (
        f"∂L/∂h has norm {last} at the last timestep and {first} at the first, a ratio of "
        f"{short_number(curve.ratio)}: {bounds[curve.verdict]}. {_pace(curve.halving)}"
    )


def _pace(halving: float) -> str:
    if abs(halving) > 1000:
        return "From step to step it hardly changes."
    verb = "halves" if halving >= 0 else "doubles"
    return f"Going back, it {verb} every {abs(halving):.1f} steps on average."


def _cause(scene: GradientFlow) -> str:
    """Return what works on the gradient at each step of this cell."""
    steps = scene.length - 1
    if scene.cell == "RNN":
        return (
            f"The recurrent kernel alone would multiply it by {scene.gain:g} at each step, by "
            f"{short_number(scene.gain**steps)} in all. tanh, flat where units are saturated, "
            f"leaves {scene.curve.factor / scene.gain:.1%} of that a step on average."
        )
    if scene.cell == "LSTM":
        gate = float(sigmoid(scene.forget_bias))
        return (
            f"With bias {scene.forget_bias:g} alone the forget gate is {gate:.2f}, which to the "
            f"power of {steps} is {short_number(gate**steps)}. By all ways together, ∂L/∂c has "
            f"norm {short_number(scene.curve.cell_norms[-1])} at the last timestep and "
            f"{short_number(scene.curve.cell_norms[0])} at the first."
        )
    return (
        "With bias 0 alone the update gate keeps 0.50 of the old state a step, which to the power "
        f"of {steps} is {short_number(0.5**steps)}. The candidate and the gates pass on gradient "
        "as well."
    )


def _update(scene: GradientFlow) -> str:
    """Return the norm of the weights' gradient, and what clipping does to it."""
    before = short_number(scene.curve.weight_norm)
    if scene.clip is None:
        return f"The weights' whole gradient has norm {before}; clipping is off."
    if not scene.is_clipped:
        return (
            f"The weights' whole gradient has norm {before}, within the limit of "
            f"{scene.clip:g}: clipping changes nothing."
        )
    return (
        f"The weights' whole gradient has norm {before}; clipped to {scene.clip:g} it is "
        f"{short_number(scene.clipped_norm)}. The update is shorter, in the same direction, so "
        "each timestep's share in it stays what it was."
    )


def _setup(scene: GradientFlow) -> str:
    return (
        "Untrained: each block of a recurrent kernel is the gain times a random orthogonal matrix "
        f"(seed {scene.seed}); the loss is the sum of the last hidden state's {UNITS} units, "
        f"divided by √{UNITS}."
    )
