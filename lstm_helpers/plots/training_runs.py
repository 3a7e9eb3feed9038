"""Several trainings beside each other: their losses in two panels, or a panel for each."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.curves import Guessing, Run, curves_scene
from lstm_helpers.history import History
from lstm_helpers.plots.curves import HIGHEST, STYLES
from lstm_helpers.plots.style import FAINT, figure, plain

_SEVERAL = (("-", "o"), ("--", "s"), ("-.", "D"), (":", "^"))
_SEVERAL_COLOURS = ("#6A3DB5", "#1A1A1A", "#0072B2", "#B58900")
_TWO_COLOURS = {"training": "#1A1A1A", "validation": "#6A3DB5"}


def plot_runs(runs: dict[str, History | Run], guess: Guessing) -> Figure:
    """Draw the losses of several trainings beside each other.

    Parameters
    ----------
    runs : dict of str to History or Run
        The label of each, and its figures; one to four.
    guess : Guessing
        The loss of guessing evenly is drawn as a dotted line.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no run or more than four, or one holds no epoch.

    Examples
    --------
    >>> run = Run((0.9, 0.3), (0.6, 0.9), (0.8, 0.7), (0.7, 0.7))
    >>> picture = plot_runs({"rate 0.01": run}, Guessing(even=1.1, by_share=1.0, accuracy=0.4))
    >>> [axes.get_title() for axes in picture.axes]
    ['training loss', 'validation loss']
    """
    read = _read(runs, guess)
    picture = figure(8.6, 3.1)
    pair = picture.subplots(1, 2, sharey=True)
    for axes, name in zip(pair, ("loss", "validation_loss"), strict=True):
        for (label, run), (style, marker), colour in zip(
            read.items(), _SEVERAL, _SEVERAL_COLOURS, strict=False
        ):
            places = np.arange(1, len(run) + 1)
            axes.plot(
                places, getattr(run, name), style, marker=marker, markersize=4.5,
                color=colour, label=label,
            )  # fmt: skip
        _draw_guess(axes, guess)
        axes.set_xticks(range(1, max(map(len, read.values())) + 1))
        title = "training loss" if name == "loss" else "validation loss"
        axes.set(title=title, xlabel="epoch")
        plain(axes)
    pair[0].set(ylabel="nats", ylim=(0, None))
    handles = pair[0].get_legend_handles_labels()
    picture.legend(*handles, frameon=False, ncols=5, loc="outside upper center")
    return picture


def plot_each_run(runs: dict[str, History | Run], guess: Guessing) -> Figure:
    """Draw training and validation loss of each training in a panel of its own.

    Parameters
    ----------
    runs : dict of str to History or Run
        The title of each panel, and the figures of its training; one to four.
    guess : Guessing
        The loss of guessing evenly is drawn as a dotted line.

    Returns
    -------
    matplotlib.figure.Figure
        What lies above two nats stands at the upper edge.

    Raises
    ------
    ValueError
        If there is no run or more than four, or one holds no epoch.

    Examples
    --------
    >>> run = Run((0.9, 0.3), (0.6, 0.9), (0.8, 0.7), (0.7, 0.7))
    >>> guess = Guessing(even=1.1, by_share=1.0, accuracy=0.4)
    >>> picture = plot_each_run({"A": run, "B": run}, guess)
    >>> [axes.get_title() for axes in picture.axes]
    ['A', 'B']
    """
    read = _read(runs, guess)
    picture = figure(max(4.3, 2.15 * len(read)), 2.7)
    row = picture.subplots(1, len(read), sharey=True, squeeze=False)[0]
    for axes, (label, run) in zip(row, read.items(), strict=True):
        places = np.arange(1, len(run) + 1)
        for name, losses in (("training", run.loss), ("validation", run.validation_loss)):
            style, marker = STYLES[name]
            axes.plot(
                places, np.minimum(losses, HIGHEST), style, marker=marker, markersize=4,
                color=_TWO_COLOURS[name], label=name, clip_on=False,
            )  # fmt: skip
        _draw_guess(axes, guess)
        axes.set(title=label, xlabel="epoch", xlim=(0.4, len(run) + 0.6))
        axes.set_xticks(np.unique(np.linspace(1, len(run), 4).round().astype(int)))
        plain(axes)
    row[0].set(ylabel="loss, nats", ylim=(0, HIGHEST))
    handles = row[0].get_legend_handles_labels()
    picture.legend(*handles, frameon=False, ncols=3, loc="outside upper center")
    return picture


def _read(runs: object, guess: object) -> dict[str, Run]:
    _validate.instance("guess", guess, Guessing)
    for label, run in _validate.table("runs", runs, "trainings", most=len(_SEVERAL)).items():
        if not isinstance(run, History | Run):
            raise ValueError(
                f"runs[{label!r}] must be a History or a Run; got {_validate.brief(run)}"
            )
    return {label: curves_scene(run, guess).run for label, run in runs.items()}


def _draw_guess(axes: Axes, guess: Guessing) -> None:
    axes.axhline(
        guess.even, color=FAINT, linewidth=1.1, linestyle=(0, (1, 2)),
        label=f"guessing {guess.even:.2f}",
    )  # fmt: skip
