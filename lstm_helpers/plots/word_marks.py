"""What maps of words share: markers and colours, the part of the plane shown, labels."""

import numpy as np
from matplotlib.axes import Axes

from lstm_helpers.plots.label_places import place_labels
from lstm_helpers.plots.words import Word, Words
from lstm_helpers.word_map import WordMap

# Told apart by shape as well as by colour.
MARKERS = {1: "^", -1: "v", 0: "o"}
LEANINGS = {1: "praise", -1: "blame", 0: "neither"}
INCH = 80  # CSS pixels

_LINE = 14.0  # the height of a line, in CSS pixels


def leaning_colours(dark: bool) -> dict[int, str]:
    """Return the colours of praise, blame and neither on a light or a dark ground."""
    if dark:
        return {1: "#6CC6E0", -1: "#EBA27C", 0: "#8F8F8F"}
    return {1: "#14748F", -1: "#9A4B2E", 0: "#8A8A8A"}


def frame(scene: WordMap, width: float, height: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the corners of the part of the plane that fills a frame.

    Parameters
    ----------
    scene : WordMap
        All its vocabulary's words come to lie within.
    width, height : float
        Of the frame; a unit is as long upwards as it is across.

    Returns
    -------
    low, high : ndarray, each of shape (2,)

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> scene = SimpleNamespace(reach=np.array([[0.0, 0.0], [2.0, 1.0]]))
    >>> low, high = frame(scene, width=300, height=100)
    >>> (high - low).round(2).tolist()
    [3.18, 1.06]
    """
    low, high = scene.reach
    frame_size = np.array([width, height])
    half = 0.53 * np.max((high - low) / frame_size) * frame_size
    middle = (low + high) / 2
    return middle - half, middle + half


def write_words(
    axes: Axes, chosen: Words, others: Words, scene: WordMap, count: int
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Write a word and its first neighbours beside their points on a map.

    Parameters
    ----------
    axes : Axes
        The map, its limits set.
    chosen, others : Words
        Write the chosen word, and its neighbours.
    scene : WordMap
        What is to be drawn.
    count : int
        How many neighbours.

    Returns
    -------
    boxes : ndarray, shape (count + 1, 4, 2)
        The corners of each label, in inches of the figure.
    leaders : list of ndarray, each of shape (2, 2)
        Lines from points to labels that stand apart from them, in inches.
    """
    to_pixels = INCH / axes.figure.dpi
    anchors = axes.transData.transform([scene.point, *scene.neighbour_points[:count]]) * to_pixels
    low, high = np.array(axes.bbox.extents).reshape(2, 2) * to_pixels
    words = [near.word for near in scene.neighbours[:count]]
    widths = [chosen.width(scene.word.word), *map(others.width, words)]
    sizes = np.array([(width + 3, _LINE) for width in widths])
    places = place_labels(anchors, sizes, low + 3, high - 3)
    chosen.words = [Word(scene.word.word, *places[0], "center")]
    others.words = [
        Word(word, *place, "center") for word, place in zip(words, places[1:], strict=True)
    ]
    edges = np.clip(anchors, places - sizes / 2, places + sizes / 2)
    apart = np.linalg.norm(edges - anchors, axis=1) > 12
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
    boxes = places[:, None] + corners * sizes[:, None]
    return boxes / INCH, list(np.stack([anchors, edges], axis=1)[apart] / INCH)
