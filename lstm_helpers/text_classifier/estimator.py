"""A text classifier with scikit-learn's manners and an LSTM inside."""

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.metrics import label_scores
from lstm_helpers.networks import classifier_network
from lstm_helpers.probabilities import softmax
from lstm_helpers.text_classifier.labelled_texts import (
    Examples,
    class_weights,
    known_labels,
    labelled,
    split_places,
)
from lstm_helpers.tokenizer import UNKNOWN_ID, Vocabulary
from lstm_helpers.training import Plan, read_rows, train


class TextClassifier(ClassifierMixin, BaseEstimator):
    """Texts in, labels out: a vocabulary, an embedding, a recurrent network.

    The manners are scikit-learn's, so `sklearn.model_selection.cross_val_score` and its kin take
    it as it is.

    Parameters
    ----------
    cell : {"lstm", "gru", "rnn"}
        Kind of recurrent layer.
    bidirectional : bool
        Whether to read from both ends.
    layers, features, units : int
        Recurrent layers; the length of an embedding vector; units of each layer.
    dropout, word_dropout : float
        Probabilities, in training only: that a feature is blanked for a whole text, and that a
        word is read as unknown.
    recurrent_dropout, normalise, attention
        See `classifier_network`.
    max_tokens, length : int
        Size of the vocabulary, None for all words; longer texts lose their first tokens.
    epochs, batch, learning_rate, seconds, patience, steady
        See `Plan`; `batch` is the number of texts in a step.
    smoothing : float
        How much of each label is spread over all classes, so that being sure pays less; 0 for none.
        The training loss holds it, the validation loss does not.
    balanced : bool
        Weigh the loss so that every class counts alike, however rare.
    validation : float or (texts, labels)
        What the best epoch is chosen by: a share of the texts, drawn at random and kept back, 0
        for none; or texts and labels of their own.
    seed : int
        The same seed gives the same figures on the same machine, unless time runs out.
    watch : function, optional
        Is called with a `Progress` while it trains.

    Attributes
    ----------
    classes_ : ndarray
        The labels, sorted.
    vocabulary_ : Vocabulary
    network_ : keras.Model
        From ids of shape (batch, T) to logits of shape (batch, C).
    history_ : History

    Examples
    --------
    >>> texts, labels = ["good film", "bad film"] * 20, ["praise", "blame"] * 20
    >>> classifier = TextClassifier(units=4, features=4, epochs=12, learning_rate=0.05)
    >>> classifier.fit(texts, labels).predict(["a good one", "a bad one"])
    array(['praise', 'blame'], dtype='<U6')
    """

    def __init__(
        self,
        cell: str = "lstm",
        bidirectional: bool = False,
        layers: int = 1,
        features: int = 32,
        units: int = 32,
        dropout: float = 0.4,
        word_dropout: float = 0.1,
        max_tokens: int | None = None,
        length: int = 256,
        epochs: int = 8,
        batch: int = 32,
        learning_rate: float = 0.01,
        seconds: float | None = None,
        patience: int | None = None,
        steady: bool = False,
        smoothing: float = 0.1,
        balanced: bool = False,
        validation: float | tuple[Iterable[str], Iterable[object]] = 0.1,
        seed: int = 0,
        watch: object = None,
        recurrent_dropout: float = 0.0,
        normalise: str = "none",
        attention: bool = False,
    ) -> None:
        self.cell = cell
        self.bidirectional = bidirectional
        self.layers = layers
        self.features = features
        self.units = units
        self.dropout = dropout
        self.word_dropout = word_dropout
        self.max_tokens = max_tokens
        self.length = length
        self.epochs = epochs
        self.batch = batch
        self.learning_rate = learning_rate
        self.seconds = seconds
        self.patience = patience
        self.steady = steady
        self.smoothing = smoothing
        self.balanced = balanced
        self.validation = validation
        self.seed = seed
        self.watch = watch
        self.recurrent_dropout, self.normalise = recurrent_dropout, normalise
        self.attention = attention

    def fit(self, texts: Iterable[str], labels: Iterable[object]) -> "TextClassifier":
        """Learn the vocabulary and the network from labelled texts.

        Parameters
        ----------
        texts : iterable of str, length N
            With at least one word among them.
        labels : iterable, length N
            Anything that can be compared: str, int or bool; of at least two classes.

        Returns
        -------
        TextClassifier
            Itself.

        Raises
        ------
        ValueError
            If lengths differ, there is one class only, no text holds a word, a parameter is out
            of range, or a label of `validation` is none of the classes.
        """
        texts, labels = labelled(texts, labels)
        plan = Plan(self.epochs, self.learning_rate, self.seconds, self.patience, self.steady)
        seed = _validate.whole("seed", self.seed, 0, 2**32 - 1)
        batch = _validate.whole("batch", self.batch, low=1)
        self.classes_, targets = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(
                f"labels must hold at least two classes; got only {self.classes_.tolist()}"
            )
        self.vocabulary_ = Vocabulary.from_texts(texts, max_tokens=self.max_tokens)
        if len(self.vocabulary_) <= UNKNOWN_ID + 1:
            raise ValueError("texts must hold at least one word that the vocabulary may keep")
        fit, kept = self._split(self._encode(texts), targets, seed)

        keras.utils.set_random_seed(seed)
        self.network_ = classifier_network(
            len(self.vocabulary_), len(self.classes_), self.features, self.units, self.cell,
            self.layers, self.bidirectional, self.dropout, seed, self.recurrent_dropout,
            self.normalise, self.attention,
        )  # fmt: skip
        smoothing = _validate.number("smoothing", self.smoothing, 0, 1)
        loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
        adam = keras.optimizers.Adam(clipnorm=1.0)
        self.network_.compile(adam, loss, weighted_metrics=["accuracy"])
        random, classes = np.random.default_rng(seed), len(self.classes_)
        self.history_ = train(
            self.network_,
            lambda: fit.batches(batch, classes, self.word_dropout, random),
            -(-len(fit) // batch),
            plan,
            (lambda: kept.measure(self.network_)) if len(kept) else None,
            self.watch,
        )
        return self

    def predict_proba(self, texts: Iterable[str]) -> np.ndarray:
        """Return a probability for each class.

        Parameters
        ----------
        texts : iterable of str, length N
            Any texts; one without a known word gets what the network says to that.

        Returns
        -------
        ndarray of float64, shape (N, C)
            The columns in the order of `classes_`; each row adds up to 1.

        Raises
        ------
        ValueError
            If `texts` is a single str or holds something else than texts.
        """
        check_is_fitted(self, "network_")
        return softmax(read_rows(self.network_, self._encode(_validate.texts("texts", texts))))

    def predict(self, texts: Iterable[str]) -> np.ndarray:
        """Return the likeliest label of each text.

        Parameters
        ----------
        texts : iterable of str, length N
            Any texts.

        Returns
        -------
        ndarray of the labels' own type, shape (N,)
        """
        return self.classes_[self.predict_proba(texts).argmax(axis=1)]

    def evaluate(self, texts: Iterable[str], labels: Iterable[object]) -> dict[str, float]:
        """Measure it on labelled texts.

        Parameters
        ----------
        texts : iterable of str, length N
            Texts it has not been trained on, if the figures are to mean anything.
        labels : iterable, length N
            Of the classes it knows.

        Returns
        -------
        dict of str to float
            ``accuracy``; ``precision``, ``recall`` and ``f1``, for two classes of the second one,
            for more their plain mean over the classes; ``loss``, cross-entropy in nats.

        Raises
        ------
        ValueError
            If lengths differ, there is no text, or a label is none of `classes_`.
        """
        check_is_fitted(self, "network_")
        texts, labels = labelled(texts, labels)
        return label_scores(labels, self.predict_proba(texts), self.classes_)

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        length = _validate.whole("length", self.length, low=1)
        return [self.vocabulary_.encode(text)[-length:] for text in texts]

    def _split(
        self, rows: list[list[int]], targets: np.ndarray, seed: int
    ) -> tuple[Examples, Examples]:
        """Return the examples to fit on and those to judge by, which may be none."""
        weights = class_weights(targets, self.balanced)
        examples = Examples(rows, targets, weights[targets])
        if not isinstance(self.validation, tuple | list):
            fit, kept = split_places(targets, self.validation, seed)
            return examples.take(fit), examples.take(kept)
        if len(self.validation) != 2:
            raise ValueError("validation must be a share from 0 to 0.9, or a pair (texts, labels)")
        texts, labels = labelled(*self.validation, names=("validation texts", "validation labels"))
        kept = known_labels("validation labels", labels, self.classes_)
        return examples, Examples(self._encode(texts), kept, weights[kept])
