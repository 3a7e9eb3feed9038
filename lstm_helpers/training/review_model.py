"""Training the review model."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.models import review_network, weights_from_keras
from lstm_helpers.padding import pad
from lstm_helpers.pretrained import ReviewModel
from lstm_helpers.tokenizer import UNKNOWN_ID, Vocabulary


@dataclass(frozen=True)
class Recipe:
    """How a review model is trained.

    Attributes
    ----------
    features, units : int
        D, the length of an embedding vector, and H, the number of LSTM units.
    epochs, batch : int
        Passes over the training sentences, and sentences in a step.
    learning_rate : float
        Adam's rate at the start; it falls to 0 along a cosine.
    word_dropout : float
        Probability that a word is read as unknown, so that unknown words are met in training.
    vector_dropout : float
        Probability that an embedding feature is blanked for a whole sentence.

    Raises
    ------
    ValueError
        If a size is not a whole number from 1, the rate is negative, or a probability lies outside
        [0, 1].

    Examples
    --------
    >>> Recipe(units=8).features
    16
    >>> Recipe(units=-8)
    Traceback (most recent call last):
    ValueError: units must be a whole number at least 1; got -8
    """

    features: int = 16
    units: int = 16
    epochs: int = 16
    batch: int = 32
    learning_rate: float = 0.015
    word_dropout: float = 0.1
    vector_dropout: float = 0.4

    def __post_init__(self) -> None:
        # Plain numbers, for the recipe stands in the model's file, which takes none of NumPy's.
        settings = {
            size: _validate.whole(size, getattr(self, size), low=1)
            for size in ("features", "units", "epochs", "batch")
        }
        settings["learning_rate"] = _validate.number("learning_rate", self.learning_rate, low=0.0)
        for probability in ("word_dropout", "vector_dropout"):
            value = getattr(self, probability)
            settings[probability] = _validate.number(probability, value, 0.0, 1.0)
        for name, value in settings.items():
            object.__setattr__(self, name, value)


class WordDropout(keras.layers.Layer):
    """While training, read some tokens as unknown.

    Parameters
    ----------
    rate : float
        Probability for each token.
    seed : int
        Seed of the layer's own random numbers.

    Examples
    --------
    >>> ids = np.array([[7, 8, 0]])
    >>> np.asarray(WordDropout(rate=1.0)(ids, training=True))
    array([[1, 1, 0]])
    """

    def __init__(self, rate: float, seed: int = 0) -> None:
        super().__init__()
        self.rate = rate
        self.random = keras.random.SeedGenerator(seed)

    def call(self, ids: object, training: bool = False) -> object:
        """Return the ids, in training with some replaced by 1; padding stays padding.

        Parameters
        ----------
        ids : tensor of int, shape (batch, T)
            Token ids; 0 for padding.
        training : bool
            Whether to drop words at all.

        Returns
        -------
        tensor of int, shape (batch, T)
        """
        if not training:
            return ids
        chance = keras.random.uniform(keras.ops.shape(ids), seed=self.random)
        dropped = keras.ops.logical_and(chance < self.rate, ids > 0)
        return keras.ops.where(dropped, UNKNOWN_ID, ids)


def fit_review_model(
    texts: Sequence[str],
    targets: Sequence[float],
    recipe: Recipe | None = None,
    seed: int = 0,
    verbose: int = 0,
) -> ReviewModel:
    """Train an embedding, an LSTM and a sigmoid unit on labelled sentences.

    Parameters
    ----------
    texts : sequence of str, length N
        The sentences.
    targets : sequence of float, length N
        The wanted probability of *positive*: 0 for blame, 1 for praise, 0.5 for neither.
    recipe : Recipe, optional
        Sizes and settings.
    seed : int
        The same seed gives the same weights on the same machine.
    verbose : int
        1 shows Keras's progress bar.

    Returns
    -------
    ReviewModel
        With the recipe, the seed and the loss of each epoch in its record.

    Raises
    ------
    ValueError
        If there are no texts, the lengths differ, or a target lies outside [0, 1].

    Notes
    -----
    The seed is set for Python, NumPy and Keras as a whole: random numbers that the caller draws
    afterwards depend on it too.

    Examples
    --------
    >>> quick = Recipe(units=2, features=2, epochs=1)
    >>> model = fit_review_model(["good", "bad"] * 16, [1.0, 0.0] * 16, quick)
    >>> model.lstm.units, len(model.record["loss"])
    (2, 1)
    """
    texts = _validate.texts("texts", texts)
    wanted = _validate.array("targets", targets, ("texts",), (len(texts),)).astype(np.float32)
    if not texts:
        raise ValueError("texts must hold at least one text; got none")
    if wanted.min() < 0 or wanted.max() > 1:
        raise ValueError("targets must lie between 0 and 1")
    recipe = Recipe() if recipe is None else recipe
    _validate.instance("recipe", recipe, Recipe)
    seed = _validate.whole("seed", seed, 0, 2**32 - 1)
    verbose = _validate.whole("verbose", verbose, 0, 2)
    vocabulary = Vocabulary.from_texts(texts)
    ids = [vocabulary.encode(text) for text in texts]
    longest = max(1, *map(len, ids))

    keras.utils.set_random_seed(seed)
    network, training_network = _networks(len(vocabulary), recipe, seed)
    steps = recipe.epochs * -(-len(texts) // recipe.batch)
    rate = keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps)
    training_network.compile(keras.optimizers.Adam(rate, clipnorm=1.0), "binary_crossentropy")
    history = training_network.fit(
        pad(ids, longest, where="post").ids,
        wanted,
        batch_size=recipe.batch,
        epochs=recipe.epochs,
        verbose=verbose,
    )
    record = {
        "recipe": asdict(recipe),
        "seed": seed,
        "sentences": len(texts),
        "loss": [round(loss, 4) for loss in history.history["loss"]],
    }
    return _as_review_model(network, vocabulary, record)


def _networks(size: int, recipe: Recipe, seed: int) -> tuple[keras.Model, keras.Model]:
    """Return the network, and the same layers with both kinds of dropout for training."""
    network = review_network(size, recipe.features, recipe.units)
    embedding, lstm, dense = network.layers
    ids = keras.Input((None,), dtype="int32")
    vectors = embedding(WordDropout(recipe.word_dropout, seed)(ids))
    vectors = keras.layers.SpatialDropout1D(recipe.vector_dropout, seed=seed + 1)(vectors)
    return network, keras.Model(ids, dense(lstm(vectors)))


def _as_review_model(network: keras.Model, vocabulary: Vocabulary, record: dict) -> ReviewModel:
    (embedding,) = network.get_layer("embedding").get_weights()
    kernel, bias = network.get_layer("dense").get_weights()
    lstm = weights_from_keras(network.get_layer("lstm"))
    return ReviewModel(vocabulary, embedding, lstm, kernel[:, 0], float(bias[0]), record)
