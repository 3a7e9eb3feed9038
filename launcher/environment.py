"""The folder ``.venv``: where things lie in it, and whether it is whole and up to date."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lstm_helpers.lab.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]

# Run by the environment's own Python: are the pinned packages there, and is the package ours?
PROBE = """
import importlib.metadata, importlib.util, pathlib, sys
root, *pins = sys.argv[1:]
try:
    right = all(importlib.metadata.version(p.split("==")[0]) == p.split("==")[1] for p in pins)
    home = pathlib.Path(importlib.util.find_spec("lstm_helpers").origin).resolve().parents[1]
    sys.exit(0 if right and home == pathlib.Path(root) else 3)
except (importlib.metadata.PackageNotFoundError, AttributeError):
    sys.exit(3)
"""
PACKAGES_DIFFER = 3

# Set by a person, or by a cluster's modules, they put other packages before those in .venv.
LEADING_ELSEWHERE = {"PYTHONPATH", "PYTHONHOME"}


def without_other_packages(variables: Mapping[str, str]) -> dict[str, str]:
    """Leave out what leads the environment's Python to packages that lie elsewhere."""
    return {name: value for name, value in variables.items() if name not in LEADING_ELSEWHERE}


class Need(Enum):
    """What it takes to make the environment ready."""

    NOTHING = "nothing"
    UPDATE = "update"  # install into the environment that is there
    RENEW = "renew"  # make it from nothing


@dataclass(frozen=True)
class State:
    """What an environment needs, and why."""

    need: Need
    reason: str = ""


@dataclass(frozen=True)
class Environment:
    """The Python environment of one copy of the course.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.
    """

    root: Path = ROOT

    @property
    def folder(self) -> Path:
        """Where the packages go."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.folder.joinpath(*inside)

    @property
    def packages(self) -> Path:
        """The folder that holds the installed packages."""
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return self.folder / "lib" / "python{}.{}".format(*sys.version_info) / "site-packages"

    @property
    def stamp(self) -> Path:
        """The file that is written last: where it is, the set-up was finished."""
        return self.folder / "set_up.json"

    @property
    def lock(self) -> Path:
        """The file that a running set-up holds."""
        return self.root / ".setup.lock"

    @property
    def requirements(self) -> Path:
        """The list of the packages that the course itself uses, pinned."""
        return self.root / "requirements.txt"

    @property
    def locked(self) -> Path:
        """The list that is installed: those packages and all they need, each with its hashes."""
        return self.root / "requirements.lock"

    def pins(self) -> list[str]:
        """List the pinned packages as ``name==version``."""
        lines = self.requirements.read_text("utf-8").splitlines()
        return [line.strip() for line in lines if "==" in line and not line.startswith("#")]

    def wanted(self) -> dict[str, str]:
        """Describe the environment as it should be: what the stamp holds."""
        digest = hashlib.sha256(json.dumps(SETTINGS, sort_keys=True).encode())
        for name in ("requirements.txt", "requirements.lock", "pyproject.toml"):
            digest.update((self.root / name).read_bytes())
        return {
            "python": "{}.{}".format(*sys.version_info),
            "folder": str(self.root),
            "contents": digest.hexdigest(),
        }

    def state(self) -> State:
        """Find out what this environment needs before it can be used."""
        if not self.folder.exists():
            return State(Need.RENEW)
        found = self._read_stamp()
        if found is None:
            return State(Need.RENEW, "an earlier set-up was not finished")
        wanted = self.wanted()
        if found.get("folder") != wanted["folder"]:
            return State(Need.RENEW, "the course's folder has moved")
        if found.get("python") != wanted["python"]:
            return State(Need.RENEW, f"it was made for Python {found.get('python')}")
        answer = self.probe()
        if answer not in (0, PACKAGES_DIFFER):
            return State(Need.RENEW, "the Python in .venv does not start")
        if found != wanted:
            return State(Need.UPDATE, "its packages or settings have changed")
        if answer == PACKAGES_DIFFER:
            return State(Need.UPDATE, "a package is missing or of another version")
        return State(Need.NOTHING)

    def probe(self) -> int:
        """Run the environment's Python: 0 if all packages are there, else another number."""
        command = [self.python, "-c", PROBE, str(self.root), *self.pins()]
        try:
            # From the environment's folder: the course's own must not stand in for an install.
            run = subprocess.run(
                command,
                capture_output=True,
                timeout=120,
                cwd=self.folder,
                env=without_other_packages(os.environ),
            )
        except (OSError, subprocess.TimeoutExpired):
            return -1
        return run.returncode

    def _read_stamp(self) -> dict[str, str] | None:
        try:
            found = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def write_stamp(self) -> None:
        """Record, in one step, that the set-up is finished."""
        unfinished = self.stamp.with_suffix(".part")
        unfinished.write_text(json.dumps(self.wanted(), indent=1) + "\n", "utf-8")
        os.replace(unfinished, self.stamp)
