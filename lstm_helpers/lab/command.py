"""The command ``lstm-course``: the lessons into a folder of one's own, and JupyterLab over them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lstm_helpers.lab.errors import CourseError, sentence
from lstm_helpers.lab.server import Lab, choose_port, port_number, serve
from lstm_helpers.lab.settings import settings_beside
from lstm_helpers.lab.unpacking import FIRST_LESSON, HIDDEN, unpack

COMMAND = "lstm-course"
INTERRUPTED = 130  # what shells report for a command stopped by Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``lstm-course``; by default those that were typed.

    Returns
    -------
    int
        The exit status.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     main(["--unpack", folder])  # doctest: +ELLIPSIS
    3... files unpacked.
    The lessons are in ...
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # an old terminal may lack a folder's letters
            stream.reconfigure(line_buffering=True, errors="replace")
    try:
        return _run(_parse(arguments))
    except KeyboardInterrupt:
        message, status = "\nStopped. Run the same command again to go on.", INTERRUPTED
    except CourseError as error:
        message, status = str(error), 1
    except OSError as error:
        message, status = sentence(error), 1
    print(message, file=sys.stderr)
    return status


def _run(asked: argparse.Namespace) -> int:
    port = None if asked.unpack else choose_port(asked.port, COMMAND)
    folder = (asked.folder or _usual_folder()).absolute()
    for line in unpack(folder).sentences():
        print(line)
    print(f"The lessons are in {folder}")
    if port is None:
        return 0
    hidden = folder / HIDDEN
    lab = Lab(
        root=folder,
        lesson=FIRST_LESSON,
        python=Path(sys.executable),
        log=hidden / "jupyterlab.log",
        variables=settings_beside(hidden),
    )
    return serve(lab, port, asked.browser)


def _usual_folder() -> Path:
    """Return this folder if the lessons are in it already, else ``lstm-course`` in it."""
    return Path() if Path(HIDDEN).is_dir() else Path(COMMAND)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=COMMAND,
        description="Unpacks the lessons into a folder, then opens JupyterLab at lesson 00. "
        "What you change there is never overwritten.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="where the lessons go (default: lstm-course)"
    )
    parser.add_argument(
        "--port", type=port_number, help="port for JupyterLab (else the first free one)"
    )
    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="print JupyterLab's address; open nothing",
    )
    parser.add_argument("--unpack", action="store_true", help="unpack the lessons and stop")
    return parser.parse_args(arguments)
