"""A class on JupyterHub: its files fit together, and its measurement notices what it must."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from benchmarks import classroom
from benchmarks.classroom import Measured, table
from benchmarks.classroom_visit import PRY, Reply, Visit
from lstm_helpers.lab.unpacking import FIRST_LESSON, course_files

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy" / "jupyterhub"
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the class is for Linux alone"
)


class Section(dict):
    """What JupyterHub calls a section of its configuration: it takes any setting."""

    def __getattr__(self, name):
        return self.setdefault(name, Section())

    def __setattr__(self, name, value):
        self[name] = value


@pytest.fixture(scope="module")
def settings():
    path = DEPLOY / "jupyterhub_config.py"
    made = Section()
    code = compile(path.read_text("utf-8"), str(path), "exec")
    exec(code, {"get_config": lambda: made, "__file__": str(path)})
    return made


@pytest.fixture(scope="module")
def values():
    return yaml.safe_load((DEPLOY / "values.yaml").read_text("utf-8"))


def test_a_learners_server_is_started_by_the_program_beside_the_configuration(settings):
    python, program = settings.Spawner.cmd
    assert python == sys.executable
    assert Path(program) == DEPLOY / "start_learner.py"


def test_the_culler_is_a_service_that_may_stop_servers(settings):
    (service,), (role,) = settings.JupyterHub.services, settings.JupyterHub.load_roles
    assert role["services"] == [service["name"]]
    assert "delete:servers" in role["scopes"]
    pinned = (DEPLOY / "requirements.txt").read_text("utf-8")
    assert service["command"][2].replace("_", "-") in pinned


def test_both_kinds_of_class_open_lesson_00_and_have_the_same_limit(settings, values):
    assert settings.Spawner.default_url == values["singleuser"]["defaultUrl"]
    assert settings.Spawner.default_url == f"/lab/tree/{FIRST_LESSON}"
    assert settings.Spawner.mem_limit == values["singleuser"]["memory"]["limit"]


def test_the_image_holds_what_the_chart_runs(values):
    recipe = (DEPLOY / "Dockerfile").read_text("utf-8")
    (copied,) = re.findall(r"^COPY (deploy\S+) (\S+)$", recipe, re.MULTILINE)
    python, program = values["singleuser"]["cmd"]
    assert python == "python"
    assert program == copied[1] + Path(copied[0]).name
    assert (ROOT / copied[0]).is_file()
    assert f"python:{'.'.join(map(str, (3, 12)))}-slim" in recipe
    home = values["singleuser"]["storage"]["homeMountPath"]
    assert values["singleuser"]["extraEnv"]["HOME"] == home
    assert f"WORKDIR {home}\n" in recipe
    hub = re.search(r"jupyterhub==[\d.]+", recipe)[0]
    assert hub in (DEPLOY / "requirements.txt").read_text("utf-8").splitlines()


# In place of jupyterhub-singleuser: says what it was started with, and what it may take.
SERVER = """
import json, os, resource, sys
print(json.dumps({
    "arguments": sys.argv[1:], "folder": os.getcwd(), "umask": os.umask(0),
    "limit": resource.getrlimit(resource.RLIMIT_DATA)[0], "kernels": os.environ["JUPYTER_PATH"],
}))
"""


@linux
def test_a_learner_gets_lessons_privacy_and_a_limit(tmp_path):
    hub = tmp_path / "packages" / "jupyterhub"
    hub.mkdir(parents=True)
    (hub / "__init__.py").touch()
    (hub / "singleuser.py").write_text(SERVER)
    home = tmp_path / "home"
    home.mkdir()
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(hub.parent), str(ROOT), *filter(None, others)]
    done = subprocess.run(
        [sys.executable, DEPLOY / "start_learner.py", "--debug"],
        env=os.environ
        | {"HOME": str(home), "MEM_LIMIT": str(2**31), "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    said = ast.literal_eval(done.stdout.splitlines()[-1])
    folder = home / "lstm-course"
    assert said["folder"] == str(folder)
    assert said["arguments"][0] == "--debug"
    assert f"--ServerApp.root_dir={folder}" in said["arguments"]
    assert said["limit"] == 2**31
    assert said["umask"] == 0o077
    assert Path(said["kernels"].split(os.pathsep)[0]).is_relative_to(folder)
    for lesson in course_files(ROOT / "notebooks"):
        path = folder / lesson.relative_to(ROOT / "notebooks")
        assert path.read_bytes() == lesson.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


# The measurement


def measured(**changes):
    visit = Visit(0.5, 20.0, ["keep"], "", [403], True)
    for name, value in changes.items():
        assert hasattr(visit, name)
        setattr(visit, name, value)
    return Measured(6.0, visit, 116_000_000, 687_000_000, "keep")


def test_a_class_kept_apart_has_no_faults():
    assert measured().faults() == []
    assert table({2: [measured(), measured()]})[-1].endswith("| 116 | 687 | 1374 | ✓ |")


@pytest.mark.parametrize(
    "changes",
    [
        {"pried": "READ ../ada/.local/share/lstm-course/progress.sqlite\n"},
        {"refused": [403, 200]},
        {"answered": ["keep", "ada's"]},
        {"answered": []},
        {"limited": False},
    ],
    ids=["a file read", "a server entered", "another's answer", "none kept", "no limit"],
)
def test_whatever_was_not_kept_apart_is_a_fault(changes):
    assert len(measured(**changes).faults()) == 1
    assert "✗" in table({2: [measured(), measured(**changes)]})[-1]


def test_a_home_that_can_be_read_is_noticed(tmp_path, capsys):
    answers = tmp_path / ".local" / "share" / "lstm-course" / "progress.sqlite"
    for path in (answers, tmp_path / "lstm-course" / "a.ipynb"):
        path.parent.mkdir(parents=True)
        path.touch()
    exec(PRY.format(homes=[str(tmp_path)]), {})
    read = [line for line in capsys.readouterr().out.splitlines() if line.startswith("READ ")]
    assert read == [f"READ {path}" for path in (tmp_path, answers, tmp_path / "lstm-course")]


def test_a_reply_is_over_when_the_kernel_has_answered_and_is_idle():
    def message(kind, **content):
        return {"parent_header": {"msg_id": "1"}, "header": {"msg_type": kind}, "content": content}

    reply = Reply()
    reply.take(message("stream", name="stdout", text="7"), "1")
    reply.take(message("stream", name="stdout", text="8"), "2")
    reply.take(message("status", execution_state="idle"), "1")
    assert not reply.over
    reply.take(message("execute_reply"), "1")
    assert reply.over
    assert reply.text == "7"


def test_who_may_not_make_accounts_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(classroom.os, "geteuid", lambda: 1000, raising=False)
    assert classroom.main(["--python", "python"]) == 2
    assert "run by root on Linux" in capsys.readouterr().err


@linux
def test_an_account_that_is_somebodys_is_never_used(monkeypatch, capsys):
    monkeypatch.setattr(classroom.os, "geteuid", lambda: 0)
    account = SimpleNamespace(pw_name=classroom.NAME.format(2))
    monkeypatch.setattr("pwd.getpwall", lambda: [account])
    assert classroom.main(["--python", "python", "--learners", "2"]) == 2
    assert f"already: {account.pw_name}" in capsys.readouterr().err
