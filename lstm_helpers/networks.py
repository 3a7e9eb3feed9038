"""The untrained Keras networks that the course trains: for labels, for tags, for characters."""

from lstm_helpers import _validate
from lstm_helpers._backend import keras

CELLS = {
    "rnn": keras.layers.SimpleRNN,
    "gru": keras.layers.GRU,
    "lstm": keras.layers.LSTM,
}

NORMALISATIONS = {
    "layer": keras.layers.LayerNormalization,
    "batch": keras.layers.BatchNormalization,
}

MOST_LAYERS = 100  # recurrent ones on top of each other


def classifier_network(
    size: int,
    classes: int,
    features: int = 32,
    units: int = 32,
    cell: str = "lstm",
    layers: int = 1,
    bidirectional: bool = False,
    dropout: float = 0.3,
    seed: int = 0,
    recurrent_dropout: float = 0.0,
    normalise: str = "none",
    attention: bool = False,
) -> keras.Model:
    """Build a network that reads ids and gives a logit for each class.

    Embedding (padding masked) → dropout of whole features → recurrent layers → dropout → dense.

    Parameters
    ----------
    size : int
        V, the number of ids.
    classes : int
        C, from 2 up.
    features, units : int
        D, the length of an embedding vector, and H, the units of each recurrent layer.
    cell : {"lstm", "gru", "rnn"}
        Kind of recurrent layer.
    layers : int
        Recurrent layers on top of each other.
    bidirectional : bool
        Whether each is read from both ends, which doubles what it gives.
    dropout : float
        Probability of each of the two dropouts; at work in training only.
    seed : int
        Of the dropouts.
    recurrent_dropout : float
        Probability of blanking a unit of the hidden state on its way to the next timestep.
    normalise : {"none", "layer", "batch"}
        What follows each recurrent layer: nothing; each state to mean 0 and spread 1 over its
        units; each unit to mean 0 and spread 1 over the batch.
    attention : bool
        Whether the dense layer gets a weighted sum of the last recurrent layer's states in place
        of its last one; the layers are then called ``"query"`` and ``"attention"``. Not together
        with `bidirectional`.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T), 0 for padding; gives logits of shape (batch, C).

    Raises
    ------
    ValueError
        If a size is below its least or more than memory holds, a probability lies outside [0, 1],
        or a kind is unknown; if attention is wanted in both directions.

    Examples
    --------
    >>> classifier_network(size=100, classes=3, cell="gru", bidirectional=True).output_shape
    (None, 3)
    """
    size = _validate.whole("size", size, low=1)
    classes = _validate.whole("classes", classes, low=2)
    features = _validate.whole("features", features, low=1)
    units = _validate.whole("units", units, low=1)
    _validate.weights_room(size, features, units, classes=classes)
    layers = _validate.whole("layers", layers, 1, MOST_LAYERS)
    recurrent = CELLS[_validate.choice("cell", cell, CELLS)]
    dropout = _validate.number("dropout", dropout, 0.0, 1.0)

    recurrent_dropout = _validate.number("recurrent_dropout", recurrent_dropout, 0.0, 1.0)
    normalise = _validate.choice("normalise", normalise, ("none", *NORMALISATIONS))
    bidirectional = _validate.flag("bidirectional", bidirectional)
    if _validate.flag("attention", attention) and bidirectional:
        raise ValueError("attention must be False where bidirectional is True; got True for both")

    ids = keras.Input((None,), dtype="int32", name="ids")
    vectors = keras.layers.Embedding(size, features, mask_zero=True, name="embedding")(ids)
    states = keras.layers.SpatialDropout1D(dropout, seed=seed)(vectors)
    settings = {"recurrent_dropout": recurrent_dropout, "seed": seed} if recurrent_dropout else {}
    for number in range(1, layers + 1):
        top = number == layers
        layer = recurrent(
            units, return_sequences=attention or not top, return_state=attention and top,
            name=f"{cell}_{number}", **settings,
        )  # fmt: skip
        if bidirectional:
            layer = keras.layers.Bidirectional(layer, name=f"both_ways_{number}")
        states = layer(states)
        if attention and top:
            states, last, *_ = states  # all hidden states, the last one; an LSTM's cell state
        if normalise != "none":
            states = NORMALISATIONS[normalise](name=f"{normalise}_{number}")(states)
    if attention:
        states = _attended(states, last, units)
    states = keras.layers.Dropout(dropout, seed=seed + 1)(states)
    return keras.Model(ids, keras.layers.Dense(classes, name="dense")(states))


def _attended(states: object, last: object, units: int) -> object:
    """Return the sum of the states, weighted by how well each suits the last one's query.

    The last state is asked of the layer: at padding, the sequence repeats it on a CPU, and holds
    zeros on a graphics card.
    """
    last = keras.layers.Reshape((1, units))(last)  # one timestep that asks
    query = keras.layers.Dense(units, use_bias=False, name="query")(last)
    summed = keras.layers.Attention(name="attention")([query, states])
    return keras.layers.Reshape((units,))(summed)


def tagger_network(
    size: int,
    tags: int,
    features: int = 32,
    units: int = 24,
    bidirectional: bool = True,
    dropout: float = 0.4,
    seed: int = 0,
) -> keras.Model:
    """Build a network that gives, for each token, a logit for each tag.

    Embedding → sum over a token's features → dropout of whole columns → LSTM that returns
    sequences (padding masked) → dropout → dense.

    Parameters
    ----------
    size : int
        V, the number of ids.
    tags : int
        C, from 2 up.
    features, units : int
        D, the length of an embedding vector, and H, the LSTM's units; of each of the two LSTMs, if
        there are two.
    bidirectional : bool
        Whether a second LSTM reads from the end; each token then has 2H numbers.
    dropout : float
        Probability of each of the two dropouts; at work in training only.
    seed : int
        Of the dropouts.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T, F), one id for each of a token's F features, 0 for
        padding; gives logits of shape (batch, T, C).

    Raises
    ------
    ValueError
        If a size is below its least, or `dropout` lies outside [0, 1].

    Examples
    --------
    >>> tagger_network(size=100, tags=7).output_shape
    (None, None, 7)
    """
    size = _validate.whole("size", size, low=1)
    tags = _validate.whole("tags", tags, low=2)
    features = _validate.whole("features", features, low=1)
    units = _validate.whole("units", units, low=1)
    _validate.weights_room(size, features, units, tags=tags)
    dropout = _validate.number("dropout", dropout, 0.0, 1.0)
    bidirectional = _validate.flag("bidirectional", bidirectional)

    ids = keras.Input((None, None), dtype="int32", name="ids")
    mask = keras.ops.any(keras.ops.not_equal(ids, 0), axis=-1)
    vectors = keras.layers.Embedding(size, features, name="embedding")(ids)
    vectors = keras.ops.sum(vectors, axis=2)
    vectors = keras.layers.SpatialDropout1D(dropout, seed=seed)(vectors)
    layer = keras.layers.LSTM(units, return_sequences=True, name="lstm")
    if bidirectional:
        layer = keras.layers.Bidirectional(layer, name="both_ways")
    states = keras.layers.Dropout(dropout, seed=seed + 1)(layer(vectors, mask=mask))
    return keras.Model(ids, keras.layers.Dense(tags, name="dense")(states))


def character_network(
    size: int, features: int = 32, units: int = 128, dropout: float = 0.0, seed: int = 0
) -> keras.Model:
    """Build a network that gives, after each character, a logit for each next one.

    Parameters
    ----------
    size : int
        V, the number of characters.
    features, units : int
        D, the length of an embedding vector, and H, the LSTM's units.
    dropout : float
        Probability that a unit's hidden state is blanked, in training only; a feature of a vector
        is blanked half as often.
    seed : int
        Of the dropouts.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T); gives logits of shape (batch, T, V).

    Raises
    ------
    ValueError
        If a size is below 1, or the probability lies outside [0, 1].

    Examples
    --------
    >>> character_network(size=40, units=8).output_shape
    (None, None, 40)
    """
    sizes = {"size": size, "features": features, "units": units}
    for name, value in sizes.items():
        _validate.whole(name, value, low=1)
    _validate.weights_room(**sizes)
    dropout = _validate.number("dropout", dropout, 0.0, 1.0)
    ids = keras.Input((None,), dtype="int32", name="ids")
    vectors = keras.layers.Embedding(size, features, name="embedding")(ids)
    vectors = keras.layers.Dropout(dropout / 2, seed=seed)(vectors)
    states = keras.layers.LSTM(units, return_sequences=True, name="lstm")(vectors)
    states = keras.layers.Dropout(dropout, seed=seed + 1)(states)
    return keras.Model(ids, keras.layers.Dense(size, name="dense")(states))
