"""Figures of the same training with several seeds: every run a dot, the mean a bar."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.style import FAINT, INK, figure, plain

_MARKS = ("o", "s", "D", "^")  # colour alone must not tell rows apart
_COLOURS = ("#6A3DB5", "#00707F", "#9A5200", "#333333")


def plot_by_seed(
    panels: dict[str, dict[str, Sequence[float]]],
    bounds: dict[str, tuple[str, float]] | None = None,
) -> Figure:
    """Draw what each of several trainings reached, a row for each way of training.

    Parameters
    ----------
    panels : dict of str to (dict of str to sequence of float)
        For each panel its title, and for each row its name and one figure a seed; one to three
        panels, one to four rows, the same in each and in the same order.
    bounds : dict of str to (str, float), optional
        By panel's title, a line across all rows: what it is, and where.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are too many panels or rows, the panels hold other rows, a row holds no figure, or
        a bound is of no panel or something else than a text and a number.

    Examples
    --------
    >>> picture = plot_by_seed({"F1": {"left only": [0.4, 0.5], "both sides": [0.6, 0.6]}})
    >>> picture.axes[0].get_title()
    'F1'
    """
    panels = _validate.table("panels", panels, "panels", most=3)
    for title, runs in panels.items():
        _validate.table(f"panels[{title!r}]", runs, "rows", most=len(_MARKS))
    names = list(next(iter(panels.values())))
    if any(list(runs) != names for runs in panels.values()):
        raise ValueError("all of panels must hold the same rows in the same order")
    lines = {} if bounds is None else _validate.table("bounds", bounds, "lines", least=0)
    lines = {
        _validate.choice("each title in bounds", title, panels): _line(title, line)
        for title, line in lines.items()
    }
    picture = figure(8.6, 0.9 + 0.55 * len(names))
    pair = picture.subplots(1, len(panels), squeeze=False)[0]
    for axes, (title, runs) in zip(pair, panels.items(), strict=True):
        for place, (name, values) in enumerate(runs.items()):
            found = _validate.array(f"{title}, {name}", values, ("seeds",), ("N",))
            if not len(found):
                raise ValueError(f"{title}, {name} must hold at least one figure; got none")
            _row(axes, place, found)
        axes.set_yticks(range(len(runs)), runs)
        axes.set(title=title, ylim=(len(runs) - 0.3, -0.6))
        shown = [*(value for values in runs.values() for value in values)]
        if title in lines:
            label, value = lines[title]
            shown.append(value)
            axes.axvline(value, color=FAINT, linestyle="--", linewidth=1.2)
            axes.annotate(label, (value, len(runs) - 0.33), (5, 0), textcoords="offset points",
                          va="bottom", color=INK, fontsize="small")  # fmt: skip
        low, high = np.floor(10 * min(shown) - 0.2) / 10, np.ceil(10 * max(shown) + 0.2) / 10
        if high - low <= 2:  # as of shares; over more, a tick at every tenth finds no place
            axes.set_xticks(np.arange(round(10 * low), round(10 * high) + 1) / 10)
        axes.set_xlim(low, high)
        plain(axes)
    return picture


def _line(title: str, line: object) -> tuple[str, float]:
    parts = _validate.entries(f"bounds[{title!r}]", line, "what a line is, and where")
    if len(parts) != 2:
        raise ValueError(f"bounds[{title!r}] must be a text and a number; got {len(parts)} parts")
    return (
        _validate.text(f"the text of bounds[{title!r}]", parts[0]),
        _validate.number(f"the number of bounds[{title!r}]", parts[1]),
    )


def _row(axes, place: int, values: np.ndarray) -> None:
    colour, mean = _COLOURS[place], float(values.mean())
    axes.plot(values, np.full(len(values), place), _MARKS[place], color=colour, alpha=0.75,
              markersize=6.5, clip_on=False)  # fmt: skip
    axes.plot([mean, mean], [place - 0.22, place + 0.22], color=colour, linewidth=2.5)
    axes.annotate(f"{mean:.2f}", (mean, place - 0.24), (0, 1), textcoords="offset points",
                  ha="center", va="bottom", color=INK, fontsize="small")  # fmt: skip
