"""One sentence, read word by word by an LSTM and counted at once by a bag of words."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from lstm_helpers import _validate
from lstm_helpers.cells import sigmoid
from lstm_helpers.corpus import load_corpus
from lstm_helpers.pretrained import Reading, ReviewModel
from lstm_helpers.tokenizer import tokenize

CHANGES = ("none", "not", "swap")


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class SentimentView:
    """What two models say about a sentence, and what each word had to do with it; T tokens.

    Attributes
    ----------
    reading : Reading
        By the LSTM, token by token.
    steps : ndarray, shape (T,)
        By how much each token moved the LSTM's logit.
    start : float
        The LSTM's logit before the first token.
    shares : ndarray, shape (T,)
        What each token adds to the bag's logit; a word that stands twice has half of it each time.
    bag_start : float
        The bag's logit of a sentence without words.
    changed : tuple of int
        The places of the tokens that are not as they were typed.
    before : SentimentView or None
        The sentence as typed, if it has been changed.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> view = sentiment_view("a dull film", load_review_model(), review_bag())
    >>> view.tokens, view.steps.shape, view.before
    (['a', 'dull', 'film'], (3,), None)
    """

    reading: Reading
    steps: np.ndarray
    start: float
    shares: np.ndarray
    bag_start: float
    changed: tuple[int, ...] = ()
    before: "SentimentView | None" = None

    @property
    def tokens(self) -> list[str]:
        """The tokens, as they are read."""
        return self.reading.tokens

    @property
    def probability(self) -> float:
        """The LSTM's P(positive) after the last token."""
        return float(self.reading.probabilities[-1])

    @property
    def bag_probability(self) -> float:
        """The bag's P(positive), in whatever order the words stand."""
        return float(sigmoid(self.bag_start + self.shares.sum()))


def review_bag(weight: float = 3.0) -> Pipeline:
    """Return a bag of words for the course's reviews, which splits texts as an LSTM's vocabulary.

    Parameters
    ----------
    weight : float
        C of the logistic regression; 3 did best on the validation reviews.

    Returns
    -------
    sklearn.pipeline.Pipeline
        TF-IDF of single words and logistic regression, trained on the negative and positive
        training reviews in a fifth of a second; the same object from then on.

    Raises
    ------
    ValueError
        If `weight` does not lie between 1e-6 and 1e6.

    Examples
    --------
    >>> review_bag().predict(["a dull film", "a wonderful film"])
    array(['negative', 'positive'], dtype='<U8')
    """
    return _fitted(_validate.number("weight", weight, 1e-6, 1e6))


@cache
def _fitted(weight: float) -> Pipeline:
    train = load_corpus("reviews").select("train", labels=("negative", "positive"))
    vectors = TfidfVectorizer(tokenizer=tokenize, token_pattern=None)
    bag = make_pipeline(vectors, LogisticRegression(C=weight, max_iter=1000))
    return bag.fit(train.texts, train.labels)


def sentiment_view(
    sentence: str,
    model: ReviewModel,
    bag: Pipeline,
    change: str = "none",
    word: int = 0,
    other: int = 0,
) -> SentimentView:
    """Let an LSTM and a bag of words judge a sentence, changed in one place if wanted.

    Parameters
    ----------
    sentence : str
        With at least one word.
    model : ReviewModel
        Reads it token by token.
    bag : sklearn.pipeline.Pipeline
        A `TfidfVectorizer` of single words and a `LogisticRegression` of two classes, fitted; it
        counts the tokens that the LSTM reads.
    change : {"none", "not", "swap"}
        Leave it, put *not* before a word, or let two words change places.
    word, other : int
        The places of the words, counted from 0; `other` matters to ``"swap"`` alone.

    Returns
    -------
    SentimentView

    Raises
    ------
    ValueError
        If the sentence holds no word, a place is none of its, or a model is of another kind.

    Examples
    --------
    >>> from lstm_helpers import load_review_model
    >>> both = load_review_model(), review_bag()
    >>> view = sentiment_view("big budget small heart", *both, change="swap", word=0, other=2)
    >>> view.tokens, view.changed
    (['small', 'budget', 'big', 'heart'], (0, 2))
    >>> bool(np.isclose(view.bag_probability, view.before.bag_probability))
    True
    """
    _validate.instance("model", model, ReviewModel)
    vectorizer, linear = _parts(bag)
    tokens = tokenize(_validate.text("sentence", sentence))
    if not tokens:
        raise ValueError(f"sentence must hold at least one word; got {_validate.brief(sentence)}")
    _validate.choice("change", change, CHANGES)
    word = _validate.whole("word", word, 0, len(tokens) - 1)
    other = _validate.whole("other", other, 0, len(tokens) - 1)
    typed = _judged(tokens, model, vectorizer, linear, (), None)
    if change == "not":
        tokens, changed = [*tokens[:word], "not", *tokens[word:]], (word,)
    elif change == "swap" and word != other:
        tokens[word], tokens[other], changed = tokens[other], tokens[word], (word, other)
    else:
        return typed
    return _judged(tokens, model, vectorizer, linear, tuple(sorted(changed)), typed)


def _parts(bag: object) -> tuple[TfidfVectorizer, LogisticRegression]:
    fits = (
        isinstance(bag, Pipeline)
        and len(bag) == 2
        and isinstance(bag[0], TfidfVectorizer)
        and isinstance(bag[1], LogisticRegression)
        and bag[0].ngram_range == (1, 1)
        and len(getattr(bag[1], "coef_", ())) == 1
    )
    if not fits:
        raise ValueError(
            "bag must be a fitted pipeline of TfidfVectorizer (single words) and "
            f"LogisticRegression (two classes); got {_validate.brief(bag)}"
        )
    return bag[0], bag[1]


def _judged(
    tokens: list[str],
    model: ReviewModel,
    vectorizer: TfidfVectorizer,
    linear: LogisticRegression,
    changed: tuple[int, ...],
    before: SentimentView | None,
) -> SentimentView:
    text = " ".join(tokens)
    reading = model.read(text)
    steps = np.diff(reading.logits, prepend=model.dense_bias)
    analyse = vectorizer.build_analyzer()
    counted = [[vectorizer.vocabulary_.get(part) for part in analyse(token)] for token in tokens]
    row = vectorizer.transform([text]).toarray()[0]
    found = [place for places in counted for place in places if place is not None]
    each = row * linear.coef_[0] / np.maximum(1, np.bincount(found, minlength=len(row)))
    shares = [sum(each[place] for place in places if place is not None) for places in counted]
    return SentimentView(
        reading, steps, model.dense_bias, np.array(shares, dtype=float),
        float(linear.intercept_[0]), changed, before,
    )  # fmt: skip
