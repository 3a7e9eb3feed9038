"""The command line of ``course.py``."""

import argparse
from collections.abc import Sequence

from launcher.checks import build_lessons, run_tests, write_site
from launcher.environment import Environment
from launcher.errors import sentence
from launcher.installation import set_up
from launcher.lab import serve
from lstm_helpers.lab.server import choose_port
from lstm_helpers.lab.terminal import add_lab_options, run_in_words


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
    return run_in_words(lambda: _run(Environment(), arguments), sentence)


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
    if asked.command == "site":
        set_up(environment)
        return write_site(environment, asked.folder)
    choose_port(asked.port)  # known before a long set-up, not after it
    set_up(environment)
    return serve(environment, choose_port(asked.port), asked.browser)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python course.py",
        description="Sets up what is needed, then opens JupyterLab at lesson 00.",
    )
    add_lab_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="[setup | test | build | site]")
    commands.add_parser("setup", help="set up and stop")
    commands.add_parser("test", help="run every test; what follows goes to pytest")
    build = commands.add_parser("build", help="run lessons again from their sources")
    build.add_argument("lessons", nargs="*", help="for example 05 (all, if none is named)")
    site = commands.add_parser("site", help="write the lessons as a site, from stored outputs")
    site.add_argument("folder", nargs="?", help="where to (by default _site)")
    return parser.parse_args(arguments)
