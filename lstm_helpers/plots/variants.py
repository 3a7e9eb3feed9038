"""Variants of a model side by side: every run a point, the mean a line."""

import numpy as np
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.style import FAINT, INK, figure, plain

_COLOUR = "#6A3DB5"


def plot_variants(runs: dict[str, list[float]], others: dict[str, float] | None = None) -> Figure:
    """Draw each run's accuracy as a point, a row for each variant, the best mean on top.

    Parameters
    ----------
    runs : dict of str to list of float
        The accuracy of each run, by variant; at least one variant with one run.
    others : dict of str to float, optional
        Figures to compare with, each drawn as a dotted line.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no variant, one has no run, or a figure lies outside 0 to 1.

    Examples
    --------
    >>> picture = plot_variants({"LSTM": [0.8, 0.82], "GRU": [0.83]}, {"bag of words": 0.79})
    >>> [label.get_text() for label in picture.axes[0].get_yticklabels()]
    ['GRU', 'LSTM']
    """
    runs = {
        name: _validate.entries(f"runs[{name!r}]", values, "a list of accuracies")
        for name, values in _validate.table("runs", runs, "variants").items()
    }
    for name, values in runs.items():
        if not values:
            raise ValueError(f"runs[{name!r}] must hold at least one run; got none")
        for value in values:
            _validate.number(f"each of runs[{name!r}]", value, 0.0, 1.0)
    others = {} if others is None else _validate.table("others", others, "figures", least=0)
    for name, value in others.items():
        _validate.number(f"others[{name!r}]", value, 0.0, 1.0)
    ordered = sorted(runs.items(), key=lambda item: -np.mean(item[1]))
    picture = figure(8.6, 0.8 + 0.27 * len(runs))
    axes = picture.subplots()
    for row, (_, values) in enumerate(ordered):
        mean = np.mean(values)
        axes.plot([min(values), max(values)], [row, row], color=FAINT, linewidth=1, zorder=1)
        axes.plot(values, [row] * len(values), "o", color=_COLOUR, alpha=0.55, markersize=6)
        axes.plot([mean, mean], [row - 0.32, row + 0.32], color=INK, linewidth=2)
    for name, value in others.items():
        axes.axvline(value, color=INK, linestyle=":", linewidth=1)
        axes.text(value, -0.75, f"{name} {value:.3f}", ha="center", va="bottom", fontsize="small")
    axes.set_yticks(range(len(ordered)), [name for name, _ in ordered])
    axes.set_ylim(len(ordered) - 0.5, -0.7)
    axes.set_xlabel("accuracy; a point is a run, the bar their mean")
    axes.margins(x=0.06)
    plain(axes)
    return picture
