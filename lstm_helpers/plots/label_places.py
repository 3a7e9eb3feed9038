"""Where labels go, so that they can all be read."""

import numpy as np

_GAP = 3.0  # free space around a label
_RADII = (9.0, 18.0, 30.0, 44.0, 62.0, 85.0, 115.0, 150.0, 190.0, 240.0, 300.0)
_ANGLES = np.linspace(0, 2 * np.pi, 20, endpoint=False)
_TRIED = 60  # free places that are weighed against each other
_DETOUR = 30.0  # how much farther away a label may stand so that its line crosses one label less
_INWARDS = 8.0  # how much nearer it must be on the side of the other anchors
_ALONG = np.linspace(0.15, 1, 7)  # points of such a line


def place_labels(
    anchors: np.ndarray, sizes: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Place each label near its anchor, over no other label and no anchor, within a frame.

    Labels are placed one after the other, the first nearest to its anchor. Each tries rings of
    growing radius around its anchor, on each ring first the side that faces away from the middle
    of all anchors, and takes the nearest free place whose line to its anchor crosses few other
    labels. So the same labels always come to the same places.

    Parameters
    ----------
    anchors : ndarray, shape (K, 2)
        What the labels belong to.
    sizes : ndarray, shape (K, 2)
        Width and height of each label.
    low, high : ndarray, shape (2,)
        Corners of the frame. All in one unit, about the pixels of a page.

    Returns
    -------
    ndarray, shape (K, 2)
        The middle of each label. Where no place is free, that with the least overlap.

    Examples
    --------
    >>> anchors, sizes = np.array([[50.0, 50.0], [54.0, 50.0]]), np.array([[30.0, 10.0]] * 2)
    >>> first, second = place_labels(anchors, sizes, np.zeros(2), np.full(2, 100.0))
    >>> bool((abs(first - second) >= [30, 10]).any())
    True
    """
    boxes = [np.concatenate([anchor - 5, anchor + 5]) for anchor in anchors]
    middle = anchors.mean(axis=0) if len(anchors) else np.zeros(2)
    places = np.empty((len(anchors), 2))
    for label, (anchor, size) in enumerate(zip(anchors, sizes, strict=True)):
        candidates = _candidates(anchor, anchor - middle, size, low, high)
        half = size / 2 + _GAP
        overlap = _overlaps(candidates, half, np.array(boxes))
        best = np.flatnonzero(overlap == overlap.min())[:_TRIED]
        lines = _lines(anchor, candidates[best], size)
        crossed = _crossings(anchor, lines, np.array(boxes[len(anchors) :]))
        inwards = candidates[best] - anchor
        inwards = -inwards @ (anchor - middle) / (1 + np.linalg.norm(inwards, axis=1))
        inwards = inwards / (1 + np.linalg.norm(anchor - middle))
        cost = np.linalg.norm(lines, axis=1) + _DETOUR * crossed + _INWARDS * inwards
        places[label] = candidates[best[int(cost.round(6).argmin())]]
        boxes.append(np.concatenate([places[label] - half, places[label] + half]))
    return places


def _candidates(
    anchor: np.ndarray, outwards: np.ndarray, size: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Return the places to try, best first: near before far, outwards before inwards."""
    away = np.arctan2(outwards[1], outwards[0]) if outwards.any() else np.pi / 2
    turned = np.abs((_ANGLES - away + np.pi) % (2 * np.pi) - np.pi)
    angles = _ANGLES[np.argsort(turned.round(9), kind="stable")]
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    # From the anchor to the middle of a box whose edge is at the radius.
    reach = np.minimum.reduce(
        [
            np.divide(side / 2, np.abs(part), out=np.full(len(part), np.inf), where=part != 0)
            for side, part in zip(size, directions.T, strict=True)
        ]
    )
    steps = (reach + np.array(_RADII)[:, None]).ravel()
    places = anchor + steps[:, None] * np.tile(directions, (len(_RADII), 1))
    return np.clip(places, low + size / 2, np.maximum(low + size / 2, high - size / 2))


def _overlaps(candidates: np.ndarray, half: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return the area that each candidate shares with the boxes."""
    lower = np.maximum((candidates - half)[:, None], boxes[None, :, :2])
    upper = np.minimum((candidates + half)[:, None], boxes[None, :, 2:])
    return np.clip(upper - lower, 0, None).prod(axis=-1).sum(axis=1)


def _lines(anchor: np.ndarray, places: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Return the ways from the anchor to the nearest edge of each place."""
    return np.clip(anchor, places - size / 2, places + size / 2) - anchor


def _crossings(anchor: np.ndarray, lines: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return how many labels each line from the anchor runs through."""
    if not len(boxes):
        return np.zeros(len(lines))
    points = anchor + _ALONG[:, None, None] * lines
    inside = (points[:, :, None] > boxes[:, :2]) & (points[:, :, None] < boxes[:, 2:])
    return inside.all(axis=-1).any(axis=0).sum(axis=-1)
