"""Development containers and Binder: what their files name exists, and what they run is right."""

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from course import SUITABLE
from lstm_helpers.lab.server import FIRST_PORT
from lstm_helpers.lab.settings import SETTINGS
from tests.needed import find_git

ROOT = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(os.name == "nt", reason="runs as it would on Linux")


@pytest.fixture(scope="module")
def container():
    return json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))


def versions(text):
    return tuple(int(number) for number in re.search(r"(\d+)\.(\d+)$", text.strip()).groups())


def test_the_container_has_a_python_for_the_course_and_sets_it_up(container):
    assert versions(container["image"]) in SUITABLE
    program, script, command = container["postCreateCommand"].split()
    assert (program, command) == ("python", "setup")
    assert (ROOT / script).is_file()


def test_the_container_opens_what_there_is(container):
    custom = container["customizations"]
    assert all((ROOT / file).is_file() for file in custom["codespaces"]["openFiles"])
    interpreter = custom["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert interpreter == "${containerWorkspaceFolder}/.venv/bin/python"
    assert container["forwardPorts"] == [FIRST_PORT]


def test_binder_has_a_python_for_the_course_and_installs_the_project():
    assert versions((ROOT / "binder" / "runtime.txt").read_text("utf-8")) in SUITABLE
    lines = (ROOT / "binder" / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-e ."]
    assert (ROOT / "setup.py").is_file()


@posix
def test_binders_last_step_writes_the_settings(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    runpy.run_path(str(ROOT / "binder" / "postBuild"))
    for name, content in SETTINGS.items():
        assert json.loads((tmp_path / name).read_text("utf-8")) == content


@posix
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no repository to ask for file modes")
def test_binder_may_run_its_last_step():
    command = [find_git(), "ls-files", "--stage", "binder/postBuild"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout.startswith("100755 ")
