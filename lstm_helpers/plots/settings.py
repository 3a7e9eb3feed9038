"""Matplotlib's settings, changed for one thread alone.

A kernel answers an explorer's page beside the cell that it runs, so that two threads draw at once.
Matplotlib's own context changes those of both: a figure drawn by the cell meanwhile would get the
colours of a dark page, and where two such contexts overlap, the last to end leaves them so.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import matplotlib

_here = threading.local()


class _ByThread(matplotlib.RcParams):
    """Settings of which a thread may have some of its own."""

    def _get(self, key: str) -> object:  # the one way to a value, and kept stable for others' use
        own = getattr(_here, "settings", {})
        return own[key] if key in own else super()._get(key)


@contextmanager
def settings_here(settings: Mapping[str, object]) -> Iterator[None]:
    """Draw with settings of one's own; other threads keep those of all.

    Parameters
    ----------
    settings : mapping of str to object
        As ``matplotlib.rcParams`` takes them.

    Examples
    --------
    >>> with settings_here({"text.color": "#ECECEC"}):
    ...     matplotlib.rcParams["text.color"]
    '#ECECEC'
    >>> matplotlib.rcParams["text.color"]
    'black'
    """
    matplotlib.rcParams.__class__ = _ByThread
    before = getattr(_here, "settings", {})
    _here.settings = before | dict(matplotlib.RcParams(settings))  # checked, and in one form
    try:
        yield
    finally:
        _here.settings = before
