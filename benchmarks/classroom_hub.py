"""A JupyterHub as `deploy/jupyterhub` describes it, and accounts for its learners."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import requests

CONFIG = Path(__file__).resolve().parents[1] / "deploy" / "jupyterhub" / "jupyterhub_config.py"
PATIENCE = 240  # seconds for the hub, and for a learner's server

# The class's own configuration, on ports that are free, and with a token for what measures.
OWN_PORTS = """
load_subconfig({config!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = {command!r}
c.JupyterHub.db_url = "sqlite:///jupyterhub.sqlite"
c.JupyterHub.services += [{{"name": "measurement", "api_token": {token!r}}}]
c.JupyterHub.load_roles += [{{
    "name": "measurement",
    "scopes": ["admin:users", "admin:servers", "tokens"],
    "services": ["measurement"],
}}]
"""


class ClassroomError(Exception):
    """The classroom could not be set up."""


@contextlib.contextmanager
def accounts(names):
    """Make a Unix account for each name, its home closed to others; take them away at the end.

    Gives a mapping of name to home.
    """
    base = Path(tempfile.mkdtemp(prefix="lstm-homes-"))
    base.chmod(0o755)
    made = []
    try:
        for name in names:
            home = base / name
            command = ["useradd", "--create-home", "--home-dir", home, "--key", "HOME_MODE=0700"]
            subprocess.run([*command, name], check=True, capture_output=True)
            made.append(name)
        yield {name: base / name for name in names}
    finally:
        for name in made:
            subprocess.run(["userdel", name], check=True, capture_output=True)
        shutil.rmtree(base, ignore_errors=True)


@dataclass
class Hub:
    """A running JupyterHub.

    Attributes
    ----------
    url : str
        Where it is reached.
    token : str
        Lets whoever has it start servers for all.
    """

    url: str
    token: str

    def ask(self, method, path, **options):
        """Send a request to the hub's API, as one who may do all."""
        headers = {"Authorization": f"token {self.token}"}
        answer = requests.request(
            method, f"{self.url}/hub/api/{path}", headers=headers, timeout=PATIENCE, **options
        )
        answer.raise_for_status()
        return answer

    def let_in(self, name):
        """Make a learner known to the hub; return the learner's own token."""
        self.ask("POST", f"users/{name}")
        return self.ask("POST", f"users/{name}/tokens", json={}).json()["token"]

    def start(self, name):
        """Start a learner's JupyterLab; return the seconds until it is ready."""
        begun = time.perf_counter()
        self.ask("POST", f"users/{name}/server")
        with self.ask("GET", f"users/{name}/server/progress", stream=True) as events:
            for line in events.iter_lines():
                event = json.loads(line.removeprefix(b"data:")) if line else {}
                if event.get("ready"):
                    return time.perf_counter() - begun
                if event.get("failed"):
                    break
        raise ClassroomError(f"{name}'s JupyterLab did not start: {event.get('message')}")

    def stop(self, name):
        """Stop a learner's JupyterLab."""
        self.ask("DELETE", f"users/{name}/server")


@contextlib.contextmanager
def running_hub(python, proxy):
    """Run a hub with the course's configuration, from the environment of that Python."""
    token = secrets.token_hex(24)
    port, hub, proxy_port = _free_ports(3)
    with tempfile.TemporaryDirectory(prefix="lstm-hub-") as folder:
        config = Path(folder) / "jupyterhub_config.py"
        config.write_text(
            OWN_PORTS.format(
                config=str(CONFIG), port=port, hub=hub, proxy=proxy_port, token=token, command=proxy
            )
        )
        log = Path(folder) / "hub.log"
        environment = os.environ | {"CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(24)}
        environment.pop("PYTHONPATH", None)  # the class has the wheel, and nothing of this folder
        with log.open("wb") as output:
            process = subprocess.Popen(
                [python, "-m", "jupyterhub", "--config", config],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            running = Hub(f"http://127.0.0.1:{port}", token)
            _wait_until_up(process, running, log)
            yield running
        finally:
            process.terminate()  # it stops the proxy and all servers before it ends
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_up(process, hub, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            hub.ask("GET", "")
            return
        except requests.RequestException:
            time.sleep(0.2)
    raise ClassroomError(f"JupyterHub did not start; its log ends:\n{log.read_text()[-3000:]}")


def _free_ports(count):
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def memory_of(name):
    """Add up the memory of all processes of an account, in bytes; shared pages count in part."""
    total = 0
    for folder in processes_of(name):
        with contextlib.suppress(OSError):  # it has ended since it was listed
            text = (folder / "smaps_rollup").read_text()
            total += 1024 * int(text.partition("\nPss:")[2].split()[0])
    return total


def processes_of(name):
    """List the folders under /proc of an account's processes."""
    import pwd  # which Windows has not

    owner = pwd.getpwnam(name).pw_uid
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == owner:
                found.append(folder)
    return found
