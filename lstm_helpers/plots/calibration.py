"""Predicted probabilities beside how often what they foretold came true."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.calibration import CalibrationBin
from lstm_helpers.plots.style import FAINT, GATE_COLOURS, figure, plain

_LOOKS = (("o", "-", "output"), ("s", "--", "forget"), ("^", ":", "input"))


def plot_calibration(models: dict[str, Sequence[CalibrationBin]]) -> Figure:
    """Draw, for each model, how often what it foretold came true, with the range of each share.

    Parameters
    ----------
    models : dict of str to sequence of CalibrationBin
        The name of each model, one to three, and what `calibration_bins` gives for it.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no model, or more than three.

    Examples
    --------
    >>> from lstm_helpers import calibration_bins
    >>> bins = calibration_bins([False, True, True], [0.2, 0.4, 0.9], bins=2)
    >>> plot_calibration({"it": bins}).axes[0].get_xlabel()
    'predicted probability, mean'
    """
    models = {
        name: _validate.entries(f"models[{name!r}]", bins, "a list of CalibrationBins")
        for name, bins in _validate.table("models", models, "models", most=len(_LOOKS)).items()
    }
    for name, bins in models.items():
        for each in bins:
            _validate.instance(f"each of models[{name!r}]", each, CalibrationBin)
    picture = figure(8.6, 3.6)
    for axes, (name, bins), look in zip(
        picture.subplots(1, len(models), sharey=True, squeeze=False)[0],
        models.items(),
        _LOOKS,
        strict=False,
    ):
        marker, style, gate = look
        happened = [each.happened for each in bins]
        reach = [
            [each.happened - each.low for each in bins],
            [each.high - each.happened for each in bins],
        ]
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle=(0, (2, 3)))
        axes.errorbar(
            [each.predicted for each in bins], happened, yerr=reach, fmt=marker, linestyle=style,
            color=GATE_COLOURS[gate], ecolor="#AAAAAA", capsize=2,
        )  # fmt: skip
        for each in bins:
            axes.annotate(
                str(each.count), (each.predicted, each.happened), xytext=(6, -12),
                textcoords="offset points", fontsize=9,
            )  # fmt: skip
        axes.set(xlim=(0, 1), ylim=(-0.09, 1), title=name, xlabel="predicted probability, mean")
        plain(axes)
    picture.axes[0].set_ylabel("share that was positive")
    return picture
