"""All tests in one pytest run, side by side on the cores; the lessons' build, and their site."""

import importlib.util
import os
import subprocess
from collections.abc import Sequence

from launcher.environment import Environment, without_other_packages
from launcher.errors import CourseError
from lstm_helpers.lab.settings import variables

MOST_WORKERS = 6  # each may hold a TensorFlow, about 600 MB


def run_tests(environment: Environment, arguments: Sequence[str]) -> int:
    """Run unit tests, doctests, every notebook and, where there is a Chromium, the browser tests.

    Parameters
    ----------
    environment : Environment
        A ready environment.
    arguments : sequence of str
        What else to tell pytest, for example paths or ``-k gates``.

    Returns
    -------
    int
        pytest's exit status.

    Raises
    ------
    CourseError
        If there is no Chromium on a machine for continuous integration (``CI=true``).
    """
    workers = min(max(2, os.cpu_count() or 2), MOST_WORKERS)
    command = [environment.python, "-m", "pytest", "-p", "tests.without_iris", "--nbval"]
    command.append(f"--numprocesses={workers}")
    if _find_chromium(environment) is None:
        if os.environ.get("CI", "").lower() == "true":
            raise CourseError("The browser tests need Chromium, and none was found (CI=true).")
        print("Browser tests skipped: no Chromium, Chrome or Edge was found.")
        command += ["-m", "not chromium"]
    return _run(environment, [*command, *arguments])


def build_lessons(environment: Environment, lessons: Sequence[str]) -> int:
    """Run lessons again from their sources: those named, or all. Return the exit status."""
    return _run(environment, [environment.python, "tools/build_lessons.py", *lessons])


def write_site(environment: Environment, folder: str | None) -> int:
    """Write the lessons as a site, into a folder or ``_site``. Return the exit status."""
    place = [] if folder is None else [os.path.abspath(folder)]
    return _run(environment, [environment.python, "-m", "web", *place])


def _run(environment: Environment, command: list) -> int:
    ours = without_other_packages(variables(graphics_card=False))
    return subprocess.run(command, cwd=environment.root, env=ours).returncode


def _find_chromium(environment: Environment) -> str | None:
    """Ask the browser tests' own finder, which needs the standard library alone."""
    path = environment.root / "tests" / "browser" / "chromium.py"
    spec = importlib.util.spec_from_file_location("chromium", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.find_chromium()
