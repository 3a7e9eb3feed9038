"""Keras models, and the way from their weights to NumPy's and back."""

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.cells import GRUWeights, LSTMWeights, RNNWeights
from lstm_helpers.pretrained import ReviewModel

# The layers that have a cell in NumPy: its weights' class, and the activations both need.
_CELLS = {
    keras.layers.SimpleRNN: (RNNWeights, ("tanh",)),
    keras.layers.LSTM: (LSTMWeights, ("tanh", "sigmoid")),
    keras.layers.GRU: (GRUWeights, ("tanh", "sigmoid")),
}


def weights_from_keras(
    layer: keras.layers.LSTM | keras.layers.SimpleRNN | keras.layers.GRU,
) -> LSTMWeights | RNNWeights | GRUWeights:
    """Copy the weights of a built recurrent Keras layer into NumPy.

    Parameters
    ----------
    layer : keras.layers.LSTM, keras.layers.SimpleRNN or keras.layers.GRU
        A layer that has been called or built, with the default activations; a GRU with the
        default ``reset_after=True``.

    Returns
    -------
    LSTMWeights, RNNWeights or GRUWeights
        Arrays of float32. A layer without bias gets one of zeros.

    Raises
    ------
    ValueError
        If it is another kind of layer, is not built yet, or computes something else than the
        cell in NumPy.

    Examples
    --------
    >>> layer = keras.layers.LSTM(3)
    >>> layer.build((None, 2, 5))
    >>> weights_from_keras(layer).parameters
    108
    """
    kind = next((kind for kind in _CELLS if isinstance(layer, kind)), None)
    if kind is None:
        raise ValueError(
            f"layer must be a keras.layers.LSTM, SimpleRNN or GRU; got {type(layer).__name__}"
        )
    if not layer.built:
        raise ValueError("layer must have weights: call it on data, or build it, first")
    weights_class, wanted = _CELLS[kind]
    found = tuple(
        # a layer or an object has no name
        getattr(getattr(layer.cell, name), "__name__", repr(getattr(layer.cell, name)))
        for name in ("activation", "recurrent_activation")[: len(wanted)]
    )
    if found != wanted:
        plural = "s" if len(wanted) > 1 else ""
        raise ValueError(
            f"layer must use the activation{plural} {' and '.join(wanted)}; "
            f"got {' and '.join(found)}"
        )
    if kind is keras.layers.GRU and not layer.reset_after:
        raise ValueError("layer must be a GRU with reset_after=True, the default; got False")
    arrays = [np.array(array, dtype=np.float32) for array in layer.get_weights()]
    if not layer.use_bias:
        width = weights_class.blocks * layer.units
        shape = (width,) if weights_class.biases == 1 else (weights_class.biases, width)
        arrays.append(np.zeros(shape, dtype=np.float32))
    return weights_class(*arrays)


def keras_lstm(weights: LSTMWeights, **options: bool) -> keras.layers.LSTM:
    """Build a Keras LSTM layer that holds the given weights.

    Parameters
    ----------
    weights : LSTMWeights
        D features, H units.
    **options
        Passed to the layer, such as ``return_sequences=True``.

    Returns
    -------
    keras.layers.LSTM
        Takes float32 of shape (batch, T, D).

    Raises
    ------
    ValueError
        If `weights` is something else.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((5, 12)), np.zeros((3, 12)), np.zeros(12))
    >>> keras_lstm(weights)(np.zeros((1, 2, 5))).shape
    TensorShape([1, 3])
    """
    _validate.instance("weights", weights, LSTMWeights)
    layer = keras.layers.LSTM(weights.units, **options)
    layer.build((None, None, weights.features))
    layer.set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
    return layer


def keras_states(weights: LSTMWeights, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return Keras's own hidden and cell state after each timestep.

    A Keras layer gives the cell state after the last timestep only. So every prefix of the
    sequence becomes a row of one batch, its rest hidden by the mask.

    Parameters
    ----------
    weights : LSTMWeights
        D features, H units.
    inputs : array_like, shape (T, D)
        One sequence.

    Returns
    -------
    hidden, cell : ndarray of float32, each of shape (T, H)

    Raises
    ------
    ValueError
        If the inputs do not fit the weights, or a value is not finite.

    Examples
    --------
    >>> weights = LSTMWeights(np.zeros((1, 4)), np.zeros((1, 4)), np.array([9.0, 0.0, 9.0, 9.0]))
    >>> hidden, cell = keras_states(weights, np.zeros((3, 1)))
    >>> cell.round(2).ravel()
    array([1.  , 1.5 , 1.75], dtype=float32)
    """
    layer = keras_lstm(weights, return_state=True)
    inputs = _validate.array("inputs", inputs, ("timesteps", "features"), ("T", weights.features))
    timesteps = len(inputs)
    if timesteps == 0:  # Keras cannot read a batch of nothing
        nothing = np.zeros((0, weights.units), dtype=np.float32)
        return nothing, nothing
    prefixes = np.repeat(inputs.astype(np.float32)[None], timesteps, axis=0)
    mask = np.tril(np.ones((timesteps, timesteps), dtype=bool))
    _, hidden, cell = layer(prefixes, mask=mask)
    return np.asarray(hidden), np.asarray(cell)


def review_network(size: int, features: int, units: int, **lstm_options: float) -> keras.Model:
    """Build the untrained network of the review model: ids in, P(positive) out.

    Parameters
    ----------
    size : int
        V, the number of ids.
    features : int
        D, the length of each embedding vector.
    units : int
        H, the number of LSTM units.
    **lstm_options
        Passed to the LSTM layer, such as ``recurrent_dropout=0.2``.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T), 0 for padding; gives float32 of shape (batch, 1).

    Examples
    --------
    >>> review_network(size=100, features=8, units=4).output_shape
    (None, 1)
    """
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32", name="ids"),
            keras.layers.Embedding(size, features, mask_zero=True, name="embedding"),
            keras.layers.LSTM(units, name="lstm", **lstm_options),
            keras.layers.Dense(1, activation="sigmoid", name="dense"),
        ],
        name="review_network",
    )


def keras_classifier(model: ReviewModel) -> keras.Model:
    """Build the Keras network that holds a review model's weights.

    Parameters
    ----------
    model : ReviewModel
        Such as `load_review_model` gives.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T), 0 for padding; gives P(positive) of shape (batch, 1).

    Raises
    ------
    ValueError
        If `model` is something else.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> keras_classifier(load_review_model()).get_layer("lstm").units
    16
    """
    _validate.instance("model", model, ReviewModel)
    network = review_network(len(model.vocabulary), model.lstm.features, model.lstm.units)
    lstm = model.lstm
    network.get_layer("embedding").set_weights([model.embedding])
    network.get_layer("lstm").set_weights([lstm.kernel, lstm.recurrent_kernel, lstm.bias])
    network.get_layer("dense").set_weights(
        [model.dense_kernel[:, None], np.array([model.dense_bias])]
    )
    return network
