"""The command ``lstm-course``: the lessons into a folder of one's own, and JupyterLab over them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lstm_helpers.lab.server import Lab, choose_port, serve
from lstm_helpers.lab.settings import settings_beside
from lstm_helpers.lab.terminal import add_lab_options, run_in_words
from lstm_helpers.lab.unpacking import FIRST_LESSON, HIDDEN, unpack

COMMAND = "lstm-course"


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
    return run_in_words(lambda: _run(_parse(arguments)))


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
    add_lab_options(parser)
    parser.add_argument("--unpack", action="store_true", help="unpack the lessons and stop")
    return parser.parse_args(arguments)
