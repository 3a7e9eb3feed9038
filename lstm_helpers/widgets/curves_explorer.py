"""The curves explorer: recorded trainings, by learning rate, size, sentences and epochs."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers.curves import (
    CurvesScene,
    RecordedRuns,
    curves_scene,
    load_recorded_runs,
    movements,
)
from lstm_helpers.plots.curves import CurvesFigure
from lstm_helpers.widgets.controls import Choice, Control, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer


class CurvesExplorer(KernelExplorer):
    """Recorded trainings of the review classifier: choose one, and how far it has come.

    Parameters
    ----------
    runs : RecordedRuns, optional
        The recorded trainings; those of the course if left out.
    rate : float
        Adam's learning rate, kept steady.
    units : int
        Of the LSTM.
    sentences : int
        How many it was trained on.
    dropout : float
        Of embedding features and of the last state.
    epochs : int
        How many of the epochs are shown.

    Raises
    ------
    ValueError
        If a value was not recorded; also when an attribute is set.

    Examples
    --------
    >>> explorer = CurvesExplorer(rate=1.0)
    >>> explorer.readout[0]
    'Rate 1, 16 units, 2,000 sentences, no dropout: by epoch 10 the training diverges.'
    >>> explorer.rate, explorer.epochs = 0.01, 2
    >>> explorer.readout[0]
    'Rate 0.01, 16 units, 2,000 sentences, no dropout: by epoch 2 the training fits.'
    """

    rate = Attribute(0.01)
    units = Attribute(16)
    sentences = Attribute(2000)
    dropout = Attribute(0.0)
    epochs = Attribute(10)

    figure_class = CurvesFigure

    def __init__(self, runs: RecordedRuns | None = None, **attributes: object) -> None:
        runs = load_recorded_runs() if runs is None else runs
        _validate.instance("runs", runs, RecordedRuns)
        self._runs = runs
        super().__init__(**attributes)

    @traitlets.validate("rate", "units", "sentences", "dropout")
    def _check_setting(self, proposal: dict) -> float:
        return self._runs.checked(proposal["trait"].name, proposal["value"])

    @traitlets.validate("epochs")
    def _check_epochs(self, proposal: dict) -> int:
        return _validate.whole("epochs", proposal["value"], 1, self._runs.about["epochs"])

    def _controls(self) -> tuple[Control, ...]:
        rates, sentences = self._runs.values("rate"), self._runs.values("sentences")
        dropouts = {
            value: f"{value:g}" if value else "none" for value in self._runs.values("dropout")
        }
        return (
            Slider("rate", "learning rate", rates, texts=[f"{rate:g}" for rate in rates]),
            Choice("units", "units", {units: str(units) for units in self._runs.values("units")}),
            Choice("sentences", "sentences", {count: f"{count:,}" for count in sentences}),
            Choice("dropout", "dropout", dropouts),
            Slider("epochs", "epochs shown", range(1, self._runs.about["epochs"] + 1)),
        )

    def _scene(self) -> CurvesScene:
        run = self._runs.run(self.rate, self.units, self.sentences, self.dropout)
        # A training whose loss became no number has fewer epochs than were asked for.
        return curves_scene(run, self._runs.guessing, min(self.epochs, len(run)))

    def _readout(self, scene: CurvesScene) -> list[str]:
        run, last = scene.run, len(scene.run)
        dropout = f"dropout {self.dropout:g}" if self.dropout else "no dropout"
        because = scene.diagnosis.because
        return [
            f"Rate {self.rate:g}, {self.units} units, {self.sentences:,} sentences, {dropout}: by "
            f"epoch {last} the training {scene.diagnosis.word}.",
            f"The rule: {because}.",
            f"Loss {run.loss[-1]:.2f} in training, {run.validation_loss[-1]:.2f} in validation; "
            f"accuracy {run.accuracy[-1]:.2f} and {run.validation_accuracy[-1]:.2f}. "
            f"Epoch {last}: {movements(run.loss, run.validation_loss)[-1]}.",
            _best(scene),
            f"Recorded once, with seed {self._runs.about['seed']}; guessing gives a loss of "
            f"{scene.guessing.even:.2f}, or {scene.guessing.by_share:.2f} by the classes' shares, "
            f"and an accuracy of {scene.guessing.accuracy:.2f}.",
        ]

    def _alt(self, scene: CurvesScene) -> str:
        run = scene.run
        return (
            f"Loss and accuracy by epoch, 1 to {len(run)}. Training loss from {run.loss[0]:.2f} to "
            f"{run.loss[-1]:.2f}, validation loss from {run.validation_loss[0]:.2f} to "
            f"{run.validation_loss[-1]:.2f}, lowest in epoch {run.best}."
        )


def _best(scene: CurvesScene) -> str:
    run, best = scene.run, scene.run.best
    lowest = (
        f"{run.validation_loss[best - 1]:.2f}, with an accuracy of "
        f"{run.validation_accuracy[best - 1]:.2f}"
    )
    if best == len(run):
        return f"The validation loss is at its lowest so far: {lowest}."
    since = len(run) - best
    later = "epoch since has" if since == 1 else f"{since} epochs since have"
    return f"The validation loss was lowest after epoch {best}: {lowest}. The {later} not helped."
