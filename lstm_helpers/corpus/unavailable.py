"""What is said when a public corpus can't be had."""


class DownloadError(Exception):
    """Why one file could not be had, as half a sentence that `CorpusUnavailableError` completes."""


class CorpusUnavailableError(OSError):
    """A public corpus is not on this computer and could not be downloaded.

    The message is one sentence: what went wrong, which file to save where, and which corpus of the
    course stands in.

    Examples
    --------
    >>> try:
    ...     raise CorpusUnavailableError("imdb could not be loaded: no network")
    ... except OSError as fault:
    ...     print(fault)
    imdb could not be loaded: no network
    """
