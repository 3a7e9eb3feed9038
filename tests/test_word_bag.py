"""The strong recipe's parts: tokens without markup, the bag of words, the blend of two parts."""

import itertools

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB

from lstm_helpers import Vocabulary, tokenize
from lstm_helpers.text_classifier.blend import blend_weights
from lstm_helpers.text_classifier.log_ratios import log_count_ratios
from lstm_helpers.text_classifier.settings import PLAIN, settings_for
from lstm_helpers.text_classifier.token_table import TokenTable, without_markup
from lstm_helpers.text_classifier.word_bag import WordBag, beginning

TEXTS = [
    "a good film and a good story", "not a good film", "a bad film", "so good so so good",
    "not bad", "bad story bad film", "a film", "the story is good",
]  # fmt: skip
TARGETS = np.array([1, 0, 0, 1, 1, 0, 1, 1])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Good.<br /><br />Bad", ["good", "bad"]),
        ("<p class='x'>well-made</p>", ["well", "made"]),
        ("I <3 it, 2 < 3 and 5 > 4", ["i", "3", "it", "2", "3", "and", "5", "4"]),
        ("end...but 3.5/10", ["end", "but", "35", "10"]),
        ("don't", ["dont"]),
        ("", []),
        ("<br/>", []),
    ],
)
def test_markup_and_joints_become_gaps(text, tokens):
    assert tokenize(without_markup(text)) == tokens


def test_a_table_holds_what_tokenize_and_vocabulary_give():
    texts = [*TEXTS, "", "  ", "Good, GOOD!"]
    table = TokenTable.of(texts)
    rows = np.split(table.places, np.cumsum(table.lengths)[:-1])
    assert [[table.words[place] for place in row] for row in rows] == list(map(tokenize, texts))
    for size in (None, 5):
        vocabulary = Vocabulary.from_texts(texts, max_tokens=size)
        assert table.vocabulary(size) == vocabulary
        encoded = [ids.tolist() for ids in table.encode(vocabulary, 99, both_ends=True)]
        assert encoded == [vocabulary.encode(text) for text in texts]


def test_some_texts_can_be_taken_in_any_order():
    table, order = TokenTable.of([*TEXTS, ""]), np.array([8, 2, 0, 2])
    alone = TokenTable.of([[*TEXTS, ""][place] for place in order])
    taken = table.take(order)
    assert [table.words[place] for place in taken.places] == [
        alone.words[place] for place in alone.places
    ]
    assert taken.lengths.tolist() == alone.lengths.tolist()
    assert len(table.take(np.array([], dtype=int))) == 0


@pytest.mark.parametrize("length", [1, 2, 5, 6, 7])
def test_long_texts_lose_their_middle_or_their_beginning(length):
    table = TokenTable.of(["a b c d e f"])
    vocabulary = table.vocabulary()
    both, end = (
        "".join(vocabulary.decode(table.encode(vocabulary, length, ends)[0]))
        for ends in (True, False)
    )
    assert end == "abcdef"[-length:]
    assert both == ("abcdef" if length >= 6 else {1: "f", 2: "af", 5: "abdef"}[length])


def test_ratios_are_those_of_naive_bayes_in_scikit_learn():
    counts = CountVectorizer(binary=True, ngram_range=(1, 2)).fit_transform(TEXTS).toarray()
    bayes = MultinomialNB(alpha=1.0).fit(counts, TARGETS)
    difference = bayes.feature_log_prob_[1] - bayes.feature_log_prob_[0]
    by_class = np.stack([counts[target == TARGETS].sum(axis=0) for target in (0, 1)])
    np.testing.assert_allclose(log_count_ratios(by_class), [-difference, difference], atol=1e-12)


def test_ratios_by_hand_for_three_classes():
    found = log_count_ratios([[1, 0], [0, 1], [2, 0]], smoothing=1.0)
    assert found[1, 1] == pytest.approx(np.log((2 / 3) / (1 / 5)))
    assert found[2, 0] == pytest.approx(np.log((3 / 4) / (2 / 4)))


@pytest.mark.parametrize("smoothing", [0, -1.5])
def test_smoothing_that_leaves_a_ratio_infinite_is_refused(smoothing):
    with pytest.raises(ValueError, match=f"smoothing must be more than 0; got {smoothing}"):
        log_count_ratios([[2, 0], [0, 2]], smoothing)


def features_by_hand(text):
    """Return a text's words, pairs and beginnings with their counts, the long way."""
    words = tokenize(text)
    named = [("word", word) for word in words] + [("start", beginning(word)) for word in words]
    named += [("pair", pair) for pair in itertools.pairwise(words)]
    return {name: named.count(name) for name in named}


def test_a_bag_is_what_its_equation_says():
    rows = [features_by_hand(text) for text in TEXTS]
    texts_with = {name: sum(name in row for row in rows) for row in rows for name in row}
    names = [name for name, count in texts_with.items() if count >= 2]
    present = np.array([[name in row for name in names] for row in rows], dtype=float)
    by_class = np.stack([present[target == TARGETS].sum(axis=0) for target in (0, 1)])
    rarity = np.array([np.log(9 / (1 + texts_with[name])) + 1 for name in names])

    def matrix(texts):
        found = map(features_by_hand, texts)
        logged = [[1 + np.log(row[n]) if n in row else 0 for n in names] for row in found]
        weighed = np.array(logged) * rarity * log_count_ratios(by_class)[1]
        return weighed / np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), 1e-9)

    unseen = [*TEXTS, "a good bad film", "zorblish", "", "goodness"]
    ours = WordBag([2.0]).fit(TokenTable.of(TEXTS), TARGETS, 2).logits(TokenTable.of(unseen))
    theirs = LogisticRegression(C=2.0, tol=1e-6).fit(matrix(TEXTS), TARGETS)
    expected = theirs.decision_function(matrix(unseen))
    np.testing.assert_allclose(ours[:, 1] - ours[:, 0], expected, atol=1e-3)


def test_a_known_beginning_speaks_for_an_unknown_word():
    table = TokenTable.of(["wonderful film", "dreadful film"] * 5)
    bag = WordBag().fit(table, np.array([1, 0] * 5), 2)
    read = bag.logits(TokenTable.of(["wonderfully", "dreadfully", "film zorblish"]))
    assert read.argmax(axis=1).tolist()[:2] == [1, 0]
    assert abs(read[2, 1] - read[2, 0]) < 0.1


@pytest.mark.parametrize("texts", [["one", "two"], ["", ""]])
def test_a_bag_without_a_feature_says_nothing(texts):
    bag = WordBag().fit(TokenTable.of(texts), np.array([0, 1]), 2)
    assert bag.logits(TokenTable.of(["one", ""])).tolist() == [[0, 0], [0, 0]]
    assert bag.word_ratios(["one", ""]).tolist() == [[0], [0]]


def test_word_ratios_are_those_of_the_words():
    bag = WordBag().fit(TokenTable.of(TEXTS), TARGETS, 2)
    ratios = bag.word_ratios(["good", "zorblish", "is"])
    assert ratios.shape == (3, 1)
    assert ratios[0, 0] > 0
    assert ratios[1:].tolist() == [[0], [0]]  # "is" stands in one text only
    three = WordBag().fit(TokenTable.of(TEXTS), TARGETS + (np.arange(8) > 5), 3)
    assert three.word_ratios(["good"]).shape == (1, 3)
    assert three.logits(TokenTable.of(["good"])).shape == (1, 3)


def test_blend_weights_lie_where_the_cost_is_least():
    random = np.random.default_rng(0)
    targets = random.integers(0, 3, 200)
    parts = {
        name: random.normal(size=(200, 3)) + lift * np.eye(3)[targets]
        for name, lift in (("one", 1.0), ("two", 0.3))
    }
    weights = random.uniform(0.5, 2, 200)
    found = blend_weights(parts, targets, weights)

    def cost(one, two):
        logits = one * parts["one"] + two * parts["two"]
        chosen = logits[np.arange(200), targets] - np.log(np.exp(logits).sum(axis=1))
        return -(weights * chosen).sum() + (one - 1) ** 2 + (two - 1) ** 2

    best = cost(found["one"], found["two"])
    for step in (-0.05, 0.05):
        assert cost(found["one"] + step, found["two"]) > best
        assert cost(found["one"], found["two"] + step) > best


def test_without_kept_texts_the_parts_count_alike():
    nothing = np.zeros((0, 2))
    assert blend_weights({"lstm": nothing, "bag": nothing}, np.array([], dtype=int)) == {
        "lstm": 1.0,
        "bag": 1.0,
    }


def test_a_recipe_leaves_what_is_given():
    assert settings_for("auto", None, 100) == PLAIN == settings_for("plain", 5.0, 100)
    strong = settings_for("strong", None, 100)
    assert strong.bag and strong == settings_for("strong", None, 100, batch=None)
    assert settings_for("auto", 5.0, 10**6).length == 32
    assert settings_for("strong", 5.0, 100, length=7, epochs=9).epochs == 9
    with pytest.raises(ValueError, match="recipe must be one of auto, plain, strong"):
        settings_for("quick", None, 100)
    with pytest.raises(ValueError, match="max_tokens must be a whole number at least 3"):
        settings_for("plain", None, 100, max_tokens=2)


def test_a_greater_strength_is_taken_only_where_kept_texts_gain_clearly():
    table = TokenTable.of(["a good film", "a bad film"] * 50)
    targets = np.array([1, 0] * 50)
    kept = (TokenTable.of(["good", "bad"] * 20), np.array([1, 0] * 20))
    wrong = (kept[0], 1 - kept[1])
    assert WordBag((1.0, 4.0)).fit(table, targets, 2).strength_ == 1
    assert WordBag((1.0, 4.0)).fit(table, targets, 2, kept=kept).strength_ == 4
    assert WordBag((1.0, 4.0)).fit(table, targets, 2, kept=wrong).strength_ == 1
