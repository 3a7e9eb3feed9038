"""requirements.lock: all that requirements.txt brings along, on each system, known by its hashes.

The packages that are installed here tell what they need, on this system and on the others.
"""

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from launcher.environment import ROOT

SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
MACHINES = {"Linux": ("x86_64", "aarch64"), "macOS": ("arm64",), "Windows": ("AMD64",)}
PYTHONS = ("3.11.7", "3.12.1", "3.13.0")
COMPUTERS = [
    pytest.param(
        {
            **SYSTEMS[system],
            "platform_machine": machine,
            "python_full_version": python,
            "python_version": python.rpartition(".")[0],
        },
        id=f"{system}-{machine}-{python.rpartition('.')[0]}",
    )
    for system, machines in MACHINES.items()
    for machine in machines
    for python in PYTHONS
]
# A package in the lock: its name, version and marker, then a line for each file's hash.
ENTRY = re.compile(
    r"(?P<what>[a-z0-9][a-z0-9._-]*==\S+(?: ; [^\\\n]+)?)(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def direct():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def lock_text():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("#"))


def locked_for(computer):
    """Return name → version of what pip takes from the lock on one computer."""
    wanted = [Requirement(entry["what"]) for entry in ENTRY.finditer(lock_text())]
    fitting = [need for need in wanted if need.marker is None or need.marker.evaluate(computer)]
    versions = {canonicalize_name(need.name): str(need.specifier)[2:] for need in fitting}
    assert len(versions) == len(fitting)  # none in two versions
    return versions


@cache
def needs_of(name):
    try:
        return [Requirement(need) for need in requires(name) or []]
    except PackageNotFoundError:  # of another system or Python: leads no further from here
        return []


def applies(need, computer, extras):
    if need.marker is None:
        return True
    return any(need.marker.evaluate({**computer, "extra": extra}) for extra in (*extras, ""))


def needed_on(computer, versions):
    """Follow what the packages installed here say that they need; return all names met.

    Raises AssertionError where the lock has a package not at all or in an unfitting version.
    """
    waiting, met = direct(), {}
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        assert name in versions, need
        assert need.specifier.contains(versions[name]), need
        new = need.extras - met.get(name, set())
        if name in met and not new:
            continue
        met[name] = met.get(name, set()) | need.extras
        waiting += [each for each in needs_of(name) if applies(each, computer, met[name])]
    return set(met)


def test_the_lock_holds_packages_with_their_hashes_and_nothing_else():
    assert len(ENTRY.findall(lock_text())) > len(direct())
    assert ENTRY.sub("", lock_text()) == ""


@pytest.mark.parametrize("computer", COMPUTERS)
def test_each_computer_gets_each_package_of_the_course_as_pinned(computer):
    versions = locked_for(computer)
    for need in direct():
        assert str(need.specifier) == f"=={versions[canonicalize_name(need.name)]}"


@pytest.mark.parametrize("computer", COMPUTERS)
def test_the_lock_holds_all_that_is_needed_on_a_computer_and_nothing_more(computer):
    versions = locked_for(computer)
    assert set(versions) == needed_on(computer, versions)
