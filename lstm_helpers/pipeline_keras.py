"""The pipeline's network in Keras, and the way from its trained weights to NumPy's."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.models import weights_from_keras
from lstm_helpers.pipeline import TextPipeline
from lstm_helpers.tokenizer import Vocabulary

_IDLE = (  # while a text is read they change nothing
    keras.layers.InputLayer,
    keras.layers.Dropout,
    keras.layers.SpatialDropout1D,
    keras.layers.GaussianDropout,
    keras.layers.GaussianNoise,
)


def text_network(
    size: int, features: int, units: int, classes: int, return_sequences: bool = False
) -> keras.Model:
    """Build an untrained network: padded ids in, a probability for each class out.

    Parameters
    ----------
    size : int
        V, the number of ids.
    features : int
        D, the length of each embedding vector.
    units : int
        H, the number of LSTM units.
    classes : int
        C, the number of classes.
    return_sequences : bool
        True answers after every timestep instead of after the last.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T), 0 for padding, which is masked; gives float32 of shape
        (batch, C), or (batch, T, C).

    Raises
    ------
    ValueError
        If a size is not a whole number from 1 or is more than memory holds, or `return_sequences`
        is neither True nor False.

    Examples
    --------
    >>> text_network(size=100, features=8, units=4, classes=3).output_shape
    (None, 3)
    """
    sizes = {"size": size, "features": features, "units": units, "classes": classes}
    size, features, units, classes = (
        _validate.whole(name, value, low=1) for name, value in sizes.items()
    )
    _validate.weights_room(size, features, units, classes=classes)
    return_sequences = _validate.flag("return_sequences", return_sequences)
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32", name="ids"),
            keras.layers.Embedding(size, features, mask_zero=True, name="embedding"),
            keras.layers.LSTM(units, return_sequences=return_sequences, name="lstm"),
            keras.layers.Dense(classes, activation="softmax", name="dense"),
        ]
    )


def pipeline_from_keras(
    network: keras.Model,
    vocabulary: Vocabulary,
    labels: tuple[str, ...],
    length: int,
    where: str = "post",
    truncate: str = "pre",
) -> TextPipeline:
    """Copy the weights of an Embedding → LSTM → Dense network into a pipeline.

    Parameters
    ----------
    network : keras.Model
        Three layers: an Embedding, an LSTM and a Dense, in this order; dropout may stand between
        them. The LSTM reads forwards, and the Dense ends in a softmax or in logits.
    vocabulary : Vocabulary
        The one whose ids the network was trained on.
    labels : tuple of str, length C
        The classes in the order of the network's outputs.
    length : int
        The timesteps of a padded row.
    where, truncate : {"pre", "post"}
        Where padding goes, and which tokens too long a text loses.

    Returns
    -------
    TextPipeline

    Raises
    ------
    ValueError
        If the layers are others or compute something else, or do not fit the vocabulary and the
        labels.

    Examples
    --------
    >>> vocabulary = Vocabulary(("", "[UNK]", "film"))
    >>> network = text_network(size=3, features=2, units=4, classes=2)
    >>> pipeline_from_keras(network, vocabulary, ("bad", "good"), length=5).run("a film").shapes
    {'text': '1 string', 'ids': '1 list of ids', 'padded': '1 × 5', 'vectors': '1 × 5 × 2', \
'state': '1 × 4', 'probabilities': '1 × 2'}
    """
    _validate.instance("network", network, keras.Model)
    layers = [layer for layer in network.layers if not isinstance(layer, _IDLE)]
    wanted = (keras.layers.Embedding, keras.layers.LSTM, keras.layers.Dense)
    if [type(layer) for layer in layers] != list(wanted):
        found = ", ".join(type(layer).__name__ for layer in layers) or "none of them"
        raise ValueError(f"network must have the layers Embedding, LSTM, Dense; got {found}")
    embedding, lstm, dense = layers
    if not embedding.mask_zero:
        raise ValueError("network must mask padding: Embedding(…, mask_zero=True)")
    if lstm.go_backwards:
        raise ValueError("network must read forwards: LSTM(…) without go_backwards=True")
    if dense.activation not in (keras.activations.softmax, keras.activations.linear):
        found = getattr(dense.activation, "__name__", repr(dense.activation))
        raise ValueError(f"network must end in a softmax, or in logits; got {found}")
    (matrix,) = embedding.get_weights()
    kernel, *bias = dense.get_weights()
    labels = tuple(_validate.texts("labels", labels))
    if len(labels) != kernel.shape[1]:
        raise ValueError(
            f"labels must hold one for each of the network's {kernel.shape[1]} outputs; "
            f"got {len(labels)}"
        )
    return TextPipeline(
        vocabulary,
        length,
        matrix,
        weights_from_keras(lstm),
        kernel,
        bias[0] if bias else np.zeros(kernel.shape[1], kernel.dtype),
        labels,
        where,
        truncate,
    )
