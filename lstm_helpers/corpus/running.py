"""Running text: pieces that are read one after the other, letter by letter."""

import itertools
from dataclasses import dataclass
from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus.origin import Origin

_BREAK = "\n\n"  # between two blocks, of which a title is one
# The titles with which the last two parts of the verse begin; what is before them is for training.
_FIRST = {"validation": "Sleet", "test": "The Steamer"}


@dataclass(frozen=True)
class RunningText:
    r"""Pieces of text in reading order, in parallel tuples of equal length.

    Attributes
    ----------
    pieces : tuple of str
        Of the verse each has its title on a line of its own, then a blank line.
    splits : tuple of str
        ``"train"``, ``"validation"`` or ``"test"``: whole pieces, fixed once and for all.
    origin : Origin or None
        Source, licence and citation; None for texts of one's own.

    Examples
    --------
    >>> verse = RunningText(("Rain\n\nIt rains.", "Sun\n\nIt is over."), ("train", "test"))
    >>> len(verse), verse.text("test")
    (2, 'Sun\n\nIt is over.\n')
    """

    pieces: tuple[str, ...]
    splits: tuple[str, ...]
    origin: Origin | None = None

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.pieces)

    @property
    def characters(self) -> str:
        """Each character that occurs, once, sorted: the alphabet of a model that reads it."""
        return "".join(sorted(set(self.text())))

    def text(self, split: str | None = None) -> str:
        """Return the pieces of one split as one text, a blank line between any two.

        Parameters
        ----------
        split : {"train", "validation", "test"}, optional
            The split; None takes all.

        Returns
        -------
        str
            Ends with a new line; empty if there is no piece.

        Raises
        ------
        ValueError
            If the split does not occur here.

        Examples
        --------
        >>> from lstm_helpers import load_corpus
        >>> load_corpus("verse").text("test")[:11]
        'The Steamer'
        """
        if split is not None:
            _validate.choice("split", split, sorted(set(self.splits)))
        chosen = [
            piece
            for piece, own in zip(self.pieces, self.splits, strict=True)
            if split is None or own == split
        ]
        return _BREAK.join(chosen) + "\n" if chosen else ""


def read_pieces(path: Path) -> RunningText:
    """Read a file of pieces: blocks with a blank line between, a block of one line being a title.

    Parameters
    ----------
    path : Path
        Such as ``data/verse.txt``.

    Returns
    -------
    RunningText
        The last two parts begin at the titles that ``data/README.md`` names.

    Raises
    ------
    ValueError
        If the file is no UTF-8 text, begins without a title, or lacks one of the two titles; the
        message names the file.

    Examples
    --------
    >>> from lstm_helpers.corpus import DATA_FOLDER
    >>> verse = read_pieces(DATA_FOLDER / "verse.txt")
    >>> [verse.splits.count(split) for split in ("train", "validation", "test")]
    [111, 14, 14]
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise ValueError(f"{path.name} must be UTF-8 text; byte {fault.start} is not") from None
    pieces: list[str] = []
    for block in text.strip("\n").split(_BREAK):
        if "\n" not in block:
            pieces.append(block)
        elif not pieces:
            raise ValueError(f"{path.name} must begin with a title, a block of one line")
        else:
            pieces[-1] += _BREAK + block
    starts = [0, *(_place(path, pieces, title) for title in _FIRST.values()), len(pieces)]
    counts = [after - before for before, after in itertools.pairwise(starts)]
    if min(counts) < 1:
        raise ValueError(f"{path.name} must hold pieces before and after {_FIRST['validation']!r}")
    splits = [
        split for split, count in zip(("train", *_FIRST), counts, strict=True) for _ in range(count)
    ]
    return RunningText(tuple(pieces), tuple(splits))


def _place(path: Path, pieces: list[str], title: str) -> int:
    for place, piece in enumerate(pieces):
        if piece.partition("\n")[0] == title:
            return place
    raise ValueError(f"{path.name} must hold a piece with the title {title!r}; there is none")
