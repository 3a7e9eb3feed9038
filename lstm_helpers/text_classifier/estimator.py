"""A text classifier with scikit-learn's manners and an LSTM inside."""

import time
from collections.abc import Iterable

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from lstm_helpers import _validate
from lstm_helpers.history import INTERRUPTED
from lstm_helpers.metrics import label_scores
from lstm_helpers.probabilities import softmax
from lstm_helpers.text_classifier.blend import blend_weights
from lstm_helpers.text_classifier.fitting import rest_of, train_classifier, untrained_network
from lstm_helpers.text_classifier.labelled_texts import (
    Examples,
    Labelled,
    class_weights,
    labelled,
    numbered,
    split,
)
from lstm_helpers.text_classifier.parameters import ClassifierParameters
from lstm_helpers.text_classifier.settings import OPEN, settings_for
from lstm_helpers.text_classifier.token_table import TokenTable, without_markup
from lstm_helpers.text_classifier.word_bag import WordBag
from lstm_helpers.training import Plan, read_rows


class TextClassifier(ClassifierMixin, ClassifierParameters):
    """Texts in, labels out: a vocabulary, an embedding, a recurrent network.

    The manners are scikit-learn's, so `sklearn.model_selection.cross_val_score` and its kin take
    it as it is.

    The recipe ``"plain"`` is the lessons' network and nothing else. In ``"strong"`` markup is taken
    out, long texts are read at both ends, the embedding starts from log-count ratios, and a
    `WordBag` of words and pairs stands beside the network. The logits of both are added up, each as
    much as suits the texts kept back. Most of the accuracy may be the bag's: see `part_logits`.

    Parameters
    ----------
    cell : {"lstm", "gru", "rnn"}
        Kind of recurrent layer.
    bidirectional : bool
        Whether to read from both ends.
    layers, features, units : int
        Recurrent layers; the length of an embedding vector; units of each layer.
    dropout, word_dropout : float
        Probabilities, in training only: that a feature is blanked for a whole text, and a number
        on its way to the dense layer; that a word is read as unknown.
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
        seed = self._check()
        texts, labels = labelled(texts, labels)
        self.classes_, targets = numbered(labels)
        given = {name: getattr(self, name) for name in OPEN}
        self.settings_ = chosen = settings_for(self.recipe, self.seconds, len(texts), **given)
        plan = Plan(chosen.epochs, chosen.learning_rate, self.seconds, self.patience, self.steady)
        table = self._table(texts)
        self.vocabulary_ = table.vocabulary(chosen.max_tokens, chosen.rarest)
        weights = class_weights(targets, self.balanced)
        every = Labelled(table, targets, weights[targets])
        fit, kept = split(every, self.validation, weights, self.classes_, self._table, seed)
        bagging = time.perf_counter()
        self.bag_ = self._bag(WordBag(), fit, kept) if chosen.bag else None
        bagging = time.perf_counter() - bagging
        self._train(fit, kept, plan, began, bagging)
        self.blend_ = {"lstm": 1.0}
        if self.bag_ is not None:
            self.blend_ = blend_weights(self._parts(kept.table), kept.targets, kept.weights)
            if len(fit) < len(every) and self.history_.stopped != INTERRUPTED:
                self.bag_ = self._bag(WordBag([self.bag_.strength_]), every)
        return self

    def _train(self, fit: Labelled, kept: Labelled, plan: Plan, began: float, spare: float) -> None:
        """Train the network in the time that is left, once the bag will have been fitted again."""
        self.network_ = untrained_network(
            self, self.vocabulary_, len(self.classes_), self.settings_.dropout, self.bag_
        )
        self.history_ = train_classifier(
            self.network_, self._examples(fit), self._examples(kept), rest_of(plan, began, spare),
            self.settings_.batch, self.smoothing, self.word_dropout, self.seed, self.watch,
        )  # fmt: skip

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
        parts = self._parts(self._table(_validate.texts("texts", texts)))
        return {name: self.blend_[name] * logits for name, logits in parts.items()}

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

    def _parts(self, table: TokenTable) -> dict[str, np.ndarray]:
        """Return the logits of each part, before they are weighed."""
        parts = {"lstm": read_rows(self.network_, self._rows(table))}
        return parts if self.bag_ is None else parts | {"bag": self.bag_.logits(table)}

    def _examples(self, part: Labelled) -> Examples:
        return Examples(self._rows(part.table), part.targets, part.weights)

    def _bag(self, bag: WordBag, part: Labelled, kept: Labelled | None = None) -> WordBag:
        judges = (kept.table, kept.targets) if kept else None
        return bag.fit(part.table, part.targets, len(self.classes_), part.weights, judges)
