"""Broken models beside themselves, repaired."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.style import FAINT, GATE_COLOURS, INK, figure, plain

_SICK, _CURED = GATE_COLOURS["forget"], GATE_COLOURS["output"]
_LOOKS = (("o", "--", _SICK, "white"), ("s", "-", _CURED, _CURED))  # of the two trainings
_NEAR = 0.05  # between two figures less far apart there is no room for an arrow


def plot_ward(
    patients: Mapping[str, Sequence[float]],
    losses: Mapping[str, Sequence[float]],
    guessing: float,
) -> Figure:
    """Draw the share each model gets right, sick and cured, and two trainings by their losses.

    Parameters
    ----------
    patients : mapping of str to two floats
        For each patient, from the top, the share right while it is sick and when it is cured.
    losses : mapping of str to sequence of float
        A sick and a cured training, in this order: the loss after each epoch.
    guessing : float
        The loss of a model that guesses.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no patient, a share lies outside [0, 1], there are not two trainings, one has
        no epoch, or a loss is no finite number.

    Examples
    --------
    >>> losses = {"rate 1.0": [1.2, 0.9], "rate 0.01": [0.7, 0.4]}
    >>> plot_ward({"mask": (0.5, 0.89)}, losses, guessing=0.69).axes[0].get_xlabel()
    'share that is right'
    """
    patients = _validate.table("patients", patients, "patients")
    shares = {name: _two_shares(name, pair) for name, pair in patients.items()}
    if len(_validate.table("losses", losses, "trainings")) != len(_LOOKS):
        raise ValueError(f"losses must hold two trainings, sick and cured; got {len(losses)}")
    curves = {
        name: [
            _validate.number(f"each of losses[{name!r}]", loss)
            for loss in _validate.entries(f"losses[{name!r}]", curve, "a loss for each epoch")
        ]
        for name, curve in losses.items()
    }
    guessing = _validate.number("guessing", guessing)
    if not all(curves.values()):
        raise ValueError("losses must hold at least one epoch of each training; got none")
    picture = figure(8.6, 1.2 + 0.42 * max(len(shares), 5))
    left, right = picture.subplots(1, 2, width_ratios=(3, 2))
    _draw_shares(left, shares)
    _draw_losses(right, curves, guessing)
    return picture


def _two_shares(name: str, pair: Sequence[float]) -> tuple[float, float]:
    named = f"patients[{name!r}]"
    found = _validate.entries(named, pair, "two shares, sick and cured")
    if len(found) != 2:
        raise ValueError(f"{named} must be two shares, sick and cured; got {len(found)}")
    sick, cured = (_validate.number(f"each of {named}", share, 0, 1) for share in found)
    return sick, cured


def _draw_shares(axes: Axes, shares: Mapping[str, tuple[float, float]]) -> None:
    for row, (sick, cured) in enumerate(shares.values()):
        if abs(cured - sick) > _NEAR:
            axes.annotate(
                "", (cured, row), (sick, row),
                arrowprops={"arrowstyle": "-|>", "color": FAINT, "shrinkA": 5, "shrinkB": 5},
            )  # fmt: skip
        for share, other, colour, filled in (
            (sick, cured, _SICK, False),
            (cured, sick, _CURED, True),
        ):
            axes.plot(
                share, row, "o", markersize=8, color=colour, zorder=3,
                markerfacecolor=colour if filled else "white", markeredgewidth=1.8,
            )  # fmt: skip
            outside = -1 if share < other else 1
            axes.annotate(
                f"{share:.2f}", (share, row), xytext=(outside * 9, 0),
                textcoords="offset points", va="center", ha="right" if outside < 0 else "left",
                fontsize=9, color=INK,
            )  # fmt: skip
    axes.plot([], [], "o", markersize=8, color=_SICK, markerfacecolor="white", label="sick")
    axes.plot([], [], "o", markersize=8, color=_CURED, label="cured")
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0,
        borderpad=0.2, handletextpad=0.1, columnspacing=1.2,
    )  # fmt: skip
    axes.set_yticks(range(len(shares)), list(shares))
    axes.set(xlabel="share that is right", xlim=(0, 1.1), ylim=(len(shares) - 0.5, -0.5))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.grid(axis="x", color="#E4E4E4")
    axes.set_axisbelow(True)
    plain(axes)


def _draw_losses(axes: Axes, curves: Mapping[str, Sequence[float]], guessing: float) -> None:
    for (name, curve), (marker, style, colour, face) in zip(curves.items(), _LOOKS, strict=True):
        epochs = range(1, len(curve) + 1)
        axes.plot(epochs, curve, marker + style, color=colour, markerfacecolor=face)
        axes.annotate(
            name, (len(curve), curve[-1]), xytext=(8, 0), textcoords="offset points",
            va="center", color=INK,
        )  # fmt: skip
    longest = max(len(curve) for curve in curves.values())
    axes.axhline(guessing, color=FAINT, linewidth=1, linestyle=(0, (2, 3)))
    axes.annotate(
        "guessing", (longest * 1.5, guessing), xytext=(-2, 2), textcoords="offset points",
        ha="right", color=INK, fontsize=9,
    )  # fmt: skip
    axes.set(xlabel="epoch", ylabel="training loss, nats", xlim=(0.8, longest * 1.5))
    axes.set_xticks(range(1, longest + 1))
    axes.set_ylim(bottom=0)
    plain(axes)
