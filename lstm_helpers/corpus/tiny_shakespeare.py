"""Tiny Shakespeare: forty thousand lines of plays, as one running text."""

import itertools
from pathlib import Path

from lstm_helpers.corpus.running import RunningText
from lstm_helpers.corpus.utf8 import read_text

_BREAK = "\n\n"


def read_speeches(path: Path) -> RunningText:
    r"""Read speeches with a blank line between; the first line of each says who speaks.

    Parameters
    ----------
    path : Path
        Such as ``input.txt``.

    Returns
    -------
    RunningText
        A piece a speech. The first speech that begins in the last tenth of the characters opens
        the test part; the tenth before, cut alike, is for validation.

    Raises
    ------
    ValueError
        If the file is no UTF-8 text, or too short for three parts; the message names the file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "few.txt"
    ...     _ = path.write_text("\n\n".join(f"ALL:\nSpeak {n}." for n in range(10)) + "\n")
    ...     speeches = read_speeches(path)
    >>> speeches.text("test")
    'ALL:\nSpeak 9.\n'
    """
    text = read_text(path)
    pieces = text.removesuffix("\n").split(_BREAK)
    starts = itertools.accumulate((len(piece) + len(_BREAK) for piece in pieces[:-1]), initial=0)
    splits = tuple(_part(start / max(len(text), 1)) for start in starts)
    if len(set(splits)) < 3:
        raise ValueError(
            f"{path.name} must hold speeches enough for three parts; got {len(text)} characters"
        )
    return RunningText(tuple(pieces), splits)


def _part(share: float) -> str:
    return "train" if share < 0.8 else "validation" if share < 0.9 else "test"
