"""A scoreboard: the runs of several models, each a dot, with the range that their mean leaves."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.intervals import wilson_interval
from lstm_helpers.plots.style import FAINT, GATE_COLOURS, INK, figure, plain

_RUN, _RANGE = GATE_COLOURS["output"], "#DDDDDD"


def plot_scores(
    boards: Mapping[str, Mapping[str, Sequence[int]]],
    totals: Mapping[str, int],
    chance: float = 0.5,
) -> Figure:
    """Draw how many were right, one board beside the other, a row a model and a dot a run.

    Parameters
    ----------
    boards : dict of str to dict of str to sequence of int
        For each board, and there for each model, how many each run judged rightly; the same
        models on every board.
    totals : dict of str to int
        For each board, out of how many.
    chance : float
        Where a guess stands, from 0 to 1.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no board, a board has no total, other models than the first or a model without
        a run, or a count is out of range.

    Notes
    -----
    The grey bar is Wilson's 95% interval of the runs' mean: how far the share may be off because
    it was counted on so few texts. How far the dots lie apart is the chance in training.

    Examples
    --------
    >>> figure = plot_scores({"reviews": {"bag": [80], "LSTM": [85, 88]}}, {"reviews": 100})
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ['bag', 'LSTM']
    """
    boards = _checked(boards, totals)
    names = list(next(iter(boards.values())))
    chance = _validate.number("chance", chance, 0.0, 1.0)
    picture = figure(9.4, 0.9 + 0.36 * len(names))
    panels = picture.subplots(1, len(boards), sharey=True, squeeze=False)[0]
    for axes, (board, models) in zip(panels, boards.items(), strict=True):
        total = totals[board]
        for row, name in enumerate(names):
            shares = np.array(models[name]) / total
            low, high = wilson_interval(round(float(np.mean(models[name]))), total)
            axes.barh(row, high - low, left=low, height=0.6, color=_RANGE, zorder=1)
            axes.plot(shares, [row] * len(shares), "o", color=_RUN, alpha=0.75, zorder=3)
            axes.plot([shares.mean()] * 2, [row - 0.3, row + 0.3], color=INK, lw=2, zorder=2)
            axes.text(
                max(high, shares.max()) + 0.012, row, f"{shares.mean():.2f}", va="center", color=INK
            )
        axes.axvline(chance, color=FAINT, linestyle=":", linewidth=1.2, zorder=0)
        axes.set(title=f"{board} ({total:,})", xlabel="accuracy")
        left, right = axes.get_xlim()
        axes.set_xlim(max(0.0, left - 0.02), min(1.08, right + 0.05))
        axes.set_yticks(range(len(names)), names)
        plain(axes)
        axes.tick_params(axis="y", length=0)
    panels[0].invert_yaxis()
    return picture


def _checked(
    boards: Mapping[str, Mapping[str, Sequence[int]]], totals: Mapping[str, int]
) -> dict[str, dict[str, list[int]]]:
    """Return the boards with a list of counts for each model."""
    boards = _validate.table("boards", boards, "boards")
    totals = _validate.table("totals", totals, "totals", least=0)
    for board, models in boards.items():
        _validate.table(f"boards[{board!r}]", models, "models")
    names = list(next(iter(boards.values())))
    checked = {}
    for board, models in boards.items():
        if board not in totals:
            raise ValueError(f"totals must name the total of each board; {board!r} is missing")
        total = _validate.whole(f"the total of {board!r}", totals[board], low=1)
        if list(models) != names:
            raise ValueError(f"boards must hold the same models each; {board!r} has {list(models)}")
        checked[board] = {name: _counts(name, models[name], total) for name in names}
    return checked


def _counts(name: str, runs: object, total: int) -> list[int]:
    runs = _validate.entries(f"the counts of {name!r}", runs, "a list with one for each run")
    if not runs:
        raise ValueError(f"boards must hold a run of each model; {name!r} has none")
    return [_validate.whole(f"each count of {name!r}", count, 0, total) for count in runs]
