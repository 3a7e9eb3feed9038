"""A sentence read by two taggers, as far as it has been read."""

from dataclasses import dataclass

from lstm_helpers import _validate
from lstm_helpers.feature_vocabulary import split_tokens
from lstm_helpers.tagger import TagReading
from lstm_helpers.tagger_file import EntityTaggers


@dataclass(frozen=True, eq=False)  # arrays have no single truth value
class TwoTaggings:
    """What two taggers make of the first tokens of a sentence.

    Attributes
    ----------
    tokens : tuple of str
        The tokens of the sentence, as many as were wanted at most.
    left_only, both_sides : TagReading
        Of the tokens that have been read.
    tokens_left_out : int
        Tokens at the end that are not among `tokens`.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers
    >>> two = read_twice("Rose sang in Vienna", load_entity_taggers(), read=2)
    >>> two.tokens, two.left_only.tokens
    (('Rose', 'sang', 'in', 'Vienna'), ('Rose', 'sang'))
    """

    tokens: tuple[str, ...]
    left_only: TagReading
    both_sides: TagReading
    tokens_left_out: int

    @property
    def read(self) -> int:
        """How many tokens have been read."""
        return len(self.left_only.tokens)

    @property
    def differ(self) -> tuple[int, ...]:
        """The places at which the two give different tags."""
        pairs = zip(self.left_only.tags, self.both_sides.tags, strict=True)
        return tuple(place for place, (one, other) in enumerate(pairs) if one != other)


def read_twice(
    sentence: str, taggers: EntityTaggers, read: int | None = None, most: int | None = None
) -> TwoTaggings:
    """Let both taggers read a sentence, or its beginning.

    Parameters
    ----------
    sentence : str
        Any text with at least one token.
    taggers : EntityTaggers
        Such as `load_entity_taggers` gives.
    read : int, optional
        How many tokens are read, from 1 to all; all if left out.
    most : int, optional
        Later tokens are left out; none if left out itself.

    Returns
    -------
    TwoTaggings

    Raises
    ------
    ValueError
        If there is no token, or an argument is not of its kind or range.

    Examples
    --------
    >>> from lstm_helpers import load_entity_taggers
    >>> read_twice("Rose petals lay on Castle Square", load_entity_taggers()).differ
    (0,)
    """
    tokens = tuple(split_tokens(_validate.text("sentence", sentence)))
    _validate.instance("taggers", taggers, EntityTaggers)
    if not tokens:
        raise ValueError(f"sentence must hold at least one token; got {_validate.brief(sentence)}")
    total = len(tokens)
    if most is not None:
        tokens = tokens[: _validate.whole("most", most, low=1)]
    read = len(tokens) if read is None else _validate.whole("read", read, 1, len(tokens))
    begun = [tagger.read(tokens[:read]) for tagger in taggers]
    return TwoTaggings(tokens, *begun, tokens_left_out=total - len(tokens))
