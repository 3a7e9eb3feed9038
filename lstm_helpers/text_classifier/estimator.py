"""A text classifier with scikit-learn's manners and an LSTM inside."""

import time
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from lstm_helpers import _validate
from lstm_helpers._backend import keras
from lstm_helpers.history import INTERRUPTED
from lstm_helpers.metrics import label_scores
from lstm_helpers.networks import classifier_network
from lstm_helpers.probabilities import softmax
from lstm_helpers.text_classifier.blend import blend_weights
from lstm_helpers.text_classifier.fitting import begin_from_ratios, train_classifier
from lstm_helpers.text_classifier.labelled_texts import (
    Examples,
    Labelled,
    class_weights,
    known_labels,
    labelled,
    split_places,
)
from lstm_helpers.text_classifier.settings import OPEN, settings_for
from lstm_helpers.text_classifier.token_table import TokenTable, without_markup
from lstm_helpers.text_classifier.word_bag import WordBag
from lstm_helpers.tokenizer import UNKNOWN_ID
from lstm_helpers.training import Plan, read_rows


class TextClassifier(ClassifierMixin, BaseEstimator):
    """Texts in, labels out: a vocabulary, an embedding, a recurrent network.

    The manners are scikit-learn's, so `sklearn.model_selection.cross_val_score` and its kin take
    it as it is.

    The recipe ``"plain"`` is the lessons' network and nothing else. ``"strong"`` adds what pays on
    real text: markup is taken out, long texts are read at both ends, the embedding starts from
    log-count ratios, and beside the network a `WordBag` weighs words and pairs of neighbours. The
    logits of both are added up, each as much as suits the texts kept back. Most of the accuracy
    comes from the bag, as a rule; `part_logits` shows what comes from where.

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
    max_tokens, length : int, optional
        Size of the vocabulary (plain: all words; strong: 30,000); tokens of a text that are read
        (plain: the last 256; strong: half from each end, so many that the time is enough).
    epochs, batch, learning_rate, seconds, patience, steady
        See `Plan`; `batch` is the number of texts in a step. `seconds` holds for all of `fit`.
        Left open, they and `dropout` are the recipe's, see `settings_`.
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
    recipe : {"auto", "plain", "strong"}
        ``"auto"`` is strong where `seconds` is given, else plain.

    Attributes
    ----------
    classes_ : ndarray
        The labels, sorted.
    vocabulary_ : Vocabulary
    network_ : keras.Model
        From ids of shape (batch, T) to logits of shape (batch, C); the LSTM's part.
    bag_ : WordBag or None
        The bag's part; None in the plain recipe.
    blend_ : dict of str to float
        How much each part counts: ``"lstm"`` and, where there is one, ``"bag"``.
    settings_ : Settings
    history_ : History
        Of the network.

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
        dropout: float | None = None,
        word_dropout: float = 0.1,
        max_tokens: int | None = None,
        length: int | None = None,
        epochs: int | None = None,
        batch: int | None = None,
        learning_rate: float | None = None,
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
        recipe: str = "auto",
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
        self.recipe = recipe

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
        began = time.perf_counter()
        texts, labels = labelled(texts, labels)
        seed = _validate.whole("seed", self.seed, 0, 2**32 - 1)
        self.classes_, targets = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(
                f"labels must hold at least two classes; got only {self.classes_.tolist()}"
            )
        given = {name: getattr(self, name) for name in OPEN}
        self.settings_ = settings = settings_for(self.recipe, self.seconds, len(texts), **given)
        plan = Plan(
            settings.epochs, settings.learning_rate, self.seconds, self.patience, self.steady
        )
        table = self._table(texts)
        self.vocabulary_ = table.vocabulary(settings.max_tokens, settings.rarest)
        if len(self.vocabulary_) <= UNKNOWN_ID + 1:
            raise ValueError("texts must hold at least one word that the vocabulary may keep")
        weights = class_weights(targets, self.balanced)
        every = Labelled(table, targets, weights[targets])
        fit, kept = self._split(every, weights, seed)
        self.bag_, bagging = None, time.perf_counter()
        if settings.bag:
            self.bag_ = self._bag(fit)
        if plan.seconds is not None:
            now = time.perf_counter()  # the bag will be fitted once more, after the network
            left = 0.97 * plan.seconds - (now - began) - 1.2 * (now - bagging)
            plan = replace(plan, seconds=max(left, 0.03 * plan.seconds))
        self.network_ = self._network(seed)
        self.history_ = train_classifier(
            self.network_, self._examples(fit), self._examples(kept), plan, settings.batch,
            self.smoothing, self.word_dropout, seed, self.watch,
        )  # fmt: skip
        self.blend_ = {"lstm": 1.0}
        if self.bag_ is not None:
            self._blend(kept)
            if len(fit) < len(every) and self.history_.stopped != INTERRUPTED:
                self.bag_ = self._bag(every)
        return self

    def _blend(self, kept: Labelled) -> None:
        """Weigh the LSTM and the bag by texts that neither was trained on."""
        parts = read_rows(self.network_, self._rows(kept.table)), self.bag_.logits(kept.table)
        weights = blend_weights(parts, kept.targets, kept.weights)
        self.blend_ = dict(zip(("lstm", "bag"), weights.tolist(), strict=True))

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
        return softmax(sum(self.part_logits(texts).values()))

    def part_logits(self, texts: Iterable[str]) -> dict[str, np.ndarray]:
        """Return what the LSTM and the bag of words each add to the logits.

        Parameters
        ----------
        texts : iterable of str, length N
            Any texts.

        Returns
        -------
        dict of str to ndarray of float64, shape (N, C)
            ``"lstm"`` and, where there is a bag, ``"bag"``; their sum goes through the softmax.

        Raises
        ------
        ValueError
            If `texts` is a single str or holds something else than texts.
        """
        check_is_fitted(self, "network_")
        table = self._table(_validate.texts("texts", texts))
        parts = {"lstm": self.blend_["lstm"] * read_rows(self.network_, self._rows(table))}
        if self.bag_ is not None:
            parts["bag"] = self.blend_["bag"] * self.bag_.logits(table)
        return parts

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

    def _table(self, texts: Iterable[str]) -> TokenTable:
        return TokenTable.of(texts, str if self.settings_.as_written else without_markup)

    def _rows(self, table: TokenTable) -> list[np.ndarray]:
        return table.encode(self.vocabulary_, self.settings_.length, self.settings_.both_ends)

    def _examples(self, part: Labelled) -> Examples:
        return Examples(self._rows(part.table), part.targets, part.weights)

    def _bag(self, part: Labelled) -> WordBag:
        return WordBag().fit(part.table, part.targets, len(self.classes_), part.weights)

    def _split(self, every: Labelled, weights: np.ndarray, seed: int) -> tuple[Labelled, Labelled]:
        """Return the texts to fit on and those to judge by, which may be none."""
        if not isinstance(self.validation, tuple | list):
            fit, kept = split_places(every.targets, self.validation, seed)
            return every.take(fit), every.take(kept)
        if len(self.validation) != 2:
            raise ValueError("validation must be a share from 0 to 0.9, or a pair (texts, labels)")
        texts, labels = labelled(*self.validation, names=("validation texts", "validation labels"))
        kept = known_labels("validation labels", labels, self.classes_)
        return every, Labelled(self._table(texts), kept, weights[kept])

    def _network(self, seed: int) -> keras.Model:
        keras.utils.set_random_seed(seed)
        network = classifier_network(
            len(self.vocabulary_), len(self.classes_), self.features, self.units, self.cell,
            self.layers, self.bidirectional, self.settings_.dropout, seed, self.recurrent_dropout,
            self.normalise, self.attention,
        )  # fmt: skip
        if self.bag_ is not None:
            begin_from_ratios(network, self.vocabulary_, self.bag_)
        return network
