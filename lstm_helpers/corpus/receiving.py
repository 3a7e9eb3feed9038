"""One file over HTTP, by pooch: watched, and ended in words when it goes wrong."""

import sys
import time
from http.client import responses
from typing import BinaryIO
from urllib.parse import urlsplit

import pooch
import requests

from lstm_helpers.corpus.unavailable import DownloadError

ANSWER_SECONDS = 20.0  # without a byte
FILE_SECONDS = 900.0  # for one file, whatever trickles in


def receive(url: str, size: int, target: BinaryIO) -> None:
    """Write what is at an address into a file, and show on the error stream how far it is.

    Parameters
    ----------
    url : str
        An address that begins with ``https``, or ``http``.
    size : int
        About how many bytes there are; twice as many end it.
    target : binary file
        What came until then is in it, also if something went wrong.

    Raises
    ------
    DownloadError
        If the server can't be reached, answers with an error, sends nothing for `ANSWER_SECONDS`,
        breaks off, sends too much or is not done after `FILE_SECONDS`.
    OSError
        If `target` can't be written.

    Examples
    --------
    >>> import io
    >>> try:
    ...     receive("http://localhost:1/poem.txt", 100, io.BytesIO())
    ... except DownloadError as fault:
    ...     print(str(fault).startswith("localhost"))
    True
    """
    # A packed answer would make the bytes that come others than those of the file.
    plain = {"Accept-Encoding": "identity"}
    answers = []
    download = pooch.HTTPDownloader(
        timeout=ANSWER_SECONDS,
        headers=plain,
        hooks={"response": lambda one, **_: answers.append(one)},
    )
    watched = _Watched(target, url, size)
    try:
        download(url, watched, None)
    except requests.RequestException as fault:
        answered = any(not answer.is_redirect for answer in answers)
        raise DownloadError(_reason(urlsplit(url).hostname, fault, answered)) from None
    finally:
        watched.end()
        for answer in answers:
            answer.close()


class _Watched:
    """A file that counts what is written into it, and refuses to go on for ever."""

    def __init__(self, target: BinaryIO, url: str, size: int):
        self._target, self._size, self._received, self._shown = target, size, 0, ""
        self._host, self._name = urlsplit(url).hostname, url.rpartition("/")[2]
        self._end = time.monotonic() + FILE_SECONDS

    def write(self, data: bytes) -> None:
        self._received += len(data)
        if self._received > 2 * self._size:
            raise DownloadError(f"{self._host} sends more than the {self._size:,} bytes expected")
        if time.monotonic() > self._end:
            raise DownloadError(
                f"{self._host} is too slow: {self._received:,} of {self._size:,} bytes came in "
                f"{FILE_SECONDS:g} seconds"
            )
        self._target.write(data)

    def flush(self) -> None:
        share = f"{min(self._received / self._size, 1.0):4.0%} of {self._size / 1e6:.1f} MB"
        if share != self._shown:
            print(f"\r{self._name}: {share}", end="", file=sys.stderr, flush=True)
            self._shown = share

    def end(self) -> None:
        if self._shown:
            print(file=sys.stderr)


def _reason(host: str, fault: requests.RequestException, answered: bool) -> str:
    if isinstance(fault, requests.HTTPError):
        status = fault.response.status_code
        return f"{host} answers {status}" + (
            f" ({responses[status]})" if status in responses else ""
        )
    # A silence in the middle reaches us as a ConnectionError with urllib3's words.
    if isinstance(fault, requests.Timeout) or "Read timed out" in str(fault):
        return f"{host} sent nothing for {ANSWER_SECONDS:g} seconds"
    if answered:
        return f"the download from {host} broke off, and what had come was thrown away"
    return f"{host} cannot be reached"
