"""One run of pip: what it is doing, and in a sentence why it failed."""

import os
import re
import subprocess
from pathlib import Path

from launcher.environment import LEADING_ELSEWHERE, Environment
from launcher.errors import NO_SPACE, CourseError, no_permission

# A person's own choices about where packages come from stay; those about where they go don't.
NOT_FOR_US = {
    "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_NO_DEPS", "PIP_DRY_RUN", "PIP_QUIET",
    "PIP_VERBOSE", "PIP_LOG", "PIP_PYTHON", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT",
    "PIP_REQUIREMENT", "PIP_REQUIRE_HASHES", "PIP_NO_BINARY", "PIP_ONLY_BINARY",
    "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", *LEADING_ELSEWHERE,
}  # fmt: skip
OPTIONS = (
    "--no-user", "--no-input", "--no-warn-script-location", "--disable-pip-version-check",
    "--no-compile",  # compileall does it afterwards, on all cores
    "--progress-bar=off", "--retries=2", "--timeout=30",
)  # fmt: skip

NO_NETWORK = (
    "The packages can't be downloaded: no network, or the server doesn't answer. "
    "Connect, then run the same command again: it goes on with what it has."
)
NO_WHEEL = (
    "A package has no version for this computer or this Python; .venv/pip.log names it. The course "
    "runs on Linux, on Windows (64-bit, not ARM) and on Macs with Apple silicon, with a 64-bit "
    "Python."
)
OTHER_CONTENTS = (
    "A package arrived with other contents than the course was tested with, so it was not "
    "installed. Most often a download broke off: run the same command again. If that doesn't "
    "help, what the package server hands out has been changed: .venv/pip.log names the package."
)
# The first that occurs in pip's output names the cause; Windows puts its words in the language of
# the computer, and its number before them.
SIGNS = (
    (
        r"No space left on device|Errno 28\b|WinError 112\b|not enough space on the disk|"
        r"Disk quota",
        NO_SPACE,
    ),
    (
        r"Windows Long Path support",
        "Windows refuses the long file names that some packages have. Move the course to a short "
        "path such as C:\\lstm, or switch long paths on, then run the same command again.",
    ),
    (
        r"Permission denied|Errno 13\b|WinError (5|32)\b|Access is denied|Read-only file system",
        no_permission("the folder .venv"),
    ),
    (r"DO NOT MATCH THE HASHES", OTHER_CONTENTS),
    (
        r"Retrying \(|ConnectionError|ConnectTimeout|ReadTimeout|Name or service not known|"
        r"name resolution|getaddrinfo failed|Network is unreachable|Connection (refused|broken)|"
        r"ProxyError|SSLError|IncompleteRead",
        NO_NETWORK,
    ),
    (r"\(from versions: ", NO_WHEEL),
)


def child_variables(temporary: Path) -> dict[str, str]:
    """Give pip's environment variables; its temporary files stay on the course's own disk."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_US}
    return kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)) | {"LC_ALL": "C.UTF-8"}


def explain(output: str) -> str:
    """Say in a sentence or two why pip failed.

    Parameters
    ----------
    output : str
        All that pip wrote.

    Returns
    -------
    str
    """
    for sign, meaning in SIGNS:
        if re.search(sign, output):
            return meaning
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    last = errors[-1].removeprefix("ERROR:").strip() if errors else "it gave no reason"
    return f"pip could not install the packages: {last.rstrip('.')}. Its log is .venv/pip.log."


class PipInstall:
    """A running ``pip install``: of all locked packages, then of the course itself.

    pip takes a file only if its SHA-256 is one that ``requirements.lock`` names, and builds
    nothing from source but the course, with the locked setuptools and without a network.

    Parameters
    ----------
    environment : Environment
        Where to.
    lock : int
        The file descriptor of the set-up's lock, which pip holds as long as it runs (not on
        Windows): were this process killed, no other set-up could begin while pip still writes.
    """

    def __init__(self, environment: Environment, lock: int):
        self._environment = environment
        self._temporary = environment.folder / "tmp"
        self._temporary.mkdir(exist_ok=True)
        self._output: list[str] = []
        self._doing = ""
        self._to_install: list[str] = []
        self._present: set[str] = set()
        self._lock = lock
        self._process = self._start(
            "--require-hashes", "--only-binary=:all:", "--requirement", environment.locked
        )

    def _start(self, *what: str | Path) -> subprocess.Popen:
        return subprocess.Popen(
            [self._environment.python, "-m", "pip", "install", *OPTIONS, *what],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace", env=child_variables(self._temporary),
            pass_fds=() if os.name == "nt" else (self._lock,),
        )  # fmt: skip

    def __enter__(self) -> "PipInstall":
        return self

    def __exit__(self, *error: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._end()

    def download(self) -> None:
        """Wait until pip has all it needs and begins to install (or has ended)."""
        for line in self._process.stdout:
            self._output.append(line)
            if match := re.match(r"\s*Downloading (\S+?)-\S+(?: \((.+)\))?", line):
                self._doing = f"{match[1].rsplit('/', 1)[-1]}, {match[2] or 'size unknown'}"
            elif match := re.match(r"(?:Collecting|Processing) (?:\S*/)?([\w.]+)", line):
                self._doing = match[1]
            elif line.startswith("Installing collected packages:"):
                self._to_install = line.partition(":")[2].split(",")
                self._present = self._installed()
                return

    def finish(self) -> None:
        """Wait until pip has ended; raise ``CourseError`` if it failed."""
        code = self._end()
        if code == 0:  # a folder has no hash, so the course can't be in the same run
            self._process = self._start(
                "--no-index", "--no-deps", "--no-build-isolation",
                "--editable", self._environment.root,
            )  # fmt: skip
            self._to_install.append("the course")
            code = self._end()
        output = "".join(self._output)
        (self._environment.folder / "pip.log").write_text(output, "utf-8")
        if code:
            raise CourseError(explain(output))

    def _end(self) -> int:
        """Read what pip still has to say, and return its exit status."""
        if not self._process.stdout.closed:
            self._output.extend(self._process.stdout)
            self._process.stdout.close()
        return self._process.wait()

    def downloading(self) -> str:
        """Tell what is being fetched, and how much of it is here."""
        try:
            arrived = sum(_size(path) for path in self._temporary.glob("pip-unpack-*/*.whl"))
        except OSError:  # pip took a folder away while it was being listed
            arrived = 0
        return f"{self._doing} ({arrived / 1e6:.0f} MB so far)" if arrived else self._doing

    def installing(self) -> str:
        """Tell how many packages are installed."""
        done = len(self._installed() - self._present)
        return f"{done} of {len(self._to_install)}"

    def _installed(self) -> set[str]:
        return {path.name for path in self._environment.packages.glob("*.dist-info")}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone since it was listed
        return 0
