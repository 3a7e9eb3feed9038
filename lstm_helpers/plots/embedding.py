"""Figures of lookup and of maps of words, before and after training."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lstm_helpers import _validate
from lstm_helpers.embedding import embed, one_hot
from lstm_helpers.plots.style import FAINT, INK, figure
from lstm_helpers.plots.word_map import EmbeddingFigure
from lstm_helpers.plots.word_marks import LEANINGS, MARKERS, frame, leaning_colours, write_words
from lstm_helpers.plots.words import Words
from lstm_helpers.word_map import WordMap

_ACCENT, _PALE = "#6A3DB5", "#E6DDF5"
_MOST_IDS, _MOST_ROWS, _MOST_FEATURES = 6, 10, 8


def plot_lookup(ids: Iterable[int], embedding: np.ndarray, tokens: Sequence[str]) -> Figure:
    """Draw one-hot rows times an embedding matrix, and the rows that come out.

    Parameters
    ----------
    ids : iterable of int, length T
        One to six ids.
    embedding : array_like, shape (V, D)
        At most ten rows of eight features.
    tokens : sequence of str, length V
        What each id stands for; written beside the rows.

    Returns
    -------
    matplotlib.figure.Figure
        The first id's one, its row and the result are marked by a thick frame; above the one-hot
        rows stands which id each column belongs to.

    Raises
    ------
    ValueError
        If there are more ids, rows or features than can be read, or an id has no row.

    Examples
    --------
    >>> picture = plot_lookup([1], [[0.5], [-0.25]], ["", "film"])
    >>> [text.get_text() for text in picture.axes[0].texts if "×" in text.get_text()]
    ['(1 × 2)', '×', '(2 × 1)', '(1 × 1)']
    """
    matrix = _validate.array("embedding", embedding, ("vocabulary", "features"), ("V", "D"))
    ids = _validate.ids("ids", ids, len(matrix))
    tokens = _validate.texts("tokens", tokens)
    size, features = matrix.shape
    if not 1 <= len(ids) <= _MOST_IDS or size > _MOST_ROWS or not 1 <= features <= _MOST_FEATURES:
        raise ValueError(
            f"a readable picture has 1 to {_MOST_IDS} ids, at most {_MOST_ROWS} rows and 1 to "
            f"{_MOST_FEATURES} features; got {len(ids)} ids, embedding of shape {matrix.shape}"
        )
    if len(tokens) != size:
        raise ValueError(f"tokens must hold one token for each of {size} rows; got {len(tokens)}")
    names = [f"{token or 'padding'} {id_}" for id_, token in enumerate(tokens)]
    wide = 0.55
    columns = np.cumsum([2.2, 0.42 * size, 0.5 + 1.3, wide * features, 0.6]).tolist()
    height = max(size, len(ids))
    picture = figure(columns[-1] + wide * features + 0.3, 0.34 * height + 0.75)
    axes = picture.subplots()
    axes.set(xlim=(0.9, columns[-1] + wide * features + 0.2), ylim=(-height - 0.2, 1.7))
    axes.axis("off")
    chosen = [names[id_] for id_ in ids]
    _grid(axes, columns[0], 0.42, one_hot(ids, size), chosen, (0, ids[0]), "{:.0f}")
    for column in range(size):
        middle = columns[0] + 0.42 * (column + 0.5)
        axes.text(middle, 0.35, str(column), ha="center", va="center", color=FAINT, fontsize=9)
    axes.text((columns[1] + columns[2] - 1.3) / 2 + 0.05, -len(ids) / 2, "×", ha="center", size=14)
    _grid(axes, columns[2], wide, matrix, names, (ids[0], None), "{:.2f}")
    axes.text((columns[3] + columns[4]) / 2, -len(ids) / 2, "=", ha="center", size=14)
    _grid(axes, columns[4], wide, embed(ids, matrix), [""] * len(ids), (0, None), "{:.2f}")
    return picture


def plot_word_map(scene: WordMap) -> Figure:
    """Draw a word on the map, its neighbours joined to it, and how near each is.

    Parameters
    ----------
    scene : WordMap
        From `WordAtlas.around`; up to 15 of its neighbours are drawn.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If `scene` is something else.

    Examples
    --------
    >>> plot_word_map("film")
    Traceback (most recent call last):
    ValueError: scene must be of type WordMap; got 'film'
    """
    _validate.instance("scene", scene, WordMap)
    return EmbeddingFigure().still(scene)


def plot_word_maps(scenes: Sequence[WordMap]) -> Figure:
    """Draw maps of the same words side by side, the chosen word and its neighbours named.

    Parameters
    ----------
    scenes : sequence of WordMap
        Two, such as before and after training; up to eight of the neighbours are named.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are not two.

    Examples
    --------
    >>> plot_word_maps([])
    Traceback (most recent call last):
    ValueError: scenes must hold 2 maps; got 0
    """
    scenes = _validate.entries("scenes", scenes, "a list of two maps")
    if len(scenes) != 2:
        raise ValueError(f"scenes must hold 2 maps; got {len(scenes)}")
    for scene in scenes:
        _validate.instance("each of scenes", scene, WordMap)
    picture = figure(9.2, 3.9)
    picture.set_layout_engine("none")
    for place, scene in enumerate(scenes):
        axes = picture.add_axes((0.01 + 0.5 * place, 0.1, 0.48, 0.78), xticks=(), yticks=())
        _map(axes, scene)
    colours = leaning_colours(dark=False)
    picture.legend(
        [Line2D([], [], marker=MARKERS[k], color=colours[k], linestyle="") for k in LEANINGS],
        LEANINGS.values(), loc="lower center", ncols=3, frameon=False,
    )  # fmt: skip
    return picture


def _map(axes: Axes, scene: WordMap) -> None:
    count = min(8, len(scene.neighbours))
    colours = leaning_colours(dark=False)
    width, height = axes.get_position().size * axes.figure.get_size_inches()
    (left, low), (right, high) = frame(scene, width, height)
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.spines[:].set_color(FAINT)
    axes.set_title(f"{scene.name}: {scene.shares.sum():.0%} of the variance", fontsize=11)
    near, leanings = scene.neighbour_points[:count], scene.neighbour_leanings[:count]
    for leaning in (0, -1, 1):
        style = {"linestyle": "", "marker": MARKERS[leaning], "color": colours[leaning]}
        dots = scene.points[scene.leanings == leaning]
        axes.plot(*dots.T, markersize=4, alpha=0.4, markeredgewidth=0, **style)
        axes.plot(*near[leanings == leaning].T, markersize=7, markeredgecolor="white", **style)
    axes.plot(*scene.point, "o", markersize=12, mfc="none", mec=_ACCENT, mew=2)
    chosen = axes.figure.add_artist(Words(_ACCENT, weight="bold"))
    others = axes.figure.add_artist(Words(INK))
    for words in (chosen, others):
        words.set_zorder(10)  # above the axes
    boxes, leaders = write_words(axes, chosen, others, scene, count)
    inches = axes.figure.dpi_scale_trans
    add = axes.figure.add_artist
    add(LineCollection(leaders, colors=FAINT, linewidths=0.7, transform=inches, zorder=8))
    add(PolyCollection(boxes, facecolors="white", alpha=0.8, transform=inches, zorder=9))


def _grid(
    axes: Axes, left: float, wide: float, values: np.ndarray, names: list[str],
    mark: tuple[int, int | None], form: str,
) -> None:  # fmt: skip
    """Draw a matrix with its rows' names, its shape, and one row or place marked."""
    rows, columns = values.shape
    for row, column in np.ndindex(rows, columns):
        value = values[row, column]
        marked = row == mark[0] and mark[1] in (None, column)
        axes.add_patch(
            Rectangle(
                (left + wide * column, -row - 1), wide, 1,
                facecolor=_PALE if marked else "white", edgecolor="#CCCCCC", linewidth=0.6,
            )
        )  # fmt: skip
        axes.text(
            left + wide * (column + 0.5), -row - 0.5, form.format(value).replace("-", "−"),
            ha="center", va="center", color=INK if value else FAINT, fontsize=9,
            fontweight="bold" if marked else "normal",
        )  # fmt: skip
    low, across = (0, columns) if mark[1] is None else (mark[1], 1)
    axes.add_patch(
        Rectangle(
            (left + wide * low, -mark[0] - 1), wide * across, 1, fill=False, edgecolor=_ACCENT,
            linewidth=2,
        )
    )  # fmt: skip
    for row, name in enumerate(names):
        axes.text(
            left - 0.1, -row - 0.5, name, ha="right", va="center", color=INK, fontsize=9,
            parse_math=False,
        )  # fmt: skip
    axes.text(left + wide * columns / 2, 0.95, f"({rows} × {columns})", ha="center", color=FAINT)
