"""The network of a text classifier, built and trained."""

import time
from dataclasses import replace

import numpy as np

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.history import History
from lstm_helpers.networks import classifier_network
from lstm_helpers.text_classifier.labelled_texts import Examples
from lstm_helpers.text_classifier.parameters import ClassifierParameters
from lstm_helpers.text_classifier.word_bag import WordBag
from lstm_helpers.tokenizer import Vocabulary
from lstm_helpers.training import Plan, train


def untrained_network(
    parameters: ClassifierParameters,
    vocabulary: Vocabulary,
    classes: int,
    dropout: float,
    bag: WordBag | None,
) -> keras.Model:
    """Build the network of a text classifier.

    Parameters
    ----------
    parameters : ClassifierParameters
        The network's cell and sizes, and the seed of all its weights.
    vocabulary : Vocabulary
        What its embedding has a row for.
    classes : int
        C, the number of labels.
    dropout : float
        The recipe's, where the parameters leave it open.
    bag : WordBag or None
        Fitted; if there is one, the embedding begins from its log-count ratios.

    Returns
    -------
    keras.Model
        From ids of shape (batch, T) to logits of shape (batch, C).
    """
    keras.utils.set_random_seed(parameters.seed)
    network = classifier_network(
        len(vocabulary), classes, parameters.features, parameters.units, parameters.cell,
        parameters.layers, parameters.bidirectional, dropout, parameters.seed,
        parameters.recurrent_dropout, parameters.normalise, parameters.attention,
    )  # fmt: skip
    if bag is not None:
        _begin_from_ratios(network, vocabulary, bag)
    return network


def rest_of(plan: Plan, began: float, reserve: float) -> Plan:
    """Return a plan for the time that is left.

    Parameters
    ----------
    plan : Plan
        Its `seconds`, if any, hold for all work.
    began : float
        When that work began, by `time.perf_counter`.
    reserve : float
        Seconds that other work will take afterwards; a fifth more is kept free.

    Returns
    -------
    Plan
        With at least 3% of the seconds, however little is left.

    Examples
    --------
    >>> rest_of(Plan(seconds=10), began=time.perf_counter() - 60, reserve=2).seconds
    0.3
    >>> rest_of(Plan(), began=0, reserve=2).seconds is None
    True
    """
    if plan.seconds is None:
        return plan
    least = 0.03 * plan.seconds  # what judging the parts takes, too
    left = plan.seconds - least - 1.2 * reserve - (time.perf_counter() - began)
    return replace(plan, seconds=max(left, least))


def train_classifier(
    network: keras.Model,
    fit: Examples,
    kept: Examples,
    plan: Plan,
    batch: int,
    smoothing: float,
    word_dropout: float,
    seed: int,
    watch: object = None,
) -> History:
    """Train a classifier's network, and leave it with the weights of its best epoch.

    Parameters
    ----------
    network : keras.Model
        From ids of shape (batch, T) to logits of shape (batch, C).
    fit, kept : Examples
        To train on, and to judge each epoch by; the latter may be none.
    plan : Plan
        How long and how fast.
    batch : int
        Texts in a step.
    smoothing, word_dropout : float
        Share of a label that is spread over all classes; probability that a word is not read.
    seed : int
        Of the order of texts, and of which words are not read.
    watch : function, optional
        See `train`.

    Returns
    -------
    History
    """
    smoothing = _validate.number("smoothing", smoothing, 0, 1)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    network.compile(keras.optimizers.Adam(clipnorm=1.0), loss, weighted_metrics=["accuracy"])
    random, classes = np.random.default_rng(seed), network.output_shape[-1]
    return train(
        network,
        lambda: fit.batches(batch, classes, word_dropout, random),
        -(-len(fit) // batch),
        plan,
        (lambda: kept.measure(network)) if len(kept) else None,
        watch,
    )


def _begin_from_ratios(network: keras.Model, vocabulary: Vocabulary, bag: WordBag) -> None:
    """Put the log-count ratios of words into the first columns of a network's embedding.

    There is one ratio for each class, of two classes the second's alone. If the vectors are shorter
    than that, the last classes go without.
    """
    embedding = network.get_layer("embedding")
    (vectors,) = embedding.get_weights()
    ratios = bag.word_ratios(vocabulary.tokens)[:, : vectors.shape[1]]
    vectors[:, : ratios.shape[1]] = ratios
    embedding.set_weights([vectors])
