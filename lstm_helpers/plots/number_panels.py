"""Draws the stages of a pipeline that are numbers: vectors, last state, probabilities."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from lstm_helpers.pipeline import Stages
from lstm_helpers.plots.palette import Palette
from lstm_helpers.plots.pixels import Panel
from lstm_helpers.plots.token_panels import hatch, kept_and_lost, short, token_colour

_MOST_CLASSES = 5


def draw_vectors(panel: Panel, stages: Stages) -> None:
    """Draw a row of coloured cells for each token."""
    page, vectors, mask = panel.page, stages.vectors[0], stages.mask[0]
    timesteps, features = vectors.shape
    left, right = panel.left + 120, panel.right - 60
    top, bottom = panel.top - 2, panel.bottom + 20
    limit = float(np.abs(vectors).max()) or 1.0
    colours = signed_colours(page.palette)
    shown = np.where(mask[:, None], vectors, 0.0)
    page.image(shown, (left, bottom, right - left, top - bottom), colours, limit)
    step = (top - bottom) / timesteps
    hatch(
        panel,
        [(left, top - (t + 1) * step, right - left, step) for t in np.flatnonzero(~mask)],
    )
    small = {"fontsize": 9, "color": page.palette.faint}
    for t, word in enumerate(kept_and_lost(stages)[0]):
        if step >= 12 or t % 2 == 0:
            y = top - (t + 0.5) * step
            colour = token_colour(page.palette, stages.padded[0, t])
            style = {"fontsize": 9, "color": colour} if mask[t] else small
            page.write(left - 38, y, short(word, 12) or "padding", ha="right", **style)
            page.write(left - 6, y, str(stages.padded[0, t]), ha="right", **small)
    page.write(left, bottom - 10, "feature 0", **small)
    page.write(right, bottom - 10, str(features - 1), ha="right", **small)
    page.image(
        np.linspace(limit, -limit, 33)[:, None],
        (right + 10, bottom, 12, top - bottom),
        colours,
        limit,
    )
    for words, y in (
        (f"+{limit:.2f}", top - 6),
        ("0", (top + bottom) / 2),
        (f"−{limit:.2f}", bottom + 6),
    ):
        page.write(right + 26, y, words, fontsize=9)


def draw_state(panel: Panel, stages: Stages) -> None:
    """Draw a bar for each unit, up or down."""
    page, state = panel.page, stages.state[0]
    palette = page.palette
    left, right = panel.left + 34, panel.right - 6
    low, high = panel.bottom + 18, panel.top - 8
    zero, scale = (low + high) / 2, (high - low) / 2 - 12
    step = (right - left) / len(state)
    bars = [
        (left + (unit + 0.1) * step, zero, 0.8 * step, scale * float(value))
        for unit, value in enumerate(state)
    ]
    above, below = palette.gates["hidden"], below_zero(palette)
    for value in (-1, 0, 1):
        y = zero + value * scale
        page.line([left, right], [y, y], color=palette.faint, linewidth=0.6)
        page.write(left - 8, y, f"{value:+d}".replace("-", "−") if value else "0", ha="right")
    page.boxes(bars, facecolor=[above if value >= 0 else below for value in state])
    for unit, sign in ((int(state.argmax()), 1), (int(state.argmin()), -1)):
        if sign * state[unit] > 0:
            x = min(max(left + (unit + 0.5) * step, left + 50), right - 50)
            words = f"unit {unit}: {state[unit]:+.2f}".replace("-", "−")
            y = zero + scale * float(state[unit]) + sign * 9
            page.write(x, y, words, ha="center", fontsize=9)
    small = {"fontsize": 9, "color": palette.faint}
    page.write(left, panel.bottom + 4, "unit 0", **small)
    page.write(right, panel.bottom + 4, str(len(state) - 1), ha="right", **small)


def draw_probabilities(panel: Panel, stages: Stages) -> None:
    """Draw a bar for each class, its probability and its logit."""
    page, probabilities, logits = panel.page, stages.probabilities[0], stages.logits[0]
    palette, best = page.palette, int(probabilities.argmax())
    shown = list(range(len(probabilities)))
    if cut := len(shown) > _MOST_CLASSES:
        shown = np.argsort(-probabilities, kind="stable")[:_MOST_CLASSES].tolist()
    left, room = panel.left + 104, panel.width - 104 - 160
    step = min(50.0, (panel.height - 24) / len(shown))
    first = panel.middle[1] + step * (len(shown) - 1) / 2 + 8
    places = {k: first - row * step for row, k in enumerate(shown)}
    bars = [(left, y - 0.3 * step, room * float(probabilities[k]), 0.6 * step)
            for k, y in places.items()]  # fmt: skip
    frames = [(left, y - 0.3 * step, room, 0.6 * step) for y in places.values()]
    page.boxes(bars, facecolor=[palette.accent if k == best else palette.faint for k in shown])
    page.boxes(frames, edgecolor=palette.faint, linewidth=0.6)
    for k, y in places.items():
        style = {"fontweight": "bold" if k == best else "normal"}
        page.write(left - 10, y, short(stages.labels[k], 13) or "padding", ha="right", **style)
        page.write(left + room + 10, y, f"{probabilities[k]:.3f}", **style)
        words = f"logit {logits[k]:+.2f}".replace("-", "−")
        page.write(left + room + 64, y, words, color=palette.faint)
    of = (
        f": the greatest {_MOST_CLASSES} of {len(probabilities):,} shares"
        if cut
        else "; the shares add up to 1"
    )
    y = places[shown[-1]] - step / 2 - 6
    page.write(left, y, f"softmax of the logits{of}", fontsize=9, color=palette.faint)


def signed_colours(palette: Palette) -> LinearSegmentedColormap:
    """Return shades from below zero over the ground, zero, to above zero."""
    return LinearSegmentedColormap.from_list(
        "signed", [below_zero(palette), palette.ground, palette.accent]
    )


def below_zero(palette: Palette) -> str:
    """Return the colour of numbers below zero: brown, on a dark page a light one."""
    return "#8C4A16" if int(palette.ground[1:3], 16) > 127 else "#E3A36F"
