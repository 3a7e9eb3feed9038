"""What runs the course's own command: a fresh clone up to JupyterLab, and the whole suite."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
READY = "JupyterLab is ready"
STAGE = re.compile(r"\s*(\d+) of \d+  (.+?)\s+(\d+) s$")
# The first letters of a test's class name in pytest's report, and what is tested by it.
KINDS = {
    "notebooks.": "notebook cells",
    "tests.browser.": "browser tests",
    "tests.": "unit tests",
    "lstm_helpers": "doctests",
}


class RunError(Exception):
    """The course's command did not do what was to be timed."""


@dataclass
class Run:
    """One run of the course's command.

    Attributes
    ----------
    seconds, cpu : float
        On the clock, and of processor time in all processes that it started and waited for.
    stages : dict of str to int
        Seconds of each stage of a set-up, as it says them itself.
    size : int
        Bytes of the environment that a set-up has made.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    stages: dict = field(default_factory=dict)
    size: int = 0


@contextlib.contextmanager
def timed():
    """Give a Run; its seconds stand in it when the block has ended."""
    run = Run()
    cpu, start = _children(), time.perf_counter()
    yield run
    run.seconds = run.seconds or time.perf_counter() - start
    run.cpu = _children() - cpu


def _children():
    import resource  # which Windows has not

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def set_up_clone(root=ROOT):
    """Clone the course into an empty folder, start it there, and wait until JupyterLab answers.

    Parameters
    ----------
    root : pathlib.Path
        What is cloned, as last committed.

    Returns
    -------
    Run
        From the start of ``course.py`` to its word that JupyterLab is ready.

    Raises
    ------
    RunError
        If it ends without that word.
    """
    with tempfile.TemporaryDirectory(prefix="lstm-course-") as folder:
        clone = Path(folder) / "course"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", root, clone], check=True)
        with timed() as run:
            _start_course(clone, run)
        run.size = _size(clone / ".venv")
        return run


def _start_course(clone, run):
    """Let the course set itself up; note its stages, and when it is ready; then stop it."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "course.py", "--no-browser"],
        cwd=clone,
        env=kept | {"PIP_NO_CACHE_DIR": "1"},  # as on a computer that has none of it yet
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if stage := STAGE.match(line.rstrip()):
                print(line.rstrip(), flush=True)
                run.stages[stage[2]] = int(stage[3])
            if line.startswith(READY):
                run.seconds = time.perf_counter() - start
                break
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate()
    if not run.seconds:
        raise RunError("the course did not start; it said:\n" + "".join(said[-10:]))


def _size(folder):
    """Return the bytes that a folder's files take; links count as nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


@dataclass(frozen=True)
class Part:
    """One run of tests.

    Attributes
    ----------
    run : Run
    count : Counter of str
        How many tests of each kind.
    seconds : Counter of str
        What each kind took, summed over the processes that run side by side.
    failed, skipped : int
    """

    run: Run
    count: Counter
    seconds: Counter
    failed: int
    skipped: int


def run_suite(*arguments, command=(sys.executable, "course.py", "test"), root=ROOT):
    """Run ``course.py test``, what is given after it, and read pytest's own report of it.

    Returns
    -------
    Part

    Raises
    ------
    RunError
        If there is no report, because pytest did not get that far.
    """
    folder = Path(tempfile.mkdtemp(prefix="lstm-suite-"))
    try:
        report = folder / "report.xml"
        with timed() as run:
            subprocess.run([*command, *arguments, f"--junitxml={report}"], cwd=root, check=False)
        if not report.exists():
            raise RunError("the tests did not run to their end")
        return read_report(report, run)
    finally:
        shutil.rmtree(folder)


def read_report(report, run):
    """Read a JUnit report: how many tests of each kind, their seconds, what failed."""
    count, seconds, states = Counter(), Counter(), Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        kind = kind_of(case.get("classname", ""))
        count[kind] += 1
        seconds[kind] += float(case.get("time", 0))
        states.update(child.tag for child in case if child.tag in ("failure", "error", "skipped"))
    return Part(run, count, seconds, states["failure"] + states["error"], states["skipped"])


def kind_of(class_name):
    """Name what a test belongs to by the class name that pytest's report gives it."""
    return next((kind for begin, kind in KINDS.items() if class_name.startswith(begin)), "other")
