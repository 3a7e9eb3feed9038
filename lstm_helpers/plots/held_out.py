"""How well several language models predict the same text."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from lstm_helpers import _validate
from lstm_helpers.plots.style import FAINT, INK, figure, plain


def plot_held_out_losses(losses: Mapping[str, float]) -> Figure:
    """Draw how well several models predict the same text, in nats a character and perplexity.

    Parameters
    ----------
    losses : mapping of str to float
        The mean loss of each model, by name, from the top.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no model, or a loss is negative or no finite number.

    Examples
    --------
    >>> plot_held_out_losses({"uniform": 4.09, "LSTM": 1.5}).axes[0].get_xlabel()
    'held-out nats a character (shorter is better)'
    """
    losses = _validate.table("losses", losses, "models")
    values = [_validate.number(f"losses[{name!r}]", loss, 0) for name, loss in losses.items()]
    picture = figure(8.6, 0.8 + 0.36 * len(values))
    axes = picture.subplots()
    best = min(values)
    colours = ["#6A3DB5" if value == best else "#C9C2D6" for value in values]
    axes.barh(range(len(values)), values, color=colours, edgecolor=INK, linewidth=0.6)
    with np.errstate(over="ignore"):  # above 709 nats there is no float for it: inf
        perplexities = np.exp(values)
    for place, (value, perplexity) in enumerate(zip(values, perplexities, strict=True)):
        text = f" {value:.2f} nats · perplexity {perplexity:.1f}"
        axes.text(value, place, text, va="center", color=INK)
    axes.set_yticks(range(len(values)), list(losses))
    axes.set_xlabel("held-out nats a character (shorter is better)")
    axes.set_xlim(0, 1.42 * (max(values) or 1.0))
    axes.tick_params(colors=FAINT, labelcolor=INK)
    axes.invert_yaxis()
    plain(axes)
    return picture
