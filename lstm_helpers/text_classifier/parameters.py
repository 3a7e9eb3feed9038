"""A text classifier's parameters, kept as they were given."""

from collections.abc import Iterable

from sklearn.base import BaseEstimator

from lstm_helpers import _validate
from lstm_helpers.networks import CELLS, MOST_LAYERS, NORMALISATIONS


class ClassifierParameters(BaseEstimator):
    """The parameters of a `TextClassifier`, where they are explained.

    scikit-learn reads them off the signature, clones by them, and wants them stored unchanged and
    unchecked; what is wrong with one, `TextClassifier.fit` says, before it begins.

    Examples
    --------
    >>> ClassifierParameters(units=8).get_params()["units"]
    8
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

    def _check(self) -> int:
        """Refuse what could not be trained with, and return the seed.

        The rest is checked where it is first used.
        """
        for name in ("bidirectional", "balanced", "steady", "attention"):
            _validate.flag(name, getattr(self, name))
        for name in ("features", "units"):
            _validate.whole(name, getattr(self, name), low=1)
        _validate.weights_room(1, self.features, self.units)
        _validate.whole("layers", self.layers, 1, MOST_LAYERS)
        _validate.choice("cell", self.cell, CELLS)
        _validate.choice("normalise", self.normalise, ("none", *NORMALISATIONS))
        for name in ("dropout", "word_dropout", "recurrent_dropout", "smoothing"):
            if name != "dropout" or self.dropout is not None:  # left to the recipe
                _validate.number(name, getattr(self, name), 0.0, 1.0)
        if self.watch is not None:
            _validate.function("watch", self.watch)
        return _validate.whole("seed", self.seed, 0, 2**32 - 1)
