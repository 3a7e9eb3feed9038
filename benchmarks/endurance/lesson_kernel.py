"""One kernel on which a lesson's cells are run in any order, again and again, and interrupted."""

import contextlib
import copy
import math
import os
import signal
import subprocess
import threading

from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_code_cell

from tools.build_lessons import CELL_SECONDS, NOTEBOOKS

CALM = "nbval-ignore-output"  # the tag of a cell whose output differs from run to run
PATIENCE = 60  # seconds in which a kernel that was interrupted has to say how its cell ended


class LessonKernel:
    """A fresh kernel while the ``with`` block lasts.

    Parameters
    ----------
    notebook : NotebookNode
        The lesson.
    folder : pathlib.Path
        The kernel's working folder.
    """

    def __init__(self, notebook, folder=NOTEBOOKS):
        self._manager = AsyncKernelManager(kernel_name="python3")
        self._client = NotebookClient(
            copy.deepcopy(notebook),
            km=self._manager,
            timeout=CELL_SECONDS,
            allow_errors=True,
            store_widget_state=False,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(folder)}},
        )
        self._open = contextlib.ExitStack()

    def __enter__(self):
        # What C++ libraries write past Python is about the machine, and no lesson's output.
        kernel = self._client.setup_kernel(cleanup_kc=True, stderr=subprocess.DEVNULL)
        self._open.enter_context(kernel)
        self._client.reset_execution_trackers()
        return self

    def __exit__(self, *error):
        self._open.close()

    def run(self, cell, interrupt_after=None):
        """Run a cell and return its outputs.

        Parameters
        ----------
        cell : NotebookNode
            Is left as it is.
        interrupt_after : float or None
            Seconds after which the kernel is interrupted, as by ■ in JupyterLab.

        Returns
        -------
        list of NotebookNode or None
            None if the kernel, interrupted, has not said how the cell ended.
        """
        cell = copy.deepcopy(cell)
        if interrupt_after is None:
            return self._client.execute_cell(cell, 0).outputs
        timer = threading.Timer(interrupt_after, self.interrupt)
        timer.start()
        self._client.timeout = math.ceil(interrupt_after) + PATIENCE
        try:
            return self._client.execute_cell(cell, 0).outputs
        except CellTimeoutError:
            return None
        finally:
            self._client.timeout = CELL_SECONDS
            timer.cancel()
            timer.join()

    def ask(self, code):
        """Run code of our own beside the lesson's; return what it says."""
        return "\n".join(said(self.run(new_code_cell(code))))

    def interrupt(self):
        """Send the kernel what ■ sends it."""
        os.kill(self._manager.provisioner.pid, signal.SIGINT)

    def forget(self):
        """Take all names out of the kernel; modules stay imported."""
        self.run(new_code_cell("%reset -f"))


def said(outputs):
    """Return what outputs say in text: streams joined, results, the kinds of errors.

    Where text comes in several pieces, or beside a picture, is no difference.
    """
    texts = {}
    for output in outputs:
        if output.output_type == "stream":
            texts.setdefault(output.name, []).append(output.text)
        elif output.output_type == "error":
            texts.setdefault("error", []).append(f"{output.ename}: {output.evalue}")
        else:
            texts.setdefault("shown", []).append(output.data.get("text/plain", ""))
    return ["".join(texts[name]) for name in sorted(texts)]


def error_of(outputs):
    """Return the (kind, words) of the error that ended a cell, or None."""
    found = [o for o in outputs if o.output_type == "error"]
    return (found[0].ename, found[0].evalue) if found else None


def is_steady(cell):
    """Tell whether a cell promises the same text each time."""
    return CALM not in cell.metadata.get("tags", [])
