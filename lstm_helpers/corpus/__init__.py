"""The course's corpora, and public ones that are used alike, by name."""

from dataclasses import replace

from lstm_helpers import _validate
from lstm_helpers._course_folder import COURSE_FOLDER
from lstm_helpers.corpus.labelled import SPLITS, Corpus, read_labelled
from lstm_helpers.corpus.origin import WRITTEN_HERE, Origin
from lstm_helpers.corpus.public import PUBLIC
from lstm_helpers.corpus.running import RunningText, read_pieces
from lstm_helpers.corpus.tagged import TaggedCorpus, read_tagged
from lstm_helpers.corpus.unavailable import CorpusUnavailableError

__all__ = [
    "DATA_FOLDER",
    "PUBLIC",
    "SPLITS",
    "Corpus",
    "CorpusUnavailableError",
    "Origin",
    "RunningText",
    "TaggedCorpus",
    "load_corpus",
]

DATA_FOLDER = COURSE_FOLDER / "data"

_BUNDLED = {
    "messages": ("messages.csv", read_labelled),
    "reviews": ("reviews.csv", read_labelled),
    "verse": ("verse.txt", read_pieces),
    "entities": ("entities.csv", read_tagged),
}


def load_corpus(name: str) -> Corpus | RunningText | TaggedCorpus:
    """Load a corpus: one that comes with the course, or a public one like it.

    Four were written for the course and need no network. Each has a public counterpart of the same
    class, which is downloaded when it is first asked for, checked by hash and kept in
    ``LSTM_COURSE_HOME`` if that is set, else in the user's cache; ``data/README.md`` says more of
    all eight, and ``.origin`` of each where it comes from and what it may be used for.

    Parameters
    ----------
    name : str
        ``"reviews"``: film-review sentences, a `Corpus`. ``"messages"``: phone messages, of which
        13% are unwanted, a `Corpus`. ``"verse"``: verse and short prose to be read on from piece
        to piece, a `RunningText`. ``"entities"``: sentences with a tag for each token, a
        `TaggedCorpus`.

        Public: ``"imdb"``: 50,000 film reviews (19 MB; no licence stated; Maas and others, 2011).
        ``"sms_spam"``: real phone messages, coarse words included (0.2 MB; CC BY 4.0; Almeida and
        Gómez Hidalgo, 2011). ``"tiny_shakespeare"``: speeches from plays (1.1 MB; public domain;
        chosen by Karpathy, 2015). ``"wikigold"``: tagged sentences from Wikipedia (0.3 MB;
        CC BY 4.0; Balasuriya and others, 2009).

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
    CorpusUnavailableError
        If a public corpus is not on this computer and can't be downloaded; the message says what
        to do.

    Examples
    --------
    >>> load_corpus("messages").origin.source
    'written for this course'
    >>> load_corpus("poems")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: name must be one of messages, reviews, verse, entities, imdb, ...; got 'poems'
    """
    _validate.choice("name", name, (*_BUNDLED, *PUBLIC))
    if name in PUBLIC:
        return _load_public(name)
    file, read = _BUNDLED[name]
    path = DATA_FOLDER / file
    if not path.is_file():
        raise FileNotFoundError(f"the corpus {name!r} is missing: {file} is not in {path.parent}")
    return replace(read(path), origin=WRITTEN_HERE)


def _load_public(name: str) -> Corpus | RunningText | TaggedCorpus:
    from lstm_helpers.corpus.fetching import fetch  # not before it is needed: it loads pooch

    corpus = PUBLIC[name]
    try:
        paths = fetch(name, corpus)
    except CorpusUnavailableError as fault:
        raise fault.with_traceback(None) from None  # a learner needs its sentence alone
    return replace(corpus.read(*paths), origin=corpus.origin)
