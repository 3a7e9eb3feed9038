"""The attention explorer: how far recorded networks remember, with attention and without."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers.plots.recall_live import RecallFigure, norm_text
from lstm_helpers.recall_views import (
    RECALL_CELLS,
    RecallView,
    recall_timesteps,
    recall_view,
    recorded_recall,
)
from lstm_helpers.widgets.controls import Choice, Control, Slider, Switch
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer


class AttentionExplorer(KernelExplorer):
    """Networks that name the first word of a sequence: how often, and how the word reaches them.

    Parameters
    ----------
    cell : {"rnn", "lstm", "gru"}
        Kind of recurrent layer.
    attention : bool
        Whether the network attends to all its states.
    distance : {10, 25, 50, 100, 200, 400}
        How many other words follow the first.
    trained : bool
        Whether to look at gradients after training, or before.
    timestep : int
        The one that is pointed at, from 0 to `distance`; the nearest that was recorded is taken.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    See Also
    --------
    lstm_helpers.recall_view : the numbers, and where they come from.

    Examples
    --------
    >>> explorer = AttentionExplorer(cell="lstm", distance=10)
    >>> explorer.readout[0]
    'LSTM, 10 other words: 100% right on average, 100% to 100% by seed.'
    """

    cell = Attribute("lstm")
    attention = Attribute(False)
    distance = Attribute(100)
    trained = Attribute(True)
    timestep = Attribute(0)

    figure_class = RecallFigure

    def __init__(self, **attributes: object) -> None:
        super().__init__(**attributes)
        self.observe(self._stay_within, "distance")

    @traitlets.validate("cell")
    def _check_cell(self, proposal: dict) -> str:
        return _validate.choice("cell", proposal["value"], RECALL_CELLS)

    @traitlets.validate("attention", "trained")
    def _check_flags(self, proposal: dict) -> bool:
        return _validate.flag(proposal["trait"].name, proposal["value"])

    @traitlets.validate("distance")
    def _check_distance(self, proposal: dict) -> int:
        recall_timesteps(proposal["value"])  # refuses, in words, what was not recorded
        return int(proposal["value"])

    @traitlets.validate("timestep")
    def _check_timestep(self, proposal: dict) -> int:
        timestep = _validate.whole("timestep", proposal["value"], 0, self.distance)
        return min(recall_timesteps(self.distance), key=lambda known: abs(known - timestep))

    def _stay_within(self, change: dict) -> None:
        """Keep the timestep's place in the sequence when that gets longer or shorter."""
        self.timestep = round(self.timestep * change["new"] / change["old"])

    def _controls(self) -> tuple[Control, ...]:
        return (
            Choice("cell", "cell", RECALL_CELLS),
            Switch("attention", "attention"),
            Slider("distance", "distance", recorded_recall()[0].distances, unit="other words"),
            Choice("trained", "gradient", {False: "before training", True: "after training"}),
            Slider("timestep", "timestep", sorted({*recall_timesteps(self.distance), self._at()})),
        )

    def _scene(self) -> RecallView:
        return recall_view(self.cell, self.attention, self.distance, self.trained, self._at())

    def _at(self) -> int:
        """Return the timestep, which may lie outside while the distance is changing."""
        return min(self.timestep, self.distance)

    def _readout(self, scene: RecallView) -> list[str]:
        lines = [_headline(scene), _slope(scene)]
        if scene.attended is not None:
            first, here = scene.attended[0], scene.attended[scene.place]
            said = f"Attention after training: weight {first:.2f} on the first word"
            if scene.timestep:
                said += f", {here:.3f} on the one at timestep {scene.timestep}"
            alike = 1 / (scene.distance + 1)
            lines.append(f"{said} (seeds' mean); before training each had about {alike:.3f}.")
        lines.append(_reach(scene))
        return lines

    def _alt(self, scene: RecallView) -> str:
        when = "after" if scene.trained else "before"
        seen = "no attention" if scene.attended is None else "the attention, after training"
        return (
            f"{_headline(scene)} Left, right answers by distance for {len(scene.networks)} kinds "
            "of network; on the right the gradient by timestep, from "
            f"{norm_text(scene.slopes[0])} at the first word to "
            f"{norm_text(scene.slopes[-1])} at the last, {when} training; below it {seen}."
        )


def _headline(scene: RecallView) -> str:
    found = scene.accuracy
    return (
        f"{scene.network.name}, {scene.distance} other words: {found.mean():.0%} right on "
        f"average, {found.min():.0%} to {found.max():.0%} by seed."
    )


def _slope(scene: RecallView) -> str:
    when = "After" if scene.trained else "Before"
    which = "the first word" if scene.timestep == 0 else f"the word at timestep {scene.timestep}"
    return (
        f"{when} training the right word's logit has, in the seeds' geometric mean, a gradient of "
        f"norm {norm_text(scene.slopes[scene.place])} by {which}, and of "
        f"{norm_text(scene.slopes[-1])} by the last one."
    )


def _reach(scene: RecallView) -> str:
    network = scene.network
    where = f"up to {network.holds_to}" if network.holds_to else "at none of the"
    return (
        f"{network.name}, {network.parameters:,} parameters: every seed is right at least "
        f"nine times in ten {where} other words."
    ).replace("none of the other words", "none of the distances")
