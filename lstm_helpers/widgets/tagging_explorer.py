"""The tagging explorer: a sentence tagged from the left alone and from both sides."""

import traitlets

from lstm_helpers import _validate
from lstm_helpers.corpus.tagged import TAGS
from lstm_helpers.feature_vocabulary import split_tokens
from lstm_helpers.plots.tagging import TaggingFigure
from lstm_helpers.plots.tagging_sheet import MOST_TOKENS, NAMES, TaggingScene
from lstm_helpers.plots.wording import shortened
from lstm_helpers.spans import tag_spans
from lstm_helpers.tagger import TagReading
from lstm_helpers.tagger_file import EntityTaggers, load_entity_taggers
from lstm_helpers.two_taggings import read_twice
from lstm_helpers.widgets.controls import Control, Field, Slider
from lstm_helpers.widgets.course_widget import Attribute
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

# In none of the corpus: beginnings that mean one thing or another, and a name that nobody has.
SUGGESTIONS = (
    "Rose petals lay on Castle Square after the wedding.",
    "Rose wrote to her aunt in Hallam.",
    "Tarn lies under a foot of snow.",
    "Tarn drew two all with a late header.",
    "Vellberg and Daughters sold the last lamp in Orsk.",
)


class TaggingExplorer(KernelExplorer):
    """Two taggers side by side: type a sentence, let it be read word by word.

    One tagger has read what stands left of a word, the other what stands on both sides, as far as
    the sentence has been read.

    Parameters
    ----------
    taggers : EntityTaggers, optional
        Those that come with the course if left out.
    sentence : str
        What is read, with at least one token; the first 20 are.
    read : int, optional
        How many tokens have been read; all if left out, and again whenever the sentence changes.
    word : int
        The place of the word to look at, among those that have been read, counted from 0.

    Raises
    ------
    ValueError
        If an argument is not of its kind or range; also when an attribute is set.

    Examples
    --------
    >>> explorer = TaggingExplorer(sentence="They met in Vienna.")
    >>> explorer.readout[0]
    'Both tag alike: Vienna LOC.'
    >>> explorer.read = 2
    >>> explorer.readout[-1]
    'Read so far: 2 of 5 tokens.'
    """

    sentence = Attribute(SUGGESTIONS[0])
    read = Attribute(1)
    word = Attribute(0)

    figure_class = TaggingFigure

    def __init__(
        self,
        taggers: EntityTaggers | None = None,
        sentence: str = SUGGESTIONS[0],
        read: int | None = None,
        **attributes: object,
    ) -> None:
        taggers = load_entity_taggers() if taggers is None else taggers
        _validate.instance("taggers", taggers, EntityTaggers)
        self._taggers = taggers
        if read is None:
            read = _drawn(sentence)
        super().__init__(sentence=sentence, read=read, **attributes)
        self.observe(self._read_the_whole_sentence, "sentence")
        self.observe(self._look_at_what_is_read, "read")

    @traitlets.validate("sentence")
    def _check_sentence(self, proposal: dict) -> str:
        _drawn(proposal["value"])
        return proposal["value"]

    @traitlets.validate("read")
    def _check_read(self, proposal: dict) -> int:
        return _validate.whole("read", proposal["value"], 1, _drawn(self.sentence))

    @traitlets.validate("word")
    def _check_word(self, proposal: dict) -> int:
        return _validate.whole("word", proposal["value"], 0, self.read - 1)

    def _read_the_whole_sentence(self, change: dict) -> None:
        self.word = 0
        self.read = _drawn(change["new"])

    def _look_at_what_is_read(self, change: dict) -> None:
        self.word = min(self.word, change["new"] - 1)

    def _controls(self) -> tuple[Control, ...]:
        tokens = [_short(token) for token in split_tokens(self.sentence)[:MOST_TOKENS]]
        return (
            Field("sentence", "sentence", suggestions=SUGGESTIONS),
            Slider("read", "read up to", range(1, len(tokens) + 1), texts=tokens),
            Slider("word", "look at", range(self.read), texts=tokens[: self.read]),
        )

    def _scene(self) -> TaggingScene:
        taggings = read_twice(self.sentence, self._taggers, self.read, most=MOST_TOKENS)
        return TaggingScene(taggings, self.word)

    def _readout(self, scene: TaggingScene) -> list[str]:
        taggings = scene.taggings
        lines = [_headline(scene), *(_opinion(scene, name) for name in NAMES)]
        tokens, read = taggings.tokens, taggings.read
        seen = zip(tokens, taggings.left_only.ids, strict=False)
        unseen = list(dict.fromkeys(f"“{_short(t)}”" for t, ids in seen if ids[0] == 1))
        if unseen:
            lines.append(f"Words not known, seen by shape and ending at most: {', '.join(unseen)}.")
        if taggings.tokens_left_out:
            total = len(tokens) + taggings.tokens_left_out
            lines.append(f"The sentence has {total} tokens; the first {len(tokens)} are taken.")
        if read < len(tokens):
            lines.append(f"Read so far: {read} of {len(tokens)} tokens.")
        return lines

    def _alt(self, scene: TaggingScene) -> str:
        tokens, read = scene.taggings.tokens, scene.taggings.read
        which = "each" if read == len(tokens) else f"each of the first {read}"
        return (
            f"The words “{' '.join(tokens)}”, below {which} its tag by the tagger that "
            f"reads the left side only and by the one that reads both. {_headline(scene)} "
            f"At the bottom the probability of each tag for “{scene.taggings.tokens[scene.word]}”."
        )

    def _pick(self, x: float, y: float) -> None:
        place = self._figure.word_at(x, y)
        if place is not None and place < self.read:
            self.word = place


def _drawn(sentence: object) -> int:
    """Return how many tokens of a sentence are taken, refusing one that has none."""
    tokens = split_tokens(_validate.text("sentence", sentence))
    if not tokens:
        raise ValueError(f"sentence must hold at least one word; got {_validate.brief(sentence)}")
    return min(len(tokens), MOST_TOKENS)


def _short(token: str) -> str:
    return shortened(token, 24)


def _headline(scene: TaggingScene) -> str:
    """Say which entities there are, and where the two taggers part."""
    taggings = scene.taggings
    if not taggings.differ:
        return f"Both tag alike: {_entities(taggings.left_only)}."
    found = ", ".join(
        f"“{_short(taggings.tokens[place])}” {taggings.left_only.tags[place]} against "
        f"{taggings.both_sides.tags[place]}"
        for place in taggings.differ
    )
    return f"Left only against both sides: {found}."


def _entities(reading: TagReading) -> str:
    found = [
        f"{' '.join(map(_short, reading.tokens[start:end]))} {kind}"
        for start, end, kind in tag_spans(reading.tags)
    ]
    return ", ".join(found) or "no entity"


def _opinion(scene: TaggingScene, name: str) -> str:
    """Say what a tagger makes of the chosen word: its likeliest tags, and its own if another."""
    reading = getattr(scene.taggings, name)
    row, given = reading.probabilities[scene.word], reading.tags[scene.word]
    first, second = sorted(range(len(TAGS)), key=lambda place: -row[place])[:2]
    instead = "" if given == TAGS[first] else f"; its tag is {given}, so that the row is legal"
    return (
        f"{NAMES[name].capitalize()}, “{_short(scene.taggings.tokens[scene.word])}”: {TAGS[first]} "
        f"{row[first]:.2f}, then {TAGS[second]} {row[second]:.2f}{instead}."
    )
