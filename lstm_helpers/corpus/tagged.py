"""Tagged sentences: tokens, and a tag for each of them."""

from dataclasses import dataclass
from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus.labelled import SPLITS
from lstm_helpers.corpus.origin import Origin
from lstm_helpers.corpus.table import read_table

ENTITIES = ("PER", "LOC", "ORG")
TAGS = ("O", *(f"{part}-{entity}" for entity in ENTITIES for part in "BI"))
KINDS = ("plain", "right_context")

_COLUMNS = ("tokens", "tags", "split", "kind", "focus")


@dataclass(frozen=True)
class TaggedCorpus:
    """Sentences cut into tokens, each token with a tag, in parallel tuples of equal length.

    Attributes
    ----------
    tokens : tuple of tuple of str
        The tokens of each sentence, case kept, punctuation on its own.
    tags : tuple of tuple of str
        A tag for each token: ``"O"``, or ``"B-"`` or ``"I-"`` before PER, LOC or ORG.
    splits : tuple of str
        ``"train"``, ``"validation"`` or ``"test"``, fixed once and for all.
    kinds : tuple of str
        ``"right_context"`` where one word can be tagged only by who reads on; else ``"plain"``.
    focus : tuple of str
        That word; ``""`` in plain sentences.
    origin : Origin or None
        Source, licence and citation; None for texts of one's own.

    Examples
    --------
    >>> one = TaggedCorpus((("Rose", "sang"),), (("B-PER", "O"),), ("test",), ("plain",), ("",))
    >>> len(one), one.select("test").tags
    (1, (('B-PER', 'O'),))
    """

    tokens: tuple[tuple[str, ...], ...]
    tags: tuple[tuple[str, ...], ...]
    splits: tuple[str, ...]
    kinds: tuple[str, ...]
    focus: tuple[str, ...]
    origin: Origin | None = None

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.tokens)

    @property
    def focus_places(self) -> tuple[int | None, ...]:
        """Where the focus stands in each sentence, counted from 0; None in plain sentences."""
        return tuple(
            tokens.index(word) if word else None
            for tokens, word in zip(self.tokens, self.focus, strict=True)
        )

    def select(self, split: str | None = None, kind: str | None = None) -> "TaggedCorpus":
        """Return the sentences of one split, or of one kind, in the same order.

        Parameters
        ----------
        split : {"train", "validation", "test"}, optional
            The split to keep; None keeps all.
        kind : {"plain", "right_context"}, optional
            The kind to keep; None keeps both.

        Returns
        -------
        TaggedCorpus

        Raises
        ------
        ValueError
            If the split or the kind is unknown.

        Examples
        --------
        >>> from lstm_helpers import load_corpus
        >>> len(load_corpus("entities").select("test", kind="right_context"))
        125
        """
        if split is not None:
            _validate.choice("split", split, SPLITS)
        if kind is not None:
            _validate.choice("kind", kind, KINDS)
        rows = zip(self.tokens, self.tags, self.splits, self.kinds, self.focus, strict=True)
        return _from_rows(
            [row for row in rows if split in (None, row[2]) and kind in (None, row[3])], self.origin
        )


def read_tagged(path: Path) -> TaggedCorpus:
    """Read a table of tagged sentences.

    Parameters
    ----------
    path : Path
        A CSV file with the columns ``tokens`` and ``tags`` (with one space between any two),
        ``split``, ``kind`` and ``focus``.

    Returns
    -------
    TaggedCorpus

    Raises
    ------
    ValueError
        If the file is no UTF-8 text, has lost a column, or holds a row that is not whole: another
        number of tags than of tokens, a tag, split or kind that does not exist, or a focus that
        is not one of its tokens. The message names the file and the line.

    Examples
    --------
    >>> from lstm_helpers.corpus import DATA_FOLDER
    >>> sentences = read_tagged(DATA_FOLDER / "entities.csv")
    >>> sentences.tokens[0][:3], sentences.tags[0][:3]
    (('Jordan', 'signed', 'the'), ('B-PER', 'O', 'O'))
    """
    return _from_rows([_row(place, parts) for place, parts in read_table(path, _COLUMNS)])


def _row(place: str, parts: tuple[str, ...]) -> tuple:
    tokens, tags, split, kind, focus = (part or "" for part in parts)
    words, labels = tuple(tokens.split()), tuple(tags.split())
    whole = words and len(words) == len(labels) and split in SPLITS and kind in KINDS
    if not whole or not set(labels) <= set(TAGS) or (focus and focus not in words):
        raise ValueError(
            f"{place}: wanted tokens and as many tags among {', '.join(TAGS)}, one of "
            f"{', '.join(SPLITS)}, one of {', '.join(KINDS)}, and a focus that is a token or "
            f"nothing; got {_validate.brief(parts)}"
        )
    return words, labels, split, kind, focus


def _from_rows(rows: list[tuple], origin: Origin | None = None) -> TaggedCorpus:
    columns = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    return TaggedCorpus(*columns, origin)
