"""Training a tagger: tagged sentences in, a tagger in NumPy out."""

from collections.abc import Callable

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.corpus.tagged import TAGS, TaggedCorpus
from lstm_helpers.feature_vocabulary import FeatureVocabulary
from lstm_helpers.history import Progress
from lstm_helpers.models import weights_from_keras
from lstm_helpers.networks import tagger_network
from lstm_helpers.padded_tags import pad_tagged, tagged_batches
from lstm_helpers.tagger import EntityTagger
from lstm_helpers.training import Plan, train


def compile_tagger(network: keras.Model) -> keras.Model:
    """Give a tagger's network its loss and its measure, both of which take weights.

    Parameters
    ----------
    network : keras.Model
        As `tagger_network` builds it.

    Returns
    -------
    keras.Model
        The same. Its loss is the mean cross-entropy over tokens of weight 1, in nats.

    Examples
    --------
    >>> compile_tagger(tagger_network(size=9, tags=7)).compiled
    True
    """
    network.compile(
        keras.optimizers.Adam(clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(
            from_logits=True, reduction="mean_with_sample_weight"
        ),
        weighted_metrics=["accuracy"],
    )
    return network


def fit_entity_tagger(
    sentences: TaggedCorpus,
    bidirectional: bool = True,
    seed: int = 0,
    *,
    units: int = 24,
    features: int = 32,
    dropout: float = 0.4,
    word_dropout: float = 0.25,
    name_dropout: float = 0.0,
    epochs: int = 20,
    batch: int = 16,
    learning_rate: float = 0.01,
    watch: Callable[[Progress], None] | None = None,
) -> EntityTagger:
    """Train a tagger on tagged sentences.

    Parameters
    ----------
    sentences : TaggedCorpus
        What to learn from; features that occur in it twice or more are known.
    bidirectional : bool
        Whether to read from both ends.
    seed : int
        The same seed gives the same weights on the same machine.
    units, features : int
        H, the units of each LSTM, and D, the length of an embedding vector.
    dropout : float
        Probability, in training only, that a feature is blanked for a whole sentence, and that a
        unit's hidden state is blanked at a token.
    word_dropout, name_dropout : float
        How often rare words, and words with a capital letter, are read as unseen; see
        `tagged_batches`.
    epochs, batch, learning_rate
        See `Plan`; `batch` is the number of sentences in a step.
    watch : function, optional
        Is called with a `Progress` while it trains.

    Returns
    -------
    EntityTagger
        With the seed and the loss of each epoch in its record.

    Raises
    ------
    ValueError
        If there is no sentence, a number is out of range, or `watch` is no function.

    Examples
    --------
    >>> from lstm_helpers import load_corpus
    >>> few = load_corpus("entities").select("validation", kind="plain")
    >>> tagger = fit_entity_tagger(few, units=4, features=4, epochs=1)
    >>> len(tagger.record["loss"])
    1
    """
    _validate.instance("sentences", sentences, TaggedCorpus)
    seed = _validate.whole("seed", seed, 0, 2**32 - 1)
    batch = _validate.whole("batch", batch, low=1)
    plan = Plan(epochs, learning_rate)
    word_dropout = _validate.number("word_dropout", word_dropout, low=0.0)
    name_dropout = _validate.number("name_dropout", name_dropout, 0.0, 1.0)
    if watch is not None:
        _validate.function("watch", watch)
    vocabulary = FeatureVocabulary.from_sentences(sentences.tokens)
    padded, random = pad_tagged(sentences, vocabulary), np.random.default_rng(seed)

    keras.utils.set_random_seed(seed)
    network = compile_tagger(
        tagger_network(len(vocabulary), len(TAGS), features, units, bidirectional, dropout, seed)
    )
    history = train(
        network,
        lambda: tagged_batches(padded, batch, random, word_dropout, name_dropout),
        -(-len(sentences) // batch),
        plan,
        watch=watch,
    )
    losses = [round(epoch.loss, 4) for epoch in history.epochs]
    return tagger_from_keras(network, vocabulary, {"seed": seed, "loss": losses})


def tagger_from_keras(
    network: keras.Model, vocabulary: FeatureVocabulary, record: dict | None = None
) -> EntityTagger:
    """Copy the weights of a tagger's network into NumPy.

    Parameters
    ----------
    network : keras.Model
        As `tagger_network` builds it.
    vocabulary : FeatureVocabulary
        The one whose ids it reads.
    record : dict, optional
        What is known of its training.

    Returns
    -------
    EntityTagger

    Raises
    ------
    ValueError
        If the network is none, or does not fit the vocabulary.

    Examples
    --------
    >>> vocabulary = FeatureVocabulary.from_sentences([])
    >>> tagger_from_keras(tagger_network(len(vocabulary), 7), vocabulary).bidirectional
    True
    """
    _validate.instance("network", network, keras.Model)
    layers = {layer.name: layer for layer in network.layers}
    missing = {"embedding", "dense"} - layers.keys()
    if missing or not layers.keys() & {"lstm", "both_ways"}:
        raise ValueError("network must be one that tagger_network built")
    if "both_ways" in layers:
        both = layers["both_ways"]
        lstms = [weights_from_keras(both.forward_layer), weights_from_keras(both.backward_layer)]
    else:
        lstms = [weights_from_keras(layers["lstm"]), None]
    (embedding,) = layers["embedding"].get_weights()
    return EntityTagger(vocabulary, embedding, *lstms, *layers["dense"].get_weights(), record or {})
