"""The course's corpora, by name."""

from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus.labelled import SPLITS, Corpus, read_labelled
from lstm_helpers.corpus.running import RunningText, read_pieces
from lstm_helpers.corpus.tagged import TaggedCorpus, read_tagged

__all__ = ["DATA_FOLDER", "SPLITS", "Corpus", "RunningText", "TaggedCorpus", "load_corpus"]

DATA_FOLDER = Path(__file__).resolve().parent.parent.parent / "data"

_BUNDLED = {
    "messages": ("messages.csv", read_labelled),
    "reviews": ("reviews.csv", read_labelled),
    "verse": ("verse.txt", read_pieces),
    "entities": ("entities.csv", read_tagged),
}


def load_corpus(name: str) -> Corpus | RunningText | TaggedCorpus:
    """Load one of the course's corpora, all of them written for it.

    Parameters
    ----------
    name : str
        ``"reviews"``: film-review sentences, a `Corpus`. ``"messages"``: phone messages, of which
        13 % are unwanted, a `Corpus`. ``"verse"``: verse and short prose to be read on from piece
        to piece, a `RunningText`. ``"entities"``: sentences with a tag for each token, a
        `TaggedCorpus`.

    Returns
    -------
    Corpus, RunningText or TaggedCorpus

    Raises
    ------
    ValueError
        If the name is unknown, or the file is not what it should be; the message names the file,
        and the line where there is one.
    FileNotFoundError
        If the corpus file is not where the course keeps it.

    Examples
    --------
    >>> load_corpus("poems")
    Traceback (most recent call last):
    ValueError: name must be one of messages, reviews, verse, entities; got 'poems'
    """
    file, read = _BUNDLED[_validate.choice("name", name, _BUNDLED)]
    path = DATA_FOLDER / file
    if not path.is_file():
        raise FileNotFoundError(f"the corpus {name!r} is missing: {file} is not in {path.parent}")
    return read(path)
