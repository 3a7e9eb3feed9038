"""Figures of what was measured over sentences and corpora."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.gate_census import WordGate
from lstm_helpers.plots.style import FAINT, GATE_COLOURS, INK, figure, plain

_LINE_STYLES = ("-", "--", ":", "-.")  # colour alone must not tell lines apart


def plot_word_gates(lowest: Sequence[WordGate], highest: Sequence[WordGate], gate: str) -> Figure:
    """Draw the words at which a gate is most shut and most open, with their spread.

    Parameters
    ----------
    lowest, highest : sequence of WordGate
        From `gates_by_word`, in the order to be drawn from the top.
    gate : {"input", "forget", "output"}
        The gate they speak of.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the gate is unknown, or a word is something else.

    Examples
    --------
    >>> word = WordGate("but", count=9, mean=0.5, spread=0.1)
    >>> plot_word_gates([word], [word], "forget").axes[0].get_xlabel()
    'mean forget gate'
    """
    colour = GATE_COLOURS[_validate.choice("gate", gate, ("input", "forget", "output"))]
    lowest, highest = _words("lowest", lowest), _words("highest", highest)
    picture = figure(8.6, 0.7 + 0.27 * max(len(lowest), len(highest)))
    pair = picture.subplots(1, 2, sharex=True)
    for axes, words, title in zip(
        pair, (lowest, highest), ("most shut at …", "most open at …"), strict=True
    ):
        places = range(len(words))
        axes.errorbar(
            [word.mean for word in words],
            places,
            xerr=[word.spread for word in words],
            fmt="o",
            color=colour,
            ecolor="#BBBBBB",
            capsize=2,
        )
        axes.set_yticks(places, [f"{word.word} ({word.count})" for word in words])
        axes.invert_yaxis()
        axes.set(title=title, xlabel=f"mean {gate} gate")
        plain(axes)
    return picture


def plot_probabilities(tokens: Sequence[str], curves: dict[str, Sequence[float]]) -> Figure:
    """Draw P(positive) after each token, one line for each way of reading.

    Parameters
    ----------
    tokens : sequence of str, length T
        The tokens, for the axis.
    curves : dict of str to sequence of float, each of length T
        The label of each line, and its probabilities; one line to four.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no curve or more than four, or one has another length than the tokens.

    Examples
    --------
    >>> figure = plot_probabilities(["so", "good"], {"learned": [0.5, 0.9]})
    >>> figure.axes[0].get_ylabel()
    'P(positive)'
    """
    tokens = _validate.texts("tokens", tokens)
    curves = _validate.table("curves", curves, "lines", most=len(_LINE_STYLES))
    picture = figure(8.6, 2.6)
    axes = picture.subplots()
    axes.axhline(0.5, color=FAINT, linewidth=0.8)
    for (label, curve), style in zip(curves.items(), _LINE_STYLES, strict=False):
        values = _validate.array(f"curves[{label!r}]", curve, ("tokens",), (len(tokens),))
        colour = INK if style == "-" else GATE_COLOURS["forget"]
        axes.plot(values, style, color=colour, marker="o", markersize=4, label=label)
    axes.set_xticks(range(len(tokens)), tokens, rotation=35, ha="right")
    axes.set(ylim=(-0.03, 1.03), ylabel="P(positive)")
    axes.legend(frameon=False, loc="best")
    plain(axes)
    return picture


def _words(name: str, words: object) -> list[WordGate]:
    found = _validate.entries(name, words, "a list of WordGates")
    for word in found:
        _validate.instance(f"each of {name}", word, WordGate)
    return found
