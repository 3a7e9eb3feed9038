"""Runs of the suite kept in a file, so that a row of them can be broken off and gone on with."""

import json
import subprocess

from benchmarks.whole_course import RunError

TABLES = "benchmarks/README.md"  # what a row of runs itself writes


class KeptRuns:
    """What earlier commands ran to its end, each run with the Python and the files it was of.

    Parameters
    ----------
    path : Path, optional
        Of the file, one run a line; without it nothing is kept.
    """

    def __init__(self, path=None):
        self._path = path
        there = path is not None and path.exists()
        self._runs = list(map(json.loads, path.read_text("utf-8").splitlines() if there else []))

    def take(self, version, root):
        """Return the tests and the failures of a kept run of these files, None if there is no more.

        Parameters
        ----------
        version : str
            Of the Python.
        root : Path
            The copy of the course to be run; files that were changed since count as others.

        Raises
        ------
        RunError
            If there are changes that are not committed.
        """
        if self._path is None:
            return None
        of = self._of(version, root)
        found = next((run for run in self._runs if run["of"] == of), None)
        if found is None:
            return None
        self._runs.remove(found)
        return found["tests"], found["failures"]

    def add(self, version, root, tests, failures):
        """Write one run down."""
        if self._path is not None:
            run = {"of": self._of(version, root), "tests": tests, "failures": failures}
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(run)}\n")

    def _of(self, version, root):
        git = ("git", "-C", str(root))
        if subprocess.run([*git, "diff", "--quiet", "HEAD", "--", ".", f":!{TABLES}"]).returncode:
            raise RunError(f"commit the changes in {root} first: kept runs are known by the commit")
        tree = subprocess.run(
            [*git, "rev-parse", "HEAD^{tree}"], capture_output=True, text=True, check=True
        )
        return [version, tree.stdout.strip()]
