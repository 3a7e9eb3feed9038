"""Public files: downloaded once, checked by hash, kept in a folder of the learner's."""

import io
from pathlib import Path
from urllib.parse import urlsplit

import pooch

from lstm_helpers._learner_home import VARIABLE, learner_home
from lstm_helpers.corpus.archive import read_member
from lstm_helpers.corpus.public import PublicCorpus, PublicFile
from lstm_helpers.corpus.receiving import receive
from lstm_helpers.corpus.unavailable import CorpusUnavailableError, DownloadError

pooch.get_logger().setLevel("WARNING")  # how far a download is says enough


def corpora_folder() -> Path:
    """Return where downloads are kept: in ``LSTM_COURSE_HOME``, else in the user's cache.

    Returns
    -------
    Path
        Whether or not there is such a folder yet.

    Examples
    --------
    >>> corpora_folder().name
    'corpora'
    """
    return learner_home(pooch.os_cache("lstm-course")) / "corpora"


def fetch(name: str, corpus: PublicCorpus) -> list[Path]:
    """Return the files of a public corpus; download what is not there, or not as it should be.

    Parameters
    ----------
    name : str
        The corpus, and its folder.
    corpus : PublicCorpus
        Its files, and what is known of them.

    Returns
    -------
    list of Path
        In the order of ``corpus.files``; the hash of each is as it should be.

    Raises
    ------
    CorpusUnavailableError
        If a file can't be had.

    Examples
    --------
    >>> from lstm_helpers.corpus.public import PUBLIC
    >>> from dataclasses import replace
    >>> fetch("imdb", replace(PUBLIC["imdb"], files=()))
    []
    """
    folder = corpora_folder() / name
    paths: list[Path] = []
    try:
        for file in corpus.files:
            paths.append(_fetched(file, folder))
        return paths
    except DownloadError as fault:
        reason = str(fault)
        wanted = " and ".join(
            f"{file.name} ({'out of' if file.packed else 'from'} {file.url})"
            for file in corpus.files[len(paths) :]
        )
        remedy = f"save {wanted} in {folder} and run this again"
    except OSError as fault:
        told = fault if fault.strerror else fault.__cause__  # pooch wraps a PermissionError
        reason = f"{folder} cannot be used ({getattr(told, 'strerror', None) or fault})"
        remedy = f"set {VARIABLE} to a folder that can"
    raise CorpusUnavailableError(
        f"{name} could not be loaded: {reason}; {remedy}, or use "
        f"load_corpus({corpus.stand_in!r}), which comes with the course"
    )


def _fetched(file: PublicFile, folder: Path) -> Path:
    host = urlsplit(file.url).hostname
    try:
        # pooch takes what is there if its hash is right; else it downloads into a temporary file,
        # checks the hash, and only then puts it in place.
        return Path(pooch.retrieve(file.url, file.hash, file.name, folder, downloader=_load(file)))
    except ValueError:  # pooch's word for another hash
        reason = f"what {host} sent is not the {file.name} expected, and was thrown away"
    except DownloadError as fault:
        reason = str(fault)
    if (folder / file.name).exists():
        reason = f"the {file.name} there is damaged or another file, and {reason}"
    raise DownloadError(reason)


def _load(file: PublicFile) -> pooch.typing.Downloader:
    """Return what pooch is to call in order to have the file written to a place of its choice."""

    def load(url: str, place: str, _: object) -> None:
        with Path(place).open("wb") as target:
            if file.packed:
                archive = io.BytesIO()
                receive(url, file.packed, archive)
                target.write(read_member(archive, file.name, limit=file.size))
            else:
                receive(url, file.size, target)

    return load
