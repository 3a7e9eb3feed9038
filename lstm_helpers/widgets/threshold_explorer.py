"""The threshold explorer: move a filter's threshold and the share of what it looks for."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import traitlets

from lstm_helpers import _validate
from lstm_helpers.message_filters import held_out_messages
from lstm_helpers.metrics import BinaryScores, open_share
from lstm_helpers.plots.thresholds import ThresholdFigure
from lstm_helpers.threshold_views import ThresholdView, threshold_view
from lstm_helpers.widgets.controls import Choice, Control, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

_SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
_STEPS = 100


class ThresholdExplorer(KernelExplorer):
    """A threshold on predicted probabilities: its counts, its measures, and all other thresholds.

    Parameters
    ----------
    actual : sequence of bool, optional
        True where the answer is positive; both answers must occur. The course's messages if left
        out, judged by a bag of words and an LSTM that were trained on others of them.
    probabilities : sequence of float, or dict of str to sequence of float, optional
        The probability of positive, of one model or of up to four by name.
    names : (str, str)
        What a negative and a positive are called.
    model : str, optional
        The model in front; the first if left out.
    threshold : float
        From 0 to 1; a probability above it is called positive.
    share : float, optional
        The share of positives to count with, more than 0 and less than 1; as it is if left out.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = ThresholdExplorer([False, True, True], [0.2, 0.6, 0.9], ("ham", "spam"))
    >>> explorer.readout[0]
    'Threshold 0.50: precision 1.00, recall 1.00, F1 1.00, accuracy 1.00.'
    >>> explorer.threshold = 0.7
    >>> explorer.readout[1]
    'Of 2 spam, 1 found and 1 missed. Of 1 ham, 0 called spam and 1 let through.'
    """

    model = Attribute("")
    threshold = Attribute(0.5)
    share = Attribute(0.5)

    figure_class = ThresholdFigure

    def __init__(
        self,
        actual: Sequence[bool] | None = None,
        probabilities: Sequence[float] | dict[str, Sequence[float]] | None = None,
        names: tuple[str, str] | None = None,
        model: str | None = None,
        threshold: float = 0.5,
        share: float | None = None,
    ) -> None:
        if (actual is None) != (probabilities is None):
            given = "probabilities" if actual is None else "actual"
            raise ValueError(f"actual and probabilities belong together; got {given} alone")
        if actual is None:
            actual, probabilities = held_out_messages()
            names = ("wanted", "unwanted") if names is None else names
        if not isinstance(probabilities, dict):
            probabilities = {"the model": probabilities}
        names = ("negative", "positive") if names is None else names
        self._view = threshold_view(actual, probabilities, names, threshold, share, model)
        self._own_share = self._view.curve.share
        share = self._own_share if share is None else share
        super().__init__(model=self._view.model, threshold=threshold, share=share)

    @traitlets.validate("model")
    def _check_model(self, proposal: dict) -> str:
        return _validate.choice("model", proposal["value"], self._view.curves)

    @traitlets.validate("threshold")
    def _check_threshold(self, proposal: dict) -> float:
        return _validate.number("threshold", proposal["value"], 0.0, 1.0)

    @traitlets.validate("share")
    def _check_share(self, proposal: dict) -> float:
        return open_share("share", proposal["value"])

    def _controls(self) -> tuple[Control, ...]:
        thresholds = sorted({*(step / _STEPS for step in range(_STEPS + 1)), self.threshold})
        shares = sorted({*_SHARES, self._own_share, self.share})
        texts = [
            f"{100 * each:.3g}%{', as it is' if each == self._own_share else ''}" for each in shares
        ]
        models = {name: name for name in self._view.curves}
        choice = (Choice("model", "model", models),) if len(models) > 1 else ()
        positive = self._view.names[1]
        return (
            Slider("threshold", "threshold", thresholds, [f"{each:.2f}" for each in thresholds]),
            Slider("share", f"share of {positive}", shares, texts),
            *choice,
        )

    def _scene(self) -> ThresholdView:
        share = None if self.share == self._own_share else self.share
        return replace(self._view, model=self.model, threshold=self.threshold, share=share)

    def _readout(self, scene: ThresholdView) -> list[str]:
        return [_measures(scene), _counts(scene), *_remarks(scene)]

    def _alt(self, scene: ThresholdView) -> str:
        negative, positive = scene.names
        return (
            f"Above, how P({positive}) is spread among {positive} and among {negative}, cut at "
            f"{scene.threshold:.2f}, and precision against recall at all thresholds. Below, the "
            f"counts and the measures. {_measures(scene)}"
        )

    def _pick(self, x: float, y: float) -> None:
        """Set the threshold where the spread of the probabilities was clicked."""
        place = self._figure.histogram.get_position()
        if place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1:
            self.threshold = round((x - place.x0) / place.width, 2)


def _measures(scene: ThresholdView) -> str:
    scores = scene.scores
    return (
        f"Threshold {scene.threshold:.2f}: precision {scores.precision:.2f}, recall "
        f"{scores.recall:.2f}, F1 {scores.f1:.2f}, accuracy {scores.accuracy:.2f}."
    )


def _counts(scene: ThresholdView) -> str:
    scores, (negative, positive) = scene.scores, scene.names
    found, missed = scores.true_positives, scores.false_negatives
    lost, passed = scores.false_positives, scores.true_negatives
    return (
        f"Of {found + missed:,} {positive}, {found:,} found and {missed:,} missed. Of "
        f"{lost + passed:,} {negative}, {lost:,} called {positive} and {passed:,} let through."
    )


def _remarks(scene: ThresholdView) -> list[str]:
    """Say what the numbers mean beside a plain guess and beside other thresholds."""
    lines = []
    scores: BinaryScores = scene.scores
    if not scores.true_positives + scores.false_positives:
        positive = scene.names[1]
        lines.append(f"Nothing is called {positive}: precision is 0 / 0, and is counted as 0.")
    if scene.share is not None:
        lines.append(
            f"Counted as if {100 * scene.share:.3g}% of 10,000 were {scene.names[1]}; the recall "
            "stays, as near as whole numbers allow."
        )
    lines.append(
        f"Always saying “{scene.more_frequent}” has an accuracy of {scene.most_frequent:.2f}."
    )
    threshold, best = scene.curve.best_f1(scene.share)
    told = _told(threshold, scene.curve.thresholds)
    lines.append(f"The highest F1 of this model is {best:.2f}, at threshold {told}.")
    return lines


def _told(threshold: float, thresholds: np.ndarray) -> str:
    """Write a threshold with as few decimals, at least two, as call the same texts positive."""
    above = (thresholds > threshold).sum()
    for digits in range(2, 16):
        told = f"{threshold:.{digits}f}"
        if (thresholds > float(told)).sum() == above:
            return told
    return str(threshold)
