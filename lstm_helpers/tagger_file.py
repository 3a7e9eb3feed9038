"""The course's two taggers in one file: one knows the left side of a word, one both sides."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.feature_vocabulary import FeatureVocabulary
from lstm_helpers.tagger import EntityTagger
from lstm_helpers.weights_file import halved, read_arrays

TAGGERS_FILE = DATA_FOLDER / "pretrained" / "entity_taggers.npz"

_LSTM = ("kernel", "recurrent_kernel", "bias")


class EntityTaggers(NamedTuple):
    """Two taggers, trained alike on the same sentences, with the same vocabulary.

    Attributes
    ----------
    left_only : EntityTagger
        One LSTM, from the start.
    both_sides : EntityTagger
        Two LSTMs, one from each end.
    """

    left_only: EntityTagger
    both_sides: EntityTagger


def save_entity_taggers(taggers: EntityTaggers, path: Path | str) -> None:
    """Write both taggers to a file; the same taggers give the same bytes.

    Weights that half precision holds without loss are written so, which halves the file.

    Parameters
    ----------
    taggers : EntityTaggers
        With one vocabulary.
    path : path-like
        The file; its name ends in ``.npz``, or NumPy adds that.

    Raises
    ------
    ValueError
        If `taggers` is something else, the vocabularies differ, or `path` is no path.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "copy.npz"
    >>> save_entity_taggers(load_entity_taggers(), path)
    >>> load_entity_taggers(path).both_sides.bidirectional
    True
    """
    _validate.instance("taggers", taggers, EntityTaggers)
    vocabulary = taggers.left_only.vocabulary
    if taggers.both_sides.vocabulary != vocabulary:
        raise ValueError("taggers must have one vocabulary; got two that differ")
    np.savez_compressed(
        _validate.path("path", path),
        features=np.array("\n".join(vocabulary.features)),
        **{
            f"{name}.{part}": halved(array)
            for name, tagger in taggers._asdict().items()
            for part, array in _parts(tagger).items()
        },
    )


def load_entity_taggers(path: Path | str = TAGGERS_FILE) -> EntityTaggers:
    """Load two taggers; by default those that come with the course.

    Parameters
    ----------
    path : path-like
        A file written by `save_entity_taggers`.

    Returns
    -------
    EntityTaggers

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is cut short, lacks an array or holds one of another shape; named in the words.

    Examples
    --------
    >>> left_only, both_sides = load_entity_taggers()
    >>> left_only.forward.units, both_sides.forward.units
    (128, 64)
    """
    path = _validate.path("path", path)
    parts = ("embedding", *_names("forward"), "dense_kernel", "dense_bias", "record")
    left, both = (
        [f"{name}.{part}" for part in (*parts, *extra)]
        for name, extra in (("left_only", ()), ("both_sides", _names("backward")))
    )
    arrays = read_arrays(path, ("features", *left, *both))
    try:
        vocabulary = FeatureVocabulary(tuple(str(arrays["features"]).split("\n")))
        return EntityTaggers(*(_tagger(arrays, name, vocabulary) for name in EntityTaggers._fields))
    except (TypeError, ValueError, RecursionError) as fault:
        raise ValueError(f"{path.name} does not fit together: {fault}") from None


def _names(direction: str) -> tuple[str, ...]:
    return tuple(f"{direction}.{name}" for name in _LSTM)


def _parts(tagger: EntityTagger) -> dict[str, np.ndarray]:
    lstms = {"forward": tagger.forward, "backward": tagger.backward}
    return {
        "embedding": tagger.embedding,
        **{
            f"{direction}.{name}": getattr(lstm, name)
            for direction, lstm in lstms.items()
            if lstm is not None
            for name in _LSTM
        },
        "dense_kernel": tagger.dense_kernel,
        "dense_bias": tagger.dense_bias,
        "record": np.array(json.dumps(tagger.record, sort_keys=True)),
    }


def _tagger(
    arrays: dict[str, np.ndarray], name: str, vocabulary: FeatureVocabulary
) -> EntityTagger:
    def lstm(direction: str) -> LSTMWeights | None:
        if f"{name}.{direction}.kernel" not in arrays:
            return None
        return LSTMWeights(*(arrays[f"{name}.{part}"] for part in _names(direction)))

    return EntityTagger(
        vocabulary,
        arrays[f"{name}.embedding"],
        lstm("forward"),
        lstm("backward"),
        arrays[f"{name}.dense_kernel"],
        arrays[f"{name}.dense_bias"],
        json.loads(str(arrays[f"{name}.record"])),
    )
