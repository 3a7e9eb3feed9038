"""The command line of ``course.py``."""

import argparse
import sys
from collections.abc import Sequence

from launcher.checks import build_lessons, run_tests
from launcher.environment import Environment
from launcher.errors import CourseError, sentence
from launcher.installation import set_up
from launcher.lab import serve
from lstm_helpers.lab.server import choose_port, port_number

INTERRUPTED = 130  # what shells report for a command stopped by Ctrl-C


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says.

    Parameters
    ----------
    arguments : sequence of str
        The words after ``course.py``.

    Returns
    -------
    int
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        # Each line at once, also into a file; an old terminal may lack a folder's letters.
        stream.reconfigure(line_buffering=True, errors="replace")
    try:
        return _run(Environment(), arguments)
    except KeyboardInterrupt:
        message, status = "\nStopped. Run the same command again to go on.", INTERRUPTED
    except CourseError as error:
        message, status = str(error), 1
    except OSError as error:
        message, status = sentence(error), 1
    print(message, file=sys.stderr)
    return status


def _run(environment: Environment, arguments: Sequence[str]) -> int:
    if arguments[:1] == ["test"]:  # what follows is pytest's
        set_up(environment)
        return run_tests(environment, arguments[1:])
    asked = _parse(arguments)
    if asked.command == "setup":
        set_up(environment)
        print("The course is set up. Start it with: python course.py")
        return 0
    if asked.command == "build":
        set_up(environment)
        return build_lessons(environment, asked.lessons)
    choose_port(asked.port)  # known before a long set-up, not after it
    set_up(environment)
    return serve(environment, choose_port(asked.port), asked.browser)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python course.py",
        description="Sets up what is needed, then opens JupyterLab at lesson 00.",
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
    commands = parser.add_subparsers(dest="command", metavar="[setup | test | build]")
    commands.add_parser("setup", help="set up and stop")
    commands.add_parser("test", help="run every test; what follows goes to pytest")
    build = commands.add_parser("build", help="run lessons again from their sources")
    build.add_argument("lessons", nargs="*", help="for example 05 (all, if none is named)")
    return parser.parse_args(arguments)
