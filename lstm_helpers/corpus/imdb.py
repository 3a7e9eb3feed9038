"""Film reviews from IMDB, as Keras ships them: ids and a list of words, put together again."""

import json
from pathlib import Path

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.corpus.id_lists import read_id_lists
from lstm_helpers.corpus.labelled import Corpus

_LABELS = ("negative", "positive")
_KEPT_BACK = 10  # one part in so many of the training reviews is for validation


def read_imdb(arrays: Path, word_index: Path) -> Corpus:
    """Read reviews that are stored as ids.

    In the file an id is a word's place in `word_index`, counted from 1. (That is 3 less than what
    ``keras.datasets.imdb.load_data`` hands out, which makes room for padding, start and unknown.)
    What is left of a review is its words in small letters, without punctuation; ``br`` was a new
    line.

    Parameters
    ----------
    arrays : Path
        Such as ``imdb.npz``, with ``x_train``, ``y_train``, ``x_test`` and ``y_test``.
    word_index : Path
        Such as ``imdb_word_index.json``, with the place of each word.

    Returns
    -------
    Corpus
        The training reviews, then those of the test, in the order of the file. The test is the
        published one; the last tenth of the training reviews of each class is for validation.

    Raises
    ------
    ValueError
        If a file is not as above; the message names it.

    Examples
    --------
    >>> import tempfile
    >>> lists = np.array([[2, 1], [1]], dtype=object)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     arrays, words = Path(folder) / "few.npz", Path(folder) / "few.json"
    ...     np.savez(arrays, x_train=lists, y_train=[1, 0], x_test=lists, y_test=[0, 1])
    ...     _ = words.write_text('{"good": 1, "very": 2}')
    ...     reviews = read_imdb(arrays, words)
    >>> reviews.texts[:2], reviews.labels[:2]
    (('very good', 'good'), ('positive', 'negative'))
    """
    words = _words(word_index)
    texts: list[str] = []
    labels: list[str] = []
    splits: list[str] = []
    for part in ("train", "test"):
        lists, classes = read_id_lists(arrays, f"x_{part}"), _classes(arrays, f"y_{part}")
        if len(lists) != len(classes):
            raise ValueError(
                f"{arrays.name} must hold a class for each review of the {part} part; got "
                f"{len(classes)} for {len(lists)}"
            )
        try:
            texts += [" ".join([words[id_] for id_ in ids]) for ids in lists]
        except KeyError as fault:
            raise ValueError(f"{word_index.name} must name every id; {fault} is missing") from None
        labels += [_LABELS[class_] for class_ in classes]
        splits += _train_splits(classes) if part == "train" else ["test"] * len(classes)
    return Corpus(tuple(texts), tuple(labels), tuple(splits), ("",) * len(texts))


def _words(path: Path) -> dict[int, str]:
    try:
        places = json.loads(path.read_text(encoding="utf-8"))
        return {_validate.whole("each place", place, 1): word for word, place in places.items()}
    except (ValueError, AttributeError) as fault:  # no UTF-8, no JSON, no whole numbers; no object
        raise ValueError(f"{path.name} must hold the place of each word; {fault}") from None


def _classes(path: Path, name: str) -> list[int]:
    with np.load(path, allow_pickle=False) as arrays:
        classes = arrays[name].tolist() if name in arrays else []
    return [_validate.whole(f"each of {name} in {path.name}", class_, 0, 1) for class_ in classes]


def _train_splits(classes: list[int]) -> list[str]:
    splits = ["train"] * len(classes)
    for class_ in range(len(_LABELS)):
        rows = [row for row, found in enumerate(classes) if found == class_]
        for row in rows[len(rows) - len(rows) // _KEPT_BACK :]:
            splits[row] = "validation"
    return splits
