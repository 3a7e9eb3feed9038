"""Set-up: from nothing, or from whatever is left of an earlier one, to a working ``.venv``."""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.environment import Environment, Need, State
from launcher.errors import NO_SPACE, CourseError, sentence
from launcher.pip_process import PipInstall, child_variables
from launcher.progress import Progress
from lstm_helpers.lab.settings import write_settings

SPACE = 3_500_000_000  # bytes at the peak, while packages lie beside what they are unpacked to


def set_up(environment: Environment) -> None:
    """Make the environment ready; do nothing if it is.

    Parameters
    ----------
    environment : Environment
        The environment of this copy of the course.

    Raises
    ------
    CourseError
        If it can't be made; its message says why.
    """
    if environment.state().need is Need.NOTHING:
        return
    with _only_one(environment.lock) as lock:
        state = environment.state()  # another set-up may have done it in the meantime
        if state.need is not Need.NOTHING:
            _install(environment, state, lock)


def _install(environment: Environment, state: State, lock: int) -> None:
    renew = state.need is Need.RENEW
    if state.reason:
        print(f"Setting up again: {state.reason}.")
    else:
        print("Setting up, once: the course's packages go into .venv (about 3 GB).")
    if environment.folder.is_dir():  # not a file of that name, which is taken away below
        environment.stamp.unlink(missing_ok=True)
    progress = Progress(stages=4 if renew else 3)
    if renew:
        with progress.stage("Make .venv"):
            _make_folder(environment)
    with PipInstall(environment, lock) as pip:
        with progress.stage("Find and download packages", pip.downloading):
            pip.download()
        with progress.stage("Install packages", pip.installing):
            pip.finish()
    with progress.stage("Compile them, to start fast"):
        _compile(environment)
    shutil.rmtree(environment.folder / "tmp", ignore_errors=True)
    write_settings(environment.folder)
    if environment.probe() != 0:
        raise CourseError(
            "The set-up ended, but a package can't be found afterwards. "
            "Run the same command again; if that doesn't help, pip's log is .venv/pip.log."
        )
    environment.write_stamp()


def _make_folder(environment: Environment) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = "{}.{}".format(*sys.version_info)
        raise CourseError(
            f"This Python {version} came without what makes environments. Install that first; "
            f"on Debian and Ubuntu: sudo apt install python{version}-venv"
        )
    _remove(environment.folder)
    if shutil.disk_usage(environment.root).free < SPACE:
        raise CourseError(NO_SPACE)
    # Started from within an environment (perhaps this very one), go back to the Python behind it.
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run(
        [python, "-m", "venv", environment.folder],
        capture_output=True,
        text=True,
        env=child_variables(environment.root),
    )
    if made.returncode:
        lines = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise CourseError(f"Python could not make the folder .venv: {lines[-1]}")


def _remove(folder: Path) -> None:
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise CourseError(f"An unusable .venv is in the way. {sentence(error)}") from error


def _compile(environment: Environment) -> None:
    """Write byte code beside the packages: TensorFlow then starts in a third of the time.

    Done here whatever PYTHONDONTWRITEBYTECODE says. Some packages carry templates that are no
    valid Python; those fail to compile and don't matter.
    """
    subprocess.run(
        [environment.python, "-m", "compileall", "-q", "-j", "0", environment.packages],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=child_variables(environment.folder / "tmp"),
    )


@contextmanager
def _only_one(path: Path) -> Iterator[int]:
    """Hold a lock that the system takes back when its holders end, however they end."""
    with open(path, "a") as file:
        told = False
        while not _try_lock(file.fileno()):
            if not told:
                print("Another set-up of this folder is running: waiting until it is done.")
                told = True
            time.sleep(0.3)
        yield file.fileno()


def _try_lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
