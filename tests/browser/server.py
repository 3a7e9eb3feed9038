"""A real JupyterLab for tests, measurements and pictures: its own folders, its own port.

Nothing of the person's own Jupyter (settings, extensions, kernels, open tabs) is read or written,
and the notebooks are a copy, so that running a lesson never changes the checkout.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for JupyterLab to answer
STARTS = 3

# JupyterLab's defaults, changed before it starts: every cell in the page (not only those in view),
# and no question to the outside about news or newer versions.
TRACKER = "@jupyterlab/notebook-extension:tracker"
SETTINGS = {
    TRACKER: {"windowingMode": "none", "scrollPastEnd": False},
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Light"},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
}


class LabServer:
    """A JupyterLab that runs while the ``with`` block does.

    Parameters
    ----------
    notebooks : pathlib.Path or None
        The folder to copy and serve; ``None`` serves an empty folder.
    layer : pathlib.Path or None
        A folder made by ``pip install --target``, whose packages and JupyterLab extensions are
        found besides those installed.
    settings : dict
        JupyterLab's own settings, by plugin, where they are not to be its defaults.
    """

    def __init__(self, notebooks=ROOT / "notebooks", layer=None, settings=SETTINGS):
        self.home = Path(tempfile.mkdtemp(prefix="lstm-lab-"))
        self.folder = self.home / "notebooks"
        self.token = secrets.token_hex(16)
        self.port = _free_port()
        self._notebooks = notebooks
        self._layer = layer
        self._settings = settings
        self._process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def forget_answers(self):
        """Let the learner have answered nothing yet."""
        shutil.rmtree(self.home / "course", ignore_errors=True)

    def end_kernels(self):
        """End all kernels: none works on, holds memory or writes an answer beside later tests."""
        for session in json.loads(self._ask("sessions")):
            self._ask(f"sessions/{session['id']}", "DELETE")

    def __enter__(self):
        try:
            self._prepare_folders()
            for left in reversed(range(STARTS)):
                try:
                    self._start()
                    self._wait_until_up(seconds=PATIENCE)
                    break
                except RuntimeError:  # somebody may have taken the port meanwhile
                    self.go_down()
                    self.port = _free_port()
                    if not left:
                        raise
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error):
        self.stop()

    def _prepare_folders(self):
        if self._notebooks is None:
            self.folder.mkdir()
        else:
            shutil.copytree(
                self._notebooks,
                self.folder,
                ignore=shutil.ignore_patterns("source", ".ipynb_checkpoints", "__pycache__"),
            )
        settings = self.home / "config" / "labconfig" / "default_setting_overrides.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps(self._settings), encoding="utf-8")

    def write_notebook(self, name, *sources):
        """Put a notebook made of code cells beside those served, with an id for each cell."""
        cells = [
            nbformat.v4.new_code_cell(source.strip(), id=f"cell-{index}")
            for index, source in enumerate(sources)
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, self.folder / name)
        return name

    def _environment(self):
        """Take the person's environment, move every Jupyter folder and close the network."""
        proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")  # in small letters, too
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("JUPYTER") and name.upper() not in proxies
        }
        nowhere = "http://127.0.0.1:9"  # the discard port: a request to the outside fails at once
        environment |= {
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.home / "workspaces"),
            "JUPYTER_NO_CONFIG": "",
            "JUPYTER_PREFER_ENV_PATH": "1",
            "IPYTHONDIR": str(self.home / "ipython"),
            "LSTM_COURSE_HOME": str(self.home / "course"),
            "HTTP_PROXY": nowhere,
            "HTTPS_PROXY": nowhere,
            "NO_PROXY": "127.0.0.1,localhost",
        }
        if self._layer is not None:
            others = [path for path in [os.environ.get("PYTHONPATH")] if path]
            environment["PYTHONPATH"] = os.pathsep.join([str(self._layer), *others])
            environment["JUPYTER_PATH"] = str(self._layer / "share" / "jupyter")
        return environment

    def _start(self):
        command = [
            sys.executable,
            *("-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"),
            *(f"--port={self.port}", "--ServerApp.port_retries=0"),
            f"--IdentityProvider.token={self.token}",
            f"--ServerApp.root_dir={self.folder}",
            "--LabApp.extension_manager=readonly",
            "--expose-app-in-browser",  # the page can then be asked what it holds
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        self._log = (self.home / "server.log").open("wb")
        self._process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def _wait_until_up(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                self._ask("status")  # takes our token: another's server may have got the port
                return
            except OSError:
                time.sleep(0.1)
        log = (self.home / "server.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"JupyterLab did not start in {seconds} s; its log ends:\n{log[-2000:]}")

    def _ask(self, path, method="GET"):
        """Ask the server itself, past any page; return its answer's body."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        address = f"{self.url}/api/{path}".rstrip("/")
        asked = urllib.request.Request(f"{address}?token={self.token}", method=method)
        try:
            with opener.open(asked, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as refusal:
            refusal.close()
            raise

    def go_down(self):
        """End the server and, with it, its kernels; its folders and its port stay its own."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        self._process = None

    def come_back(self):
        """Start it again, at the same address."""
        self._start()
        self._wait_until_up(seconds=PATIENCE)

    def stop(self):
        """End the server and remove its folders."""
        self.go_down()
        shutil.rmtree(self.home, ignore_errors=True)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
