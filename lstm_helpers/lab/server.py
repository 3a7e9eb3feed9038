"""JupyterLab at lesson 00: for this computer alone, and without asking anything of the network."""

import argparse
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from lstm_helpers.lab.errors import CourseError

HOST = "127.0.0.1"
FIRST_PORT = 8888
PATIENCE = 120  # seconds for JupyterLab to answer

OPTIONS = (
    "--no-browser",  # opened from here, once JupyterLab answers
    f"--ServerApp.ip={HOST}",
    "--ServerApp.port_retries=0",
    "--ServerApp.answer_yes=True",  # Ctrl-C stops it without a question
    "--ServerApp.log_level=WARN",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",  # the other kind asks a registry
)


@dataclass(frozen=True)
class Lab:
    """What a JupyterLab serves, and with what.

    Attributes
    ----------
    root : Path
        The folder that it shows.
    lesson : str
        The notebook that it opens, relative to `root`.
    python : Path
        The Python that runs it.
    log : Path
        The file that takes what it writes.
    variables : dict of str to str
        Its environment variables, all of them.

    Examples
    --------
    >>> Lab(Path("lessons"), "00.ipynb", Path("python"), Path("lab.log"), {}).root.name
    'lessons'
    """

    root: Path
    lesson: str
    python: Path
    log: Path
    variables: dict[str, str]


def port_number(text: str) -> int:
    """Read a port from the command line.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    int

    Raises
    ------
    argparse.ArgumentTypeError
        If it is no port.

    Examples
    --------
    >>> port_number("8888")
    8888
    """
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535; got {text!r}")
    return int(text)


def choose_port(asked: int | None, command: str = "python course.py") -> int:
    """Find a free port.

    Parameters
    ----------
    asked : int or None
        The port that must be used, or None for the first free one from 8888 on.
    command : str
        What was typed, for the message.

    Returns
    -------
    int

    Raises
    ------
    CourseError
        If the port asked for is in use (the message names a free one), or none is free.

    Examples
    --------
    >>> 8888 <= choose_port(None) < 8988
    True
    """
    start = asked or FIRST_PORT
    candidates = (*range(start, min(start + 100, 65_536)), *range(FIRST_PORT, FIRST_PORT + 100))
    free = next((port for port in candidates if _is_free(port)), None)
    if free is None:
        raise CourseError("No port from 8888 to 8987 is free: close another JupyterLab first.")
    if asked and free != asked:
        raise CourseError(f"Port {asked} is in use or not allowed. Try: {command} --port {free}")
    return free


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # else a port just given back would look taken
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(lab: Lab, port: int, browser: bool) -> int:
    """Run JupyterLab until it is stopped.

    Parameters
    ----------
    lab : Lab
        What to serve.
    port : int
        A free port.
    browser : bool
        Whether to open the address in a browser.

    Returns
    -------
    int
        The exit status: 0 if it was stopped by Ctrl-C or from its own menu.
    """
    token = secrets.token_hex(24)
    address = f"http://{HOST}:{port}/lab/workspaces/course/tree/{lab.lesson}?reset&token={token}"
    signal.signal(signal.SIGTERM, _as_interrupt)
    with _log_file(lab.log) as output, _running(lab, port, token, output) as server:
        _wait_until_up(server, port, lab.log)
        print(f"JupyterLab is ready; stop it with Ctrl-C. Lesson 00:\n\n    {address}\n")
        if browser:
            webbrowser.open(address)
        try:
            return server.wait()
        except KeyboardInterrupt:
            print("\nStopping JupyterLab.")
            return 0


def _as_interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _log_file(path: Path) -> TextIO:
    try:
        return open(path, "w", encoding="utf-8")
    except OSError:  # a folder that can only be read still serves
        return open(os.devnull, "w", encoding="utf-8")


@contextlib.contextmanager
def _running(lab: Lab, port: int, token: str, output: TextIO) -> Iterator[subprocess.Popen]:
    options = [*OPTIONS, f"--ServerApp.port={port}", f"--ServerApp.root_dir={lab.root}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    server = subprocess.Popen(
        [lab.python, "-m", "jupyterlab", *options],
        cwd=lab.root,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        # By variable, not by option: command lines can be read by other users of the computer.
        env=lab.variables | {"JUPYTER_TOKEN": token},
    )
    try:
        yield server
    finally:
        if server.poll() is None:
            server.terminate()  # it shuts its kernels down before it ends
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_up(server: subprocess.Popen, port: int, log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            direct.open(f"http://{HOST}:{port}/api", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CourseError(f"JupyterLab did not start on port {port}; it says why in {log}.")
