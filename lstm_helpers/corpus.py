"""The course's corpora, by name."""

import csv
from dataclasses import dataclass
from pathlib import Path

from lstm_helpers import _validate

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"

_BUNDLED = {"reviews": "reviews.csv"}
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
        One label a text; for the reviews ``"negative"``, ``"neutral"`` or ``"positive"``.
    splits : tuple of str
        ``"train"``, ``"validation"`` or ``"test"``, fixed once and for all.
    pairs : tuple of str
        An id shared by two sentences of opposite label and nearly the same words; else ``""``.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    splits: tuple[str, ...]
    pairs: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.texts)

    def select(
        self,
        split: str | None = None,
        labels: tuple[str, ...] | None = None,
        paired: bool | None = None,
    ) -> "Corpus":
        """Return the texts of one split, of some labels, or in pairs, in the same order.

        Parameters
        ----------
        split : {"train", "validation", "test"}, optional
            The split to keep; None keeps all.
        labels : tuple of str, optional
            The labels to keep; None keeps all.
        paired : bool, optional
            True keeps only texts that have a twin, False only those without.

        Returns
        -------
        Corpus

        Raises
        ------
        ValueError
            If the split or a label does not occur in this corpus.

        Examples
        --------
        >>> test = load_corpus("reviews").select("test", labels=("negative", "positive"))
        >>> sorted(set(test.labels))
        ['negative', 'positive']
        """
        if split is not None:
            _validate.choice("split", split, sorted(set(self.splits)))
        for label in labels or ():
            _validate.choice("each of labels", label, sorted(set(self.labels)))
        rows = [
            row
            for row in zip(self.texts, self.labels, self.splits, self.pairs, strict=True)
            if (split is None or row[2] == split)
            and (labels is None or row[1] in labels)
            and (paired is None or bool(row[3]) == paired)
        ]
        return _from_rows(rows)


def load_corpus(name: str) -> Corpus:
    """Load one of the course's corpora.

    Parameters
    ----------
    name : str
        ``"reviews"``: film-review sentences written for this course.

    Returns
    -------
    Corpus

    Raises
    ------
    ValueError
        If the name is unknown, or the file has lost a column or holds an unknown split.
    FileNotFoundError
        If the corpus file is not where the course keeps it.

    Examples
    --------
    >>> load_corpus("poems")
    Traceback (most recent call last):
    ValueError: name must be one of reviews; got 'poems'
    """
    path = DATA_FOLDER / _BUNDLED[_validate.choice("name", name, _BUNDLED)]
    if not path.is_file():
        raise FileNotFoundError(
            f"the corpus {name!r} is missing: {path.name} is not in {path.parent}"
        )
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(
                f"{path.name} must have the columns {', '.join(_COLUMNS)}; "
                f"{', '.join(missing)} is missing"
            )
        rows = []
        for record in reader:
            row = tuple(record[column] for column in _COLUMNS)
            if None in row or row[2] not in SPLITS:
                raise ValueError(
                    f"{path.name}, line {reader.line_num}: wanted a text, a label, one "
                    f"of {', '.join(SPLITS)}, and a pair id or nothing; got {row}"
                )
            rows.append(row)
    return _from_rows(rows)


def _from_rows(rows: list[tuple[str, str, str, str]]) -> Corpus:
    return Corpus(*zip(*rows, strict=True)) if rows else Corpus((), (), (), ())
