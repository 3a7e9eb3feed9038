"""Labelled texts, a row of a table each."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus.origin import Origin
from lstm_helpers.corpus.table import read_table

_COLUMNS = ("text", "label", "split", "pair")
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class Corpus:
    """Labelled texts, in parallel tuples of equal length.

    Attributes
    ----------
    texts : tuple of str
        The texts.
    labels : tuple of str
        One label a text: for reviews ``"negative"``, ``"neutral"`` or ``"positive"``, for messages
        ``"wanted"`` or ``"unwanted"``.
    splits : tuple of str
        ``"train"``, ``"validation"`` or ``"test"``, fixed once and for all.
    pairs : tuple of str
        An id shared by two sentences of opposite label and nearly the same words; else ``""``.
    origin : Origin or None
        Source, licence and citation; None for texts of one's own.

    Examples
    --------
    >>> corpus = Corpus(("Good.", "Bad."), ("positive", "negative"), ("train", "test"), ("", ""))
    >>> len(corpus), corpus.select("test").texts
    (2, ('Bad.',))
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    splits: tuple[str, ...]
    pairs: tuple[str, ...]
    origin: Origin | None = None

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.texts)

    def select(
        self,
        split: str | None = None,
        labels: Iterable[str] | None = None,
        paired: bool | None = None,
    ) -> "Corpus":
        """Return the texts of one split, of some labels, or in pairs, in the same order.

        Parameters
        ----------
        split : {"train", "validation", "test"}, optional
            The split to keep; None keeps all.
        labels : iterable of str, optional
            The labels to keep; None keeps all.
        paired : bool, optional
            True keeps only texts that have a twin, False only those without.

        Returns
        -------
        Corpus

        Raises
        ------
        ValueError
            If the split or a label does not occur in this corpus, `labels` is a single str, or
            `paired` is neither True nor False.

        Examples
        --------
        >>> from lstm_helpers import load_corpus
        >>> test = load_corpus("reviews").select("test", labels=("negative", "positive"))
        >>> sorted(set(test.labels))
        ['negative', 'positive']
        """
        if split is not None:
            _validate.choice("split", split, sorted(set(self.splits)))
        if labels is not None:
            known = sorted(set(self.labels))
            labels = [
                _validate.choice("each of labels", label, known)
                for label in _validate.texts("labels", labels)
            ]
        if paired is not None:
            paired = _validate.flag("paired", paired)
        rows = [
            row
            for row in zip(self.texts, self.labels, self.splits, self.pairs, strict=True)
            if (split is None or row[2] == split)
            and (labels is None or row[1] in labels)
            and (paired is None or bool(row[3]) == paired)
        ]
        return _from_rows(rows, self.origin)


def read_labelled(path: Path) -> Corpus:
    """Read a table of labelled texts.

    Parameters
    ----------
    path : Path
        A CSV file with the columns ``text``, ``label``, ``split`` and ``pair``.

    Returns
    -------
    Corpus

    Raises
    ------
    ValueError
        If the file is no UTF-8 text, has lost a column or holds a row without a text, a label or a
        known split; the message names the file and the line.

    Examples
    --------
    >>> from lstm_helpers.corpus import DATA_FOLDER
    >>> len(read_labelled(DATA_FOLDER / "reviews.csv").select("test").texts) > 500
    True
    """
    return _from_rows([_row(place, parts) for place, parts in read_table(path, _COLUMNS)])


def _row(place: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    text, label, split, pair = parts
    if not text or not label or split not in SPLITS or pair is None:
        raise ValueError(
            f"{place}: wanted a text, a label, one of {', '.join(SPLITS)}, and a pair id or "
            f"nothing; got {_validate.brief(parts)}"
        )
    return parts


def _from_rows(rows: list[tuple[str, str, str, str]], origin: Origin | None = None) -> Corpus:
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Corpus(*columns, origin)
