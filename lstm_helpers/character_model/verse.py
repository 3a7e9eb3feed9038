"""The file of a character model, and the verse model that comes with the course."""

import json
from pathlib import Path

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.weights_file import read_arrays

VERSE_MODEL_FILE = DATA_FOLDER / "pretrained" / "verse_lstm.npz"

_WEIGHTS = ("embedding", "kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias")


def load_verse_model(path: Path | str = VERSE_MODEL_FILE) -> CharacterModel:
    """Load a trained character model; by default the one of the course's verse.

    Parameters
    ----------
    path : path-like
        A file written by `save_character_model`.

    Returns
    -------
    CharacterModel
        Its record says how it was trained, how it did on verse that it had not seen, and what it
        wrote on the way.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is cut short, lacks an array or holds one of another shape; named in the words.

    Examples
    --------
    >>> load_verse_model()
    CharacterModel(60 characters)
    """
    path = _validate.path("path", path)
    arrays = read_arrays(path, (*_WEIGHTS, "characters", "record"))
    try:
        embedding, kernel, recurrent_kernel, bias, dense_kernel, dense_bias = (
            arrays[name].astype(np.float32) for name in _WEIGHTS
        )
        return CharacterModel(
            "".join(map(chr, arrays["characters"].tolist())),
            embedding,
            LSTMWeights(kernel, recurrent_kernel, bias),
            dense_kernel,
            dense_bias,
            record=json.loads(str(arrays["record"])),
        )
    except (TypeError, ValueError, OverflowError, RecursionError) as fault:
        raise ValueError(f"{path.name} does not fit together: {fault}") from None


def save_character_model(model: CharacterModel, path: Path | str) -> None:
    """Write a character model to a file; the same model gives the same bytes.

    Parameters
    ----------
    model : CharacterModel
        To be kept, its history excepted.
    path : path-like
        The file; its name ends in ``.npz``, or NumPy adds that. The weights are rounded to
        float16, which makes it half as large; what is loaded and saved again stays as it is.

    Raises
    ------
    ValueError
        If `model` is something else, or `path` is no path.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "copy.npz"
    >>> save_character_model(load_verse_model(), path)
    >>> load_verse_model(path)
    CharacterModel(60 characters)
    """
    _validate.instance("model", model, CharacterModel)
    lstm = model.lstm
    arrays = (
        *(model.embedding, lstm.kernel, lstm.recurrent_kernel, lstm.bias),
        *(model.dense_kernel, model.dense_bias),
    )
    np.savez_compressed(
        _validate.path("path", path),
        **{name: array.astype(np.float16) for name, array in zip(_WEIGHTS, arrays, strict=True)},
        characters=np.array(list(map(ord, model.characters))),
        record=np.array(json.dumps(model.record, sort_keys=True)),
    )
