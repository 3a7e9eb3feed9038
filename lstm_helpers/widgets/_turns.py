"""One at a time: what a page asks of its explorer, and what a cell does to it meanwhile.

A kernel takes the messages of widgets in a thread of their own, beside the cell that it runs, and
neither traitlets nor a figure that is moved bears two threads at once.
"""

import threading

# One for all widgets, so that linked ones never wait for each other.
TURNS = threading.RLock()


class TakesTurns:
    """A widget whose attributes are set by one thread at a time.

    Whoever sets one waits until what another thread has begun is done and answered.

    Examples
    --------
    >>> class Place(TakesTurns):
    ...     row = 0
    >>> place = Place()
    >>> place.row = 3
    >>> place.row
    3
    """

    def __setattr__(self, name: str, value: object) -> None:
        with TURNS:
            super().__setattr__(name, value)

    def _handle_msg(self, message: dict) -> None:
        """Take over what a page sent, all of it before any other change."""
        with TURNS:
            super()._handle_msg(message)
