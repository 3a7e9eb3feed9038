"""The embedding explorer: a word, its neighbours, and the map, before and after training."""

from functools import cache

import traitlets

from lstm_helpers import _validate
from lstm_helpers.corpus import load_corpus
from lstm_helpers.embedding import fresh_embedding
from lstm_helpers.neighbours import FIRST_WORD, known_word
from lstm_helpers.plots.word_map import EmbeddingFigure
from lstm_helpers.pretrained import load_review_model
from lstm_helpers.widgets.controls import Choice, Control, Field, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer
from lstm_helpers.word_labels import count_labels
from lstm_helpers.word_map import WordAtlas, WordMap

_MOST_NEIGHBOURS = 15
_FEWEST_WORDS = 100
_SIZES = (100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400)
_SUGGESTIONS = 300
_TRAINING = {"before": "before", "after": "after"}
_LEANINGS = {
    1: "mostly in praise",
    -1: "mostly in blame",
    0: "without a clear side",
}


@cache
def _atlases() -> dict[str, WordAtlas]:
    """Return the review model's embedding, and random vectors as an untrained one has them."""
    model = load_review_model()
    labels = count_labels(load_corpus("reviews").select("train"), model.vocabulary)
    fresh = fresh_embedding(*model.embedding.shape)
    return {
        "before": WordAtlas(model.vocabulary, fresh, labels, "before training"),
        "after": WordAtlas(model.vocabulary, model.embedding, labels, "after training"),
    }


class EmbeddingExplorer(KernelExplorer):
    """Look at any word's place among the vectors of the review model, and at what is near it.

    Before training stand random vectors, spread as Keras spreads them, not the model's own first.
    A click on the map chooses the nearest word shown. Works without TensorFlow.

    Parameters
    ----------
    word : str
        The chosen word; one that the reviews know.
    neighbours : int
        How many neighbours are drawn, 1 to 15.
    training : {"before", "after"}
        Which vectors.
    words : int
        How many words, the most frequent, are shown; neighbours are looked for among them.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range, or the word is not known; also when an
        attribute is set.

    Examples
    --------
    >>> explorer = EmbeddingExplorer(word="dull", neighbours=2)
    >>> explorer.readout[1]
    'Nearest after training: poor 0.95, terrible 0.90.'
    >>> explorer.word = "dul"
    Traceback (most recent call last):
    ValueError: word must be in the vocabulary; got 'dul' – did you mean 'dull'?
    """

    figure_class = EmbeddingFigure

    word = Attribute("wonderful")
    neighbours = Attribute(10)
    training = Attribute("after")
    words = Attribute(400)

    @traitlets.validate("word")
    def _check_word(self, proposal: traitlets.Bunch) -> str:
        known_word("word", proposal.value, self._atlas.vocabulary)
        return proposal.value

    @traitlets.validate("neighbours")
    def _check_neighbours(self, proposal: traitlets.Bunch) -> int:
        return _validate.whole("neighbours", proposal.value, 1, _MOST_NEIGHBOURS)

    @traitlets.validate("training")
    def _check_training(self, proposal: traitlets.Bunch) -> str:
        return _validate.choice("training", proposal.value, _TRAINING)

    @traitlets.validate("words")
    def _check_words(self, proposal: traitlets.Bunch) -> int:
        return _validate.whole("words", proposal.value, _FEWEST_WORDS, self._all_words)

    @property
    def _atlas(self) -> WordAtlas:
        return _atlases()[self.training]

    @property
    def _all_words(self) -> int:
        return len(self._atlas.vocabulary) - FIRST_WORD

    def _controls(self) -> tuple[Control, ...]:
        frequent = self._atlas.vocabulary.tokens[FIRST_WORD : FIRST_WORD + _SUGGESTIONS]
        sizes = sorted({*_SIZES, self._all_words, self.words})
        return (
            Field("word", "word", placeholder="a word of the reviews", suggestions=frequent),
            Choice("training", "training", _TRAINING),
            Slider("neighbours", "neighbours", range(1, _MOST_NEIGHBOURS + 1)),
            Slider("words", "most frequent words", sizes, [f"{size:,}" for size in sizes]),
        )

    def _scene(self) -> WordMap:
        return self._atlas.around(self.word, self.neighbours, self.words)

    def _readout(self, scene: WordMap) -> list[str]:
        word, leaning = f"“{scene.word.word}”", _LEANINGS[scene.leaning]
        times = f"{scene.sentences:,} training sentence{'s' * (scene.sentences != 1)}"
        near = ", ".join(f"{each.word} {each.similarity:.2f}" for each in scene.neighbours)
        count = len(scene.neighbours)
        return [
            f"{word}, id {scene.word.id:,}, stands in {times}, {leaning}.",
            f"Nearest {scene.name}: {near.replace('-', '−')}.",
            f"{scene.same} of {count} neighbour{'s' * (count != 1)} "
            f"stand{'s' * (scene.same == 1)} {leaning} as well.",
            f"The map shows {scene.shares.sum():.0%} of the variance of all {self._all_words:,} "
            f"word vectors, and {len(scene.points):,} words.",
        ]

    def _alt(self, scene: WordMap) -> str:
        return (
            f"Map of {len(scene.points):,} word vectors {scene.name}; {scene.word.word} is joined "
            f"to its {len(scene.neighbours)} nearest, whose similarities stand as bars beside it."
        )

    def _pick(self, x: float, y: float) -> None:
        place = self._figure.map_place(x, y)
        if place is not None:
            self.word = self._atlas.word_at(place, self.words)
