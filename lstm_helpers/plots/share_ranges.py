"""Shares that were counted on a few, each with the range that the true share may have."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.intervals import wilson_interval
from lstm_helpers.plots.style import FAINT, GATE_COLOURS, INK, figure, plain

MOST = 20


def plot_share_ranges(counts: Mapping[str, tuple[int, int]]) -> Figure:
    """Draw shares as points, each with its Wilson interval.

    Parameters
    ----------
    counts : mapping of str to (int, int)
        For each row of the figure its name, and so many of so many; 1 to 20 rows, the first on top.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no row or more than 20, or a pair of numbers is out of range.

    Examples
    --------
    >>> plot_share_ranges({"7 of 10": (7, 10)}).axes[0].get_xlabel()
    'share right: counted, and 95% interval'
    """
    counts = {
        name: _validate.entries(f"counts[{name!r}]", pair, "so many of so many, such as (7, 10)")
        for name, pair in _validate.table("counts", counts, "rows", most=MOST).items()
    }
    for name, pair in counts.items():
        if len(pair) != 2:
            raise ValueError(f"counts[{name!r}] must be two numbers; got {_validate.brief(pair)}")
    picture = figure(8.6, 0.8 + 0.3 * len(counts))
    axes = picture.subplots()
    for place, (part, total) in enumerate(counts.values()):
        low, high = wilson_interval(part, total)
        axes.hlines(place, low, high, color=GATE_COLOURS["hidden"], linewidth=5)
        axes.plot(part / total, place, "o", color=INK, markersize=6, clip_on=False, zorder=3)
        axes.text(1.03, place, f"{low:.2f} to {high:.2f}", va="center", fontsize=9)
    axes.axvline(0.5, color=FAINT, linewidth=1, linestyle=(0, (2, 3)), zorder=0)
    axes.set(xlim=(0, 1), ylim=(len(counts) - 0.4, -0.6))
    axes.set_yticks(range(len(counts)), list(counts))
    axes.set_xlabel("share right: counted, and 95% interval")
    plain(axes)
    return picture
