"""The Keras network that computes what a character model computes."""

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.networks import character_network


def keras_character_network(model: CharacterModel) -> keras.Model:
    """Build the Keras network that holds a character model's weights.

    Parameters
    ----------
    model : CharacterModel
        Such as `load_verse_model` gives.

    Returns
    -------
    keras.Model
        Takes int ids of shape (batch, T); gives logits of shape (batch, T, V).

    Raises
    ------
    ValueError
        If `model` is something else.

    Examples
    --------
    >>> from lstm_helpers import load_verse_model
    >>> keras_character_network(load_verse_model()).output_shape
    (None, None, 60)
    """
    _validate.instance("model", model, CharacterModel)
    lstm = model.lstm
    network = character_network(len(model.characters), lstm.features, lstm.units)
    network.get_layer("embedding").set_weights([model.embedding])
    network.get_layer("lstm").set_weights([lstm.kernel, lstm.recurrent_kernel, lstm.bias])
    network.get_layer("dense").set_weights([model.dense_kernel, model.dense_bias])
    return network
