"""One lesson on a fresh kernel: how long it takes, and how much memory the kernel comes to hold."""

import json
import time
from dataclasses import dataclass

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from tools.build_lessons import CELL_SECONDS, NOTEBOOKS, read_source

# Added after the lesson's last cell. On Linux ru_maxrss may be that of the process that started
# this one; VmHWM is its own.
QUESTION = """
import json, pathlib, re, resource
own, of_children = (
    resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
)
status = pathlib.Path("/proc/self/status")
print("\\n" + json.dumps({
    "cpu": sum(each.ru_utime + each.ru_stime for each in (own, of_children)),
    "peak": 1024 * int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1])
    if status.exists() else own.ru_maxrss,
}))
"""


@dataclass(frozen=True)
class LessonRun:
    """What a lesson took.

    Attributes
    ----------
    lesson : str
    seconds : float
        From the order to start a kernel to the end of the last cell.
    cpu : float
        Seconds of processor time in the kernel's process and in those that it has waited for.
    peak : int
        Bytes of memory that the kernel's process held at its greatest.
    """

    lesson: str
    seconds: float
    cpu: float
    peak: int


def run_lesson(source, folder=NOTEBOOKS):
    """Run a lesson from its source, from a cold kernel to its last cell.

    Parameters
    ----------
    source : pathlib.Path
    folder : pathlib.Path
        The kernel's working folder.

    Returns
    -------
    LessonRun

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails that is not meant to.
    """
    notebook = read_source(source)
    notebook.cells.append(new_code_cell(QUESTION))
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    starts = []
    client.on_cell_start = lambda cell, cell_index: starts.append(time.perf_counter())
    begun = time.perf_counter()
    client.execute()
    said = "".join(output.text for output in notebook.cells[-1].outputs if "text" in output)
    answer = json.loads(said.splitlines()[-1])
    # The question is asked where the lesson ends.
    return LessonRun(source.stem, starts[-1] - begun, answer["cpu"], answer["peak"])
