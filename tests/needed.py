"""What a test needs of the machine: without it a test is skipped, and fails under CI=true."""

import json
import os
import shutil
import subprocess

import pytest


def needed(found, missing):
    """Return what was found; where that is None, skip the test with the words ``missing``."""
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return found


def find_git():
    """Return the path of git. What macOS has instead, without its developer tools, is none."""
    path = shutil.which("git")
    works = path and subprocess.run([path, "--version"], capture_output=True).returncode == 0
    return needed(path if works else None, "git is missing: no repository was made or asked")


def find_node():
    """Return the path of Node, which runs the widgets' JavaScript without a browser."""
    return needed(shutil.which("node"), "node is missing: JavaScript was not run")


def run_in_node(script, given=None):
    """Run an ES module that prints one line of JSON; it reads ``given`` as JSON from its input."""
    done = subprocess.run(
        [find_node(), "--input-type=module", "--eval", script],
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    return json.loads(done.stdout)
