"""What ``course.py`` and ``lstm-course`` do alike in a terminal: two options, and how they end."""

import argparse
import sys
from collections.abc import Callable

from lstm_helpers.lab import errors
from lstm_helpers.lab.server import port_number

INTERRUPTED = 130  # what shells report for a command stopped by Ctrl-C


def run_in_words(
    command: Callable[[], int], sentence: Callable[[OSError], str] = errors.sentence
) -> int:
    """Run a command; what goes wrong is said in plain words, without a traceback.

    Parameters
    ----------
    command : function
        Takes nothing, returns the exit status.
    sentence : function, optional
        Says what the operating system refused.

    Returns
    -------
    int
        The exit status.

    Examples
    --------
    >>> run_in_words(lambda: 0)
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Each line at once, also into a file; an old terminal may lack a folder's letters.
            stream.reconfigure(line_buffering=True, errors="replace")
    try:
        return command()
    except KeyboardInterrupt:
        message, status = "\nStopped. Run the same command again to go on.", INTERRUPTED
    except errors.CourseError as error:
        message, status = str(error), 1
    except OSError as error:
        message, status = sentence(error), 1
    print(message, file=sys.stderr)
    return status


def add_lab_options(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of JupyterLab: its port, and whether a browser is opened.

    Parameters
    ----------
    parser : ArgumentParser
        What it reads gets the fields ``port`` (int or None) and ``browser`` (bool).

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> add_lab_options(parser)
    >>> parser.parse_args(["--no-browser"])
    Namespace(port=None, browser=False)
    """
    parser.add_argument(
        "--port", type=port_number, help="port for JupyterLab (else the first free one)"
    )
    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="print JupyterLab's address; open nothing",
    )
