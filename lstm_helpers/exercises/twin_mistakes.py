"""The mistakes that learners make when they count pairs, each carried out."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake


def right_share(right: np.ndarray, pairs: list[str]) -> float:
    """Return the share of pairs of which both texts were judged rightly.

    Parameters
    ----------
    right : ndarray of bool, shape (N,)
        Whether each text was judged rightly.
    pairs : list of str, length N
        The id of its pair; "" if it has none.

    Returns
    -------
    float

    Examples
    --------
    >>> right_share(np.array([True, True, True, False]), ["a", "b", "a", "b"])
    0.5
    """
    return _share(right, pairs, all)


def _share(right: np.ndarray, pairs: list[str], judge: Callable, blank: bool = False) -> float:
    ids = sorted({pair for pair in pairs if pair or blank})
    if not ids:
        return 0.0
    groups = (
        [bool(one) for one, each in zip(right, pairs, strict=True) if each == id_] for id_ in ids
    )
    return float(np.mean([judge(group) for group in groups]))


def _texts(right: np.ndarray, pairs: list[str]) -> float:
    paired = np.array([bool(pair) for pair in pairs])
    return float(right[paired].mean()) if paired.any() else 0.0


def _neighbours(right: np.ndarray, pairs: list[str]) -> float:
    ours = right[np.array([bool(pair) for pair in pairs])]
    return float((ours[::2] & ours[1::2]).mean()) if len(ours) else 0.0


def _over_texts(right: np.ndarray, pairs: list[str]) -> float:
    paired = sum(bool(pair) for pair in pairs)
    return right_share(right, pairs) / 2 if paired else 0.0


def _over_all(right: np.ndarray, pairs: list[str]) -> float:
    return _number(right, pairs) / len(pairs)


def _number(right: np.ndarray, pairs: list[str]) -> float:
    return right_share(right, pairs) * len({pair for pair in pairs if pair})


def _last_twin(right: np.ndarray, pairs: list[str]) -> float:
    kept = {pair: bool(one) for one, pair in zip(right, pairs, strict=True) if pair}
    return float(np.mean(list(kept.values()))) if kept else 0.0


# Each takes right and pairs, returns a number.
MISTAKES: tuple[Mistake[Callable[[np.ndarray, list[str]], float]], ...] = (
    Mistake(
        _texts,
        "single texts are counted. A model that gives both twins the same answer gets one of them "
        "right each time; ask whether *both* are.",
    ),
    Mistake(
        lambda right, pairs: float(np.mean(right)),
        "all texts are counted, those without a twin as well. Leave out where the id is empty, and "
        "count pairs, not texts.",
    ),
    Mistake(
        lambda right, pairs: _share(right, pairs, any),
        "a pair counts as soon as *one* of its twins is right. Wanted are those with both right.",
    ),
    Mistake(
        lambda right, pairs: _share(right, pairs, all, blank=True),
        'texts without a twin have the id "", and are counted as one more pair. Leave them out.',
    ),
    Mistake(
        _neighbours,
        "neighbours are taken as twins. The twins may stand anywhere: go by their id.",
    ),
    Mistake(
        _last_twin,
        "of each pair only the last text counts. A dict keeps one value for an id, the last; "
        "collect the decisions of both twins in a list.",
    ),
    Mistake(
        _over_texts,
        "the pairs understood are divided by the number of texts in pairs. Divide by the number of "
        "pairs.",
    ),
    Mistake(
        _over_all,
        "the pairs understood are divided by the number of all texts. Divide by the number of "
        "pairs.",
    ),
    Mistake(
        _number,
        "the pairs understood are counted, and not divided. Divide by the number of pairs.",
    ),
    Mistake(
        lambda right, pairs: 100 * right_share(right, pairs),
        "it is a percentage. Return a share from 0 to 1.",
    ),
    Mistake(
        lambda right, pairs: _share(right, pairs, lambda group: not any(group)),
        "the pairs with both twins *wrong* are counted. Wanted are those with both right.",
    ),
)
