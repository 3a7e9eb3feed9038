"""Wikigold: sentences from Wikipedia, with the names in them marked by hand."""

from pathlib import Path

from lstm_helpers import _validate
from lstm_helpers.corpus.dealing import dealt_split
from lstm_helpers.corpus.tagged import ENTITIES, TaggedCorpus
from lstm_helpers.corpus.utf8 import read_text

_ARTICLE = "-DOCSTART-"
_OTHER = "MISC"  # the course's tags have no such kind
_KNOWN = ("O", *(f"I-{kind}" for kind in (*ENTITIES, _OTHER)))


def read_wikigold(path: Path) -> TaggedCorpus:
    r"""Read a token and its tag a line, a blank line behind each sentence.

    In the file every token of a name has the tag ``I-``; here the first has ``B-``, as in the
    course's `entities`. Two names of one kind that touch can't be told apart, there or here. Names
    of the kind MISC get the tag ``O``.

    Parameters
    ----------
    path : Path
        Such as ``wikigold.conll.txt``.

    Returns
    -------
    TaggedCorpus
        Of every 20 articles, 14 are for training, the next 3 for validation, the next 3 for the
        test. All sentences are ``"plain"``.

    Raises
    ------
    ValueError
        If the file is no UTF-8 text or a line is not as above; the message names the file, and the
        line where there is one.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "few.txt"
    ...     _ = path.write_text("Mary I-PER\nStuart I-PER\nfled O\n\n-DOCSTART- O\n")
    ...     sentences = read_wikigold(path)
    >>> sentences.tokens, sentences.tags
    ((('Mary', 'Stuart', 'fled'),), (('B-PER', 'I-PER', 'O'),))
    """
    lines = read_text(path).split("\n")
    articles: list[list[list[tuple[str, str]]]] = [[[]]]
    for number, line in enumerate(lines, start=1):
        token, _, tag = line.partition(" ")
        if token == _ARTICLE:
            articles.append([[]])
        elif not line:
            articles[-1].append([])
        elif token and tag in _KNOWN:
            articles[-1][-1].append((token, tag))
        else:
            raise ValueError(
                f"{path.name}, line {number}: wanted a token, a space and one of "
                f"{', '.join(_KNOWN)}; got {_validate.brief(line)}"
            )
    full = [article for article in articles if any(article)]
    rows = [
        (tuple(token for token, _ in sentence), _bio([tag for _, tag in sentence]), place)
        for place, article in enumerate(full)
        for sentence in article
        if sentence
    ]
    tokens, tags, places = zip(*rows, strict=True) if rows else ((), (), ())
    splits = tuple(dealt_split(place) for place in places)
    return TaggedCorpus(tokens, tags, splits, ("plain",) * len(rows), ("",) * len(rows))


def _bio(tags: list[str]) -> tuple[str, ...]:
    kept = ["O" if tag == f"I-{_OTHER}" else tag for tag in tags]
    return tuple(
        tag if tag == "O" or tag == before else f"B-{tag[2:]}"
        for before, tag in zip(["O", *kept], kept, strict=False)
    )
