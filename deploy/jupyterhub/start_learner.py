"""Starts one learner's JupyterLab, as that learner: JupyterHub's command instead of its own.

The lessons are unpacked into the learner's home, and renewed there without touching what the
learner has changed. What follows on the command line goes to ``jupyterhub-singleuser``.
"""

import os
import resource
import sys
from pathlib import Path

from lstm_helpers.lab.settings import settings_beside
from lstm_helpers.lab.unpacking import FIRST_LESSON, HIDDEN, unpack

FOLDER = Path.home() / "lstm-course"


def limit_memory() -> None:
    """Let no process of this learner take more than the hub's ``mem_limit``.

    A kernel that wants more gets a MemoryError, and the machine goes on. It is a limit on each
    process, not on all of a learner's together: for that JupyterHub needs systemd or containers.
    """
    most = int(os.environ.get("MEM_LIMIT", "0"))
    if most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main() -> None:
    """Prepare the learner's folder, then become the server."""
    os.umask(0o077)  # what is written from here on, the learner alone can read
    limit_memory()
    for line in unpack(FOLDER).sentences():
        print(line, flush=True)
    os.chdir(FOLDER)
    command = [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:]]
    command += [
        f"--ServerApp.root_dir={FOLDER}",
        f"--ServerApp.default_url=/lab/tree/{FIRST_LESSON}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    os.execve(sys.executable, command, settings_beside(FOLDER / HIDDEN))


if __name__ == "__main__":
    main()
