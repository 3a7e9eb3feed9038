"""A pipeline in one file: the vocabulary and every setting beside the weights."""

import json
from pathlib import Path

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.cells import LSTMWeights
from lstm_helpers.corpus import DATA_FOLDER
from lstm_helpers.pipeline import TextPipeline
from lstm_helpers.tokenizer import Vocabulary
from lstm_helpers.weights_file import halved, read_arrays

PIPELINE_FILE = DATA_FOLDER / "pretrained" / "review_pipeline.npz"

_WEIGHTS = ("embedding", "kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias")
_SETTINGS = ("length", "labels", "where", "truncate")


def save_pipeline(pipeline: TextPipeline, path: Path | str) -> None:
    """Write a pipeline to a file, vocabulary and settings included.

    The same pipeline gives the same bytes. Weights that half precision holds without loss are
    stored so.

    Parameters
    ----------
    pipeline : TextPipeline
        The pipeline.
    path : path-like
        The file; its name ends in ``.npz``, or NumPy adds that.

    Raises
    ------
    ValueError
        If `pipeline` is something else.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "copy.npz"
    >>> save_pipeline(load_pipeline(), path)
    >>> load_pipeline(path).labels
    ('negative', 'neutral', 'positive')
    """
    _validate.instance("pipeline", pipeline, TextPipeline)
    path = _validate.path("path", path)
    lstm = pipeline.lstm
    weights = dict(
        zip(
            _WEIGHTS,
            (
                *(pipeline.embedding, lstm.kernel, lstm.recurrent_kernel, lstm.bias),
                *(pipeline.dense_kernel, pipeline.dense_bias),
            ),
            strict=True,
        )
    )
    settings = {name: getattr(pipeline, name) for name in _SETTINGS}
    np.savez_compressed(
        path,
        **{name: halved(array) for name, array in weights.items()},
        tokens=np.array("\n".join(pipeline.vocabulary.tokens)),
        settings=np.array(json.dumps(settings, sort_keys=True)),
    )


def load_pipeline(path: Path | str = PIPELINE_FILE) -> TextPipeline:
    """Load a pipeline; by default the one that comes with the course.

    Parameters
    ----------
    path : path-like
        A file written by `save_pipeline`.

    Returns
    -------
    TextPipeline
        The course's own: 2,000 ids, 10 timesteps, 50 features, 64 units, 3 classes.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is cut short, lacks an array or holds one of another shape; named in the words.

    Examples
    --------
    >>> load_pipeline().embedding.shape
    (2000, 50)
    """
    path = _validate.path("path", path)
    arrays = read_arrays(path, (*_WEIGHTS, "tokens", "settings"))
    try:
        settings = json.loads(str(arrays["settings"]))
        return TextPipeline(
            vocabulary=Vocabulary(tuple(str(arrays["tokens"]).split("\n"))),
            embedding=arrays["embedding"],
            lstm=LSTMWeights(arrays["kernel"], arrays["recurrent_kernel"], arrays["bias"]),
            dense_kernel=arrays["dense_kernel"],
            dense_bias=arrays["dense_bias"],
            **settings,
        )
    except (TypeError, ValueError, RecursionError) as fault:
        raise ValueError(f"{path.name} does not fit together: {fault}") from None
